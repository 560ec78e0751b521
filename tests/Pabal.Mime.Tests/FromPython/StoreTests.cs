using System.Text;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on mailbox, and on what Python has no name for.</summary>
public sealed class StoreTests
{
    private static readonly MimeMessage Message = MimeMessage.Parse(
        "Return-Path: <ann@example.com>\nReceived: from a.example.com ([192.0.2.7]) by mx.example.org with ESMTPS id 1; Sat, 21 Nov 2026 00:05:00 +0000\nFrom: ann@example.com\nTo: bob@example.org\nDate: Sat, 21 Nov 2026 09:05:00 +0900\nMessage-ID: <1@example.com>\nSubject: Hello\n\nFrom here on\n"u8.ToArray());

    [Fact]
    public async Task Files_of_mail()
    {
        var (path, message, cancellationToken) = (Path.GetTempFileName(), Message, TestContext.Current.CancellationToken);
        try
        {
            // <mbox>
            await using (var file = new FileStream(path, FileMode.Append))
                await Mbox.WriteAsync(file, [message], cancellationToken);
            string written = await File.ReadAllTextAsync(path, cancellationToken);
            Assert.StartsWith("From ann@example.com Sat Nov 21 00:05:00 2026\n", written);
            Assert.Contains("\n>From here on\n", written);

            // One message at a time is in memory, however many the file has.
            await using var stream = File.OpenRead(path);
            await foreach (MboxMessage entry in Mbox.ReadAsync(stream, cancellationToken: cancellationToken))
                Assert.Equal("From here on\n", entry.Message.TextBody);
            // </mbox>
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Folders_of_mail()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no name holds a colon there");
        var (folder, message, cancellationToken) = (Directory.CreateTempSubdirectory("pabal-").FullName, Message, TestContext.Current.CancellationToken);
        try
        {
            // <maildir>
            string path = await Maildir.DeliverAsync(folder, message, cancellationToken: cancellationToken);
            await Maildir.DeliverAsync(folder, message, flags: "S", cancellationToken: cancellationToken);
            Assert.True(File.Exists(path));

            var flags = new List<string>();
            await foreach (MaildirMessage entry in Maildir.ReadAsync(folder, cancellationToken: cancellationToken))
                flags.Add(entry.Flags);
            Assert.Equal(["", "S"], flags.Order());
            // </maildir>
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Flowed_text()
    {
        // <flowed>
        TextPart part = TextPart.Flowed("One paragraph that is longer than any line of a mail should be, and that a telephone joins again to fit its window.\n> a quoted one\n");
        Assert.True(part.Text.Split('\n').Length > 3);
        Assert.Equal(3, part.FlowedText.Split('\n').Length);
        // </flowed>
    }

    [Fact]
    public void The_way_of_a_message()
    {
        var message = Message;
        // <way>
        ReceivedField step = message.Received[0];
        Assert.Equal(("a.example.com", "mx.example.org", "ESMTPS"), (step.From, step.By, step.With));

        MimeMessage again = message.Resend("bob@example.org", "carol@example.net");
        Assert.Equal("carol@example.net", again.Resent[0].To.ToString());
        Assert.EndsWith(Encoding.UTF8.GetString(message.ToArray()), Encoding.UTF8.GetString(again.ToArray()));
        // </way>
    }

    [Fact]
    public void Pieces_and_complaints()
    {
        var message = Message;
        // <pieces>
        var pieces = PartialMessage.Split(new Email { From = "ann@example.com", To = "bob@example.org", Text = new string('x', 900) }.ToMessage(), maxSize: 800);
        Assert.True(PartialMessage.TryJoin(pieces.Reverse(), out MimeMessage? whole));
        Assert.Equal(new string('x', 900), whole.TextBody!.TrimEnd());
        // </pieces>

        // <complaint>
        var report = new FeedbackReport { Text = "A user calls this mail spam.", FeedbackType = "abuse", UserAgent = "Example/1", Original = message };
        MimeMessage mail = report.ToMessage("abuse@example.org", "ann@example.com", "Complaint");
        Assert.Equal("multipart/report", mail.Root.MediaType.Name);
        Assert.True(FeedbackReport.TryRead(mail, out FeedbackReport? read));
        Assert.Equal("Hello", read.Original!.Subject);
        // </complaint>
    }
}
