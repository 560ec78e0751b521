using System.Security.Cryptography;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>A mail with what is easily broken on the way: Korean names, dots at the start of a line, an attachment of noise.</summary>
internal static class Letter
{
    /// <summary>Sends it to that user of example.com, and has Python read what was kept.</summary>
    public static async Task<SendResult> GoesThroughAsync(MailServer server, SmtpClientOptions options, string user)
    {
        Peer.Require("python3");
        var file = RandomNumberGenerator.GetBytes(100_000);
        var email = new Email
        {
            From = "김안나 <ann@example.com>",
            To = [$"홍길동 <{user}@example.com>"],
            Subject = "3월 매출 보고서를 보냅니다",
            Text = "안녕하세요.\n.점으로 시작하는 줄\n.",
            Attachments = [Attachment.FromBytes("매출 보고서.bin", file)],
        };

        await using var client = new SmtpClient(options);
        var sent = await client.SendAsync(email, TestContext.Current.CancellationToken);
        var verdict = await Judge.ReadAsync(await server.WaitForMailAsync(user));

        Assert.Equal($"{user}@example.com", Assert.Single(sent.Accepted).ToString());
        Assert.Equal(email.Subject, verdict.Subject);
        Assert.Equal("안녕하세요.\n.점으로 시작하는 줄\n.", verdict.Parts[0].Text?.TrimEnd());
        Assert.Equal("매출 보고서.bin", verdict.Parts[1].FileName);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), verdict.Parts[1].Sha256);
        return sent;
    }
}
