using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--eml</c>: a message that is sent as it is, byte for byte but for line ends and the Bcc fields of its own header.</summary>
internal sealed class FinishedMail(SendRequest request, string? from)
{
    private const string Option = "--eml";

    public async Task<Draft> DraftAsync(CancellationToken cancellationToken)
    {
        RefuseBodyOptions();
        var bytes = await InputFile.ReadAsync(Option, request.Eml!, cancellationToken);
        if (bytes.IsEmpty)
            throw CliException.BadInput(Option, Say($"{request.Eml} is empty", $"{request.Eml}이(가) 비어 있습니다"));
        var message = MimeMessage.Parse(LineEnds.AsCrlf(bytes));
        var sender = Sender(message);
        return new Draft(EnvelopeOptions.Apply(request, Envelope(sender, message)), WithoutBcc(message), message.From.Mailboxes.FirstOrDefault()?.Address ?? sender);
    }

    /// <summary>Nobody but the server learns who got a copy unseen; what an attached mail says of its own is left alone.</summary>
    public static MimeMessage WithoutBcc(MimeMessage message) => message.WithoutHeader("Bcc").WithoutHeader("Resent-Bcc");

    /// <summary>Whom the header names; the topmost Resent block where somebody sent the mail on (RFC 5322 3.6.6).</summary>
    public static AddressList Recipients(MimeMessage message) => message.Resent.FirstOrDefault() is { } resent
        ? resent.To.Concat(resent.Cc).Concat(resent.Bcc)
        : message.To.Concat(message.Cc).Concat(message.Bcc);

    /// <summary>Who sends it by its header, in the same way; who sent it on without saying so counts for nothing. Null when that names nobody that mail can come from.</summary>
    public static EmailAddress? Author(MimeMessage message)
    {
        var resent = message.Resent.FirstOrDefault();
        var author = resent?.Sender ?? resent?.From.Mailboxes.FirstOrDefault() ?? message.Sender ?? message.From.Mailboxes.FirstOrDefault();
        return author is { Address.IsValid: true } ? author.Address : null;
    }

    // --mail-from is seen to by the caller; without it --from says who sends, then the message itself, then the environment.
    private EmailAddress? Sender(MimeMessage message)
    {
        if (request.Server.From is { } named)
            return AddressOption.ParseAuthors("--from", named).Mailboxes.First().Address;
        return Author(message) ?? (from is not null ? AddressOption.ParseAuthors("PABAL_FROM", from).Mailboxes.First().Address
            : request.MailFrom is not null ? null
            : throw CliException.BadInput(Option, Say("the message names no sender", "메시지에 보내는 사람이 없습니다"), Say("say who sends it: --mail-from A", "보내는 주소를 --mail-from으로 정하십시오")));
    }

    private Envelope Envelope(EmailAddress? sender, MimeMessage message)
    {
        var named = AddressOption.Parse("--to", request.To).Concat(AddressOption.Parse("--cc", request.Cc)).Concat(AddressOption.Parse("--bcc", request.Bcc));
        var recipients = named.Count > 0 ? named : Recipients(message);
        if (!recipients.Mailboxes.Any())
            throw CliException.BadInput(Option, Say("the message names no recipients", "메시지에 받는 사람이 없습니다"), Say("say whom it goes to: --to A", "받는 사람을 --to로 정하십시오"));
        try
        {
            return new Envelope(sender, recipients.Mailboxes.Select(mailbox => mailbox.Address));
        }
        catch (ArgumentException e)
        {
            throw CliException.BadInput(Option, ReasonOf(e), Say("say whom it goes to: --to A", "받는 사람을 --to로 정하십시오"));
        }
    }

    private void RefuseBodyOptions()
    {
        (string Option, bool IsGiven)[] others =
        [
            ("--reply-to", request.ReplyTo.Length > 0), ("--subject", request.Subject is not null), ("--text", request.Text is not null), ("--text-file", request.TextFile is not null),
            ("--html", request.Html is not null), ("--html-file", request.HtmlFile is not null), ("--markdown-file", request.MarkdownFile is not null),
            ("--attach", request.Attach.Length > 0), ("--inline", request.Inline.Length > 0), ("--header", request.Headers.Length > 0), ("--merge", request.Merge is not null),
        ];
        if (others.FirstOrDefault(other => other.IsGiven).Option is { } other)
        {
            throw new CliException(ExitCode.Usage, Say($"{Option} sends a message as it is, and {other} would change it", $"{Option}은 메시지를 그대로 보내는데 {other}은(는) 메시지를 바꿉니다"),
                Say("use one of them", "둘 가운데 하나만 쓰십시오"));
        }
    }
}
