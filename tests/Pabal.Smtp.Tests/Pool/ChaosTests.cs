using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.Pool;

/// <summary>Ten thousand mails while connections are cut at random: none is lost, and none arrives twice but what was told as unknown.</summary>
public sealed class ChaosTests
{
    private const int Mails = 10_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task No_mail_is_lost_and_none_arrives_twice(int seed, bool usesChunking)
    {
        var arrived = new ConcurrentDictionary<int, int>();
        var handler = new RecordingHandler
        {
            Message = async (content, token) =>
            {
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes, token);
                var number = int.Parse(Encoding.ASCII.GetString(bytes.ToArray()).Split("Subject: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);
                arrived.AddOrUpdate(number, 1, (_, count) => count + 1);
                return new SmtpReply(250, "2.0.0", "kept");
            },
        };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Limits = new SmtpLimits { ErrorDelay = TimeSpan.Zero, Connections = 1000, ConnectionsPerAddress = 1000 } });
        await using var relay = new KillingRelay(server.EndPoints[0].Port, seed, meanLife: 40_000);
        await using var client = new SmtpClient(new SmtpClientOptions
        {
            Host = "127.0.0.1",
            Port = relay.Port,
            Tls = TlsMode.None,
            UseChunking = usesChunking,
            Pool = new() { MaxConnections = 8, Retries = 20, RetryDelay = TimeSpan.FromMilliseconds(1) },
        });

        var fates = new ConcurrentDictionary<int, MailFate>();
        await foreach (var outcome in client.SendManyAsync(NumberedAsync(), Cancel))
            Assert.True(fates.TryAdd((int)outcome.Mail.Tag!, outcome.Fate), "told once");

        Assert.Equal(Mails, fates.Count);
        Assert.InRange(relay.Cut, 20, int.MaxValue);
        foreach (var (number, fate) in fates)
        {
            var times = arrived.GetValueOrDefault(number);
            Assert.True(fate switch
            {
                MailFate.Accepted => times == 1,
                MailFate.Unknown => times <= 1,
                _ => times == 0,
            }, $"mail {number}: {fate}, arrived {times} times");
        }
        Assert.InRange(fates.Values.Count(fate => fate == MailFate.Accepted), Mails * 9 / 10, Mails);
    }

    private static async IAsyncEnumerable<OutgoingMail> NumberedAsync()
    {
        for (var i = 0; i < Mails; i++)
        {
            var content = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Subject: {i}\r\n\r\nhello\r\n"));
            yield return new OutgoingMail(new Envelope("ann@a.test", "bob@b.test"), MailContent.From(content)) { Tag = i };
        }
        await Task.CompletedTask;
    }
}
