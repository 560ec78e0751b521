using System.Security.Cryptography;
using System.Text.Json;

namespace Pabal.Interop.Tests;

/// <summary><c>pabal send</c> through a real Postfix, read back by Python's email package.</summary>
public sealed class SendThroughPostfixTests(PostfixServer postfix) : IDisposable
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task Subject_names_copies_and_pictures_arrive_as_they_were_meant(string scheme)
    {
        await postfix.StartAsync();
        pabal.File("사진.jpg", Png);
        var user = $"send-{scheme}";

        var run = await pabal.RunAsync(["send", "--server", $"{scheme}://localhost:{(scheme == "smtp" ? postfix.Port : postfix.TlsPort)}?tls=required", "--ca-file", postfix.CaFile,
            "--from", "김안나 <ann@example.com>", "--to", $"홍길동 <{user}@example.com>", "--cc", $"\"참조, 부장\" <{user}-cc@example.com>",
            "--bcc", $"{user}-hidden@example.com", "--subject", "3월 매출 보고서를 보냅니다 📈", "--text", "안녕하세요.\n.점으로 시작하는 줄\n", "--html", "<p>안녕하세요 <img src=\"cid:사진.jpg\"></p>",
            "--attach", "사진.jpg", "--json"]);

        var document = JsonDocument.Parse(run.Succeeded()).RootElement;
        Assert.Equal(3, document.GetProperty("accepted").GetArrayLength());
        Assert.Equal("1.3", document.GetProperty("tls").GetString());
        Assert.Contains("queued as", document.GetProperty("reply").GetProperty("text").GetString(), StringComparison.Ordinal);
        foreach (var recipient in new[] { user, $"{user}-cc", $"{user}-hidden" })
        {
            var file = await postfix.WaitForMailAsync(recipient);
            var verdict = await Judge.ReadAsync(file);
            Assert.Equal("3월 매출 보고서를 보냅니다 📈", verdict.Subject);
            Assert.Equal("김안나 <ann@example.com>", verdict.From);
            Assert.Equal($"홍길동 <{user}@example.com>", verdict.To);
            Assert.Equal($"\"참조, 부장\" <{user}-cc@example.com>", verdict.Cc);
            Assert.False(verdict.HasBcc);
            Assert.Equal(["text/plain", "text/html", "image/png"], verdict.Parts.Select(part => part.ContentType));
            Assert.Equal("안녕하세요.\n.점으로 시작하는 줄\n", verdict.Parts[0].Text);
            Assert.Equal("사진.jpg", verdict.Parts[2].FileName);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), verdict.Parts[2].Sha256);
            var message = string.Join('\n', (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).SkipWhile(line => !line.StartsWith("From: ", StringComparison.Ordinal)));
            Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refused_recipients_are_told_apart_and_the_others_get_the_mail()
    {
        await postfix.StartAsync();
        var run = await SendAsync(["--to", "partly@example.com, gone@example.com, busy@example.com", "--json"]);
        Assert.Equal(1, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("partly@example.com", Assert.Single(document.GetProperty("accepted").EnumerateArray()).GetString());
        Assert.Equal([(550, "5.1.1"), (450, "4.2.1")], document.GetProperty("rejected").EnumerateArray().Select(e => (e.GetProperty("code").GetInt32(), e.GetProperty("enhanced").GetString()!)));
        await postfix.WaitForMailAsync("partly");
    }

    [Theory]
    [InlineData("gone@example.com", 67)]
    [InlineData("busy@example.com", 75)]
    [InlineData("ann@example.org", 67)]
    public async Task When_nobody_is_accepted_the_exit_code_tells_whether_to_try_again(string recipient, int exitCode)
    {
        await postfix.StartAsync();
        Assert.Equal(exitCode, (await SendAsync(["--to", recipient])).ExitCode);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_not_believed_and_the_way_out_is_named()
    {
        await postfix.StartAsync();
        var run = await pabal.RunAsync(["send", "--server", $"smtp://localhost:{postfix.Port}?tls=required", "--from", "ann@example.com", "--to", "gil@example.com"]);
        Assert.Equal(77, run.ExitCode);
        Assert.Contains("--ca-file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_larger_than_the_server_takes_is_not_begun()
    {
        await postfix.StartAsync();
        pabal.File("large.bin", new byte[PostfixServer.MessageSizeLimit]);
        var run = await SendAsync(["--to", "gil@example.com", "--attach", "large.bin", "-v"]);
        Assert.Equal(65, run.ExitCode);
        Assert.DoesNotContain("C: MAIL", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_utf8_local_part_goes_by_smtputf8()
    {
        await postfix.StartAsync();
        var run = await SendAsync(["--to", "길동@example.com", "--subject", "유티에프", "-v"]);
        run.Succeeded();
        Assert.Contains("SMTPUTF8", run.Error.Split('\n').First(line => line.Contains("C: MAIL", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("유티에프", (await Judge.ReadAsync(await postfix.WaitForMailAsync("길동"))).Subject);
    }

    [Fact]
    public async Task A_report_is_asked_for_in_the_words_of_the_standard()
    {
        await postfix.StartAsync();
        var run = await SendAsync(["--to", "dsn@example.com", "--dsn", "success,failure,delay", "--dsn-ret", "hdrs", "--mail-from", "bounces@example.com", "-v"]);
        run.Succeeded();
        Assert.Matches("C: MAIL FROM:<bounces@example.com> .*RET=HDRS", run.Error);
        Assert.Contains("C: RCPT TO:<dsn@example.com> NOTIFY=SUCCESS,FAILURE,DELAY", run.Error, StringComparison.Ordinal);
    }

    private Task<Run> SendAsync(string[] more) => pabal.RunAsync(
        ["send", "--server", $"smtp://localhost:{postfix.Port}?tls=required", "--ca-file", postfix.CaFile, "--from", "ann@example.com", "--text", "본문", .. more]);
}
