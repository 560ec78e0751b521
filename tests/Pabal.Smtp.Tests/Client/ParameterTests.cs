using System.Globalization;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.Client;

/// <summary>What an envelope asks of a server by parameters of MAIL and RCPT: where it is not offered, a demand fails and a wish is let go.</summary>
public sealed class ParameterTests
{
    private static readonly DateTimeOffset ChristmasEve = new(2026, 12, 24, 18, 0, 0, TimeSpan.FromHours(9));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_offered_is_asked_for()
    {
        var envelope = Scripts.Envelope with
        {
            DeliverBy = new DeliverBy(TimeSpan.FromMinutes(2), DeliverByMode.Return, trace: true),
            Hold = FutureRelease.Until(ChristmasEve),
            Priority = -3,
            Requests = Scripts.Envelope.Requests.Add(Scripts.Envelope.Recipients[0], new DsnRequest(DsnNotify.Never, "utf-8;밥+x@b.test")),
            Notify = DsnNotify.Failure,
        };
        await using var server = new ScriptedServer(Scripts.Hello("DELIVERBY 60", "FUTURERELEASE 100 2026-12-24T09:00:00Z", "MT-PRIORITY MIXER", "DSN") + """
            C: MAIL FROM:<ann@a.test> BY=120;RT HOLDUNTIL=2026-12-24T09:00:00Z MT-PRIORITY=-3
            S: 250 ok
            C: RCPT TO:<bob@b.test> NOTIFY=NEVER ORCPT=utf-8;\x{BC25}\x{2B}x@b.test
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 ok
            """);
        await SendAsync(server.Options, envelope);
    }

    public static TheoryData<string, string> Unmet => new()
    {
        { "return", "" },
        { "return", "DELIVERBY 121" },
        { "hold", "" },
        { "hold", "FUTURERELEASE 3599 2026-12-24T09:00:00Z" },
        { "until", "FUTURERELEASE 999999999 2026-12-24T08:59:59Z" },
        { "tls", "REQUIRETLS" },
        { "tls", "" },
    };

