#:project ../src/Pabal.Mime

// Composes a mail and shows how it is built; nothing is sent, and Bcc stays out of the message.
using System.Text;
using Pabal.Mime;

// <compose>
var email = new Email
{
    From = "Ann <ann@example.com>",
    To = ["홍길동 <gil@example.com>", "bob@example.com"],
    Bcc = ["boss@example.com"],
    Subject = "3월 매출 보고서를 보냅니다",
    Text = "안녕하세요.\n보고서를 붙입니다.",
    Html = "<p>안녕하세요.<br>보고서를 붙입니다.</p>",
    Attachments = [Attachment.FromBytes("매출 보고서.csv", Encoding.UTF8.GetBytes("월,매출\n3월,120\n"))],
};
MimeMessage message = email.ToMessage();
// </compose>

foreach (var field in message.Headers)
    Console.WriteLine(field);
Console.WriteLine();
Print(message.Root, "");

static void Print(MimePart part, string indent)
{
    Console.WriteLine($"{indent}{part.MediaType.Name} {part.Headers["Content-Disposition"]}".TrimEnd());
    foreach (var child in part is Multipart multipart ? multipart.Parts : [])
        Print(child, indent + "  ");
}

// Output:
// From: Ann <ann@example.com>
// To: 홍길동 <gil@example.com>, bob@example.com
// Subject: 3월 매출 보고서를 보냅니다
// Date: …
// Message-ID: <…@example.com>
// MIME-Version: 1.0
// Content-Type: multipart/mixed; …
//
// multipart/mixed
//   multipart/alternative
//     text/plain
//     text/html
//   … attachment; …
