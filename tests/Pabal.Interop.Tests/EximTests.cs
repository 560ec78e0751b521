using System.Text;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Our client against Exim.</summary>
public sealed class EximTests(EximServer exim)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task A_mail_goes_through_exim_and_python_reads_it_as_it_was_meant(string scheme)
    {
        await exim.StartAsync();
        await Letter.GoesThroughAsync(exim, exim.Options(scheme), $"letter-{scheme}");
    }

    [Theory]
    [InlineData("smtp", "PLAIN")]
    [InlineData("smtp", "LOGIN")]
    [InlineData("smtps", "CRAM-MD5")]
    [InlineData("smtp", null)]
    public async Task Who_logs_in_may_write_to_members(string scheme, string? mechanism)
    {
        await exim.StartAsync();
        var options = exim.Options(scheme) with { Mechanism = mechanism };
        var user = $"member-{mechanism}";

        await using (var stranger = new SmtpClient(options))
        {
            var failure = await Assert.ThrowsAsync<SmtpException>(() => stranger.SendAsync(Mail(user), Cancel));
            Assert.Equal((SmtpStage.Rcpt, "members only"), (failure.Stage, failure.Reply?.Text));
        }
        await using (var impostor = new SmtpClient(options with { Credentials = SmtpCredentials.Password("ann", "geheim") }))
        {
            var failure = await Assert.ThrowsAsync<SmtpException>(() => impostor.SendAsync(Mail(user), Cancel));
            Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication, 535), (failure.Stage, failure.Failure, failure.Reply?.Code));
        }
        await using (var member = new SmtpClient(options with { Credentials = SmtpCredentials.Password("ann", "비밀 secret") }))
            await member.SendAsync(Mail(user), Cancel);
        await exim.WaitForMailAsync(user);
    }

    [Fact]
    public async Task An_address_that_is_not_ASCII_goes_through_exim()
    {
        await exim.StartAsync();
        await using var client = new SmtpClient(exim.Options());
        await client.SendAsync(Mail("길동"), Cancel);
        Assert.NotEmpty(await exim.WaitForMailAsync("길동"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Octets_over_127_and_long_lines_of_dots_pass_unchanged(bool chunking)
    {
        await exim.StartAsync();
        var body = $"안녕하세요\r\n.\r\n..\r\n...{new string('.', 900)}\r\n.끝\r\n";
        var content = MailContent.From(Encoding.UTF8.GetBytes($"From: ann@example.com\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"));
        await using var client = new SmtpClient(exim.Options() with { UseChunking = chunking });
        await client.SendAsync(new Envelope("ann@example.com", $"eight-{chunking}@example.com"), content, cancellationToken: Cancel);
        var kept = await File.ReadAllTextAsync(await exim.WaitForMailAsync($"eight-{chunking}"), Cancel);
        Assert.EndsWith($"\n\n{body.ReplaceLineEndings("\n")}", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_recipients_are_told_apart_and_the_others_get_the_mail()
    {
        await exim.StartAsync();
        await using var client = new SmtpClient(exim.Options());
        var sent = await client.SendAsync(Mail("gone") with { Cc = "rest@example.com, busy@example.com, ann@example.org" }, Cancel);
        Assert.Equal("rest@example.com", Assert.Single(sent.Accepted).ToString());
        Assert.Equal([(550, "no such user here"), (451, "mailbox busy, try again later"), (550, "relaying denied")], sent.Rejected.Select(one => (one.Reply.Code, one.Reply.Text)));
        await exim.WaitForMailAsync("rest");

        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Mail("gone"), Cancel));
        Assert.Equal((SmtpStage.Rcpt, false), (failure.Stage, failure.IsTransient));
        failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Mail("busy"), Cancel));
        Assert.True(failure.IsTransient);
        await client.SendAsync(Mail("rest"), Cancel);
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_not_begun()
    {
        await exim.StartAsync();
        await using var client = new SmtpClient(exim.Options());
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(
            new Envelope("ann@example.com", "gil@example.com"), MailContent.From(new byte[MailServer.MessageSizeLimit + 1]), cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task A_report_of_delivery_comes_if_it_is_asked_for()
    {
        await exim.StartAsync();
        await using var client = new SmtpClient(exim.Options());
        var envelope = new Envelope("reports@example.com", "reported@example.com") { Notify = DsnNotify.Success, Return = DsnReturn.Headers, EnvelopeId = "row+7=a" };
        await client.SendAsync(envelope, MailContent.From(Encoding.ASCII.GetBytes("From: ann@example.com\r\nSubject: report me\r\n\r\nbody\r\n")), cancellationToken: Cancel);
        await exim.WaitForMailAsync("reported");
        var report = await File.ReadAllTextAsync(await exim.WaitForMailAsync("reports"), Cancel);
        // Exim gives it back as it stood in MAIL, not decoded as RFC 3461 6.3 wants it.
        Assert.Contains("Original-Envelope-ID: row+2B7+3Da", report, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Action: delivered", report, StringComparison.Ordinal);
    }

    private static Email Mail(string user) => new() { From = "ann@example.com", To = $"{user}@example.com", Subject = "쪽지", Text = "안녕하세요." };
}
