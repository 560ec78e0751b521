using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class TlsTests
{
    private const string StartTls = "C: STARTTLS\nS: 220 go\nTLS\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_goes_through_STARTTLS_and_what_was_offered_before_is_forgotten()
    {
        var lines = new List<TranscriptLine>();
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS", "SIZE 10", "AUTH PLAIN") + StartTls + Scripts.Ehlo("8BITMIME") + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(Trusting(server) with { Transcript = lines.Add }, Cancel);
        var sent = await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);

        Assert.Equal(250, sent.Reply.Code);
        Assert.Equal(["8BITMIME"], connection.Extensions.Keywords.Keys);
        Assert.NotNull(connection.Tls);
        Assert.Null(connection.Tls.Objection);
        Assert.Matches("^1[.][23]$", connection.Tls.Version);
        Assert.StartsWith("TLS_", connection.Tls.CipherSuite, StringComparison.Ordinal);
        Assert.Equal(server.Certificate.Thumbprint, connection.Tls.Certificate.Thumbprint);
        Assert.Contains(lines, line => line is { Side: TranscriptSide.Note } && line.Text == $"TLS {connection.Tls.Version}, {connection.Tls.CipherSuite}");
    }

    [Fact]
    public async Task A_mail_goes_through_TLS_from_the_first_octet()
    {
        await using var server = new ScriptedServer("TLS\n" + Scripts.Hello() + Scripts.Mail);
        var options = Trusting(server) with { Tls = TlsMode.Implicit };
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal($"smtps://127.0.0.1:{server.Port}", connection.ServerUri);
        Assert.Single(server.Contents);
    }

    [Theory]
    [InlineData(@"S~ 220 go\r\n250-injected\r\n250 AUTH LOGIN\r\n")]
    [InlineData(@"S~ 220 ok\r\nX-AUTH ")]
    [InlineData(@"S~ 220 go\r\n220 again\r\n")]
    [InlineData(@"S~ 220 go\r\n\x16\x03\x03")]
    [InlineData("S: 250 go")]
    [InlineData("S: 354 go")]
    public async Task Anything_but_one_220_before_TLS_is_a_protocol_failure(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + "C: STARTTLS\n" + reply + "\nSILENCE");
        var failure = await FailureAsync(Trusting(server));
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task Where_TLS_is_required_a_server_without_STARTTLS_hears_nothing_more()
    {
        await using var server = new ScriptedServer(Scripts.Hello("XSTARTTLS", "STARTTLSX", "AUTH PLAIN"));
        var failure = await FailureAsync(Trusting(server) with { Credentials = SmtpCredentials.Password("ann", "canary") });
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), (failure.Stage, failure.Failure));
        Assert.False(failure.IsTransient);
        Assert.Equal(["EHLO client.test", "QUIT"], server.Heard);
    }

    [Theory]
    [InlineData("454 4.7.0 TLS not available", true)]
    [InlineData("500 what", false)]
    [InlineData("501 no", false)]
    [InlineData("502 no", false)]
    [InlineData("530 no", false)]
    [InlineData("554 no", false)]
    public async Task Where_TLS_is_required_a_refusal_ends_it_with_the_code(string reply, bool transient)
    {
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + $"C: STARTTLS\nS: {reply}");
        var failure = await FailureAsync(Trusting(server));
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls, transient), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Contains(reply, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_TLS_is_opportunistic_a_refusal_leads_to_a_new_connection_in_clear()
    {
        var notes = new List<string>();
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + "C: STARTTLS\nS: 454 4.7.0 not now", Scripts.Hello("STARTTLS") + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(
            server.Options with { Tls = TlsMode.Opportunistic, Transcript = line => notes.Add(line.ToString()) }, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Null(connection.Tls);
        Assert.Contains(notes, note => note.StartsWith("*: TLS failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handshake_that_fails_is_not_followed_by_clear_text_on_the_same_connection()
    {
        await using var server = new ScriptedServer(
            Scripts.Hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nOCTETS\nS: garbage that is no TLS at all\nSILENCE", Scripts.Hello("STARTTLS") + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Tls = TlsMode.Opportunistic }, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(["EHLO client.test", "STARTTLS", "EHLO client.test", "MAIL FROM:<ann@a.test>", "RCPT TO:<bob@b.test>", "DATA"], server.Heard);
    }

    [Fact]
    public async Task Opportunistic_TLS_goes_on_with_an_unknown_certificate_and_says_so()
    {
        var notes = new List<string>();
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + StartTls + Scripts.Ehlo() + Scripts.Mail) { Certificate = TestCertificates.SelfSigned };
        await using var connection = await SmtpConnection.OpenAsync(
            server.Options with { Tls = TlsMode.Opportunistic, Transcript = line => notes.Add(line.ToString()) }, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.NotNull(connection.Tls?.Objection);
        Assert.Contains(notes, note => note.Contains(connection.Tls.Objection, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_names_whom_to_trust_is_strict_even_where_TLS_is_opportunistic()
    {
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + StartTls + "SILENCE") { Certificate = TestCertificates.SelfSigned };
        var failure = await FailureAsync(Trusting(server) with { Tls = TlsMode.Opportunistic });
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData(TlsMode.Required)]
    [InlineData(TlsMode.Implicit)]
    public async Task A_certificate_of_an_unknown_CA_is_refused_and_described(TlsMode mode)
    {
        await using var server = Handshaking(mode, TestCertificates.Server);
        var failure = await FailureAsync(server.Options with { Tls = mode });
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls, false), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Contains("no CA that is trusted", failure.Message, StringComparison.Ordinal);
        Assert.Contains("subject CN=localhost", failure.Message, StringComparison.Ordinal);
        Assert.Contains("issuer CN=Pabal test CA", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"valid {TestCertificates.Server.NotBefore.ToUniversalTime():yyyy-MM-dd} to {TestCertificates.Server.NotAfter.ToUniversalTime():yyyy-MM-dd}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_and_called_so()
    {
        await using var server = Handshaking(TlsMode.Required, TestCertificates.SelfSigned);
        Assert.Contains("issuer itself", (await FailureAsync(Trusting(server))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_with_its_names()
    {
        await using var server = Handshaking(TlsMode.Required, TestCertificates.WrongName);
        var failure = await FailureAsync(Trusting(server));
        Assert.Equal(SmtpFailure.Tls, failure.Failure);
        Assert.Contains("is for other.test, not for 127.0.0.1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_as_that()
    {
        await using var server = Handshaking(TlsMode.Required, TestCertificates.Expired);
        Assert.Contains("has expired", (await FailureAsync(Trusting(server))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_certificate_is_trusted_whatever_its_name_and_age()
    {
        foreach (var certificate in new[] { TestCertificates.SelfSigned, TestCertificates.WrongName, TestCertificates.Expired })
        {
            await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + StartTls + Scripts.Ehlo()) { Certificate = certificate };
            await using var connection = await SmtpConnection.OpenAsync(server.Options with { Tls = TlsMode.Required, PinnedCertificate = PinOf(certificate) }, Cancel);
            Assert.Null(connection.Tls?.Objection);
        }
    }

    [Theory]
    [InlineData(TlsMode.Required)]
    [InlineData(TlsMode.Opportunistic)]
    public async Task A_pin_trusts_no_other_certificate_however_good(TlsMode mode)
    {
        await using var server = Handshaking(TlsMode.Required, TestCertificates.Server);
        var failure = await FailureAsync(Trusting(server) with { Tls = mode, PinnedCertificate = PinOf(TestCertificates.SelfSigned) });
        Assert.Equal(SmtpFailure.Tls, failure.Failure);
        Assert.Contains("not the pinned one", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_surplus_reply_within_TLS_is_noticed_even_in_a_record_of_its_own()
    {
        await using var server = new ScriptedServer(Scripts.Hello("STARTTLS") + StartTls + Scripts.Ehlo() + "C: NOOP\nS: 250 ok\nS: 250 and more\nMARK\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(Trusting(server), Cancel);
        await connection.NoopAsync(Cancel);
        await server.Marked;
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.NoopAsync(Cancel));
        Assert.Equal(SmtpFailure.Protocol, failure.Failure);
    }

    [Fact]
    public async Task A_server_that_speaks_in_clear_where_TLS_was_due_is_recognised()
    {
        await using var server = new ScriptedServer("S: 220 mx.test ESMTP\nSILENCE");
        var failure = await FailureAsync(Trusting(server) with { Tls = TlsMode.Implicit });
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), (failure.Stage, failure.Failure));
        Assert.Contains($"use smtp://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"S~ \x15\x03\x03\x00\x02\x02\x46")]
    [InlineData(@"S~ \x16\x03\x01\x02\x00\x01\x00\x01")]
    [InlineData(@"S~ \x15")]
    public async Task A_server_that_speaks_TLS_where_a_greeting_was_due_is_recognised(string record)
    {
        await using var server = new ScriptedServer(record + "\nSILENCE");
        var failure = await FailureAsync(server.Options with { Tls = TlsMode.Required });
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.Tls), (failure.Stage, failure.Failure));
        Assert.Contains($"use smtps://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_waits_for_TLS_to_begin_is_given_up_with_a_hint()
    {
        await using var server = new ScriptedServer("SILENCE");
        var failure = await FailureAsync(server.Options with { Timeouts = new SmtpTimeouts { Greeting = TimeSpan.FromMilliseconds(100) } });
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
        Assert.Contains($"use smtps://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_never_ends_runs_out_of_time()
    {
        await using var server = new ScriptedServer("SILENCE");
        var failure = await FailureAsync(server.Options with { Tls = TlsMode.Implicit, Timeouts = new SmtpTimeouts { Greeting = TimeSpan.FromMilliseconds(100) } });
        Assert.Equal((SmtpStage.Tls, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
    }

    private static SmtpClientOptions Trusting(ScriptedServer server) => server.Options with { Tls = TlsMode.Required, TrustedRoots = TestCertificates.Roots };

    private static ScriptedServer Handshaking(TlsMode mode, X509Certificate2 certificate) =>
        new((mode == TlsMode.Implicit ? "TLS\n" : Scripts.Hello("STARTTLS") + StartTls) + "SILENCE") { Certificate = certificate };

    private static ImmutableArray<byte> PinOf(X509Certificate2 certificate) => [.. SHA256.HashData(certificate.RawData)];

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options) => Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
}
