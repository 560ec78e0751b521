#:project ../src/Pabal.Testing

// The same mail by System.Net.Mail, by Pabal, and from the one to the other; and how it arrived each time.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;
using Old = System.Net.Mail;

await using var inbox = await TestInbox.StartAsync(new() { Server = new() { Tls = TlsMode.None } });
var note = Path.Combine(Directory.CreateTempSubdirectory("pabal-example-").FullName, "메모.txt");
await File.WriteAllTextAsync(note, "세 시에 만납시다.\n");

await BeforeAsync();
await AfterAsync();
await ConvertAsync();
foreach (var mail in inbox.Mails)
    Console.WriteLine($"Message-ID: {(mail.Message.MessageId is null ? "no" : "yes")}; {string.Join(", ", mail.Message.Parts.Select(each => $"{each.Part.MediaType.Name} {each.Part.FileName}".TrimEnd()))}");
Directory.Delete(Path.GetDirectoryName(note)!, recursive: true);

async Task BeforeAsync()
{
    // <before>
    using var mail = new Old.MailMessage("gil@example.com", "ann@example.com", "안녕하세요", "<p>본문입니다.</p>") { IsBodyHtml = true };
    mail.Attachments.Add(new Old.Attachment(note));
    using var smtp = new Old.SmtpClient("127.0.0.1", inbox.Port);
    await smtp.SendMailAsync(mail);
    // </before>
}

async Task AfterAsync()
{
    // <after>
    await using var smtp = new SmtpClient(inbox.Client);   // new SmtpClient("smtps://mail.example.com", SmtpCredentials.Password(…))
    SendResult sent = await smtp.SendAsync(new Email
    {
        From = "gil@example.com",
        To = "ann@example.com",
        Subject = "안녕하세요",
        Html = "<p>본문입니다.</p>",
        Attachments = [Attachment.FromFile(note)],
    });
    // </after>
    Console.WriteLine($"accepted: {sent.Accepted.Single()}");
}

async Task ConvertAsync()
{
    using var mail = new Old.MailMessage("gil@example.com", "ann@example.com", "안녕하세요", "<p>본문입니다.</p>") { IsBodyHtml = true };
    // <convert>
    await using var smtp = new SmtpClient(inbox.Client);
    await smtp.SendAsync(Email.FromMailMessage(mail));
    // </convert>
}

// Output:
// accepted: ann@example.com
// Message-ID: no; multipart/mixed, text/html, application/octet-stream 메모.txt
// Message-ID: yes; multipart/mixed, multipart/alternative, text/plain, text/html, text/plain 메모.txt
// Message-ID: yes; multipart/alternative, text/plain, text/html
