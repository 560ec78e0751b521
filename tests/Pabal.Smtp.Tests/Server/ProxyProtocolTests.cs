using System.Net;

namespace Pabal.Smtp.Tests.Server;

/// <summary>The PROXY protocol on the server's side.</summary>
public sealed class ProxyProtocolTests
{
    private const string Signature = "\r\n\r\n\0\r\nQUIT\n";
    private static readonly IPEndPoint Source = new(IPAddress.Parse("192.0.2.7"), 5000);
    private static readonly IPEndPoint Destination = new(IPAddress.Parse("198.51.100.1"), 25);

    private static SmtpServerOptions Trusting => TestServer.Options with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] };

    public static TheoryData<byte[], string?> Headers => new()
    {
        { new ProxyHeader(Source, Destination).ToOctets(), "192.0.2.7:5000" },
        { new ProxyHeader(Source, Destination) { Version = 2 }.ToOctets(), "192.0.2.7:5000" },
        { new ProxyHeader(new(IPAddress.Parse("2001:db8::7"), 5), new(IPAddress.Parse("2001:db8::1"), 25)).ToOctets(), "[2001:db8::7]:5" },
        { new ProxyHeader(new(IPAddress.Parse("2001:db8::7"), 5), new(IPAddress.Parse("2001:db8::1"), 25)) { Version = 2 }.ToOctets(), "[2001:db8::7]:5" },
        { Latin("PROXY UNKNOWN\r\n"), null },
        { Latin("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"), null },
        { Latin(Signature + "\x20\0\0\0"), null },
        { Latin(Signature + "\x21\0\0\x05\x04\0\x02ok"), null },
        { Latin(Signature + "\x21\x11\0\x11\xc0\0\x02\x07\xc6\x33\x64\x01\x13\x88\0\x19\x04\0\x02ok"), "192.0.2.7:5000" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_trusted_proxy_tells_who_the_client_is_however_its_header_is_cut(byte[] header, string? remote)
    {
        foreach (var cut in new[] { 0, 1 })
        {
            var handler = new RecordingHandler();
            await using var server = await TestServer.StartAsync(handler, Trusting with { Listen = ["smtp://127.0.0.1:0", "smtps://127.0.0.1:0"] });
            for (var listener = 0; listener < 2; listener++)
            {
                await using var client = await RawClient.ConnectAsync(server, cut, listener);
                await client.SendAsync(header);
                if (listener == 1)
                    await client.StartTlsAsync(server.Certificate);
                await Script.PlayAsync(client, "S: 220\nC: EHLO x\nS: 250\nC: QUIT\nS: 221\nS: end");
            }
            await server.StopAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, handler.Disconnected.Count);
            Assert.All(handler.Disconnected, session =>
            {
                var isTold = session.RemoteEndPoint.ToString() == remote;
                Assert.True(remote is null ? session.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address) : isTold);
                Assert.Equal(remote is null, ((IPEndPoint)session.LocalEndPoint).Port is not 25);
            });
        }
    }

    [Theory]
    [InlineData("EHLO x\r\n")]
    [InlineData("PROXY\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 5000\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 5000 65536\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 +1 25\r\n")]
    [InlineData("PROXY TCP4 192.0.2 198.51.100.1 5000 25\r\n")]
    [InlineData("PROXY TCP6 192.0.2.7 198.51.100.1 5000 25\r\n")]
    [InlineData("PROXY TCP4  192.0.2.7 198.51.100.1 5000 25\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 5000 25\n")]
    [InlineData("PROXY UNKNOWN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIX\n\x21\x11\0\x0c\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x11\x11\0\x0c\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0b\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x21\x41\0\x0c\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x21\x11\xff\xff")]
    public async Task What_is_no_header_ends_the_connection_without_a_word(string octets)
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, Trusting);
        await using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync(octets);
        if (!octets.EndsWith('\n') || octets.StartsWith("PROXY TCP4 192.0.2.7 198.51.100.1 5000 25\n", StringComparison.Ordinal))
            client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await client.ExpectEndAsync();
        Assert.Empty(handler.Disconnected);
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_is_waited_for_five_seconds()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler(), Trusting with { TimeProvider = time });
        await using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("PROX");
        var start = time.GetUtcNow();
        await time.AdvanceUntilAsync(client.ExpectEndAsync(), TimeSpan.FromSeconds(1));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task From_anybody_else_it_is_a_wrong_command()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { TrustedProxies = [IPNetwork.Parse("192.0.2.0/24")] });
        await using var client = await RawClient.ConnectAsync(server);
        await Script.PlayAsync(client, "S: 220\nC: PROXY TCP4 192.0.2.7 198.51.100.1 5000 25\nS: 500 5.5.1\nC: QUIT\nS: 221");
    }

    [Fact]
    public async Task The_limit_for_one_address_counts_those_behind_the_proxy()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), Trusting with { Limits = TestServer.Options.Limits with { ConnectionsPerAddress = 1 } });
        await using var first = await RawClient.ConnectAsync(server);
        await first.SendAsync(new ProxyHeader(Source, Destination).ToOctets());
        await first.ExpectAsync("220");
        await using var second = await RawClient.ConnectAsync(server);
        await second.SendAsync(new ProxyHeader(Source, Destination).ToOctets());
        await second.ExpectAsync("421 4.7.0");
        await using var third = await RawClient.ConnectAsync(server);
        await third.SendAsync(new ProxyHeader(new(IPAddress.Parse("192.0.2.8"), 1), Destination).ToOctets());
        await third.ExpectAsync("220");
    }

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
