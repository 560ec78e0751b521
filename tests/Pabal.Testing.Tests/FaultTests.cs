using System.Net;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Testing.Tests;

public sealed class FaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rcpt:451:0.1")]
    [InlineData("data:drop")]
    [InlineData("greeting:delay=5")]
    [InlineData("rcpt:451:first")]
    [InlineData("final:554")]
    [InlineData("tls:454")]
    [InlineData("ehlo:delay=0.25:0.5")]
    public void A_fault_is_written_as_it_is_read(string text) => Assert.Equal(text, Fault.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("rcpt")]
    [InlineData("quit:451")]
    [InlineData("lunch:451")]
    [InlineData("rcpt:250")]
    [InlineData("rcpt:600")]
    [InlineData("rcpt:451:2")]
    [InlineData("rcpt:451:-1")]
    [InlineData("data:451:first")]
    [InlineData("rcpt:delay=3601")]
    [InlineData("rcpt:delay=NaN")]
    [InlineData("rcpt:451:0.1:x")]
    public void What_is_no_fault_is_explained(string text)
    {
        Assert.False(Fault.TryParse(text, out _));
        Assert.Contains($"“{text}”", Assert.Throws<FormatException>(() => Fault.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("greeting:554", SmtpStage.Greeting, 554)]
    [InlineData("ehlo:451", SmtpStage.Ehlo, 451)]
    [InlineData("tls:454", SmtpStage.Tls, 454)]
    [InlineData("mail:451", SmtpStage.Mail, 451)]
    [InlineData("rcpt:550", SmtpStage.Rcpt, 550)]
    [InlineData("data:452", SmtpStage.Data, 452)]
    [InlineData("final:554", SmtpStage.Final, 554)]
    [InlineData("greeting:drop", SmtpStage.Greeting, null)]
    [InlineData("ehlo:drop", SmtpStage.Ehlo, null)]
    [InlineData("tls:drop", SmtpStage.Tls, null)]
    [InlineData("mail:drop", SmtpStage.Mail, null)]
    [InlineData("rcpt:drop", SmtpStage.Rcpt, null)]
    public async Task A_fault_strikes_at_its_stage(string fault, SmtpStage stage, int? code)
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        inbox.Faults.Faults = [Fault.Parse(fault)];
        var error = await FailureAsync(inbox, "gil@example.com");
        Assert.Equal(stage, error.Stage);
        Assert.Equal(code, error.Reply?.Code);
        inbox.ExpectNone();
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_by_a_fault_as_a_server_does()
    {
        await using var inbox = await TestInbox.StartAsync(new() { Credentials = new("ann", "s3cret") }, Cancel);
        inbox.Faults.Faults = [Fault.Parse("auth:535")];
        var error = await FailureAsync(inbox, "gil@example.com");
        Assert.Equal((SmtpStage.Auth, 535), (error.Stage, error.Reply!.Code));
        inbox.Faults.Faults = [];
        await SendAsync(inbox, "gil@example.com");
        Assert.Equal("ann", inbox.ExpectOne().Session.User);
    }

    [Fact]
    public async Task A_connection_cut_in_the_content_leaves_no_mail()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        inbox.Faults.Faults = [Fault.Parse("data:drop")];
        await FailureAsync(inbox, "gil@example.com");
        inbox.ExpectNone();
    }

    [Fact]
    public async Task A_lost_final_reply_leaves_the_mail_and_a_client_that_does_not_know()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        inbox.Faults.Faults = [Fault.Parse("final:drop")];
        var error = await FailureAsync(inbox, "gil@example.com");
        Assert.Equal(SmtpFailure.OutcomeUnknown, error.Failure);
        inbox.ExpectOne();
    }

    [Theory]
    [InlineData("anyone+451", 451)]
    [InlineData("anyone+rcpt-550", 550)]
    [InlineData("anyone+final-554", 554)]
    [InlineData("anyone+data-452", 452)]
    public async Task An_address_asks_for_its_fault(string localPart, int code)
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        Assert.Equal(code, (await FailureAsync(inbox, $"{localPart}@example.com")).Reply!.Code);
        inbox.Faults.HeedsMail = false;
        await SendAsync(inbox, $"{localPart}@example.com");
        inbox.ExpectOne();
    }

    [Fact]
    public async Task A_field_asks_for_its_fault()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        await using var client = new SmtpClient(inbox.Client);
        var email = Mail("gil@example.com") with { Headers = [new("X-Pabal-Fault", "final:552")] };
        Assert.Equal(552, (await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(email, Cancel))).Reply!.Code);
        inbox.ExpectNone();
    }

    [Fact]
    public async Task A_greylisted_mail_gets_through_the_second_time()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        Assert.True((await FailureAsync(inbox, "gil+greylist@example.com")).IsTransient);
        await SendAsync(inbox, "gil+greylist@example.com");
        inbox.ExpectOne();
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_mails()
    {
        async Task<string> FatesAsync(int seed)
        {
            var plan = new FaultPlan(seed) { Faults = [Fault.Parse("rcpt:451:0.5"), Fault.Parse("mail:451:0.1")] };
            await using var inbox = await TestInbox.StartAsync(new() { Faults = plan }, Cancel);
            await using var client = ClientOf(inbox);
            var fates = "";
            for (var i = 0; i < 30; i++)
            {
                try
                {
                    await client.SendAsync(Mail($"n{i}@example.com"), Cancel);
                    fates += '1';
                }
                catch (SmtpException)
                {
                    fates += '0';
                }
            }
            return fates;
        }
        var first = await FatesAsync(7);
        Assert.Equal(first, await FatesAsync(7));
        Assert.NotEqual(first, await FatesAsync(8));
        Assert.Contains('0', first);
        Assert.Contains('1', first);
    }

    [Fact]
    public void Mails_that_ask_for_ever_new_faults_are_not_counted_without_end()
    {
        var plan = new FaultPlan();
        for (var i = 0; i < 100_000; i++)
            plan.Next(SmtpStage.Final, [Fault.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"final:451:0.5{i:D6}"))]);
        var late = Fault.Parse("final:451:0.4999999");
        Assert.Single(Enumerable.Range(0, 64).Select(_ => plan.Next(SmtpStage.Final, [late]).Reply is null).Distinct());
    }

    [Fact]
    public async Task A_delay_takes_its_time()
    {
        var time = new ManualTime();
        var inner = new MailCatcher((_, _) => throw new InvalidOperationException());
        var handler = new FaultyHandler(inner, new FaultPlan { Faults = [Fault.Parse("ehlo:delay=5"), Fault.Parse("ehlo:delay=2"), Fault.Parse("ehlo:451")] }, time);
        var session = new SmtpSessionInfo { Id = "1", Started = default, RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1), LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 2), ServerName = "localhost" };
        var reply = handler.OnHelloAsync(session, new SmtpCommand.Hello(HelloVerb.Ehlo, "client.test"), Cancel).AsTask();
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(reply.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(451, (await reply).Code);
    }

    private static Email Mail(string to) => new() { From = "ann@example.com", To = to, Subject = "안녕", Text = "본문" };

    private static async Task SendAsync(TestInbox inbox, string to)
    {
        await using var client = ClientOf(inbox);
        await client.SendAsync(Mail(to), Cancel);
    }

    private static SmtpClient ClientOf(TestInbox inbox) => new(inbox.Client with { Pool = new() { Retries = 0, MaxConnections = 1 } });

    private static Task<SmtpException> FailureAsync(TestInbox inbox, string to) => Assert.ThrowsAsync<SmtpException>(() => SendAsync(inbox, to));
}
