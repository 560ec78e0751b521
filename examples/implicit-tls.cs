#:project ../src/Pabal.Testing

// Port 465: TLS from the first octet. And what is said if somebody speaks to it in clear, as to port 587.
using System.Net;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync(new() { IsTlsImplicit = true, Credentials = new NetworkCredential("gil@example.com", "app password") });
SmtpClientOptions options = inbox.Client;   // SmtpClientOptions.Parse("smtps://mail.example.com") with { Credentials = … } for another server

// <implicit-tls>
var email = new Email { From = "gil@example.com", To = "ann@example.com", Subject = "안녕하세요", Text = "처음부터 암호로 보냅니다." };

await using (var smtp = await SmtpConnection.OpenAsync(options))   // connects, shakes hands, says EHLO, logs in
{
    Console.WriteLine($"TLS {smtp.Tls!.Version}, then {smtp.Greeting}");
    SendResult sent = await smtp.SendAsync(Envelope.For(email), MailContent.From(email.ToMessage()));
    Console.WriteLine(sent.Reply);
}

try
{
    await using var wrong = await SmtpConnection.OpenAsync(options with { Tls = TlsMode.Required });   // STARTTLS, as smtp:// has it
}
catch (SmtpException failure)
{
    Console.WriteLine($"{failure.Failure}: {failure.Message}");
    Console.WriteLine(failure.Diagnosis);
}
// </implicit-tls>

// Output:
// TLS 1.3, then 220 localhost ESMTP ready
// 250 2.0.0 kept as …
// Tls: 127.0.0.1 speaks TLS from the first octet on port …; use smtps://127.0.0.1:…
// 127.0.0.1 speaks TLS from the first byte on this port.
// - Port 465 speaks TLS from the first byte: smtps://127.0.0.1:465. …
