using System.Text;
using System.Text.Json;
using Pabal.Mime;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal show</c>: the document, the tree, and files that stay in their folder.</summary>
public sealed class ShowTests : IDisposable
{
    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task The_document_says_what_is_in_the_mail()
    {
        pabal.File("a.eml", new Email
        {
            From = "홍길동 <gil@example.com>",
            To = ["Ann <ann@example.com>", "Team: b@example.com;"],
            Subject = "안녕하세요",
            Text = "본문",
            Html = "<p>본문</p>",
            Attachments = [Attachment.FromBytes("메모.txt", "세 시"u8.ToArray())],
            Headers = ["Date: Tue, 15 Jan 2008 16:02:43 -0500"],
        }.ToMessage().ToArray());
        var document = JsonDocument.Parse((await pabal.RunAsync(["show", "a.eml", "--json"])).Succeeded()).RootElement;
        Assert.Equal("안녕하세요", document.GetProperty("subject").GetString());
        Assert.Equal("2008-01-15T16:02:43-05:00", document.GetProperty("date").GetString());
        Assert.Equal("홍길동", document.GetProperty("from")[0].GetProperty("name").GetString());
        Assert.Equal("b@example.com", document.GetProperty("to")[1].GetProperty("members")[0].GetProperty("address").GetString());
        Assert.Equal("본문", document.GetProperty("text").GetString());
        Assert.Equal("multipart/mixed", document.GetProperty("root").GetProperty("contentType").GetString());
        var file = document.GetProperty("attachments")[0];
        Assert.Equal(("1.2", "메모.txt", 7), (file.GetProperty("part").GetString(), file.GetProperty("fileName").GetString(), file.GetProperty("size").GetInt32()));
        Assert.Empty(document.GetProperty("defects").EnumerateArray());
    }

    [Fact]
    public async Task What_is_no_message_at_all_is_shown_with_its_defects()
    {
        pabal.File("noise", [0, 1, 2, 255, 254, 10, 13]);
        foreach (var file in new[] { "noise", "empty" })
        {
            pabal.File("empty", "");
            var run = await pabal.RunAsync(["show", file, "--json"]);
            Assert.NotEmpty(JsonDocument.Parse(run.Succeeded()).RootElement.GetProperty("defects").EnumerateArray());
        }
        (await pabal.RunAsync(["show", "noise"])).Succeeded();
    }

    [Fact]
    public async Task One_part_comes_out_as_its_bytes_and_a_wrong_path_names_the_right_ones()
    {
        pabal.File("a.eml", new Email { From = "a@b.c", Text = "본문", Attachments = [Attachment.FromBytes("a", "{\"x\": 1}"u8.ToArray())] }.ToMessage().ToArray());
        Assert.Equal("{\"x\": 1}", (await pabal.RunAsync(["show", "a.eml", "--part", "1.2"])).Succeeded());
        var run = await pabal.RunAsync(["show", "a.eml", "--part", "3"]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("1.1, 1.2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_and_a_missing_file_is_66()
    {
        Assert.Contains("hi there", (await pabal.RunAsync(["show", "-"], "Subject: hi there\n\nbody\n")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal(66, (await pabal.RunAsync(["show", "nowhere.eml"])).ExitCode);
    }

    [Fact]
    public async Task Extracted_files_stay_in_their_folder_and_replace_nothing()
    {
        string[] names = ["../../escape.txt", "/absolute.txt", "C:\\drive.txt", "CON", "same.txt", "same.txt", "..", "a\u0001b.txt", "한글.txt".Normalize(NormalizationForm.FormD), "linked.txt", "kept.txt", "-rf", ".bashrc"];
        var mail = new StringBuilder("From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n");
        foreach (var name in names)
            mail.Append("--B\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''").Append(Uri.EscapeDataString(name)).Append("\r\n\r\ncontent\r\n");
        pabal.File("a.eml", mail.Append("--B--\r\n").ToString());
        pabal.File("out/kept.txt", "mine");
        File.CreateSymbolicLink(Path.Combine(pabal.Folder, "out", "linked.txt"), Path.Combine(pabal.Folder, "target.txt"));

        var run = await pabal.RunAsync(["show", "a.eml", "--extract", "out", "--json"]);

        var files = JsonDocument.Parse(run.Succeeded()).RootElement.GetProperty("extracted").EnumerateArray().Select(e => e.GetProperty("file").GetString()!).ToArray();
        Assert.Equal(names.Length, files.Distinct().Count());
        Assert.All(files, file => Assert.Equal("out", Path.GetDirectoryName(file)));
        Assert.Equal(["a.eml", "out"], Directory.GetFileSystemEntries(pabal.Folder).Select(Path.GetFileName).Order());
        Assert.Contains(Path.Combine("out", "same (2).txt"), files);
        Assert.Contains(Path.Combine("out", "한글.txt"), files);
        Assert.DoesNotContain(files, file => Path.GetFileName(file)[0] is '-' or '.');
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(pabal.Folder, "out", "kept.txt"), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(pabal.Folder, "target.txt")));
        Assert.DoesNotContain(files, file => file.Any(char.IsControl) || Path.GetFileName(file).Equals("CON", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_large_attachment_comes_out_whole()
    {
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        pabal.File("a.eml", new Email { From = "a@b.c", Text = "x", Attachments = [Attachment.FromBytes("noise.bin", content)] }.ToMessage().ToArray());
        (await pabal.RunAsync(["show", "a.eml", "--extract", "out"])).Succeeded();
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(pabal.Folder, "out", "noise.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_turns_the_direction_of_writing()
    {
        const string Turning = "\u202E\u202A\u2066\u2069\u200E\u200F\u061C";
        pabal.File("a.eml", $"From: \"a{Turning}b\" <a@b.c>\r\nTo: x{Turning}y@b.c\r\nSubject: s{Turning}\r\n\r\ntext{Turning}\r\n");
        foreach (var options in new string[][] { [], ["--headers"] })
        {
            var run = await pabal.RunAsync(["show", "a.eml", .. options]);
            Assert.Contains("a\uFFFD", run.Succeeded(), StringComparison.Ordinal);
            Assert.DoesNotContain(run.Output, Turning.Contains);
        }
    }

    [Fact]
    public async Task What_providers_refuse_is_found()
    {
        pabal.File("bad.eml", "From: a@b.c, d@e.f\nSubject: one\nSubject: two\nBcc: x@y.z\nMessage-ID: none\n\n" + new string('x', 2000) + "\n");
        var document = JsonDocument.Parse((await pabal.RunAsync(["show", "bad.eml", "--lint", "--json"])).Succeeded()).RootElement;
        var ids = document.GetProperty("lint").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()).ToArray();
        Assert.Subset(ids.ToHashSet(), new HashSet<string?> { "missing-date", "duplicate-field", "several-authors", "bad-message-id", "bcc-present", "bare-lf", "long-line" });
        Assert.Contains("bcc-present", (await pabal.RunAsync(["show", "bad.eml", "--lint"])).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_alone_is_shown_decoded()
    {
        var run = await pabal.RunAsync(["show", "-", "--headers"], "Subject: =?UTF-8?B?7ZWc6riA?=\nX-Odd: a\n b\n\nbody-text\n");
        Assert.Contains("한글", run.Succeeded(), StringComparison.Ordinal);
        Assert.DoesNotContain("body-text", run.Output, StringComparison.Ordinal);
    }
}
