using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>The mail of <c>--merge</c> before a row is filled in: files are read, pictures found and attachments encoded once for all rows.</summary>
internal sealed class MailTemplate
{
    private readonly record struct FileTemplate(Template Path, bool IsInline, Attachment? Same);

    private readonly SendRequest request;
    private readonly CsvTable table;
    private readonly AddressTemplate? from;
    private readonly AddressTemplate to, cc, bcc, replyTo;
    private readonly Template? subject, mailFrom, text, html;
    private readonly ImmutableArray<Template> headers;
    private readonly ImmutableArray<FileTemplate> files;
    private readonly ImmutableArray<Attachment> pictures;
    private readonly ImmutableArray<Template> all;
    private readonly int[] columns;

    private MailTemplate(SendRequest request, string? sender, CsvTable table, MailTexts texts, ImmutableArray<Attachment> pictures)
    {
        this.request = request;
        this.table = table;
        this.pictures = pictures;
        from = sender is null ? null : AddressTemplate.Parse("--from", [sender], table);
        to = AddressTemplate.Parse("--to", request.To, table);
        cc = AddressTemplate.Parse("--cc", request.Cc, table);
        bcc = AddressTemplate.Parse("--bcc", request.Bcc, table);
        replyTo = AddressTemplate.Parse("--reply-to", request.ReplyTo, table);
        subject = Optional("--subject", request.Subject);
        mailFrom = Optional("--mail-from", request.MailFrom);
        text = Optional(request.TextFile is null ? "--text" : "--text-file", texts.Text);
        html = Optional(request.HtmlFile is null ? "--html" : "--html-file", texts.Html);
        headers = [.. request.Headers.Select(header => Template.Parse("--header", header, table))];
        files = [.. request.Attach.Select(path => FileOf("--attach", path, false)), .. request.Inline.Select(path => FileOf("--inline", path, true))];
        all =
        [
            .. new[] { from, to, cc, bcc, replyTo }.OfType<AddressTemplate>().SelectMany(list => list.Parts), .. new[] { subject, mailFrom, text, html }.OfType<Template>(),
            .. headers, .. files.Select(file => file.Path),
        ];
        columns = [.. all.SelectMany(template => template.Columns).Distinct().Order()];
        Hash = HashOf(sender, texts);
    }

    /// <summary>A fingerprint of everything that is the same for every row.</summary>
    public string Hash { get; }

    public static async Task<MailTemplate> ReadAsync(SendRequest request, string? from, CsvTable table, CancellationToken cancellationToken)
    {
        var texts = await new MailBuilder(request, from).ReadTextsAsync(cancellationToken);
        if (texts.Markdown is null)
            return new MailTemplate(request, from, table, texts, []);
        // The Markdown is turned into HTML first and filled in then: a value is text and never Markdown.
        var bare = request with { To = [], Cc = [], Bcc = [], ReplyTo = [], Headers = [], Subject = null, Attach = [], Inline = [] };
        var written = new MailBuilder(bare, "template@invalid.example").Email(texts);
        var html = written.Html!.Replace("%7B%7B", "{{", StringComparison.OrdinalIgnoreCase).Replace("%7D%7D", "}}", StringComparison.OrdinalIgnoreCase);
        return new MailTemplate(request, from, table, new MailTexts(written.Text, html, null), [.. written.Attachments.Select(picture => picture.EncodedOnce())]);
    }

    /// <summary>The mail for a row; what is wrong with it names the row and the column.</summary>
    public Draft Fill(CsvRow row)
    {
        try
        {
            var filled = request with
            {
                To = to.Fill(row),
                Cc = cc.Fill(row),
                Bcc = bcc.Fill(row),
                ReplyTo = replyTo.Fill(row),
                Subject = subject?.Fill(row),
                Headers = [.. headers.Select(header => header.Fill(row))],
                MailFrom = mailFrom?.Fill(row),
            };
            var builder = new MailBuilder(filled, from is null ? null : string.Join(", ", from.Fill(row)));
            var email = builder.Email(new MailTexts(text?.Fill(row), html?.Fill(row, Template.HtmlEscaped), null), [.. pictures, .. files.Select(file => FileFor(file, row))]);
            return new Draft(builder.Envelope(email), MailBuilder.Compose(email), email.From.Mailboxes.First().Address);
        }
        catch (CliException e)
        {
            throw InRow(row, e);
        }
    }

    /// <summary>A fingerprint of what a row puts in; a column that nothing uses does not count.</summary>
    public string HashOf(CsvRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in columns)
            Add(hash, row.Values[column]);
        return Convert.ToHexStringLower(hash.GetCurrentHash())[..32];
    }

    private Template? Optional(string option, string? value) => value is null ? null : Template.Parse(option, value, table);

    private FileTemplate FileOf(string option, string path, bool isInline)
    {
        var template = Template.Parse(option, path, table);
        return new FileTemplate(template, isInline, template.IsFixed ? Encoded(path, isInline) : null);
    }

    private Attachment Encoded(string path, bool isInline)
    {
        try
        {
            return Open(path, isInline).EncodedOnce();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
    }

    private Attachment FileFor(FileTemplate file, CsvRow row)
    {
        if (file.Same is not null)
            return file.Same;
        var path = file.Path.Fill(row);
        return path.AsSpan().ContainsAnyInRange('\0', '\u001F')
            ? throw CliException.BadInput(file.Path.Option, Say("a control character stands in the name of the file", "파일 이름에 제어 문자가 들어 있습니다"))
            : Open(path, file.IsInline);
    }

    private Attachment Open(string path, bool isInline) =>
        new MailBuilder(request with { Attach = isInline ? [] : [path], Inline = isInline ? [path] : [] }, null).Files()[0];

    private CliException InRow(CsvRow row, CliException e)
    {
        var names = all.Where(template => template.Option == e.Option).SelectMany(template => template.Columns).Distinct().Select(column => table.Columns[column]).ToArray();
        var column = names.Length == 0 ? "" : Say($", column {string.Join(", ", names)}", $", {string.Join(", ", names)} 열");
        return new CliException(e.ExitCode, Say($"row {row.Number} (line {row.Line} of {table.Path}){column}: {e.Message}", $"{row.Number}행({table.Path} {row.Line}번째 줄){column}: {e.Message}"), [.. e.Remedy]) { Option = e.Option };
    }

    private string HashOf(string? sender, MailTexts texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in new[] { sender, request.Subject, texts.Text, texts.Html, request.MailFrom, request.Dsn, request.DsnReturn })
            Add(hash, one ?? "");
        foreach (var many in new[] { request.To, request.Cc, request.Bcc, request.ReplyTo, request.Headers, request.Attach, request.Inline, request.Dkim })
        {
            foreach (var one in many)
                Add(hash, one);
            hash.AppendData("\0\0"u8);
        }
        foreach (var file in files.Where(file => file.Same is not null))
            hash.AppendData(ContentHash(file.Path.Fill(new CsvRow(0, 0, []))));
        return Convert.ToHexStringLower(hash.GetCurrentHash())[..32];
    }

    private static byte[] ContentHash(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData("\0"u8);
    }
}
