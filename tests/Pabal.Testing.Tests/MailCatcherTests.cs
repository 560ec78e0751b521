using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Testing.Tests;

public sealed class MailCatcherTests
{
    [Fact]
    public async Task A_mail_is_handed_on_with_its_envelope_and_what_was_said()
    {
        var caught = new List<ReceivedMail>();
        var catcher = new MailCatcher((mail, _) =>
        {
            caught.Add(mail);
            return new(new SmtpReply(250, "2.0.0", "kept"));
        });
        await using var server = new SmtpServer(new SmtpServerOptions { Transcript = catcher.Listen }, catcher);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var client = new SmtpClient($"smtp://127.0.0.1:{server.EndPoints[0].Port}?tls=none");
        await client.SendAsync(new Email { From = "ann@example.com", To = "gil@example.com", Bcc = "bob@example.com", Subject = "안녕", Text = "본문" }, TestContext.Current.CancellationToken);

        var mail = Assert.Single(caught);
        Assert.Equal(["gil@example.com", "bob@example.com"], mail.Envelope.Recipients.Select(one => one.ToString()));
        Assert.Equal("안녕", mail.Message.Subject);
        Assert.Contains(mail.Transcript, line => line.ToString().StartsWith("C: MAIL FROM:<ann@example.com>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_mail_of_a_session_has_the_beginning_of_it_and_its_own_lines()
    {
        var caught = new List<ReceivedMail>();
        var catcher = new MailCatcher((mail, _) =>
        {
            caught.Add(mail);
            return new(new SmtpReply(250, "2.0.0", "kept"));
        });
        await using var server = new SmtpServer(new SmtpServerOptions { Transcript = catcher.Listen }, catcher);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var client = await SmtpConnection.OpenAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = server.EndPoints[0].Port, Tls = TlsMode.None }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
            await client.SendAsync(new Envelope($"from{i}@example.com", "gil@example.com"), MailContent.From("Subject: x\r\n\r\nx\r\n"u8.ToArray()), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, caught.Count);
        for (var i = 0; i < 3; i++)
        {
            var said = caught[i].Transcript.Select(line => line.ToString()).ToArray();
            Assert.StartsWith("S: 220", said[0], StringComparison.Ordinal);
            Assert.Contains(said, line => line.StartsWith("C: EHLO", StringComparison.Ordinal));
            Assert.Equal($"C: MAIL FROM:<from{i}@example.com>", Assert.Single(said, line => line.StartsWith("C: MAIL", StringComparison.Ordinal)).Split(" SIZE=")[0]);
            Assert.DoesNotContain(said, line => line.Contains("kept", StringComparison.Ordinal));
        }
    }
}
