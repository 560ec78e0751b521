using System.Collections.Concurrent;

namespace Pabal.Smtp.Tests.Server;

public sealed class TranscriptTests
{
    [Fact]
    public async Task The_session_is_told_line_by_line_without_content_or_secrets()
    {
        var lines = new ConcurrentQueue<string>();
        await using (var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts },
            TestServer.Options with { Transcript = (_, line) => lines.Enqueue(line.ToString()) }))
        {
            await using var client = await RawClient.ConnectAsync(server);
            await Script.PlayAsync(client, """
                S: 220
                C: HELO x
                S: 250
                C: AUTH PLAIN AGFubgBzM2NyZXQh
                S: 503
                C: AGFubgBzM2NyZXQh
                S: 500
                C: EHLO x
                S: 250
                C: BOGUS one
                S: 500
                C:  auth plain AGFubgBzM2NyZXQh
                S: 500
                c: AUTH PLAIN AGFubgBzM2NyZXQh\n
                S: 500
                C: AUTH LOGIN
                S: 334
                C: YW5u
                S: 334
                C: czNjcmV0IQ==
                S: 235
                C: MAIL FROM:<a@b>
                S: 250
                C: RCPT TO:<b@c>
                S: 250
                C: DATA
                S: 354
                C: czNjcmV0IQ==
                C: .
                S: 250
                C: QUIT
                S: 221
                """.ReplaceLineEndings("\n"));
        }
        Assert.Equal("""
            S: 220 mx.example.com ESMTP ready
            C: HELO x
            S: 250 mx.example.com greets x
            C: AUTH PLAIN ********
            S: 503 5.5.1 say EHLO first
            C: ********
            S: 500 5.5.1 no such command
            C: EHLO x
            S: 250-mx.example.com greets x
            S: 250-PIPELINING
            S: 250-SIZE 26214400
            S: 250-8BITMIME
            S: 250-SMTPUTF8
            S: 250-ENHANCEDSTATUSCODES
            S: 250-DSN
            S: 250-CHUNKING
            S: 250-LIMITS RCPTMAX=1000
            S: 250-STARTTLS
            S: 250-AUTH PLAIN LOGIN
            S: 250 HELP
            C: BOGUS one
            S: 500 5.5.1 no such command
            C: ********
            S: 500 5.5.2 not a command line
            C: ********
            S: 500 5.5.2 a line ends with CR LF
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C: ********
            S: 334 UGFzc3dvcmQ6
            C: ********
            S: 235 2.7.0 welcome
            C: MAIL FROM:<a@b>
            S: 250 2.1.0 sender ok
            C: RCPT TO:<b@c>
            S: 250 2.1.5 recipient ok
            C: DATA
            S: 354 send the message, end it with a dot on a line of its own
            *: 14 octets of content
            S: 250 2.0.0 kept
            C: QUIT
            S: 221 2.0.0 bye
            """.ReplaceLineEndings("\n"), string.Join('\n', lines));
    }

    [Fact]
    public async Task What_a_client_sends_cannot_harm_a_terminal()
    {
        var lines = new ConcurrentQueue<string>();
        await using (var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Transcript = (_, line) => lines.Enqueue(line.Text) }))
        {
            await using var client = await RawClient.ConnectAsync(server);
            await client.ExpectAsync("220");
            await client.SendAsync("\x1b[2J\0\xff\r\n");
            await client.ExpectAsync("500");
        }
        Assert.Contains("\\u001B[2J\\u0000ÿ", lines);
    }
}
