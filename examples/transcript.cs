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
// …
