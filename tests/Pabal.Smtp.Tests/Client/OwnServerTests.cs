using System.Collections.Immutable;
using System.Security.Cryptography;
using Pabal.Mime;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.Client;

/// <summary>The client and the server of this house, over a real connection.</summary>
public sealed class OwnServerTests
{
    private static readonly SmtpCredentials Ann = SmtpCredentials.Password("ann", "s3cret!");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp", "required")]
    [InlineData("smtp", "opportunistic")]
    [InlineData("smtp", "none")]
    [InlineData("smtps", "required")]
    public async Task A_mail_arrives_octet_by_octet_as_it_was_composed(string scheme, string tls)
    {
        var handler = new RecordingHandler { Authenticate = RecordingHandler.Accepts };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Listen = [$"{scheme}://127.0.0.1:0"] });
        var pin = SHA256.HashData(server.Certificate.RawData).ToImmutableArray();
        var message = new Email
        {
            From = "Ann <ann@example.com>",
            To = ["홍길동 <gil@example.com>", "bob@example.com"],
            Subject = "점",
            Text = ".\n..\n\n.끝",
            Attachments = [Attachment.FromBytes("noise.bin", RandomNumberGenerator.GetBytes(300_000))],
        }.ToMessage();

        await using var client = new SmtpClient(SmtpClientOptions.Parse($"{scheme}://127.0.0.1:{server.EndPoints[0].Port}?tls={tls}") with { Credentials = Ann, PinnedCertificate = pin });
        var sent = await client.SendAsync(new Envelope("ann@example.com", "gil@example.com", "bob@example.com"), MailContent.From(message), cancellationToken: Cancel);

        Assert.Equal((2, 0, message.MessageId), (sent.Accepted.Length, sent.Rejected.Length, sent.MessageId));
        var (session, envelope, content) = Assert.Single(handler.Messages);
        Assert.Equal(("ann", tls != "none"), (session.User, session.TlsVersion is not null));
        Assert.Equal(sent.Accepted, envelope.Recipients);
        Assert.Equal(message.ToArray(), content);
    }

    [Fact]
    public async Task A_wrong_password_is_an_authentication_failure_with_a_diagnosis()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts });
        await using var client = new SmtpClient($"smtp://127.0.0.1:{server.EndPoints[0].Port}", SmtpCredentials.Password("ann", "wrong"));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(new Envelope("ann@example.com", "gil@example.com"), MailContent.From("Subject: hi\r\n"u8.ToArray()), cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication, 535), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.NotNull(failure.Diagnosis);
    }
}
