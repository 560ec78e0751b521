#:project ../src/Pabal.Testing

// A picture within the HTML, a file on disk and a file that comes from a stream, as they arrive.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync();
var folder = Directory.CreateTempSubdirectory("pabal-example-").FullName;
await File.WriteAllBytesAsync(Path.Combine(folder, "logo.png"), Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
await using (var large = File.Create(Path.Combine(folder, "data.bin")))
    large.SetLength(5_000_000);
await using var stream = new MemoryStream("월,매출\n3월,120\n"u8.ToArray());   // an HTTP response, a blob, a zip entry …

// <attachments>
await using var smtp = new SmtpClient(inbox.Client);
await smtp.SendAsync(new Email
{
    From = "gil@example.com",
    To = "ann@example.com",
    Subject = "로고와 자료",
    Html = """<p>새 로고입니다: <img src="cid:logo.png" alt="로고"></p>""",
    Attachments =
    [
        Attachment.Inline(Path.Combine(folder, "logo.png")),                       // stands where the HTML says cid:logo.png
        Attachment.FromFile(Path.Combine(folder, "data.bin"), "측정 자료.bin"),      // read piece by piece while it is sent
        Attachment.FromStream("매출.csv", stream),
    ],
});

foreach (var (path, part) in inbox.Mails[0].Message.Parts)
    Console.WriteLine($"{path} {part.MediaType.Name} {part.Disposition} {part.FileName}".TrimEnd());
// </attachments>

Directory.Delete(folder, recursive: true);

// Output:
// 1 multipart/mixed
// 1.1 multipart/alternative
// 1.1.1 text/plain
// 1.1.2 multipart/related
// 1.1.2.1 text/html
// 1.1.2.2 image/png inline logo.png
// 1.2 application/octet-stream attachment 측정 자료.bin
// 1.3 text/csv attachment 매출.csv
