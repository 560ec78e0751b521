#:project ../src/Pabal.Smtp

// Both ends in one program: a server with a handler of ten lines, a client that talks to it, and what each of them heard and said.
using System.IO.Pipelines;
using Pabal.Mime;
using Pabal.Smtp;

List<string> atServer = [], atClient = [];

await using var server = new SmtpServer(new SmtpServerOptions { Transcript = (_, line) => atServer.Add($"{line}") }, new Postman());
await server.StartAsync();

var options = SmtpClientOptions.Parse($"smtp://localhost:{server.EndPoints[0].Port}?tls=none") with { Transcript = line => atClient.Add($"{line}") };
await using (var client = new SmtpClient(options))
    await client.SendAsync(new Email { From = "gil@example.com", To = ["ann@example.com", "bob@example.org"], Subject = "안녕하세요", Text = "두 끝이 한곳에 있습니다." });
await server.StopAsync();

Console.WriteLine($"client:\n{string.Join('\n', atClient)}");
Console.WriteLine($"server:\n{string.Join('\n', atServer)}");

// <handler>
internal sealed class Postman : SmtpHandler
{
    public override ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        new(recipient.Recipient.Domain == "example.com" ? new SmtpReply(250, "2.1.5", "ok") : new SmtpReply(550, "5.7.1", "not for this house"));

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        MimeMessage message = await MimeMessage.OpenAsync(content.AsStream(), cancellationToken: cancellationToken);
        return new SmtpReply(250, "2.0.0", $"thank you for {message.Attachments.Length} files");
    }
}
// </handler>

// Output:
// client:
// *: connected to 127.0.0.1:…
// S: 220 localhost ESMTP ready
// C: EHLO […]
// S: 250-localhost greets […]
// …
// C: RCPT TO:<bob@example.org>
// …
// S: 550 5.7.1 not for this house
// …
// S: 250 2.0.0 thank you for 0 files
// C: QUIT
// S: 221 2.0.0 bye
// server:
// S: 220 localhost ESMTP ready
// …
// C: RCPT TO:<bob@example.org>
// S: 550 5.7.1 not for this house
// …
// S: 250 2.0.0 thank you for 0 files
// C: QUIT
// S: 221 2.0.0 bye
