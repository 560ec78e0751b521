using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>The verbs of a session, each by hand.</summary>
public sealed class VerbTests
{
    private const string Envelope = "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_server_is_asked_it_answers_as_it_likes()
    {
        await using var server = new ScriptedServer(Scripts.Hello("SMTPUTF8", "ETRN") + """
            C: VRFY bob@b.test
            S: 252 2.1.5 perhaps
            C: VRFY 밥@b.test SMTPUTF8
            S: 550 no
            C: EXPN staff
            S: 250-Ann <ann@b.test>
            S: 250 Bob <bob@b.test>
            C: HELP
            S: 214 one
            C: HELP MAIL
            S: 502 no
            C: ETRN @b.test
            S: 253 2.1.5 OK, 14 pending messages for node b.test started
            """);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        Assert.Equal(252, (await connection.VrfyAsync("bob@b.test", Cancel)).Code);
        Assert.Equal(550, (await connection.VrfyAsync("밥@b.test", Cancel)).Code);
        Assert.Equal(["Ann <ann@b.test>", "Bob <bob@b.test>"], (await connection.ExpnAsync("staff", Cancel)).Lines);
        Assert.Equal(214, (await connection.HelpAsync(cancellationToken: Cancel)).Code);
        Assert.Equal(502, (await connection.HelpAsync("MAIL", Cancel)).Code);
        Assert.Equal(253, (await connection.EtrnAsync("@b.test", Cancel)).Code);
    }

    [Fact]
    public async Task A_question_about_nobody_or_of_two_lines_is_not_asked()
    {
        await using var server = new ScriptedServer(Scripts.Hello());
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        foreach (var bad in new[] { "", " ", "bob\r\nRSET", "bob\nRSET", "bob\0" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => connection.VrfyAsync(bad, Cancel));
            await Assert.ThrowsAsync<ArgumentException>(() => connection.ExpnAsync(bad, Cancel));
            await Assert.ThrowsAsync<ArgumentException>(() => connection.EtrnAsync(bad, Cancel));
        }
        await Assert.ThrowsAsync<ArgumentException>(() => connection.HelpAsync("MAIL\r\nRSET", Cancel));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.VrfyAsync("밥", Cancel));
        Assert.Equal(SmtpFailure.BadInput, failure.Failure);
        Assert.Equal(["EHLO client.test"], server.Heard);
    }

    [Fact]
    public async Task Content_goes_chunk_by_chunk()
    {
        await using var server = new ScriptedServer(Scripts.Hello("CHUNKING") + Envelope + "CHUNK\nS: 250 more\nCHUNK\nS: 250 more\nCHUNK LAST\nS: 250 queued as 7");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await BeginAsync(connection);
        await connection.BdatAsync("Subject: hi\r\n\r\n"u8.ToArray(), isLast: false, Cancel);
        await connection.BdatAsync(".\r\n"u8.ToArray(), isLast: false, Cancel);
        Assert.Equal("queued as 7", (await connection.BdatAsync(default, isLast: true, Cancel)).Text);
        Assert.Equal(["Subject: hi\r\n\r\n", ".\r\n", ""], server.Contents);
    }

    [Theory]
    [InlineData(false, SmtpStage.Data)]
    [InlineData(true, SmtpStage.Final)]
    public async Task A_refused_chunk_is_thrown_and_can_be_taken_back(bool isLast, SmtpStage stage)
    {
        await using var server = new ScriptedServer(Scripts.Hello("CHUNKING") + Envelope + (isLast ? "CHUNK LAST\n" : "CHUNK\n") + "S: 552 5.3.4 too big\nC: RSET\nS: 250 ok");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await BeginAsync(connection);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.BdatAsync("x"u8.ToArray(), isLast, Cancel));
        Assert.Equal((stage, SmtpFailure.Refused, 552), (failure.Stage, failure.Failure, failure.Reply?.Code));
        await connection.RsetAsync(Cancel);
    }

    [Fact]
    public async Task Where_CHUNKING_is_not_offered_no_chunk_is_sent_and_only_LMTP_has_many_replies()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Envelope);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await BeginAsync(connection);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.BdatAsync("x"u8.ToArray(), isLast: true, Cancel));
        Assert.Equal((SmtpStage.Data, SmtpFailure.BadInput), (failure.Stage, failure.Failure));
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.DataEachAsync(Scripts.Content, cancellationToken: Cancel));
        Assert.True(connection.IsOpen);
    }

    private static async Task BeginAsync(SmtpConnection connection)
    {
        await connection.MailAsync(new SmtpCommand.Mail("ann@a.test"), Cancel);
        await connection.RcptAsync(new SmtpCommand.Rcpt("bob@b.test"), Cancel);
    }
}
