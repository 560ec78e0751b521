using System.Text;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Python's smtplib, with Python's email package to compose.</summary>
public sealed class SmtplibTests
{
    [Theory]
    [InlineData("STARTTLS")]
    [InlineData("TLS")]
    public async Task Two_mails_arrive_in_one_session_and_one_recipient_is_refused(string how)
    {
        await using var server = await OurServer.StartAsync();
        var letter = new Letter();
        var refused = await SendAsync(server, how, how == "TLS" ? server.TlsPort : server.Port, Receiver.User, letter);
        Assert.Equal("{'nobody@example.com': (550, b'5.1.1 no such user here')}", refused);
        var session = await TakeBothAsync(server, letter);
        Assert.Equal((Receiver.User, "1.3"), (session.User, session.TlsVersion));
    }

    [Theory]
    [InlineData("UNIX")]
    [InlineData("LMTP")]
    public async Task They_arrive_by_LMTP(string how)
    {
        await using var server = await OurServer.StartLmtpAsync();
        var letter = new Letter();
        var refused = await SendAsync(server, how, how == "UNIX" ? server.Socket : server.Port, "", letter);
        Assert.Equal("{'nobody@example.com': (550, b'5.1.1 no such user here')}", refused);
        Assert.Equal(HelloVerb.Lhlo, (await TakeBothAsync(server, letter)).HelloVerb);
    }

    private static async Task<SmtpSessionInfo> TakeBothAsync(OurServer server, Letter letter)
    {
        var mails = server.Take(2);
        var (composed, raw) = (mails[0], mails[1]);
        letter.IsIn(composed);
        letter.IsWhatWasRead(await composed.JudgeAsync());
        Assert.Equal("gil@example.com", composed.Recipients);
        Assert.Equal(("ann@example.com", "QQ=314", DsnReturn.Headers), (composed.Envelope.Sender?.ToString(), composed.Envelope.EnvelopeId, composed.Envelope.Return));
        Assert.All(composed.Envelope.Recipients, recipient => Assert.Equal(DsnNotify.Failure | DsnNotify.Delay, composed.Envelope.Requests[recipient].Notify));
        Assert.Null(raw.Envelope.Sender);
        Assert.Equal("Subject: =?utf-8?b?7JWI64WV?=\r\n\r\n.\r\n..dots\r\n가\r\n", Encoding.UTF8.GetString(raw.Content));
        Assert.Equal(composed.Session.Id, raw.Session.Id);
        return raw.Session;
    }

    private static async Task<string> SendAsync(OurServer server, string how, string where, string user, Letter letter)
    {
        Peer.Require("python3");
        var run = await Run.OfAsync("python3",
            [Path.Combine(AppContext.BaseDirectory, "smtplib_send.py"), how, where, server.CaFile, user, Receiver.Password, await server.WriteAsync("file", letter.File), Letter.FileName, Letter.Subject],
            server.Folder, Letter.Text);
        return run.Succeeded().Trim();
    }
}
