#:project ../src/Pabal.Smtp

// Sends a mail to a server in this same program and says who got it, and who did not and why.
using System.IO.Pipelines;
using Pabal.Mime;
using Pabal.Smtp;

await using var here = new SmtpServer(new SmtpServerOptions { Auth = SmtpAuthPolicy.Required }, new Doorkeeper());
await here.StartAsync();
var server = $"smtp://localhost:{here.EndPoints[0].Port}";
var password = "app password";

// <send>
var email = new Email
{
    From = "홍길동 <gil@example.com>",
    To = ["Ann <ann@example.com>", "nobody@example.com"],
    Bcc = "boss@example.com",
    Subject = "안녕하세요",
    Text = "본문입니다.",
    Attachments = [Attachment.FromBytes("메모.txt", "세 시에 만납시다."u8.ToArray())],
};

// The server is for example "gmail", "naver" or "smtps://mail.example.com".
await using var smtp = new SmtpClient(server, SmtpCredentials.Password("gil@example.com", password));
SendResult sent = await smtp.SendAsync(email);

Console.WriteLine($"accepted: {string.Join(", ", sent.Accepted)}");
foreach (var refused in sent.Rejected)
    Console.WriteLine($"refused: {refused.Address}: {refused.Reply}");
// </send>

/// <summary>Lets everybody in, knows three people, and throws their mail away.</summary>
internal sealed class Doorkeeper : SmtpHandler
{
    public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken) =>
        new(new SmtpReply(235, "2.7.0", "welcome"));

    public override ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        new(recipient.Recipient.LocalPart is "gil" or "ann" or "boss" ? new SmtpReply(250, "2.1.5", "ok") : new SmtpReply(550, "5.1.1", "no such person here"));

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(Stream.Null, cancellationToken);
        return new SmtpReply(250, "2.0.0", "thank you");
    }
}

// Output:
// accepted: ann@example.com, boss@example.com
// refused: nobody@example.com: 550 5.1.1 no such person here
