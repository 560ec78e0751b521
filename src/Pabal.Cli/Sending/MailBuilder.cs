using System.Collections.Immutable;
using System.Text;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Markdown;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary>From what was typed to an <see cref="Email"/> and its <see cref="Envelope"/>; whatever is wrong names its option.</summary>
internal sealed class MailBuilder(SendRequest request, string? from)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<Draft> DraftAsync(CancellationToken cancellationToken)
    {
        var email = Email(await ReadTextsAsync(cancellationToken));
        return new Draft(Envelope(email), Compose(email), email.From.Mailboxes.First().Address);
    }

    public async Task<MailTexts> ReadTextsAsync(CancellationToken cancellationToken)
    {
        if (new[] { request.TextFile, request.HtmlFile, request.MarkdownFile }.Count(path => path == "-") > 1)
            throw new CliException(ExitCode.Usage, Say("standard input (-) can be read only once", "표준 입력(-)은 한 번만 읽을 수 있습니다"));
        var markdown = request.MarkdownFile is null ? null : await ReadTextAsync("--markdown-file", request.MarkdownFile, cancellationToken);
        var text = await OneOfAsync("--text", request.Text, "--text-file", request.TextFile, cancellationToken);
        var html = await OneOfAsync("--html", request.Html, "--html-file", request.HtmlFile, cancellationToken);
        return markdown is null || html is null ? new MailTexts(text, html, markdown) : throw Twice("--markdown-file", "--html");
    }

    /// <summary>The mail with these bodies; <paramref name="files"/> are attached in place of the files that the options name.</summary>
    public Email Email(MailTexts texts, ImmutableArray<Attachment>? files = null)
    {
        var fields = request.Headers.Select(Header).ToLookup(field => field.Is("Sender"));
        var email = new Email
        {
            From = from is null ? throw Missing("--from", "PABAL_FROM") : AddressOption.ParseAuthors("--from", from),
            ReplyTo = AddressOption.Parse("--reply-to", request.ReplyTo),
            To = AddressOption.Parse("--to", request.To),
            Cc = AddressOption.Parse("--cc", request.Cc),
            Bcc = AddressOption.Parse("--bcc", request.Bcc),
            Subject = Line("--subject", request.Subject ?? ""),
            Text = texts.Text,
            Html = texts.Html,
            Attachments = files ?? Files(),
            Sender = fields[true].LastOrDefault()?.Value is { } sender ? AddressOption.ParseAuthors("--header", sender).Mailboxes.First() : null,
            Headers = [.. fields[false]],
        };
        return texts.Markdown is null ? email : WithMarkdown(email, texts.Markdown);
    }

    /// <summary>The files that the options name.</summary>
    public ImmutableArray<Attachment> Files() =>
        [.. request.Attach.Select(path => File("--attach", path, p => Attachment.FromFile(p))), .. request.Inline.Select(path => File("--inline", path, p => Attachment.Inline(p)))];

    public Envelope Envelope(Email email)
    {
        if (!email.To.Concat(email.Cc).Concat(email.Bcc).Mailboxes.Any())
            throw Missing("--to", "--cc", "--bcc");
        return EnvelopeOptions.Apply(request, Smtp.Envelope.For(email));
    }

    public static MimeMessage Compose(Email email)
    {
        try
        {
            return email.ToMessage();
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.BadInput, ReasonOf(e));
        }
    }

    private static HeaderField Header(string line)
    {
        try
        {
            var field = HeaderField.Parse(line);
            return field.Is("Bcc") || field.Is("Resent-Bcc")
                ? throw CliException.BadInput("--header", Say("Bcc is never written into a mail; use --bcc", "Bcc는 메일에 적지 않습니다. --bcc를 쓰십시오"))
                : field;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw CliException.BadInput("--header", ReasonOf(e));
        }
    }

    private static string Line(string option, string text)
    {
        var bad = text.FirstOrDefault(c => char.IsControl(c) && c != '\t');
        return bad == '\0' && !text.Contains('\0') ? text
            : throw CliException.BadInput(option, Say($"it holds the control character U+{(int)bad:X4}; it must be one line", $"제어 문자 U+{(int)bad:X4}가 들어 있습니다. 한 줄이어야 합니다"),
                Say("remove it", "지우십시오"));
    }

    // Relative pictures lie beside the file; those of standard input in the working directory. A text given apart stays.
    private Email WithMarkdown(Email email, string markdown)
    {
        var folder = request.MarkdownFile == "-" ? "." : Path.GetDirectoryName(Path.GetFullPath(request.MarkdownFile!))!;
        try
        {
            var written = email.WithMarkdown(markdown, folder);
            return written with { Text = email.Text ?? written.Text };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NoFile, $"--markdown-file: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw CliException.BadInput("--markdown-file", e.Message);
        }
    }

    private static Attachment File(string option, string path, Func<string, Attachment> attach)
    {
        InputFile.CheckNamed(option, path);
        try
        {
            return attach(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
        catch (ArgumentException e)
        {
            throw CliException.BadInput(option, ReasonOf(e));
        }
    }

    private static async Task<string?> OneOfAsync(string option, string? value, string fileOption, string? path, CancellationToken cancellationToken)
    {
        if (value is not null && path is not null)
            throw Twice(option, fileOption);
        return path is null ? value : await ReadTextAsync(fileOption, path, cancellationToken);
    }

    private static async Task<string> ReadTextAsync(string option, string path, CancellationToken cancellationToken)
    {
        try
        {
            return StrictUtf8.GetString((await InputFile.ReadAsync(option, path, cancellationToken)).Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw CliException.BadInput(option, Say($"{path} is not UTF-8", $"{path}이(가) UTF-8이 아닙니다"),
                Say($"convert it, for example: iconv -f CP949 -t UTF-8 {path}", $"이렇게 바꾸십시오: iconv -f CP949 -t UTF-8 {path}"));
        }
    }

    private static CliException Twice(string one, string other) =>
        new(ExitCode.Usage, Say($"{one} and {other} say the same thing; use one of them", $"{one}와(과) {other}은(는) 같은 것을 정합니다. 하나만 쓰십시오"));

    private static CliException Missing(params string[] options) =>
        new(ExitCode.Usage, Say($"one of these is needed: {string.Join(", ", options)}", $"다음 가운데 하나가 필요합니다: {string.Join(", ", options)}"));
}
