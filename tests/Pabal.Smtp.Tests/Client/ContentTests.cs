using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class ContentTests
{
    private const string UpToContent = "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\nS: 354 go\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("Subject: hi", "Subject: hi\r\n.\r\n")]
    [InlineData(".\n..\r.\r\n", "..\r\n...\r\n..\r\n.\r\n")]
    public async Task Content_is_dot_stuffed_and_ended(string content, string expected)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "CONTENT\nS: 250 ok");
        await SendAsync(server.Options, Scripts.ContentOf(content));
        Assert.Equal([expected], server.Contents);
    }

    [Theory]
    [InlineData("552 5.3.4 too big", "SILENCE", false)]
    [InlineData("552 5.3.4 too big", "CLOSE", false)]
    [InlineData("451 4.3.0 full", "CLOSE", true)]
    [InlineData("421 4.3.2 bye", "CLOSE", true)]
    public async Task A_reply_amid_the_content_is_heard_though_the_server_stops_reading(string reply, string end, bool transient)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + $"OCTETS\nS: {reply}\n{end}");
        var failure = await FailureAsync(server.Options, new Endless());
        Assert.Equal((SmtpStage.Data, SmtpFailure.Refused, transient), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Equal(int.Parse(reply[..3], null), failure.Reply?.Code);
    }

    [Theory]
    [InlineData("250 ok")]
    [InlineData("354 more")]
    public async Task Only_a_refusal_may_come_amid_the_content(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + $"OCTETS\nS: {reply}\nSILENCE");
        var failure = await FailureAsync(server.Options, new Endless());
        Assert.Equal((SmtpStage.Data, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task Content_is_not_ended_after_an_early_reply_though_its_source_goes_on()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "S: 250 ok\nSILENCE");
        var failure = await FailureAsync(server.Options, new Deaf());
        Assert.Equal((SmtpStage.Data, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("CLOSE")]
    [InlineData("RESET")]
    public async Task A_connection_lost_amid_the_content_is_not_accepted(string end)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "OCTETS\n" + end);
        var failure = await FailureAsync(server.Options, new Endless());
        Assert.Equal((SmtpStage.Data, SmtpFailure.Disconnected), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task A_server_that_takes_no_more_runs_out_of_time()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "DEAF");
        var failure = await FailureAsync(server.Options with { Timeouts = new SmtpTimeouts { Block = TimeSpan.FromMilliseconds(200) } }, new Endless());
        Assert.Equal((SmtpStage.Data, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task Content_that_fails_is_never_ended_with_a_dot()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await Assert.ThrowsAsync<FileNotFoundException>(() => connection.SendAsync(Scripts.Envelope, new Failing(), cancellationToken: Cancel));
        Assert.False(connection.IsOpen);
        Assert.Empty(server.Contents);
    }

    [Fact]
    public async Task Cancelling_stops_at_once_and_ends_the_connection()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        using var cancel = new CancellationTokenSource();
        var sending = connection.SendAsync(Scripts.Envelope, new Endless(), new Told(_ => cancel.Cancel()), cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Progress_counts_the_octets_of_the_content()
    {
        var told = new List<long>();
        var content = new byte[300_000];
        Array.Fill(content, (byte)'.');
        await using var server = new ScriptedServer(Scripts.Hello() + UpToContent + "CONTENT\nS: 250 ok");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await connection.SendAsync(Scripts.Envelope, MailContent.From(content), new Told(told.Add), Cancel);
        Assert.Equal(content.Length, told[^1]);
        Assert.True(told.Count > 2);
        Assert.Equal(told.Order(), told);
    }

    [Fact]
    public async Task A_large_mail_arrives_as_it_was()
    {
        var content = new StringBuilder("Subject: large\r\n\r\n");
        for (var i = 0; i < 40_000; i++)
            content.Append(i % 7 == 0 ? "." : "").Append("line ").Append(i).Append("\r\n");
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n" + Scripts.Ehlo() + UpToContent + "CONTENT\nS: 250 ok");
        await SendAsync(server.Options with { Tls = TlsMode.Required, TrustedRoots = TestCertificates.Roots }, Scripts.ContentOf(content.ToString()));
        Assert.Equal(content.Replace("\r\n.", "\r\n..").Append(".\r\n").ToString(), server.Contents[0]);
    }

    private static async Task SendAsync(SmtpClientOptions options, MailContent content)
    {
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        await connection.SendAsync(Scripts.Envelope, content, cancellationToken: Cancel);
    }

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options, MailContent content) => Assert.ThrowsAsync<SmtpException>(() => SendAsync(options, content));

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }

    private sealed class Endless : MailContent
    {
        private static readonly byte[] Block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("without end\r\n", 10_000)));

        public override long? Length => null;
        public override bool Is8Bit => false;
        public override bool HasUtf8Header => false;

        public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
        {
            while (true)
                await output.WriteAsync(Block, cancellationToken);
        }
    }

    /// <summary>Waits to be stopped, and then goes on as if it had not been.</summary>
    private sealed class Deaf : MailContent
    {
        public override long? Length => null;
        public override bool Is8Bit => false;
        public override bool HasUtf8Header => false;

        public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            output.Write("Subject: hi\r\n"u8);
        }
    }

    private sealed class Failing : MailContent
    {
        public override long? Length => null;
        public override bool Is8Bit => false;
        public override bool HasUtf8Header => false;

        public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
        {
            await output.WriteAsync("Subject: hi\r\n\r\n"u8.ToArray(), cancellationToken);
            throw new FileNotFoundException();
        }
    }
}
