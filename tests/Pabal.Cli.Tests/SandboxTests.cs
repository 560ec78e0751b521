using System.Text;
using System.Text.Json;
using Pabal.Mime;

namespace Pabal.Cli.Tests;

/// <summary>The first mail: over a real connection to the server inside the program.</summary>
public sealed class SandboxTests : IDisposable
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task The_first_mail_arrives_with_everything_in_it_but_the_bcc()
    {
        pabal.File("사진.txt", Png);
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--from", "홍길동 <gil@example.com>", "--to", "ann@example.com, bob@example.com", "--cc", "cc@example.com",
            "--bcc", "secret@example.com", "--subject", "안녕하세요", "--text", "본문", "--attach", "사진.txt", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["ann@example.com", "bob@example.com", "cc@example.com", "secret@example.com"], document.GetProperty("accepted").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(0, document.GetProperty("rejected").GetArrayLength());
        Assert.Equal(250, document.GetProperty("reply").GetProperty("code").GetInt32());
        Assert.Equal("1.3", document.GetProperty("tls").GetString());
        Assert.StartsWith("smtp://127.0.0.1:", document.GetProperty("server").GetString(), StringComparison.Ordinal);

        var file = Assert.Single(pabal.Kept);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        var message = MimeMessage.Parse(bytes);
        Assert.Equal("안녕하세요", message.Subject);
        Assert.Equal(document.GetProperty("messageId").GetString(), message.MessageId);
        var attachment = Assert.Single(message.Attachments);
        Assert.Equal("image/png", attachment.MediaType.Name);
        Assert.Equal("사진.txt", attachment.FileName);
    }

    [Fact]
    public async Task A_person_sees_who_got_it_and_what_arrived()
    {
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--subject", "안녕하세요", "--text", "본문"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ann@example.com", run.Output, StringComparison.Ordinal);
        Assert.Contains("sandbox", run.Output, StringComparison.Ordinal);
        Assert.Contains("안녕하세요", run.Output, StringComparison.Ordinal);
        Assert.Contains("pabal-sandbox", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_saved_is_what_is_sent_byte_for_byte()
    {
        await pabal.RunAsync(["send", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--text", ".dot\nno end", "--html", "<p>본문</p>", "--save", "saved.eml"]);
        var saved = await File.ReadAllBytesAsync(Path.Combine(pabal.Folder, "saved.eml"), TestContext.Current.CancellationToken);
        var arrived = await File.ReadAllBytesAsync(Assert.Single(pabal.Kept), TestContext.Current.CancellationToken);
        Assert.Equal(saved, arrived);
    }

    [Fact]
    public async Task A_dry_run_builds_everything_and_connects_to_nothing()
    {
        var run = await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--from", "gil@example.com", "--to", "ann@example.com", "--text", "x", "--dry-run", "--save", "dry.eml"]);
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(pabal.Folder, "dry.eml")));
    }

    [Fact]
    public async Task The_transcript_shows_the_dialogue_and_hides_the_secret()
    {
        var run = await pabal.RunAsync(["send", "-v", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--text", "body-canary"]);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d\d\d C: EHLO ", run.Error);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d\d\d S: 250", run.Error);
        Assert.Matches(@"C: AUTH [A-Z0-9-]+( \*{8})?\r?\n", run.Error);
        Assert.DoesNotContain("body-canary", run.Error, StringComparison.Ordinal);
        var louder = await pabal.RunAsync(["send", "-vv", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--text", "body-canary"]);
        Assert.Contains("body-canary", louder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_becomes_html_and_text()
    {
        Directory.CreateDirectory(Path.Combine(pabal.Folder, "pics"));
        await File.WriteAllBytesAsync(Path.Combine(pabal.Folder, "pics", "a.gif"), "GIF89a\u0001\0\u0001\0\0\0\0;"u8.ToArray(), TestContext.Current.CancellationToken);
        pabal.File("news.md", "# 소식\n\n*강조* ![그림](pics/a.gif)\n");
        await pabal.RunAsync(["send", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--markdown-file", "news.md"]);
        var message = MimeMessage.Parse(await File.ReadAllBytesAsync(Assert.Single(pabal.Kept), TestContext.Current.CancellationToken));
        Assert.Contains("<em>강조</em>", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("# 소식", message.TextBody, StringComparison.Ordinal);
        Assert.Equal("a.gif", Assert.Single(message.InlineParts).ContentId);
    }

    [Fact]
    public async Task Text_comes_from_standard_input()
    {
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--from", "gil@example.com", "--to", "ann@example.com", "--text-file", "-"], input: "표준 입력에서\n");
        Assert.Equal(0, run.ExitCode);
        var message = MimeMessage.Parse(await File.ReadAllBytesAsync(Assert.Single(pabal.Kept), TestContext.Current.CancellationToken));
        Assert.Contains("표준 입력에서", message.TextBody, StringComparison.Ordinal);
    }
}
