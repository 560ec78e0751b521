#:project ../src/Pabal.Testing

// A text in Korean through Gmail, with the app password from a file named .env:
//     dotnet run examples/gmail.cs -- you@gmail.com ann@example.com
// Without addresses it goes to a server in this same program, with a .env made for it.
using System.Net;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync(new() { Credentials = new NetworkCredential("gil@gmail.com", "abcd efgh ijkl mnop") });
var isReal = args.Length == 2;
var (me, you) = isReal ? (args[0], args[1]) : ("gil@gmail.com", "ann@example.com");
var folder = isReal ? "." : Directory.CreateTempSubdirectory("pabal-example-").FullName;
if (!isReal)
    await File.WriteAllTextAsync(Path.Combine(folder, ".env"), "PABAL_PASSWORD='abcd efgh ijkl mnop'\n");

// <gmail>
const string Key = "PABAL_PASSWORD=";
var password = File.ReadLines(Path.Combine(folder, ".env")).First(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..].Trim('\'', '"');
SmtpClientOptions server = isReal ? SmtpClientOptions.Parse("gmail") : inbox.Client;

await using var smtp = new SmtpClient(server with { Credentials = SmtpCredentials.Password(me, password) });
SendResult sent = await smtp.SendAsync(new Email
{
    From = me,
    To = you,
    Subject = "안녕하세요",
    Text = "파발이 전하는 첫 편지입니다.\n건강하십시오.",
});
Console.WriteLine(sent.Reply);
// </gmail>

if (!isReal)
{
    var arrived = inbox.Mails[0];
    Console.WriteLine($"{arrived.Session.User} over TLS {arrived.Session.TlsVersion}: {arrived.Message.Subject}");
    Console.WriteLine(arrived.Message.TextBody);
    Directory.Delete(folder, recursive: true);
}

// Output:
// 250 2.0.0 kept as …
// gil@gmail.com over TLS 1.3: 안녕하세요
// 파발이 전하는 첫 편지입니다.
// 건강하십시오.
