using System.Net;
using System.Text;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Postfix believes for whom our client says it speaks, and writes it into the mail.</summary>
public sealed class IdentityTests(PostfixServer postfix)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_PROXY_header_names_the_client(int version)
    {
        await postfix.StartAsync();
        var options = Options(postfix.ProxiedPort) with
        {
            ProxyHeader = new ProxyHeader(new IPEndPoint(IPAddress.Parse("192.0.2.9"), 40000), new IPEndPoint(IPAddress.Loopback, postfix.ProxiedPort)) { Version = version },
        };
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        Assert.Contains("[192.0.2.9]", await ReceivedAsync(connection, $"proxied{version}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task XCLIENT_names_the_client()
    {
        await postfix.StartAsync();
        await using var connection = await SmtpConnection.OpenAsync(Options(postfix.Port), Cancel);
        await connection.XClientAsync(new Dictionary<string, string> { ["NAME"] = "spike.example", ["ADDR"] = "192.0.2.7", ["HELO"] = "spike.example" }, Cancel);
        await connection.HelloAsync(Cancel);
        Assert.Contains("(spike.example [192.0.2.7])", await ReceivedAsync(connection, "xclient"), StringComparison.Ordinal);
    }

    private async Task<string> ReceivedAsync(SmtpConnection connection, string user)
    {
        var content = MailContent.From(Encoding.ASCII.GetBytes("From: ann@example.com\r\nSubject: whence\r\n\r\nhi\r\n"));
        await connection.SendAsync(new Envelope("ann@example.com", $"{user}@example.com"), content, cancellationToken: Cancel);
        var file = await postfix.WaitForMailAsync(user);
        return await File.ReadAllTextAsync(file, Cancel);
    }

    private static SmtpClientOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, Tls = TlsMode.None, HelloName = "client.example" };
}
