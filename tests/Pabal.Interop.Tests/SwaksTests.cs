using System.Net;
using System.Text;

namespace Pabal.Interop.Tests;

/// <summary>swaks, which sends what it is told as it is told.</summary>
public sealed class SwaksTests
{
    [Theory]
    [InlineData("--tls", "PLAIN")]
    [InlineData("--tls", "LOGIN")]
    [InlineData("--tls-on-connect", "PLAIN")]
    public async Task A_mail_arrives_octet_by_octet_and_one_of_three_recipients_is_refused(string tls, string mechanism)
    {
        await using var server = await OurServer.StartAsync();
        var content = new Letter().To("gil@example.com").ToMessage().ToArray();
        var output = (await RunAsync(server, [
            .. To(server, tls), "--auth", mechanism, "--pipeline", "--to", $"gil@example.com,{Receiver.Refused},kim@example.com", .. await DataAsync(server, content)])).Succeeded();

        Assert.Contains(Receiver.Refusal, output, StringComparison.Ordinal);
        var mail = server.TakeOne();
        Assert.Equal("gil@example.com, kim@example.com", mail.Recipients);
        Assert.Equal(content, mail.Content);
        Assert.Equal((Receiver.User, "1.3", "client.example.com"), (mail.Session.User, mail.Session.TlsVersion, mail.Session.HelloName));
        Assert.Contains($"C: AUTH {mechanism}", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_composes_is_read()
    {
        await using var server = await OurServer.StartAsync();
        var letter = new Letter();
        var (text, file) = (await server.WriteAsync("text", Encoding.UTF8.GetBytes(Letter.Text)), await server.WriteAsync("file", letter.File));
        (await RunAsync(server, [
            .. To(server, "--tls"), "--to", "gil@example.com", "--header", $"Subject: {Letter.Subject}",
            "--attach-type", "text/plain; charset=utf-8", "--attach-body", $"@{text}", "--attach-name", Letter.FileName, "--attach", $"@{file}"])).Succeeded();
        letter.IsIn(server.TakeOne());
    }

    [Fact]
    public async Task It_delivers_by_LMTP_over_a_Unix_socket_to_those_who_have_room()
    {
        await using var server = await OurServer.StartLmtpAsync();
        var content = new Letter().To("gil@example.com").ToMessage().ToArray();
        var run = await RunAsync(server, ["--protocol", "LMTP", "--socket", server.Socket, "--to", $"gil@example.com,full@example.com,{Receiver.Refused}", .. await DataAsync(server, content)]);
        var mail = server.TakeOne();
        Assert.Equal("gil@example.com, full@example.com", mail.Recipients);
        Assert.Equal(content, mail.Content);
        Assert.Contains("250 2.0.0 kept", run.Output, StringComparison.Ordinal);
        Assert.Contains("452 4.2.2 mailbox full", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "TCP4", "192.0.2.7")]
    [InlineData("1", "TCP6", "2001:db8::7")]
    [InlineData("2", "AF_INET", "192.0.2.7")]
    [InlineData("2", "AF_INET6", "2001:db8::7")]
    public async Task A_proxy_tells_where_it_really_is(string version, string family, string source)
    {
        await using var server = await OurServer.StartAsync(IPNetwork.Parse("127.0.0.0/8"));
        (await RunAsync(server, [
            .. To(server, "--tls"), "--to", "gil@example.com",
            "--proxy-version", version, "--proxy-family", family, "--proxy-source", source, "--proxy-source-port", "40000", "--proxy-dest", source, "--proxy-dest-port", "25"])).Succeeded();
        Assert.Equal(new IPEndPoint(IPAddress.Parse(source), 40000), server.TakeOne().Session.RemoteEndPoint);
    }

    private static string[] To(OurServer server, string tls) =>
    [
        "--server", "127.0.0.1", "--port", tls == "--tls" ? server.Port : server.TlsPort, tls, "--tls-verify", "--tls-ca-path", server.CaFile,
        "--auth-user", Receiver.User, "--auth-password", Receiver.Password,
    ];

    // As it is: swaks would add a line end of its own otherwise.
    private static async Task<string[]> DataAsync(OurServer server, byte[] content)
    {
        var stuffed = Encoding.Latin1.GetString(content).Replace("\r\n.", "\r\n..", StringComparison.Ordinal) + ".";
        return ["--no-data-fixup", "--data", $"@{await server.WriteAsync("data", Encoding.Latin1.GetBytes(stuffed))}"];
    }

    private static Task<Run> RunAsync(OurServer server, string[] arguments)
    {
        Peer.Require("swaks");
        return Run.OfAsync("swaks", ["--helo", "client.example.com", "--from", "ann@example.com", .. arguments], server.Folder);
    }
}
