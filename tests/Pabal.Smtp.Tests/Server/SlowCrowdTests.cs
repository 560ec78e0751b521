using System.Net.Sockets;

namespace Pabal.Smtp.Tests.Server;

/// <summary>A good client beside many that are slow on purpose, each caught at another point of its session and sending one octet now and then.</summary>
public sealed class SlowCrowdTests
{
    private const int Slow = 700;
    private const int Mails = 200;

    private static readonly (string Begun, string Trickle)[] Ways =
    [
        ("", ""),                                                                                   // says nothing
        ("", "EHLO x"),                                                                             // half a command
        ("EHLO x\r\n", "AUTH PLAIN "),                                                              // half a login
        ("EHLO x\r\nAUTH LOGIN\r\n", "YW5u"),                                                       // half an answer
        ("EHLO x\r\nSTARTTLS\r\n", "\u0016\u0003\u0001"),                                           // half a handshake
        ("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nDATA\r\n", "Subject: "),                    // half a message
        ("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nBDAT 1000\r\n", "Subject: "),               // half a chunk
    ];

    [Fact]
    public async Task All_its_mails_come_in_while_the_others_wait_and_time_takes_those_away()
    {
        var time = new ManualTime();
        var handler = new RecordingHandler { Authenticate = RecordingHandler.Accepts };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { TimeProvider = time, Limits = TestServer.Options.Limits with { Connections = Slow + 1 } });
        var slow = new List<(RawClient Client, string Trickle)>();
        for (var i = 0; i < Slow; i++)
        {
            var (begun, trickle) = Ways[i % Ways.Length];
            var client = await RawClient.ConnectAsync(server);
            await client.ExpectAsync("220");
            await client.SendAsync(begun);
            slow.Add((client, trickle));
        }

        await using (var good = await RawClient.HelloAsync(server))
        {
            for (var i = 0; i < Mails; i++)
            {
                await Script.PlayAsync(good, $"c: MAIL FROM:<from{i}@x>\\r\\nRCPT TO:<b@c>\\r\\nDATA\\r\\n\nS: 250\nS: 250\nS: 354\nC: hi\nC: .\nS: 250 2.0.0 kept");
                foreach (var (client, trickle) in slow.Where((_, number) => number % Mails == i))
                    await client.SendAsync(trickle);
            }
            await good.SayAsync("QUIT", "221");
        }
        Assert.Equal(Mails, handler.Messages.Count);
        Assert.All(handler.Messages, message => Assert.StartsWith("from", message.Envelope.Sender!.LocalPart, StringComparison.Ordinal));

        // The good one has gone. Of the others none has, and none stays for ever.
        Assert.True(handler.Disconnected.Count <= 1);
        await time.AdvanceUntilAsync(Task.WhenAll(slow.Select(one => EndAsync(one.Client))), TimeSpan.FromSeconds(30));
        await server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Slow + 1, handler.Disconnected.Count);
        Assert.Equal(Mails, handler.Messages.Count);
    }

    private static async Task EndAsync(RawClient client)
    {
        var said = new byte[4096];
        try
        {
            while (await client.Socket.ReceiveAsync(said, TestContext.Current.CancellationToken) > 0)
                continue;
        }
        catch (SocketException)
        {
            // A reset is an end as well.
        }
        await client.DisposeAsync();
    }
}
