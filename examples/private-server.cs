#:project ../src/Pabal.Testing

// A mail with everything, through a server of one's own that no provider stands behind: HTML, copies seen and unseen, a file with a
// Korean name. Shown as it arrived: Bcc is in the envelope only, and Date is in local time.
using System.Net;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync(new() { Credentials = new NetworkCredential("gil", "password") });
var server = $"smtp://localhost:{inbox.Port}";   // smtp://mail.example.com, or smtps:// for port 465

// <private-server>
await using var smtp = new SmtpClient(server, SmtpCredentials.Password("gil", "password"));
SendResult sent = await smtp.SendAsync(new Email
{
    From = "홍길동 <gil@example.com>",
    To = "Ann <ann@example.com>",
    Cc = ["김철수 <kim@example.com>", "bob@example.com"],
    Bcc = ["boss@example.com", "archive@example.com"],
    Subject = "3월 매출 보고서를 보냅니다",
    Html = "<p>안녕하세요.<br><b>보고서</b>를 붙입니다.</p>",
    Attachments = [Attachment.FromBytes("매출 보고서.csv", Encoding.UTF8.GetBytes("월,매출\n3월,120\n"))],
});
// </private-server>

var arrived = inbox.Mails[0];
Console.WriteLine($"envelope: {string.Join(", ", arrived.Envelope.Recipients)}");
foreach (var field in arrived.Message.Headers)
    Console.WriteLine(field);
Console.WriteLine($"local time: {arrived.Message.Date!.Value.Offset == TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.Now)}");
foreach (var (path, part) in arrived.Message.Parts)
    Console.WriteLine($"{path} {part.MediaType.Name} {part.FileName}".TrimEnd());

// Output:
// envelope: ann@example.com, kim@example.com, bob@example.com, boss@example.com, archive@example.com
// From: 홍길동 <gil@example.com>
// To: Ann <ann@example.com>
// Cc: 김철수 <kim@example.com>, bob@example.com
// Subject: 3월 매출 보고서를 보냅니다
// Date: …
// Message-ID: <…@example.com>
// MIME-Version: 1.0
// Content-Type: multipart/mixed; …
// local time: True
// 1 multipart/mixed
// 1.1 multipart/alternative
// 1.1.1 text/plain
// 1.1.2 text/html
// 1.2 text/csv 매출 보고서.csv
