using System.Security.Cryptography;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>A mail with what is easily broken on the way: Korean names, dots at the start of a line, an attachment of noise.</summary>
internal sealed class Letter
{
    public const string Subject = "3월 매출 보고서를 보냅니다";
    public const string Text = "안녕하세요.\n.점으로 시작하는 줄\n.";
    public const string FileName = "매출 보고서.bin";

    public byte[] File { get; } = RandomNumberGenerator.GetBytes(100_000);

    /// <summary>Sends one to that user of example.com, and has Python read what was kept.</summary>
    public static async Task<SendResult> GoesThroughAsync(MailServer server, SmtpClientOptions options, string user)
    {
        Peer.Require("python3");
        var letter = new Letter();
        await using var client = new SmtpClient(options);
        var sent = await client.SendAsync(letter.To($"홍길동 <{user}@example.com>"), TestContext.Current.CancellationToken);
        Assert.Equal($"{user}@example.com", Assert.Single(sent.Accepted).ToString());
        letter.IsWhatWasRead(await Judge.ReadAsync(await server.WaitForMailAsync(user)));
        return sent;
    }

    public Email To(AddressList recipients) => new()
    {
        From = "김안나 <ann@example.com>",
        To = recipients,
        Subject = Subject,
        Text = Text,
        Attachments = [Attachment.FromBytes(FileName, File)],
    };

    /// <summary>Fails the test unless Python read subject, text and file.</summary>
    public void IsWhatWasRead(Verdict verdict)
    {
        Assert.Equal(Subject, verdict.Subject);
        Assert.Equal(Text, verdict.Parts[0].Text?.TrimEnd());
        Assert.Equal(FileName, verdict.Parts[1].FileName);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), verdict.Parts[1].Sha256);
    }

    /// <summary>Fails the test unless our parser reads subject, text and file.</summary>
    public void IsIn(Received mail)
    {
        var message = MimeMessage.Parse(mail.Content);
        Assert.Equal(Subject, message.Subject);
        Assert.Equal(Text, message.TextBody?.ReplaceLineEndings("\n").TrimEnd());
        var attachment = Assert.Single(message.Attachments);
        Assert.Equal(FileName, attachment.FileName);
        Assert.Equal(File, attachment.Content.ToArray());
    }
}
