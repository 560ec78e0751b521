using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>nodemailer, which composes and keeps a connection for several mails.</summary>
public sealed class NodemailerTests
{
    [Theory]
    [InlineData(false, "PLAIN")]
    [InlineData(false, "LOGIN")]
    [InlineData(false, "XOAUTH2")]
    [InlineData(true, "PLAIN")]
    public async Task What_it_composes_arrives_and_is_read(bool isSecure, string mechanism)
    {
        Peer.Require("node");
        if (!Directory.Exists(Modules + "/nodemailer"))
            Peer.Missing("nodemailer is not installed");
        await using var server = await OurServer.StartAsync();
        var letter = new Letter();
        var secret = mechanism == "XOAUTH2" ? Receiver.Token : Receiver.Password;
        var run = await Run.OfAsync("node",
            [
                Path.Combine(AppContext.BaseDirectory, "nodemailer_send.js"), isSecure ? server.TlsPort : server.Port, isSecure ? "true" : "false", server.CaFile,
                mechanism, Receiver.User, secret, await server.WriteAsync("file", letter.File), Letter.FileName, Letter.Subject,
            ],
            server.Folder, Letter.Text, variables: new Dictionary<string, string?> { ["NODE_PATH"] = Modules });

        Assert.StartsWith("""{"accepted":["gil@example.com","kim@example.com"],"rejected":["nobody@example.com"],"response":"250 2.0.0 kept"}""", run.Succeeded(), StringComparison.Ordinal);
        var mails = server.Take(3);
        foreach (var mail in mails)
        {
            letter.IsIn(mail);
            Assert.Equal((Receiver.User, mails[0].Session.Id), (mail.Session.User, mail.Session.Id));
            Assert.Equal(("Q=314", DsnReturn.Headers), (mail.Envelope.EnvelopeId, mail.Envelope.Return));
            Assert.All(mail.Envelope.Requests.Values, wish => Assert.Equal(new DsnRequest(DsnNotify.Failure | DsnNotify.Delay, "rfc822;ann@example.com"), wish));
        }
        Assert.Equal(["gil@example.com, kim@example.com", "gil@example.com", "길동@example.com"], mails.Select(mail => mail.Recipients));
        var verdict = await mails[0].JudgeAsync();
        letter.IsWhatWasRead(verdict);
        Assert.Equal("홍길동 <gil@example.com>, nobody@example.com, kim@example.com", verdict.To);
        Assert.Contains($"C: AUTH {mechanism}", server.Said, StringComparison.Ordinal);
    }

    private const string Modules = "/usr/share/nodejs";
}
