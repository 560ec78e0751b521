using System.Security.Cryptography;
using System.Text;
using Pabal.Mime;

namespace Pabal.Interop.Tests;

/// <summary>That the peers themselves work: what other tests lean on.</summary>
public sealed class PostfixTests(PostfixServer postfix)
{
    private static readonly byte[] Report = Encoding.UTF8.GetBytes("월,매출\n3월,120\n");

    [Theory]
    [InlineData("--tls")]
    [InlineData("--tls-on-connect")]
    public async Task A_composed_mail_goes_through_postfix_and_python_reads_it_as_it_was_meant(string tls)
    {
        Peer.Require("swaks", "python3");
        await postfix.StartAsync();
        var user = $"gil{tls}";
        var email = new Email
        {
            From = "김안나 <ann@example.com>",
            To = [$"홍길동 <{user}@example.com>"],
            Bcc = ["hidden@example.com"],
            Subject = "3월 매출 보고서를 보냅니다",
            Text = "안녕하세요.\n.점으로 시작하는 줄",
            Attachments = [Attachment.FromBytes("매출 보고서.csv", Report)],
        };
        using var file = new TemporaryFile(email.ToMessage().ToArray());

        var swaks = await Run.OfAsync("swaks", ["--server", "127.0.0.1", "--port", $"{(tls == "--tls" ? postfix.Port : postfix.TlsPort)}", tls, "--tls-verify",
            "--tls-ca-path", postfix.CaFile, "--from", "ann@example.com", "--to", $"{user}@example.com", "--data", $"@{file.Path}"]);
        swaks.Succeeded();
        var verdict = await Judge.ReadAsync(await postfix.WaitForMailAsync(user));

        Assert.Equal(email.Subject, verdict.Subject);
        Assert.Equal("김안나 <ann@example.com>", verdict.From);
        Assert.Equal($"홍길동 <{user}@example.com>", verdict.To);
        Assert.False(verdict.HasBcc);
        Assert.Equal(2, verdict.Parts.Length);
        Assert.Equal("안녕하세요.\n.점으로 시작하는 줄", verdict.Parts[0].Text?.TrimEnd());
        Assert.Equal("매출 보고서.csv", verdict.Parts[1].FileName);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Report)), verdict.Parts[1].Sha256);
        // An encoded word in name="…" is what no RFC allows and old mail programs need.
        Assert.DoesNotContain(verdict.Defects, defect => !defect.StartsWith("Content-Type: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gone@example.com", "550 5.1.1")]
    [InlineData("busy@example.com", "450 4.2.1")]
    [InlineData("ann@example.org", "554 5.7.1")]
    public async Task Some_recipients_are_refused(string recipient, string reply)
    {
        Peer.Require("swaks");
        await postfix.StartAsync();

        var swaks = await Run.OfAsync("swaks", ["--server", "127.0.0.1", "--port", $"{postfix.Port}", "--from", "ann@example.com", "--to", recipient]);

        Assert.Equal(24, swaks.ExitCode);
        Assert.Contains($"<** {reply} ", swaks.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_refused()
    {
        Peer.Require("python3");
        await postfix.StartAsync();

        var python = await Run.OfAsync("python3", ["-c", $"""
            import smtplib
            with smtplib.SMTP("127.0.0.1", {postfix.Port}) as smtp:
                try:
                    smtp.sendmail("ann@example.com", "gil@example.com", b"Subject: large\r\n\r\n" + b"x\r\n" * {PostfixServer.MessageSizeLimit / 2})
                except smtplib.SMTPSenderRefused as refusal:
                    print(refusal.smtp_code)
            """]);

        Assert.Equal("552", python.Succeeded().Trim());
    }
}
