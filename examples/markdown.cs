#:project ../src/Pabal.Markdown

// Makes a mail of a Markdown file: text and HTML come of it, and its pictures go along within the HTML. Nothing is sent.
using Pabal.Markdown;
using Pabal.Mime;

var folder = Directory.CreateTempSubdirectory("pabal-example-").FullName;
await File.WriteAllBytesAsync(Path.Combine(folder, "chart.gif"), Convert.FromBase64String("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="));
await File.WriteAllTextAsync(Path.Combine(folder, "news.md"), """
    # 3월 소식

    **매출**이 올랐습니다. 자세한 것은 [보고서](https://example.com/report)에 있습니다.

    ![매출 그래프](chart.gif)

    | 달 | 매출 |
    |----|-----:|
    | 3월 | 120 |
    """);

// <markdown>
var email = new Email { From = "Ann <ann@example.com>", To = "홍길동 <gil@example.com>", Subject = "3월 소식" }
    .WithMarkdown(await File.ReadAllTextAsync(Path.Combine(folder, "news.md")), folder);   // pictures are looked for in the folder
// </markdown>

MimeMessage message = email.ToMessage();
Directory.Delete(folder, recursive: true);

Console.WriteLine(message.TextBody);
foreach (var (path, part) in message.Parts)
    Console.WriteLine($"{path} {part.MediaType.Name} {part.ContentId}".TrimEnd());

// Output:
// # 3월 소식
//
// **매출**이 올랐습니다. 자세한 것은 보고서 (https://example.com/report)에 있습니다.
//
// 매출 그래프
//
// | 달 | 매출 |
// |----|-----:|
// | 3월 | 120 |
// 1 multipart/alternative
// 1.1 text/plain
// 1.2 multipart/related
// 1.2.1 text/html
// 1.2.2 image/gif chart.gif
