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

    public async Task<Email> EmailAsync(CancellationToken cancellationToken)
    {
        var markdown = request.MarkdownFile is null ? null : await ReadTextAsync("--markdown-file", request.MarkdownFile, cancellationToken);
        var text = await OneOfAsync("--text", request.Text, "--text-file", request.TextFile, cancellationToken);
        var html = await OneOfAsync("--html", request.Html, "--html-file", request.HtmlFile, cancellationToken);
        if (new[] { request.TextFile, request.HtmlFile, request.MarkdownFile }.Count(path => path == "-") > 1)
            throw new CliException(ExitCode.Usage, Say("standard input (-) can be read only once", "표준 입력(-)은 한 번만 읽을 수 있습니다"));
        if (markdown is not null && html is not null)
            throw Twice("--markdown-file", "--html");
        var fields = request.Headers.Select(Header).ToLookup(field => field.Is("Sender"));
        var email = new Email
        {
            From = from is null ? throw Missing("--from", "PABAL_FROM") : Addresses("--from", [from]),
            ReplyTo = Addresses("--reply-to", request.ReplyTo),
            To = Addresses("--to", request.To),
            Cc = Addresses("--cc", request.Cc),
            Bcc = Addresses("--bcc", request.Bcc),
            Subject = Line("--subject", request.Subject ?? ""),
            Text = text,
            Html = html,
            Attachments = [.. request.Attach.Select(path => File(path, p => Attachment.FromFile(p))), .. request.Inline.Select(path => File(path, p => Attachment.Inline(p)))],
            Sender = fields[true].LastOrDefault()?.Value is { } sender ? Addresses("--header", [sender]).Mailboxes.First() : null,
            Headers = [.. fields[false]],
        };
        return markdown is null ? email : WithMarkdown(email, markdown);
    }

    public Envelope Envelope(Email email)
    {
        if (!email.To.Concat(email.Cc).Concat(email.Bcc).Mailboxes.Any())
            throw Missing("--to", "--cc", "--bcc");
        var envelope = Smtp.Envelope.For(email) with { Notify = Notify(), Return = Return() };
        if (request.MailFrom is null)
            return envelope;
        if (request.MailFrom.Trim() == "<>")
            return envelope with { Sender = null };
        return EmailAddress.TryParse(request.MailFrom, out var sender, out var reason)
            ? envelope with { Sender = sender }
            : throw BadInput("--mail-from", reason);
    }

    private DsnNotify Notify()
    {
        if (request.Dsn is null)
            return DsnNotify.Unset;
        var notify = DsnNotify.Unset;
        foreach (var word in request.Dsn.Split(','))
        {
            notify |= word.Trim().ToUpperInvariant() switch
            {
                "NEVER" => DsnNotify.Never,
                "SUCCESS" => DsnNotify.Success,
                "FAILURE" => DsnNotify.Failure,
                "DELAY" => DsnNotify.Delay,
                _ => throw new CliException(ExitCode.Usage, Say("--dsn takes never, or any of success,failure,delay", "--dsn에는 never 또는 success,failure,delay를 쓰십시오")),
            };
        }
        return (notify & DsnNotify.Never) == 0 || notify == DsnNotify.Never ? notify
            : throw new CliException(ExitCode.Usage, Say("--dsn never excludes the others", "--dsn never는 다른 것과 함께 쓸 수 없습니다"));
    }

    private DsnReturn Return() => request.DsnReturn?.ToUpperInvariant() switch
    {
        null => DsnReturn.Unset,
        "FULL" => DsnReturn.Full,
        "HDRS" => DsnReturn.Headers,
        _ => throw new CliException(ExitCode.Usage, Say("--dsn-ret takes full or hdrs", "--dsn-ret에는 full 또는 hdrs를 쓰십시오")),
    };

    private static AddressList Addresses(string option, string[] values)
    {
        var all = AddressList.Empty;
        foreach (var value in values)
        {
            if (!AddressList.TryParse(value, out var list, out var reason))
                throw BadInput(option, reason);
            if (list.Count == 0)
                throw BadInput(option, Say("the address is empty", "주소가 비어 있습니다"));
            all = all.Concat(list);
        }
        return all;
    }

    private static HeaderField Header(string line)
    {
        try
        {
            var field = HeaderField.Parse(line);
            return field.Is("Bcc") || field.Is("Resent-Bcc")
                ? throw BadInput("--header", Say("Bcc is never written into a mail; use --bcc", "Bcc는 메일에 적지 않습니다. --bcc를 쓰십시오"))
                : field;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw BadInput("--header", ReasonOf(e));
        }
    }

    private static string Line(string option, string text)
    {
        var bad = text.FirstOrDefault(c => char.IsControl(c) && c != '\t');
        return bad == '\0' && !text.Contains('\0') ? text
            : throw BadInput(option, Say($"it holds the control character U+{(int)bad:X4}; it must be one line, remove it", $"제어 문자 U+{(int)bad:X4}가 들어 있습니다. 한 줄이어야 하니 지우십시오"));
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
            throw BadInput("--markdown-file", e.Message);
        }
    }

    private static Attachment File(string path, Func<string, Attachment> attach)
    {
        InputFile.CheckNamed("--attach", path);
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
            throw BadInput("--attach", ReasonOf(e));
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
        InputFile.CheckNamed(option, path);
        try
        {
            using var memory = new MemoryStream();
            await using var input = path == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(path);
            // Reading a terminal or a pipe can't be taken back; waiting for it can.
            await input.CopyToAsync(memory, cancellationToken).WaitAsync(cancellationToken);
            return StrictUtf8.GetString(memory.GetBuffer(), 0, (int)memory.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw BadInput(option, Say($"{path} is not UTF-8; convert it, for example: iconv -f CP949 -t UTF-8 {path}", $"{path}이(가) UTF-8이 아닙니다. 이렇게 바꾸십시오: iconv -f CP949 -t UTF-8 {path}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
    }

    private static CliException BadInput(string option, string reason) => new(ExitCode.BadInput, $"{option}: {reason}");

    private static CliException Twice(string one, string other) =>
        new(ExitCode.Usage, Say($"{one} and {other} say the same thing; use one of them", $"{one}와(과) {other}은(는) 같은 것을 정합니다. 하나만 쓰십시오"));

    private static CliException Missing(params string[] options) =>
        new(ExitCode.Usage, Say($"one of these is needed: {string.Join(", ", options)}", $"다음 가운데 하나가 필요합니다: {string.Join(", ", options)}"));
}
