using System.Security.Cryptography;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Our client against our server, over a real connection.</summary>
public sealed class OwnClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task A_mail_goes_through_TLS_and_login_and_arrives_as_it_was_sent(string scheme)
    {
        var handler = new RecordingHandler
        {
            Authenticate = RecordingHandler.Accepts,
            Recipient = to => to.Recipient.LocalPart == "nobody" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
        };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with
        {
            Listen = [$"{scheme}://127.0.0.1:0"],
            Tls = TlsMode.Required,
            Auth = SmtpAuthPolicy.Required,
        });
        await using var client = new SmtpClient(SmtpClientOptions.Parse(server.EndPoints[0].ToString()) with
        {
            Credentials = SmtpCredentials.Password("ann", "s3cret!"),
            PinnedCertificate = [.. SHA256.HashData(server.Certificate.RawData)],
        });
        for (var i = 0; i < 2; i++)
        {
            var content = $"Subject: {i}\r\n\r\n.\r\n..\r\nend\r\n";
            var sent = await client.SendAsync(new Envelope("ann@example.com", "bob@example.com", "nobody@example.com") { Notify = DsnNotify.Failure },
                MailContent.From(Encoding.ASCII.GetBytes(content)), null, Cancel);
            Assert.Equal("550 5.1.1 no such user", Assert.Single(sent.Rejected).Reply.ToString());
            Assert.True(handler.Messages.TryDequeue(out var message));
            Assert.Equal(content, Encoding.ASCII.GetString(message.Content));
            Assert.Equal(("ann", "1.3"), (message.Session.User, message.Session.TlsVersion));
            Assert.Equal(DsnNotify.Failure, Assert.Single(message.Envelope.Requests).Value.Notify);
        }
        await client.DisposeAsync();
        await server.StopAsync(Cancel);
        Assert.Single(handler.Disconnected);
    }
}
