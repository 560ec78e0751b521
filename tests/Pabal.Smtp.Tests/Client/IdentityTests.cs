using System.Net;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Where the client comes from, and where it says it comes from.</summary>
public sealed class IdentityTests
{
    private static readonly IPEndPoint Source = new(IPAddress.Parse("192.0.2.1"), 40000);
    private static readonly IPEndPoint Destination = new(IPAddress.Parse("198.51.100.2"), 25);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_connection_comes_from_the_source_port_and_again_right_after()
    {
        var peers = new List<EndPoint>();
        await using var server = new LoopbackServer(async (stream, _, cancel) =>
        {
            peers.Add(stream.Socket.RemoteEndPoint!);
            await SayAsync(stream, "220 hi\r\n", cancel);
            await UntilClosedAsync(stream, cancel);
        });
        var source = new IPEndPoint(IPAddress.Loopback, FreePort());
        var options = new SmtpClientOptions { Host = "127.0.0.1", Port = server.Port, Tls = TlsMode.None, SourceEndPoint = source, Timeouts = new SmtpTimeouts { Quit = TimeSpan.FromMilliseconds(50) } };
        await using (await SmtpConnection.ConnectAsync(options, Cancel))
            Assert.Equal([source], peers);
    }

    [Fact]
    public void A_source_address_is_a_source_end_point_with_any_port()
    {
        var options = new SmtpClientOptions { Host = "mx.test", SourceAddress = IPAddress.Loopback };
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 0), options.SourceEndPoint);
        Assert.Equal(Source.Address, (options with { SourceEndPoint = Source }).SourceAddress);
        Assert.Null((options with { SourceAddress = null }).SourceEndPoint);
    }

    [Theory]
    [InlineData("192.0.2.1", "198.51.100.2", "PROXY TCP4 192.0.2.1 198.51.100.2 40000 25")]
    [InlineData("2001:db8::1", "2001:db8::2", "PROXY TCP6 2001:db8::1 2001:db8::2 40000 25")]
    public async Task A_header_of_version_1_is_the_first_line_of_all(string source, string destination, string expected)
    {
        await using var server = new ScriptedServer($"C: {expected}\n" + Scripts.Hello());
        var header = new ProxyHeader(new IPEndPoint(IPAddress.Parse(source), 40000), new IPEndPoint(IPAddress.Parse(destination), 25));
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { ProxyHeader = header }, Cancel);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_header_goes_before_TLS()
    {
        var heard = new TaskCompletionSource<byte[]>();
        await using var server = new LoopbackServer(async (stream, _, cancel) => heard.SetResult(await ReadAsync(stream, 29, cancel)));
        var options = new SmtpClientOptions { Host = "127.0.0.1", Port = server.Port, Tls = TlsMode.Implicit, ProxyHeader = new ProxyHeader(Source, Destination) { Version = 2 } };
        await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        Assert.Equal(
            [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x11, 0x00, 0x0C, 192, 0, 2, 1, 198, 51, 100, 2, 0x9C, 0x40, 0, 25, 0x16],
            await heard.Task);
    }

    [Fact]
    public void A_header_of_version_2_has_room_for_IPv6()
    {
        var octets = new ProxyHeader(new IPEndPoint(IPAddress.IPv6Loopback, 1), new IPEndPoint(IPAddress.IPv6Loopback, 2)) { Version = 2 }.ToOctets();
        Assert.Equal([0x21, 0x21, 0, 36], octets[12..16]);
        Assert.Equal(16 + 36, octets.Length);
    }

    [Fact]
    public void A_header_of_both_families_or_of_no_version_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ProxyHeader(Source, new IPEndPoint(IPAddress.IPv6Loopback, 25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProxyHeader(Source, Destination) { Version = 3 });
    }

    [Fact]
    public async Task After_XCLIENT_the_session_begins_anew()
    {
        await using var server = new ScriptedServer(Scripts.Hello("XCLIENT NAME ADDR LOGIN", "SIZE 10")
            + "C: XCLIENT NAME=spike.test ADDR=IPV6:2001:db8::1 LOGIN=a+2Bb@x.test\nS: 220 mx.test anew\n" + Scripts.Ehlo("8BITMIME") + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var reply = await connection.XClientAsync(new Dictionary<string, string> { ["name"] = "spike.test", ["ADDR"] = "IPV6:2001:db8::1", ["LOGIN"] = "a+b@x.test" }, Cancel);
        Assert.Equal(220, reply.Code);
        Assert.Empty(connection.Extensions.Keywords);
        await connection.HelloAsync(Cancel);
        Assert.Equal(["8BITMIME"], connection.Extensions.Keywords.Keys);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task XCLIENT_says_only_what_the_server_offers_and_nothing_that_could_be_another_line()
    {
        await using var server = new ScriptedServer(Scripts.Hello("XCLIENT NAME ADDR"));
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        foreach (var unfit in new Dictionary<string, string>[]
        {
            new() { ["LOGIN"] = "ann" }, new() { ["NAME=x ADDR"] = "y" }, new() { ["NAME\r\nMAIL"] = "y" }, [], new() { ["NAME"] = new string('a', 600) },
        })
            Assert.Equal(SmtpFailure.BadInput, (await Assert.ThrowsAsync<SmtpException>(() => connection.XClientAsync(unfit, Cancel))).Failure);
        Assert.Equal(["EHLO client.test"], server.Heard);
    }

    [Fact]
    public async Task XCLIENT_is_not_said_to_a_server_that_does_not_offer_it()
    {
        await using var server = new ScriptedServer(Scripts.Hello("SIZE 10"));
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        Assert.Equal(SmtpFailure.BadInput, (await Assert.ThrowsAsync<SmtpException>(() => connection.XClientAsync([KeyValuePair.Create("NAME", "x")], Cancel))).Failure);
    }

    [Theory]
    [InlineData("550 5.7.0 insufficient authorization", SmtpFailure.Refused)]
    [InlineData("250 ok", SmtpFailure.Protocol)]
    public async Task Only_220_is_an_answer_to_XCLIENT(string reply, SmtpFailure kind)
    {
        await using var server = new ScriptedServer(Scripts.Hello("XCLIENT NAME") + $"C: XCLIENT NAME=[UNAVAILABLE]\nS: {reply}" + (kind == SmtpFailure.Protocol ? "\nSILENCE" : ""));
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        Assert.Equal(kind, (await Assert.ThrowsAsync<SmtpException>(() => connection.XClientAsync([KeyValuePair.Create("NAME", "[UNAVAILABLE]")], Cancel))).Failure);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
