using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sendmailing;

/// <summary>A message as a program hands it over, made fit to travel: what every mail must have is added, what must not be seen is taken out.</summary>
internal sealed class SubmittedMail(SendmailRequest request, string? from, LocalNames names)
{
    private static readonly string[] Unseen = ["Bcc", "Resent-Bcc", "Return-Path", "Content-Length"];

    /// <summary>The mail on standard input. With <c>-t</c> it goes to those in its header and to those on the command line, as Postfix does it.</summary>
    public Draft Read(ReadOnlyMemory<byte> input)
    {
        var message = MimeMessage.Parse(LineEnds.AsCrlf(WithoutEnvelopeLine(request.DotEnds ? UpToDot(input) : input)));
        var recipients = names.Resolve(request.Recipients);
        if (request.ReadsRecipients)
            recipients = recipients.Concat(names.Resolve(FinishedMail.Recipients(message)));
        // A bare name, as cron's -f root, is no place that bounces could go to.
        return request.Sender is { } named && (named is "" or "<>" || named.Contains('@', StringComparison.Ordinal))
            ? Finish(message, [.. recipients], named.Length == 0 ? null : EnvelopeOptions.Sender("-f", named), hasSender: true)
            : Finish(message, [.. recipients], null, hasSender: false);
    }

    /// <summary>A mail and its envelope; without a sender there it is the author.</summary>
    public Draft Finish(MimeMessage message, EmailAddress[] recipients, EmailAddress? sender, bool hasSender)
    {
        if (recipients.Length == 0)
            throw new CliException(ExitCode.Usage, Say("nobody is named to send it to", "받는 사람이 없습니다"), Say("name recipients after the options, or use -t with To, Cc or Bcc in the header", "옵션 뒤에 받는 사람을 쓰거나, 헤더에 To, Cc, Bcc가 있으면 -t를 쓰십시오"));
        var author = FinishedMail.Author(message) ?? Configured() ?? sender ?? throw new CliException(ExitCode.Configuration,
            Say("the mail has no From, and nothing says who sends it", "메일에 From이 없고 누가 보내는지 정해 두지 않았습니다"),
            Say("set \"from\" in the account of the configuration file, PABAL_FROM, or use -f", "설정 파일의 계정에 \"from\"을 쓰거나, PABAL_FROM을 정하거나, -f를 쓰십시오"));
        var envelope = Envelope(hasSender ? sender : author, recipients);
        return new Draft(envelope, Complete(message, author, envelope), author);
    }

    private Envelope Envelope(EmailAddress? sender, EmailAddress[] recipients)
    {
        try
        {
            return new Envelope(sender, recipients) { Notify = EnvelopeOptions.Notify(request.Notify), Return = EnvelopeOptions.Return(request.Return), EnvelopeId = request.EnvelopeId };
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.BadInput, ReasonOf(e));
        }
    }

    private EmailAddress? Configured() => from is null ? null : AddressOption.ParseAuthors("PABAL_FROM", from).Mailboxes.First().Address;

    private MimeMessage Complete(MimeMessage message, EmailAddress author, Envelope envelope)
    {
        foreach (var name in Unseen)
            message = message.WithoutHeader(name);
        if (message.From.Mailboxes.FirstOrDefault() is not { Address.IsValid: true } written)
            message = message.WithHeader(HeaderField.Addresses("From", Named(message.From.Mailboxes.FirstOrDefault()?.Name, author)));
        message = names.Qualify(names.Qualify(message, "To"), "Cc");
        if (message.Headers.Find("Date") is null)
            message = message.WithHeader(HeaderField.Date("Date", DateTimeOffset.Now));
        if (message.Headers.Find("Message-ID") is null)
            message = message.WithHeader(new HeaderField("Message-ID", $"<{Guid.CreateVersion7():N}@{author.AsciiDomain}>"));
        return envelope.RequiresUtf8 ? message : InAscii(message);
    }

    private Mailbox Named(string? written, EmailAddress author)
    {
        try
        {
            return new Mailbox(request.FullName ?? written, author);
        }
        catch (ArgumentException e)
        {
            throw CliException.BadInput("-F", ReasonOf(e));
        }
    }

    // Programs write Korean subjects as they are; few servers take those (SMTPUTF8), and every reader knows encoded words.
    private static MimeMessage InAscii(MimeMessage message)
    {
        foreach (var field in message.Headers.Where(field => !System.Text.Ascii.IsValid(field.Raw.Span)).ToList())
        {
            if (field.Is("Subject") || field.Is("Comments") || field.Name.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
                message = message.WithHeader(new HeaderField(field.Name, field.Value));
            else if (message.Headers.Addresses(field.Name) is { Count: > 0 } addresses && addresses.Mailboxes.All(mailbox => mailbox.Address is { IsValid: true, RequiresUtf8: false }))
                message = message.WithHeader(HeaderField.Addresses(field.Name, addresses));
        }
        return message;
    }

    // A message out of an mbox begins with a line that is no field.
    private static ReadOnlyMemory<byte> WithoutEnvelopeLine(ReadOnlyMemory<byte> input) =>
        input.Span.StartsWith("From "u8) && input.Span.IndexOf((byte)'\n') is >= 0 and var end ? input[(end + 1)..] : input;

    private static ReadOnlyMemory<byte> UpToDot(ReadOnlyMemory<byte> input)
    {
        for (var start = 0; start < input.Length;)
        {
            var length = input.Span[start..].IndexOf((byte)'\n') is >= 0 and var found ? found + 1 : input.Length - start;
            if (input.Span.Slice(start, length).TrimEnd("\r\n"u8).SequenceEqual("."u8))
                return input[..start];
            start += length;
        }
        return input;
    }
}
