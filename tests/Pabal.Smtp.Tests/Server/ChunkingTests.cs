using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>BDAT (RFC 3030): literal dialogues, each sent a line and an octet at a time.</summary>
public sealed class ChunkingTests
{
    private const string Hello = "S: 220\nC: EHLO x\nS: 250 HELP\n";
    private const string Rcpt = "C: MAIL FROM:<a@b>\nS: 250\nC: RCPT TO:<b@c>\nS: 250\n";
    private const string Binary = "C: MAIL FROM:<a@b> BODY=BINARYMIME\nS: 250\nC: RCPT TO:<b@c>\nS: 250\n";

    public static TheoryData<string, string?> Dialogues => new()
    {
        { Rcpt + "c: BDAT 7 LAST\\r\\n.\\r\\nab\\r\\n\nS: 250 2.0.0 kept", ".\r\nab\r\n" },
        { Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250 2.0.0\nc: bdat 2\\r\\nb\\r\nS: 250\nc: BDAT 1 last\\r\\n\\n\nS: 250 2.0.0 kept", "a\r\nb\r\n" },
        { Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250\nC: NOOP\nS: 250\nC: BDAT 0 LAST\nS: 250 2.0.0 kept", "a\r\n" },
        { Rcpt + "C: BDAT 0 LAST\nS: 250 2.0.0 kept", "" },
        { Rcpt + "c: BDAT 0\\r\\nBDAT 3\\r\\na\\r\\nBDAT 0\\r\\nBDAT 0 LAST\\r\\n\nS: 250\nS: 250\nS: 250\nS: 250 2.0.0 kept", "a\r\n" },

        // Everything at once; the message looks like commands and like its own end.
        { "c: MAIL FROM:<a@b>\\r\\nRCPT TO:<b@c>\\r\\nBDAT 19 LAST\\r\\n\\r\\n.\\r\\nMAIL FROM:<>\\r\\nRSET\\r\\n\nS: 250\nS: 250\nS: 250 2.0.0 kept\nS: 250", "\r\n.\r\nMAIL FROM:<>\r\n" },

        // Out of turn: the chunk is passed over to its last octet, whatever it holds.
        { "c: BDAT 6\\r\\nQUIT\\r\\n\nS: 503 5.5.1\nC: NOOP\nS: 250", null },
        { "C: MAIL FROM:<a@b>\nS: 250\nc: BDAT 6 LAST\\r\\nQUIT\\r\\n\nS: 554 5.5.1\nC: MAIL FROM:<a@b>\nS: 250", null },
        { "c: MAIL FROM:<a@b>\\r\\nRCPT TO:<refused@c>\\r\\nBDAT 6\\r\\nQUIT\\r\\nBDAT 4 LAST\\r\\nRSETNOOP\\r\\n\nS: 250\nS: 550\nS: 554 5.5.1\nS: 503 5.5.1\nS: 250", null },
        { Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250\nC: DATA\nS: 503 5.5.1\nC: RCPT TO:<d@e>\nS: 503 5.5.1\nC: MAIL FROM:<>\nS: 503 5.5.1\nC: BDAT 0 LAST\nS: 250 2.0.0 kept", "a\r\n" },
        { Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250\nC: RSET\nS: 250\nC: BDAT 0 LAST\nS: 503 5.5.1\n" + Rcpt + "C: BDAT 0 LAST\nS: 250 2.0.0 kept", "" },
        { Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250\nC: EHLO again\nS: 250 HELP\nC: BDAT 0 LAST\nS: 503 5.5.1", null },
        { Rcpt + "C: BDAT 0 LAST\nS: 250\nc: BDAT 3 LAST\\r\\na\\r\\n\nS: 503 5.5.1", "" },

        // Binary goes by chunks only, and stays as it is.
        { Binary + "C: DATA\nS: 503 5.5.1\nc: BDAT 6 LAST\\r\\na\\nb\\r\\0\\r\nS: 250 2.0.0 kept", "a\nb\r\0\r" },

        // Too big, as announced and as it adds up; the session goes on.
        { Rcpt + "c: BDAT 41 LAST\\r\\n01234567890123456789012345678901234567890\nS: 552 5.3.4\nC: NOOP\nS: 250", null },
        { Rcpt + "c: BDAT 30\\r\\n012345678901234567890123456789\nS: 250\nc: BDAT 11\\r\\n01234567890BDAT 2 LAST\\r\\nxx\nS: 552 5.3.4\nS: 503 5.5.1\n" + Rcpt + "C: BDAT 0 LAST\nS: 250 2.0.0 kept", "" },
        { Rcpt + "C: BDAT 99999999999\nc: MAIL FROM:<evil@x>\\r\\n\nS: 552 5.3.4\nS: end", null },
        { "C: BDAT 99999999999\nS: 503 5.5.1\nS: end", null },

        // Nobody knows what follows.
        { Rcpt + "C: BDAT\nS: 521 5.5.4\nS: end", null },
        { Rcpt + "C: BDAT -1\nS: 521 5.5.4\nS: end", null },
        { Rcpt + "C: BDAT 10 FIRST\nS: 521 5.5.4\nS: end", null },
        { Rcpt + "C: BDAT 999999999999999999999\nS: 521 5.5.4\nS: end", null },
    };

    [Theory]
    [MemberData(nameof(Dialogues))]
    public async Task Chunks_are_counted_to_the_octet_however_they_are_cut(string script, string? content)
    {
        foreach (var cut in new[] { 0, 1, 7 })
        {
            var handler = new RecordingHandler
            {
                Recipient = rcpt => rcpt.Recipient.LocalPart == "refused" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
            };
            await using var server = await TestServer.StartAsync(handler, TestServer.Options with
            {
                Demands = SmtpDemands.Binary,
                Limits = TestServer.Options.Limits with { MessageSize = 40, DrainedContent = 100 },
            });
            await using var client = await RawClient.ConnectAsync(server, cut);
            await Script.PlayAsync(client, Hello + script);
            await server.DisposeAsync();
            if (content is null)
                Assert.DoesNotContain(handler.Messages, message => message.Content.Length > 0);
            else
                Assert.Equal(content, Encoding.Latin1.GetString(Assert.Single(handler.Messages).Content));
        }
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("a\r\n.\n\r\n")]
    [InlineData("a\r\n\r")]
    public async Task A_line_end_that_is_none_is_refused_in_text_as_it_is_in_DATA(string content)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        for (var cut = 0; cut < content.Length; cut++)
        {
            await Script.PlayAsync(client, Rcpt.TrimEnd('\n'));
            await client.SendAsync($"BDAT {cut}\r\n{content[..cut]}");
            if (await client.ReadReplyAsync() is { } reply && !reply.StartsWith("250", StringComparison.Ordinal))
            {
                Assert.StartsWith("550 5.6.11", reply, StringComparison.Ordinal);
                continue;
            }
            await client.SendAsync($"BDAT {content.Length - cut} LAST\r\n{content[cut..]}");
            await client.ExpectAsync("550 5.6.11");
        }
    }

    [Fact]
    public async Task A_handler_is_asked_before_the_first_chunk_and_its_refusal_costs_the_chunk_only()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Data = _ => new SmtpReply(452, "4.3.1", "disk full") });
        await using var client = await RawClient.HelloAsync(server);
        await Script.PlayAsync(client, Rcpt + "c: BDAT 6\\r\\nQUIT\\r\\n\nS: 452 4.3.1\nC: BDAT 0 LAST\nS: 503\nC: MAIL FROM:<>\nS: 250");
    }

    [Theory]
    [InlineData("RSET")]
    [InlineData("QUIT")]
    [InlineData("")]
    public async Task A_message_that_is_given_up_between_chunks_never_seems_whole(string how)
    {
        var seen = new TaskCompletionSource<SmtpException>();
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (content, token) =>
            {
                seen.SetResult(await Assert.ThrowsAsync<SmtpException>(() => content.CopyToAsync(Stream.Null, token)));
                return new SmtpReply(250, "2.0.0", "kept all the same");
            },
        });
        await using var client = await RawClient.HelloAsync(server);
        await Script.PlayAsync(client, Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250");
        if (how.Length == 0)
            client.Reset();
        else
            await client.SendAsync(how + "\r\n");
        Assert.Equal(SmtpFailure.Disconnected, (await seen.Task).Failure);
    }

