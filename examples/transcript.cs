#:project ../src/Pabal.Testing

// When it does not work: the whole dialogue with times, to the millisecond; passwords are hidden and content is left out unless asked for.
using System.Net;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync(new() { Credentials = new NetworkCredential("gil", "password") });
inbox.Faults.Faults = [Fault.Parse("data:delay=0.2")];   // a server that thinks before it takes the content

// <transcript>
var options = inbox.Client with
{
    Transcript = line => Console.WriteLine($"{line.Time.ToLocalTime():HH:mm:ss.fff} {line}"),
    TranscribeContent = true,
};
await using (var smtp = new SmtpClient(options))
    await smtp.SendAsync(new Email { From = "gil@example.com", To = "ann@example.com", Subject = "test", Text = "It works." });
// </transcript>

// Output:
// …:…:….… *: connected to 127.0.0.1:…
// …:…:….… S: 220 localhost ESMTP ready
// … C: STARTTLS
// … S: 220 2.0.0 ready to start TLS
// … *: TLS 1.3, …
// … C: AUTH PLAIN ********
// … S: 235 2.7.0 welcome
// … C: MAIL FROM:<gil@example.com> SIZE=…
// … C: RCPT TO:<ann@example.com>
// … C: DATA
// … S: 354 …
// … C: Subject: test
// … C: It works.
// … S: 250 2.0.0 kept as …
// … C: QUIT
// … S: 221 2.0.0 bye
