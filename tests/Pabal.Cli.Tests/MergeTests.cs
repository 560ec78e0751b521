using System.Text;
using System.Text.Json;
using Pabal.Mime;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal send --merge</c>: what is made of the rows, and what is refused before anything is sent.</summary>
public sealed class MergeTests : IDisposable
{
    private static readonly string[] Send = ["send", "--server", "sandbox", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{name}} <{{email}}>"];

    private readonly PabalProgram pabal = new();

    static MergeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task Every_row_becomes_a_mail_with_its_values()
    {
        pabal.File("people.csv", "name,email,Amount,note\r\n\"Kim, Gil\",gil@example.com,1000,\"two\r\nlines\"\r\n\r\n홍길동,hong@example.com,2000,\r\n");
        pabal.File("bill-1000.txt", "one");
        pabal.File("bill-2000.txt", "two");
        pabal.File("terms.txt", "the same for all");
        (await pabal.RunAsync([.. Send, "--subject", "{{ name }}: {{amount}}", "--text", "{{note}} {a} {{", "--header", "X-Amount: {{Amount}}", "--attach", "bill-{{amount}}.txt", "--attach", "terms.txt"])).Succeeded();
        var (kim, hong) = (await ArrivedAsync("gil@example.com"), await ArrivedAsync("hong@example.com"));
        Assert.Equal("Kim, Gil", Assert.Single(kim.To.Mailboxes).Name);
        Assert.Equal("Kim, Gil: 1000", kim.Subject);
        Assert.StartsWith("two\r\nlines {a} {{", kim.TextBody!.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        Assert.Equal("1000", kim.Headers["X-Amount"]);
        Assert.Equal(["bill-1000.txt", "terms.txt"], kim.Attachments.Select(part => part.FileName));
        Assert.Equal("홍길동: 2000", hong.Subject);
        Assert.Equal(["bill-2000.txt", "terms.txt"], hong.Attachments.Select(part => part.FileName));
        Assert.NotEqual(kim.MessageId, hong.MessageId);
    }

    [Fact]
    public async Task Values_are_escaped_in_html_and_are_no_markdown()
    {
        pabal.File("people.csv", "name,email\n\"<b>\"\"*A&B*'</b>\",ann@example.com\n");
        (await pabal.RunAsync([.. Send, "--subject", "x", "--html", "<p title=\"{{name}}\">{{name}}</p>"])).Succeeded();
        var html = (await ArrivedAsync("ann@example.com")).HtmlBody!;
        Assert.Contains("<p title=\"&lt;b&gt;&quot;*A&amp;B*&#39;&lt;/b&gt;\">&lt;b&gt;", html, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(pabal.Folder, "pabal-sandbox"), recursive: true);
        pabal.File("news.md", "# Hello {{name}}\n\n[link](https://example.com/?a={{email}})\n");
        (await pabal.RunAsync([.. Send, "--markdown-file", "news.md"])).Succeeded();
        var mail = await ArrivedAsync("ann@example.com");
        Assert.Contains("&lt;b&gt;&quot;*A&amp;B*&#39;&lt;/b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("https://example.com/?a=ann@example.com", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<b>\"*A&B*'</b>", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", false, ",")]
    [InlineData("utf-8", true, ",")]
    [InlineData("utf-8", true, ";")]
    [InlineData("utf-16", true, "\t")]
    [InlineData("ks_c_5601-1987", false, ",")]
    [InlineData("euc-kr", false, ",")]
    public async Task Whatever_a_spreadsheet_writes_is_read(string charset, bool mark, string separator)
    {
        var encoding = Encoding.GetEncoding(charset);
        var text = "이름,메일\r\n홍길동,gil@example.com\r\n김철수,kim@example.com\r\n".Replace(",", separator, StringComparison.Ordinal);
        pabal.File("people.csv", [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        (await pabal.RunAsync(["send", "--server", "sandbox", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{이름}} <{{메일}}>", "--subject", "{{이름}}"])).Succeeded();
        Assert.Equal("홍길동", (await ArrivedAsync("gil@example.com")).Subject);
        Assert.Equal("김철수", (await ArrivedAsync("kim@example.com")).Subject);
    }

    [Fact]
    public async Task A_charset_can_be_named()
    {
        pabal.File("people.csv", [.. "name,email\n"u8, 0x93, 0x8C, 0x8B, 0x9E, .. ",ann@example.com\n"u8]);
        (await pabal.RunAsync([.. Send, "--csv-charset", "shift_jis", "--subject", "{{name}}"])).Succeeded();
        Assert.Equal("東京", (await ArrivedAsync("ann@example.com")).Subject);
        Assert.Equal(65, (await pabal.RunAsync([.. Send, "--csv-charset", "no-such"])).ExitCode);
    }

    [Fact]
    public async Task A_column_that_stands_alone_may_hold_a_list_or_nothing()
    {
        pabal.File("people.csv", "to,cc\n\"a@example.com, Bob <b@example.com>\",\nc@example.com,d@example.com\n");
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{to}}", "--cc", "{{cc}}", "--json"]);
        var results = JsonDocument.Parse(run.Succeeded()).RootElement.GetProperty("results");
        Assert.Equal(["a@example.com", "b@example.com"], Strings(results[0].GetProperty("accepted")));
        Assert.Equal(["c@example.com", "d@example.com"], Strings(results[1].GetProperty("accepted")));
    }

    [Fact]
    public async Task The_document_tells_of_every_row()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\nBob,bob@example.com\n");
        var document = JsonDocument.Parse((await pabal.RunAsync([.. Send, "--json"])).Succeeded()).RootElement;
        Assert.Equal(2, document.GetProperty("sent").GetInt32());
        Assert.Equal(0, document.GetProperty("failed").GetInt32());
        var row = document.GetProperty("results")[1];
        Assert.Equal(2, row.GetProperty("row").GetInt32());
        Assert.Equal("accepted", row.GetProperty("fate").GetString());
        Assert.Equal(["bob@example.com"], Strings(row.GetProperty("accepted")));
        Assert.Equal(250, row.GetProperty("reply").GetProperty("code").GetInt32());
        Assert.Equal((await ArrivedAsync("bob@example.com")).MessageId, row.GetProperty("messageId").GetString());
    }

    [Theory]
    [InlineData("not-an-address")]
    [InlineData("\"a@example.com>, <evil@example.com\"")]
    [InlineData("\"a@example.com, evil@example.com\"")]
    [InlineData("\"a@example.com\nBcc: evil@example.com\"")]
    public async Task One_bad_row_stops_all_before_anything_is_sent(string bad)
    {
        pabal.File("people.csv", $"name,email\n{string.Concat(Enumerable.Range(1, 6).Select(i => $"n{i},u{i}@example.com\n"))}Seven,{bad}\n");
        var run = await pabal.RunAsync(Send);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains("row 7 (line 8 of people.csv), column name, email", run.Error, StringComparison.Ordinal);
        Assert.Empty(pabal.Kept);
    }

    [Fact]
    public async Task A_value_can_not_add_a_header_field()
    {
        pabal.File("people.csv", "name,email,subject\nAnn,ann@example.com,\"x\r\nBcc: evil@example.com\"\n");
        foreach (var option in new[] { "--subject", "--header" })
        {
            var run = await pabal.RunAsync([.. Send, option, option == "--header" ? "X-A: {{subject}}" : "{{subject}}"]);
            Assert.Equal(65, run.ExitCode);
            Assert.Contains("column subject", run.Error, StringComparison.Ordinal);
        }
        Assert.Empty(pabal.Kept);
    }

    [Fact]
    public async Task An_unknown_column_is_named_with_those_there_are()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\n");
        var run = await pabal.RunAsync([.. Send, "--text", "{{nmae}}"]);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains("{{nmae}}", run.Error, StringComparison.Ordinal);
        Assert.Contains("name, email", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,email\n")]
    [InlineData("name,email,Name\nAnn,ann@example.com,x\n")]
    [InlineData("name,email\nAnn,ann@example.com,too,much\n")]
    [InlineData("name,email\n\"Ann,ann@example.com\n")]
    public async Task A_file_that_is_no_table_is_65(string csv)
    {
        pabal.File("people.csv", csv);
        var run = await pabal.RunAsync(Send);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains("people.csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_without_a_name_is_a_slip_and_no_crash()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\n");
        Assert.Equal(64, (await pabal.RunAsync([.. Send, "--text", "x", "--journal", ""])).ExitCode);
        Assert.Empty(pabal.Kept);
    }

    [Fact]
    public async Task A_dry_run_checks_all_and_sends_nothing()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\n");
        var run = await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{email}}", "--dry-run"]);
        Assert.Contains("1 mails", run.Succeeded(), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(pabal.Folder));
        run = await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{email}}", "--dry-run", "--json"]);
        Assert.NotEqual(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("durationMs").GetInt64());
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(element => element.GetString());

    private async Task<MimeMessage> ArrivedAsync(string address)
    {
        foreach (var path in pabal.Kept)
        {
            var message = MimeMessage.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            if (message.To.Mailboxes.Any(mailbox => mailbox.Address.ToString() == address))
                return message;
        }
        throw new InvalidOperationException($"nothing came for {address}");
    }
}