    [Fact]
    public async Task Stopping_lets_the_last_chunk_in()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.HelloAsync(server);
        await Script.PlayAsync(client, Rcpt + "c: BDAT 3\\r\\na\\r\\n\nS: 250");
        var stopping = server.StopAsync(TestContext.Current.CancellationToken);
        await Script.PlayAsync(client, "c: BDAT 3 LAST\\r\\nb\\r\\n\nS: 250 2.0.0 kept\nS: 421 4.3.2\nS: end");
        await stopping;
        Assert.Single(handler.Messages);
    }

    [Fact]
    public async Task Our_client_sends_its_chunks_to_our_server()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Demands = SmtpDemands.Binary });
        await using var client = new SmtpClient(SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port}") with { Tls = TlsMode.None });
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        foreach (var content in new[] { [], "Subject: x\r\n\r\n.\r\n"u8.ToArray(), large })
        {
            await client.SendAsync(new Envelope("a@example.com", "b@example.com"), MailContent.FromBinary(content), null, TestContext.Current.CancellationToken);
            Assert.True(handler.Messages.TryDequeue(out var message));
            Assert.Equal(content, message.Content);
        }
    }

    [Fact]
    public async Task A_reply_does_not_wait_for_the_handler_of_the_next_mail()
    {
        var (number, hanging) = (0, new TaskCompletionSource<SmtpReply>());
        var handler = new RecordingHandler { Message = (_, _) => ++number == 1 ? Task.FromResult(new SmtpReply(250, "2.0.0", "first")) : hanging.Task };
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.HelloAsync(server);
        const string Mail = "MAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nBDAT 3 LAST\r\na\r\n";
        await client.SendAsync(Mail + Mail);
        foreach (var reply in new[] { "250", "250", "250 2.0.0 first", "250", "250" })
            await client.ExpectAsync(reply);
        hanging.SetResult(new SmtpReply(250, "2.0.0", "second"));
        await client.ExpectAsync("250 2.0.0 second");
    }
}