    [Theory]
    [MemberData(nameof(Unmet))]
    public async Task A_demand_that_the_server_can_not_meet_is_not_left_out(string demand, string offer)
    {
        await using var server = new ScriptedServer(offer.Length > 0 ? Scripts.Hello(offer) : Scripts.Hello());
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(demand switch
        {
            "return" => Scripts.Envelope with { DeliverBy = new DeliverBy(TimeSpan.FromMinutes(2), DeliverByMode.Return) },
            "hold" => Scripts.Envelope with { Hold = FutureRelease.For(TimeSpan.FromHours(1)) },
            "until" => Scripts.Envelope with { Hold = FutureRelease.Until(ChristmasEve) },
            _ => Scripts.Envelope with { RequireTls = true },
        }, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput, false), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Equal(["EHLO client.test"], server.Heard);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_wish_that_the_server_does_not_know_is_noted_and_let_go()
    {
        var notes = new List<string>();
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN") + Scripts.Mail);
        await SendAsync(server.Options with { Transcript = line => notes.Add(line.ToString()) }, Scripts.Envelope with
        {
            DeliverBy = new DeliverBy(TimeSpan.FromMinutes(2), DeliverByMode.Notify),
            Priority = 4,
            SubmittedBy = "ann@a.test",
        });
        foreach (var word in new[] { "DELIVERBY", "MT-PRIORITY", "logged in" })
            Assert.Contains(notes, note => note.StartsWith("*: ", StringComparison.Ordinal) && note.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ann+x@a.test", "AUTH=ann+2Bx@a.test")]
    [InlineData("<>", "AUTH=<>")]
    public async Task Who_submitted_a_mail_is_told_after_a_login(string by, string parameter)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN") + "C: AUTH PLAIN *\nS: 235 ok\n" + Scripts.Mail.Replace("a.test>", $"a.test> {parameter}", StringComparison.Ordinal));
        await SendAsync(server.Options with { Credentials = SmtpCredentials.Password("ann", "s3cret!") }, Scripts.Envelope with { SubmittedBy = by });
    }

    [Theory]
    [InlineData(TlsMode.Required, "REQUIRETLS", true, true)]
    [InlineData(TlsMode.Required, "SIZE", true, false)]
    [InlineData(TlsMode.Opportunistic, "REQUIRETLS", false, false)]
    public async Task REQUIRETLS_goes_only_over_TLS_with_a_certificate_that_holds_to_a_server_that_offers_it(TlsMode tls, string offer, bool isTrusted, bool goes)
    {
        var script = Scripts.Hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n" + Scripts.Ehlo(offer)
            + (goes ? Scripts.Mail.Replace("a.test>", "a.test> REQUIRETLS", StringComparison.Ordinal) : "");
        await using var server = new ScriptedServer(script);
        var options = server.Options with { Tls = tls, TrustedRoots = isTrusted ? TestCertificates.Roots : null };
        var sending = SendAsync(options, Scripts.Envelope with { RequireTls = true });
        if (goes)
            await sending;
        else
            Assert.Equal(SmtpFailure.BadInput, (await Assert.ThrowsAsync<SmtpException>(() => sending)).Failure);
    }

    [Fact]
    public async Task That_a_mail_may_go_on_in_clear_is_a_field_of_its_header()
    {
        var email = new Email { From = "ann@a.test", To = "bob@b.test", Text = "x", Headers = [new("TLS-Required", "No")] };
        await using var server = new ScriptedServer(Scripts.Hello("REQUIRETLS") + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await connection.SendAsync(Envelope.For(email), MailContent.From(email.ToMessage()), cancellationToken: Cancel);
        Assert.Contains("\r\nTLS-Required: No\r\n", server.Contents[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_such_time_or_priority_is_refused_where_it_is_set()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeliverBy(TimeSpan.Zero, DeliverByMode.Return));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeliverBy(TimeSpan.FromDays(20_000), DeliverByMode.Notify));
        Assert.Throws<ArgumentOutOfRangeException>(() => FutureRelease.For(TimeSpan.FromMilliseconds(999)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Envelope with { Priority = 10 });
        Assert.Throws<ArgumentException>(() => Scripts.Envelope with { SubmittedBy = "ann\r\nRSET" });
        Assert.Equal("-60;N", new DeliverBy(TimeSpan.FromMinutes(-1), DeliverByMode.Notify).ToString());
        Assert.NotEqual(Scripts.Envelope, Scripts.Envelope with { RequireTls = true });
        Assert.NotEqual(Scripts.Envelope, Scripts.Envelope with { Priority = 1 });
        Assert.Equal(Scripts.Envelope with { Hold = FutureRelease.For(TimeSpan.FromHours(1)) }, Scripts.Envelope with { Hold = FutureRelease.For(TimeSpan.FromSeconds(3600.5)) });
    }

    [Fact]
    public async Task Our_server_offers_what_its_handler_keeps_and_passes_it_on()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Demands = SmtpDemands.DeliverBy | SmtpDemands.FutureRelease | SmtpDemands.Priority | SmtpDemands.RequireTls });
        var envelope = Scripts.Envelope with
        {
            DeliverBy = new DeliverBy(TimeSpan.FromMinutes(2), DeliverByMode.Return),
            Hold = FutureRelease.For(TimeSpan.FromDays(1)),
            Priority = 5,
            RequireTls = true,
        };
        var options = SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port.ToString(CultureInfo.InvariantCulture)}?tls=required") with
        {
            PinnedCertificate = [.. System.Security.Cryptography.SHA256.HashData(server.Certificate.RawData)],
        };
        await SendAsync(options, envelope);
        Assert.Equal(envelope, Assert.Single(handler.Messages).Envelope);
        await Assert.ThrowsAsync<SmtpException>(() => SendAsync(options, envelope with { Hold = FutureRelease.For(TimeSpan.FromDays(31)) }));
    }

    [Theory]
    [InlineData("REQUIRETLS", 555)]
    [InlineData("BY=1;N", 555)]
    [InlineData("HOLDFOR=1", 555)]
    [InlineData("MT-PRIORITY=1", 555)]
    [InlineData("AUTH=<>", 250)]
    public async Task Our_server_takes_no_demand_that_it_does_not_offer(string parameter, int code)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync($"MAIL FROM:<a@b> {parameter}", code.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task SendAsync(SmtpClientOptions options, Envelope envelope)
    {
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        await connection.SendAsync(envelope, MailContent.From(Encoding.ASCII.GetBytes("Subject: hi\r\n\r\nhello\r\n")), cancellationToken: Cancel);
    }
}
