using System.IO.Compression;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class RecipientTests
{
    private const string Content = "C: DATA\nS: 354 go\nCONTENT\nS: 250 queued\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mail_goes_to_those_who_are_accepted()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Mail + Rcpt("a", "250 ok") + Rcpt("b", "550 5.1.1 unknown") + Rcpt("c", "450 4.2.1 later") + Rcpt("d", "250 ok") + Content);
        var sent = await SendAsync(server, "a", "b", "c", "d");
        Assert.Equal(["a", "d"], Names(sent.Accepted));
        Assert.Equal(["b", "c"], Names(sent.Rejected.Select(one => one.Address)));
        Assert.Equal([550, 450], sent.Rejected.Select(one => one.Reply.Code));
        Assert.Single(server.Contents);
    }

    [Theory]
    [InlineData("550 no", "553 no", false, 550)]
    [InlineData("450 later", "452 4.2.2 full", true, 450)]
    [InlineData("550 no", "450 later", true, 450)]
    public async Task If_nobody_is_accepted_it_is_a_failure_that_says_whether_to_try_again(string first, string second, bool transient, int code)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Mail + Rcpt("a", first) + Rcpt("b", second) + "C: RSET\nS: 250 ok");
        var failure = await FailureAsync(server, "a", "b");
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, transient, code), (failure.Stage, failure.Failure, failure.IsTransient, failure.Reply?.Code));
        Assert.Equal(["a", "b"], Names(failure.Rejected.Select(one => one.Address)));
        Assert.Empty(failure.Accepted);
        Assert.Equal(["EHLO client.test", "MAIL FROM:<ann@a.test>", "RCPT TO:<a@b.test>", "RCPT TO:<b@b.test>", "RSET", "QUIT"], server.Heard);
    }

    [Fact]
    public async Task That_RSET_fails_does_not_hide_who_was_refused()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Mail + Rcpt("a", "550 no") + "C: RSET\nCLOSE");
        var failure = await FailureAsync(server, "a");
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, 550), (failure.Stage, failure.Failure, failure.Reply?.Code));
    }

    [Theory]
    [InlineData("452 4.5.3 too many recipients")]
    [InlineData("451 4.5.3 too many recipients")]
    [InlineData("452 Too many recipients")]
    [InlineData("552 5.5.3 too many recipients")]
    [InlineData("451 Error: too many recipients")]
    public async Task Recipients_refused_for_their_number_go_in_a_further_transaction(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello() +
            Mail + Rcpt("a", "250 ok") + Rcpt("b", "250 ok") + Rcpt("c", reply) + Content +
            Mail + Rcpt("c", "250 ok") + Rcpt("d", "550 no") + Rcpt("e", reply) + Content +
            Mail + Rcpt("e", "250 ok") + Content);
        var sent = await SendAsync(server, "a", "b", "c", "d", "e");
        Assert.Equal(["a", "b", "c", "e"], Names(sent.Accepted));
        Assert.Equal(["d"], Names(sent.Rejected.Select(one => one.Address)));
        Assert.Equal(3, server.Contents.Count);
    }

    [Fact]
    public async Task A_452_that_comes_first_of_all_is_a_refusal()
    {
        await using var server = new ScriptedServer(Scripts.Hello() +
            Mail + Rcpt("a", "250 ok") + Rcpt("b", "452 mailbox full") + Content +
            Mail + Rcpt("b", "452 mailbox full") + Rcpt("c", "250 ok") + Content);
        var sent = await SendAsync(server, "a", "b", "c");
        Assert.Equal(["a", "c"], Names(sent.Accepted));
        Assert.Equal(["b"], Names(sent.Rejected.Select(one => one.Address)));
    }

    [Theory]
    [InlineData("452 4.2.2 mailbox full")]
    [InlineData("452 4.3.1 disk full")]
    [InlineData("451 4.7.1 greylisted")]
    [InlineData("451 greylisted")]
    public async Task A_temporary_refusal_for_another_reason_is_a_result(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Mail + Rcpt("a", "250 ok") + Rcpt("b", reply) + Rcpt("c", "250 ok") + Content);
        var sent = await SendAsync(server, "a", "b", "c");
        Assert.Equal(["b"], Names(sent.Rejected.Select(one => one.Address)));
    }

    [Fact]
    public async Task LIMITS_are_kept_without_being_told()
    {
        await using var server = new ScriptedServer(Scripts.Hello("LIMITS MAILMAX=9 RCPTMAX=2") +
            Mail + Rcpt("a", "250 ok") + Rcpt("b", "250 ok") + Content +
            Mail + Rcpt("c", "250 ok") + Content);
        Assert.Equal(["a", "b", "c"], Names((await SendAsync(server, "a", "b", "c")).Accepted));
    }

    [Fact]
    public async Task Content_that_can_be_read_only_once_is_sent_only_once()
    {
        await using var server = new ScriptedServer(Scripts.Hello("LIMITS RCPTMAX=1") + Mail + Rcpt("a", "250 ok") + Rcpt("b", "452 4.5.3 too many") + Content);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        using var stream = new BrotliStream(new MemoryStream(Compressed("read once")), CompressionMode.Decompress);
        var email = new Email { From = "ann@a.test", To = "a@b.test", Attachments = [Attachment.FromStream("once.txt", stream)] };
        var sent = await connection.SendAsync(EnvelopeTo("a", "b"), MailContent.From(email.ToMessage()), cancellationToken: Cancel);
        Assert.Equal(["a"], Names(sent.Accepted));
        Assert.Equal(["b"], Names(sent.Rejected.Select(one => one.Address)));
    }

    [Fact]
    public async Task What_was_accepted_before_a_further_transaction_was_refused_stays_accepted()
    {
        await using var server = new ScriptedServer(Scripts.Hello("LIMITS RCPTMAX=1") + Mail + Rcpt("a", "250 ok") + Content + "C: MAIL FROM:<ann@a.test>\nS: 451 4.7.0 enough for now");
        var sent = await SendAsync(server, "a", "b", "c");
        Assert.Equal(["a"], Names(sent.Accepted));
        Assert.Equal(["b", "c"], Names(sent.Rejected.Select(one => one.Address)));
        Assert.All(sent.Rejected, one => Assert.Equal(451, one.Reply.Code));
    }

    [Fact]
    public async Task What_was_accepted_before_the_connection_was_lost_is_told_by_the_failure()
    {
        await using var server = new ScriptedServer(Scripts.Hello("LIMITS RCPTMAX=1") +
            Mail + Rcpt("a", "550 no") + "C: RSET\nS: 250 ok\n" + Mail + Rcpt("b", "250 ok") + Content + Mail + Rcpt("c", "250 ok") + "C: DATA\nS: 354 go\nCONTENT\nCLOSE");
        var failure = await FailureAsync(server, "a", "b", "c");
        Assert.Equal((SmtpStage.Final, SmtpFailure.OutcomeUnknown), (failure.Stage, failure.Failure));
        Assert.Equal(["b"], Names(failure.Accepted));
        Assert.Equal(["a"], Names(failure.Rejected.Select(one => one.Address)));
    }

    [Fact]
    public async Task At_421_between_recipients_what_was_refused_before_is_kept()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Mail + Rcpt("a", "550 no") + Rcpt("b", "250 ok") + Rcpt("c", "421 4.4.2 bye") + "CLOSE");
        var failure = await FailureAsync(server, "a", "b", "c");
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, 421, true), (failure.Stage, failure.Failure, failure.Reply?.Code, failure.IsTransient));
        Assert.Equal(["a"], Names(failure.Rejected.Select(one => one.Address)));
        Assert.Empty(failure.Accepted);
    }

    private const string Mail = "C: MAIL FROM:<ann@a.test>\nS: 250 ok\n";

    private static string Rcpt(string name, string reply) => $"C: RCPT TO:<{name}@b.test>\nS: {reply}\n";

    private static Envelope EnvelopeTo(params string[] names) => new("ann@a.test", names.Select(name => EmailAddress.Parse($"{name}@b.test")));

    private static byte[] Compressed(string text)
    {
        using var compressed = new MemoryStream();
        using (var stream = new BrotliStream(compressed, CompressionMode.Compress))
            stream.Write(Encoding.ASCII.GetBytes(text));
        return compressed.ToArray();
    }

    private static IEnumerable<string> Names(IEnumerable<EmailAddress> addresses) => addresses.Select(one => one.LocalPart);

    private static async Task<SendResult> SendAsync(ScriptedServer server, params string[] names)
    {
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        return await connection.SendAsync(EnvelopeTo(names), Scripts.Content, cancellationToken: Cancel);
    }

    private static Task<SmtpException> FailureAsync(ScriptedServer server, params string[] names) => Assert.ThrowsAsync<SmtpException>(() => SendAsync(server, names));
}
