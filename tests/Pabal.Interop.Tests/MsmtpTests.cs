using System.Text;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>msmtp, which programs call in place of sendmail.</summary>
public sealed class MsmtpTests
{
    [Theory]
    [InlineData("on", "plain")]
    [InlineData("on", "login")]
    [InlineData("on", "scram-sha-256")]
    [InlineData("off", "plain")]
    public async Task A_mail_arrives_octet_by_octet_with_its_wishes_for_reports(string startTls, string mechanism)
    {
        await using var server = await OurServer.StartAsync();
        var content = new Letter().To("gil@example.com").ToMessage().ToArray();
        (await SendAsync(server, content, [
            $"--tls-starttls={startTls}", .. Login(server, startTls == "on" ? server.Port : server.TlsPort, mechanism),
            "--dsn-notify=failure,delay", "--dsn-return=hdrs", "--", "gil@example.com", "kim@example.com"])).Succeeded();

        var mail = server.TakeOne();
        Assert.Equal("gil@example.com, kim@example.com", mail.Recipients);
        Assert.Equal(content, mail.Content);
        Assert.Equal(Receiver.User, mail.Session.User);
        Assert.Equal(DsnReturn.Headers, mail.Envelope.Return);
        Assert.All(mail.Envelope.Recipients, recipient => Assert.Equal(DsnNotify.Failure | DsnNotify.Delay, mail.Envelope.Requests[recipient].Notify));
        Assert.Contains($"C: AUTH {mechanism.ToUpperInvariant()}", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_refused_recipient_stops_it_and_it_says_why()
    {
        await using var server = await OurServer.StartAsync();
        var run = await SendAsync(server, "Subject: x\n\nx\n"u8.ToArray(), [.. Login(server, server.Port, "plain"), "--", "gil@example.com", Receiver.Refused]);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains(Receiver.Refusal, run.Error, StringComparison.Ordinal);
        server.Take(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_delivers_by_LMTP(bool isUnixSocket)
    {
        await using var server = await OurServer.StartLmtpAsync();
        string[] where = isUnixSocket ? ["--host=localhost", "--port=24", $"--socket={server.Socket}"] : ["--host=127.0.0.1", $"--port={server.Port}"];
        var content = new Letter().To("gil@example.com").ToMessage().ToArray();
        var run = await SendAsync(server, content, ["--protocol=lmtp", "--tls=off", "--auth=off", .. where, "--", "gil@example.com", "full@example.com"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("mailbox full", run.Error, StringComparison.Ordinal);
        var mail = server.TakeOne();
        Assert.Equal(content, mail.Content);
        Assert.Equal(HelloVerb.Lhlo, mail.Session.HelloVerb);
    }

    private static string[] Login(OurServer server, string port, string mechanism) =>
    [
        "--host=127.0.0.1", $"--port={port}", "--tls=on", $"--tls-trust-file={server.CaFile}", $"--auth={mechanism}", $"--user={Receiver.User}", "--passwordeval=cat password",
    ];

    private static async Task<Run> SendAsync(OurServer server, byte[] content, string[] arguments)
    {
        Peer.Require("msmtp");
        await server.WriteAsync("password", Encoding.UTF8.GetBytes(Receiver.Password));
        return await Run.OfAsync("msmtp", ["--file=/dev/null", "--from=ann@example.com", "--domain=client.example.com", .. arguments], server.Folder, Encoding.UTF8.GetString(content));
    }
}
