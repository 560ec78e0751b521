#:project ../src/Pabal.Mime

// Reads a mail, takes it apart, takes a part out and puts another in, and writes it; what is not touched stays octet by octet.
using System.Text;
using Pabal.Mime;

var received = Encoding.UTF8.GetBytes("""
    From: =?UTF-8?B?7ZmN6ri464+Z?= <gil@example.com>
    To: ann@example.com
    Subject: =?UTF-8?B?7ZqM7J2Y66Gd?=
    Date: Mon, 2 Mar 2026 09:00:00 +0900
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/plain; charset=utf-8

    회의록을 붙입니다.
    --b
    Content-Type: application/octet-stream
    Content-Disposition: attachment; filename="setup.exe"

    MZ
    --b--

    """.ReplaceLineEndings("\r\n"));

// <edit>
MimeMessage message = MimeMessage.Parse(received);   // or await MimeMessage.OpenAsync("mail.eml")
Console.WriteLine($"{message.From} to {message.To}, {message.Date:yyyy-MM-dd}: {message.Subject}");
Console.WriteLine(message.TextBody);
Print(message);

MimePart program = message.Attachments.Single(file => file.FileName == "setup.exe");
MimeMessage edited = message
    .WithoutPart(program)
    .WithAttachment(Attachment.FromBytes("회의록.txt", "세 시에 끝났습니다."u8.ToArray()));
Print(edited);
using var file = new MemoryStream();   // File.Create("edited.eml")
await edited.WriteToAsync(file);
// </edit>

Console.WriteLine($"{received.Length} octets before, {file.Length} after");

static void Print(MimeMessage message)
{
    foreach (var (path, part) in message.Parts)
        Console.WriteLine($"  {path} {part.MediaType.Name} {part.FileName}".TrimEnd());
}

// Output:
// 홍길동 <gil@example.com> to ann@example.com, 2026-03-02: 회의록
// 회의록을 붙입니다.
//   1 multipart/mixed
//   1.1 text/plain
//   1.2 application/octet-stream setup.exe
//   1 multipart/mixed
//   1.1 text/plain
//   1.2 text/plain 회의록.txt
// 397 octets before, … after
