#:project ../src/Pabal.Testing

// A session by hand, step by step, and what the server said to each; the server is in this same program.
using System.Net;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync(new() { Credentials = new NetworkCredential("gil@example.com", "app password") });
SmtpClientOptions options = inbox.Client;   // SmtpClientOptions.Parse("smtp://mail.example.com") for another server
var credentials = SmtpCredentials.Password("gil@example.com", "app password");

// <by-hand>
var email = new Email { From = "gil@example.com", To = "ann@example.com", Subject = "안녕하세요", Text = "한 걸음씩 보냅니다." };

await using var smtp = await SmtpConnection.ConnectAsync(options);
Tell("connect", smtp.Greeting);
Tell("EHLO", await smtp.HelloAsync());
Tell("STARTTLS", await smtp.StartTlsAsync());
Tell("EHLO", await smtp.HelloAsync());   // what it offered in clear counts no more
Tell("AUTH", await smtp.AuthenticateAsync(credentials));
Tell("MAIL", await smtp.MailAsync(new SmtpCommand.Mail("gil@example.com")));
Tell("RCPT", await smtp.RcptAsync(new SmtpCommand.Rcpt("ann@example.com")));
Tell("DATA", await smtp.DataAsync(MailContent.From(email.ToMessage())));
Tell("QUIT", await smtp.QuitAsync());
// </by-hand>

Console.WriteLine($"arrived: {inbox.Mails[0].Message.Subject}");

static void Tell(string step, SmtpReply? reply) => Console.WriteLine($"{step,-9}{reply}");

// Output:
// connect  220 localhost ESMTP ready
// EHLO     250 localhost greets […] …STARTTLS…
// STARTTLS 220 2.0.0 ready to start TLS
// EHLO     250 localhost greets […] …AUTH PLAIN LOGIN…
// AUTH     235 2.7.0 welcome
// MAIL     250 2.1.0 sender ok
// RCPT     250 2.1.5 recipient ok
// DATA     250 2.0.0 kept as …
// QUIT     221 2.0.0 bye
// arrived: 안녕하세요
