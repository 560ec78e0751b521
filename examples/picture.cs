#:project ../src/Pabal.Testing

// The type of a file comes from what is in it, not from its name: a picture named .txt goes as a picture, a text named .jpg as a text.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync();
var folder = Directory.CreateTempSubdirectory("pabal-example-").FullName;
var (picture, note) = (Path.Combine(folder, "사진.txt"), Path.Combine(folder, "note.jpg"));
await File.WriteAllBytesAsync(picture, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
await File.WriteAllTextAsync(note, "세 시에 만납시다.\n");

// <picture>
await using var smtp = new SmtpClient(inbox.Client);   // new SmtpClient("naver", SmtpCredentials.Password(…)) for a real one
await smtp.SendAsync(new Email
{
    From = "gil@example.com",
    To = "ann@example.com",
    Subject = "사진을 보냅니다",
    Text = "붙임을 보십시오.",
    Attachments = [Attachment.FromFile(picture), Attachment.FromFile(note), Attachment.FromFile(picture, "사진.png")],
});

foreach (MimePart file in inbox.Mails[0].Message.Attachments)
    Console.WriteLine($"{file.FileName}: {file.MediaType.Name}, {file.Size} octets");
// </picture>

Directory.Delete(folder, recursive: true);

// Output:
// 사진.txt: image/png, 70 octets
// note.jpg: text/plain, 25 octets
// 사진.png: image/png, 70 octets
