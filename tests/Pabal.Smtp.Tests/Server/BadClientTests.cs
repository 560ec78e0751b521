using System.Diagnostics;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>What malicious and broken clients do, one row each, and that a well-behaved one is served as if nothing had happened. Delays and deadlines are in <see cref="LimitTests"/>, TLS in <see cref="TlsTests"/>.</summary>
public sealed class BadClientTests
{
    private const string Hello = "S: 220\nC: EHLO x\nS: 250 HELP\n";
    private const string Mail = Hello + "C: MAIL FROM:<a@b>\nS: 250\n";
    private const string Data = Mail + "C: RCPT TO:<b@c>\nS: 250\nC: DATA\nS: 354\n";
    private const string Alive = "\nC: NOOP\nS: 250\nC: QUIT\nS: 221\nS: end";

    public static TheoryData<string, string> Rows => new()
    {
        { "S02 an empty message", Data + "C: .\nS: 250 2.0.0" + Alive },
        { "S03 a stuffed first line", Data + "C: ..first\nC: .\nS: 250" + Alive },
        { "S04 octets near a dot", Data + "c: .\\0\\r\\n..\\r\\n.x\\r\\n.\\r\\n\nS: 250" + Alive },
        { "S06 commands behind STARTTLS", Hello + "c: STARTTLS\\r\\nNOOP\\r\\n\nS: 554 5.5.1\nS: end" },
        { "S08 STARTTLS with an argument", Hello + "C: STARTTLS now\nS: 501" + Alive },
        { "S08 STARTTLS after a login", Hello + "C: AUTH PLAIN AGFubgBzM2NyZXQh\nS: 235\nC: STARTTLS\nS: 503" + Alive },
        { "S12 a login in a transaction", Mail + "C: AUTH PLAIN AGFubgBzM2NyZXQh\nS: 503" + Alive },
        { "S12 a login without EHLO", "S: 220\nC: AUTH PLAIN AGFubgBzM2NyZXQh\nS: 503\nC: QUIT\nS: 221\nS: end" },
        { "S12 a login that is no base64", Hello + "C: AUTH PLAIN %%%\nS: 501 5.5.2" + Alive },
        { "S12 a login without NUL", Hello + "C: AUTH PLAIN YW5u\nS: 501" + Alive },
        { "S12 three wrong passwords", Hello + "C: AUTH PLAIN AGFubgB4\nS: 535\nC: AUTH PLAIN AGFubgB4\nS: 535\nC: AUTH PLAIN AGFubgB4\nS: 421 4.7.0\nS: end" },
        { "S16 more than a number holds", Hello + "C: MAIL FROM:<a@b> SIZE=99999999999999999999\nS: 552 5.3.4" + Alive },
        { "S16 less than nothing", Hello + "C: MAIL FROM:<a@b> SIZE=-1\nS: 501" + Alive },
        { "S16 no number", Hello + "C: MAIL FROM:<a@b> SIZE=abc\nS: 501" + Alive },
        { "S16 two sizes", Hello + "C: MAIL FROM:<a@b> SIZE=1 SIZE=1\nS: 501" + Alive },
        { "S18 a storm of errors", Hello + string.Concat(Enumerable.Repeat("C: BOGUS\nS: 500\n", 19)) + "C: BOGUS\nS: 421 4.7.0\nS: end" },
        { "S19 a storm of nothing", Hello + string.Concat(Enumerable.Repeat("C: NOOP\nS: 250\n", 99)) + "C: NOOP\nS: 421 4.7.0\nS: end" },
        { "S20 RCPT first", Hello + "C: RCPT TO:<b@c>\nS: 503" + Alive },
        { "S20 DATA without RCPT", Mail + "C: DATA\nS: 554 5.5.1" + Alive },
        { "S20 MAIL twice", Mail + "C: MAIL FROM:<a@b>\nS: 503" + Alive },
        { "S20 DATA after all RCPT failed", Mail + "C: RCPT TO:<refused@c>\nS: 550\nC: DATA\nS: 554" + Alive },
        { "S20 MAIL before EHLO", "S: 220\nC: MAIL FROM:<a@b>\nS: 503\nC: QUIT\nS: 221\nS: end" },
        { "S23 the message sent with DATA", Mail + "c: RCPT TO:<b@c>\\r\\nDATA\\r\\nhello\\r\\n.\\r\\nNOOP\\r\\n\nS: 250\nS: 354\nS: 250 2.0.0 kept\nS: 250 2.0.0" + Alive },
        { "S24 a browser", "S: 220\nc: POST / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nMAIL FROM:<evil@x>\\r\\n\nS: 421\nS: end" },
        { "S25 a command ended by LF", Hello + "c: MAIL FROM:<a@x>\\n\nS: 500 5.5.2" + Alive },
        { "S26 NUL in a command", Hello + "c: NO\\0OP\\r\\n\nS: 500" + Alive },
        { "S26 CR in a command", Hello + "c: EHLO a\\rb\\r\\n\nS: 500" + Alive },
        { "S26 octets that are no text", Hello + "c: \u0080\u0081\\r\\n\nS: 500" + Alive },
        { "S27 a trace field injected by EHLO", "S: 220\nC: EHLO a (b) x\nS: 501 5.5.4\nC: EHLO [127.0.0.1)]\nS: 501\nC: QUIT\nS: 221\nS: end" },
        { "S29 addresses of all kinds", Mail + "C: RCPT TO:<@a,@b:c@d>\nS: 250\nC: RCPT TO:<user%evil@relay>\nS: 250\nC: RCPT TO:<\"a b\"@c>\nS: 250\nC: RCPT TO:<postmaster>\nS: 250\nC: RCPT TO:<a@[IPv6:::1]>\nS: 250" + Alive },
        { "S29 addresses that are none", Mail + $"C: RCPT TO:<{new string('a', 320)}@c>\nS: 501 5.1.3\nC: RCPT TO:<a@b@c>\nS: 501\nC: RCPT TO:<a b@c>\nS: 501\nC: RCPT TO:a@c\nS: 501" + Alive },
        { "S30 an open relay is what the handler makes of it", Mail + "C: RCPT TO:<refused@elsewhere>\nS: 550" + Alive },
        { "S31 verbs of another age", Hello + "C: VRFY root\nS: 252\nC: EXPN staff\nS: 502\nC: HELP\nS: 214\nC: DEBUG\nS: 500" + Alive },
        { "S32 parameters nobody knows", Hello + "C: MAIL FROM:<a@b> FOO=BAR\nS: 555 5.5.4" + Alive },
        { "S33 an empty last chunk", Mail + "C: RCPT TO:<b@c>\nS: 250\nC: BDAT 0 LAST\nS: 250" + Alive },
        { "S33 a chunk without end", Mail + "C: RCPT TO:<b@c>\nS: 250\nC: BDAT 99999999999\nc: xxx\nS: 552\nS: end" },
        { "S33 a chunk after all RCPT failed", Mail + "C: RCPT TO:<refused@c>\nS: 550\nc: BDAT 6 LAST\\r\\nRSET\\r\\n\nS: 554" + Alive },
        { "S33 DATA after BDAT", Mail + "C: RCPT TO:<b@c>\nS: 250\nc: BDAT 2\\r\\n\\r\\n\nS: 250\nC: DATA\nS: 503" + Alive },
        { "S34 UTF-8 without SMTPUTF8", Mail + "c: RCPT TO:<\u00ed\u0099\u008d@c>\\r\\n\nS: 553 5.6.7" + Alive },
        { "S34 eight bits without 8BITMIME", Data + "c: \u00ff\u00fe\\r\\n.\\r\\n\nS: 250" + Alive },
        { "S38 somebody who says to be a proxy", "S: 220\nC: PROXY TCP4 192.0.2.1 192.0.2.2 1 25\nS: 500\nC: QUIT\nS: 221\nS: end" },
        { "S39 a handler that throws", Mail + "C: RCPT TO:<boom@c>\nS: 451 4.3.0" + Alive },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_gets_its_reply_and_the_next_client_is_served(string row, string script)
    {
        Assert.NotEmpty(row);
        var handler = new RecordingHandler
        {
            Authenticate = RecordingHandler.Accepts,
            Recipient = rcpt => rcpt.Recipient.LocalPart switch
            {
                "refused" => new SmtpReply(550, "5.7.1", "no relaying"),
                "boom" => throw new InvalidOperationException("boom"),
                _ => new SmtpReply(250, "2.1.5", "ok"),
            },
        };
        await using var server = await TestServer.StartAsync(handler);
        foreach (var cut in new[] { 0, 1 })
        {
            await using (var client = await RawClient.ConnectAsync(server, cut))
                await Script.PlayAsync(client, script);
            await using var good = await RawClient.ConnectAsync(server);
            await Script.PlayAsync(good, Data + "C: hi\nC: .\nS: 250 2.0.0 kept" + Alive);
        }
    }

    public static TheoryData<string> Endings
    {
        get
        {
            string[] ends = ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\n.\r", "\r.\n", "\r\n.\r\r\n", "\r\n\0.\r\n", "\r\n.\0\r\n", "\r\n. \r\n", "\n\n.\r\n", "\r\n.\n\r\n"];
            return [.. ends];
        }
    }

    // S01, S05: what one server takes for the end of a message and the next does not, in DATA and in BDAT, cut wherever it can be.
    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Nothing_but_the_end_ends_a_message_and_what_looks_like_one_is_refused_or_inside(string end)
    {
        var content = $"Subject: x\r\n\r\nhi{end}MAIL FROM:<evil@x>\r\nRCPT TO:<victim@x>\r\nDATA\r\nfoul\r\n";
        var isBare = content.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n') >= 0;
        foreach (var normalizes in new[] { false, true })
        {
            var handler = new RecordingHandler();
            await using var server = await TestServer.StartAsync(handler, TestServer.Options with { NormalizeLineEnds = normalizes, Limits = TestServer.Options.Limits with { Errors = 1000 } });
            await using var client = await RawClient.HelloAsync(server);
            for (var cut = content.Length - 12; cut > 14; cut -= 5)
            {
                foreach (var isChunk in new[] { false, true })
                {
                    await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\n" + (isChunk ? $"BDAT {content.Length} LAST\r\n" : "DATA\r\n") + content[..cut]);
                    await client.ExpectAsync("250");
                    await client.ExpectAsync("250");
                    if (!isChunk)
                        await client.ExpectAsync("354");
                    await client.SendAsync(content[cut..] + (isChunk ? "" : ".\r\n"));
                    await client.ExpectAsync(isBare && !normalizes ? "550 5.6.11" : "250 2.0.0 kept");
                    if (isBare && !normalizes)
                        continue;
                    Assert.True(handler.Messages.TryDequeue(out var message));
                    Assert.Equal("a@b", message.Envelope.Sender?.ToString());
                    var text = Encoding.Latin1.GetString(message.Content);
                    Assert.Contains("evil@x", text, StringComparison.Ordinal);
                    if (!normalizes && isChunk)
                        Assert.Equal(content, text);
                    if (normalizes)
                        Assert.Equal(-1, text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n'));
                }
            }
            Assert.Empty(handler.Messages);
        }
    }

    [Theory]
    [InlineData("S13 a command without end", "NOOP ", "500 5.5.2")]
    [InlineData("S14 a line of content without end", Data, "552 5.3.4")]
    [InlineData("S33 a message of chunks without end", "MAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nBDAT 99999999\r\n", "552 5.3.4")]
    public async Task Memory_stays_flat_however_much_is_sent(string row, string begin, string expected)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Message = (content, token) => DiscardAsync(content, token) },
            TestServer.Options with { Limits = TestServer.Options.Limits with { DrainedContent = 1L << 40 } });
        await using var client = await RawClient.HelloAsync(server);
        if (row.StartsWith("S14", StringComparison.Ordinal))
            await Script.PlayAsync(client, begin[Hello.Length..].TrimEnd('\n'));
        else
            await client.SendAsync(begin);
        var block = new byte[1_000_000];
        Array.Fill(block, (byte)'a');
        var before = Resident();
        for (var i = 0; i < 100; i++)
            await client.SendAsync(i == 99 ? block.AsMemory(1) : block);
        Assert.InRange(Resident() - before, long.MinValue, 64 * 1024 * 1024);
        await client.SendAsync(row.StartsWith("S33", StringComparison.Ordinal) ? "" : row.StartsWith("S14", StringComparison.Ordinal) ? "\r\n.\r\n" : "\r\n");
        if (row.StartsWith("S33", StringComparison.Ordinal))
            await Script.PlayAsync(client, "S: 250\nS: 250");
        await client.ExpectAsync(expected);
        await client.SayAsync("NOOP", "250");

        static long Resident()
        {
            using var self = Process.GetCurrentProcess();
            return self.WorkingSet64;
        }

        static async Task<SmtpReply> DiscardAsync(System.IO.Pipelines.PipeReader content, CancellationToken token)
        {
            await content.CopyToAsync(Stream.Null, token);
            return new SmtpReply(250, "discarded");
        }
    }
}
