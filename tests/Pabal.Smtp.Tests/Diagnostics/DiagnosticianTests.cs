using System.Net.Sockets;
using System.Security.Authentication;
using Pabal.Smtp.Diagnostics;

namespace Pabal.Smtp.Tests.Diagnostics;

public sealed class DiagnosticianTests
{
    public static TheoryData<Refusal> Cases => [.. OperatorCases.All, .. CommonCases.All];

    /// <summary>Failures without a reply: what, where, how, and what the platform said.</summary>
    public static TheoryData<string, SmtpStage, SmtpFailure, Exception?> Silences => new()
    {
        { "dns-no-answer", SmtpStage.Resolve, SmtpFailure.Unreachable, new SocketException((int)SocketError.TryAgain) },
        { "host-unknown", SmtpStage.Resolve, SmtpFailure.Unreachable, new SocketException((int)SocketError.HostNotFound) },
        { "host-not-resolved", SmtpStage.Resolve, SmtpFailure.TimedOut, new OperationCanceledException() },
        { "connection-refused", SmtpStage.Connect, SmtpFailure.Unreachable, new SocketException((int)SocketError.ConnectionRefused) },
        { "connection-blocked-here", SmtpStage.Connect, SmtpFailure.Unreachable, new SocketException((int)SocketError.AccessDenied) },
        { "network-unreachable", SmtpStage.Connect, SmtpFailure.Unreachable, new SocketException((int)SocketError.NetworkUnreachable) },
        { "connection-timed-out", SmtpStage.Connect, SmtpFailure.TimedOut, new SocketException((int)SocketError.TimedOut) },
        { "connection-failed", SmtpStage.Connect, SmtpFailure.Unreachable, new SocketException((int)SocketError.ConnectionReset) },
        { "proxy-unreachable", SmtpStage.Connect, SmtpFailure.Unreachable, new ProxyException(Symptom.ProxyUnreachable, "no") },
        { "proxy-login-refused", SmtpStage.Connect, SmtpFailure.Authentication, new ProxyException(Symptom.ProxyLogin, "no") },
        { "proxy-refused", SmtpStage.Connect, SmtpFailure.Unreachable, new ProxyException(Symptom.ProxyRefused, "no") },
        { "proxy-broken", SmtpStage.Connect, SmtpFailure.Protocol, new ProxyException(Symptom.ProxyBroken, "no") },
        { "tls-certificate-revoked", SmtpStage.Tls, SmtpFailure.Tls, new CertificateException(Symptom.CertificateRevoked, "no") },
        { "tls-certificate-not-yet-valid", SmtpStage.Tls, SmtpFailure.Tls, new CertificateException(Symptom.CertificateNotYetValid, "no") },
        { "tls-certificate-invalid", SmtpStage.Tls, SmtpFailure.Tls, new CertificateException(Symptom.CertificateInvalid, "no") },
        { "tls-no-common-version", SmtpStage.Tls, SmtpFailure.Tls, new AuthenticationException("see inner", new IOException("error:0A000410: ssl/tls alert handshake failure")) },
        { "tls-handshake-timed-out", SmtpStage.Tls, SmtpFailure.TimedOut, new OperationCanceledException() },
        { "tls-failed", SmtpStage.Tls, SmtpFailure.Tls, new AuthenticationException("something new") },
        { "greeting-timed-out", SmtpStage.Greeting, SmtpFailure.TimedOut, new OperationCanceledException() },
        { "greeting-cut-off", SmtpStage.Greeting, SmtpFailure.Disconnected, null },
        { "not-a-mail-server", SmtpStage.Greeting, SmtpFailure.Protocol, null },
        { "protocol-broken", SmtpStage.Data, SmtpFailure.Protocol, null },
        { "outcome-unknown", SmtpStage.Final, SmtpFailure.OutcomeUnknown, new IOException() },
        { "timed-out", SmtpStage.Rcpt, SmtpFailure.TimedOut, new OperationCanceledException() },
        { "connection-lost", SmtpStage.Data, SmtpFailure.Disconnected, new IOException("gone", new SocketException((int)SocketError.ConnectionReset)) },
        { "login-needs-tls", SmtpStage.Auth, SmtpFailure.Tls, null },
        { "login-no-common-mechanism", SmtpStage.Auth, SmtpFailure.Authentication, null },
        { "login-broken-off", SmtpStage.Auth, SmtpFailure.Authentication, new AuthenticationException("the server's nonce does not continue ours") },
    };

    private static IEnumerable<string> CoveredIds =>
    [
        .. OperatorCases.All.Select(one => one.Id), .. CommonCases.All.Select(one => one.Id), .. Silences.Select(row => row.Data.Item1), .. SessionDiagnosisTests.Ids,
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_reply_is_taken_for_what_it_means(Refusal heard) => Assert.Equal(heard.Id, heard.Explain()?.Id);

    [Theory]
    [MemberData(nameof(Silences))]
    public void A_failure_without_a_reply_is_explained(string id, SmtpStage stage, SmtpFailure failure, Exception? inner) =>
        Assert.Equal(id, Diagnostician.Explain("mail.example.com", stage, failure, null, inner)?.Id);

    [Fact]
    public void Every_rule_is_met_by_a_test() =>
        Assert.Empty(RuleTests.Rules.Select(rule => rule.Id).Except(CoveredIds));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_explanation_comes_in_two_languages(Refusal heard)
    {
        var english = Speaking.In("en", heard.Explain)!;
        var korean = Speaking.In("ko", heard.Explain)!;
        Assert.Equal((english.Id, english.Link), (korean.Id, korean.Link));
        Assert.NotEqual(english.Cause, korean.Cause);
        Assert.Equal(english.Remedy.Length, korean.Remedy.Length);
        Assert.NotEmpty(english.Remedy);
        Assert.DoesNotContain('{', string.Join(' ', [english.Cause, korean.Cause, .. english.Remedy, .. korean.Remedy]));
    }

    [Theory]
    [InlineData("smtp.gmail.com", "gmail-credentials-refused", "https://myaccount.google.com/apppasswords")]
    [InlineData("smtp.naver.com", "naver-login-refused", "https://nid.naver.com")]
    [InlineData("smtp.daum.net", "login-refused", "IMAP/SMTP")]
    [InlineData("smtp.kakao.com", "login-refused", "https://accounts.kakao.com")]
    [InlineData("smtp.mail.nate.com", "login-refused", "외부 메일 프로그램")]
    [InlineData("smtp.mail.me.com", "login-refused", "https://account.apple.com")]
    [InlineData("smtp.mail.yahoo.com", "yahoo-login-refused", "app password")]
    [InlineData("smtp.office365.com", "m365-login-refused", "admin center")]
    [InlineData("email-smtp.eu-west-1.amazonaws.com", "ses-credentials", "Create SMTP credentials")]
    public void A_refused_login_tells_how_to_get_a_password_at_that_provider(string host, string id, string step)
    {
        var diagnosis = Speaking.In("en", () => new Refusal(id, host, SmtpStage.Auth, "535 5.7.8 Username and Password not accepted").Explain())!;
        Assert.Equal(id, diagnosis.Id);
        Assert.Contains(diagnosis.Remedy, one => one.Contains(step, StringComparison.Ordinal));
        Assert.StartsWith("https://", diagnosis.Link);
    }

    [Fact]
    public void An_explanation_is_told_line_by_line()
    {
        var diagnosis = new Diagnosis("full", "The disk is full.", ["Make room.", "Try again."], "https://example.com/full");
        Assert.Equal("The disk is full.\n- Make room.\n- Try again.\nhttps://example.com/full", diagnosis.ToString());
        Assert.Equal("The disk is full.", (diagnosis with { Remedy = [], Link = null }).ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", "535 5.7.8 Username and Password not accepted. x - gsmtp", "gmail-credentials-refused")]
    [InlineData("192.0.2.9", "535 5.7.1 Username and Password not accepted x - nsmtp", "naver-login-refused")]
    [InlineData("proxy.example.com", "535 5.7.3 Authentication unsuccessful [X.KORP216.PROD.OUTLOOK.COM]", "m365-login-refused")]
    public void Behind_an_unknown_name_the_mark_of_an_operator_tells_who_it_is(string host, string reply, string id) =>
        Assert.Equal(id, new Refusal(id, host, SmtpStage.Auth, reply).Explain()?.Id);

    [Theory]
    [InlineData("mail.example.com")]
    [InlineData("smtp.gmx.com")]
    [InlineData("smtp.gmail.com.example.com")]
    [InlineData("notgmail.com")]
    [InlineData("ec2-192-0-2-7.ap-northeast-2.compute.amazonaws.com")]
    [InlineData("email-smtp.example.com")]
    public void The_words_of_one_operator_mean_nothing_from_another(string host)
    {
        foreach (var heard in OperatorCases.All)
        {
            var marked = heard.Reply.Replace("gsmtp", "x", StringComparison.Ordinal).Replace("nsmtp", "x", StringComparison.Ordinal)
                .Replace("PROD.OUTLOOK.COM", "x", StringComparison.Ordinal).Replace("(#AUTH0", "(", StringComparison.Ordinal).Replace("yahooinc.com", "x", StringComparison.Ordinal);
            var id = (heard with { Host = host, Reply = marked }).Explain()?.Id;
            Assert.DoesNotContain(Operators.All.SelectMany(op => op.Rules), rule => rule.Id == id);
        }
    }

    [Fact]
    public void A_host_that_is_known_is_believed_before_the_mark_in_its_text()
    {
        var heard = new Refusal("", "smtp.daum.net", SmtpStage.Auth, "535 5.7.8 Username and Password not accepted. BadCredentials x - gsmtp");
        Assert.Equal("login-refused", heard.Explain()?.Id);
    }

    [Fact]
    public void One_enhanced_code_means_what_its_sender_means()
    {
        Assert.Equal("gmail-dkim-failed", new Refusal("", "gmail-smtp-in.l.google.com", SmtpStage.Final, "550 5.7.30 x").Explain()?.Id);
        Assert.Equal("refused-for-good", new Refusal("", "smtp.office365.com", SmtpStage.Final, "550 5.7.30 x").Explain()?.Id);
        Assert.Equal("m365-recipient-unknown", new Refusal("", "a.mail.protection.outlook.com", SmtpStage.Rcpt, "550 5.1.10 x").Explain()?.Id);
        Assert.Equal("recipient-domain-takes-no-mail", new Refusal("", "mail.example.com", SmtpStage.Rcpt, "550 5.1.10 x").Explain()?.Id);
    }

    [Fact]
    public void A_token_that_was_refused_is_no_wrong_password()
    {
        var reply = Refusal.Heard("535 5.7.8 Username and Password not accepted. x - gsmtp");
        var told = new AuthenticationException("""{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}""");
        Assert.Equal("oauth-token-refused", Diagnostician.Explain("smtp.gmail.com", SmtpStage.Auth, SmtpFailure.Authentication, reply, told)?.Id);
    }

    [Theory]
    [InlineData(SmtpStage.Data, "250 ok")]
    [InlineData(SmtpStage.Final, "535 5.7.8 Username and Password not accepted. x - gsmtp")]
    public void Nothing_is_believed_of_a_server_that_broke_the_protocol(SmtpStage stage, string reply) =>
        Assert.Equal("protocol-broken", Diagnostician.Explain("smtp.gmail.com", stage, SmtpFailure.Protocol, Refusal.Heard(reply), null)?.Id);

    [Theory]
    [InlineData("450 4.2.0 Greylisted", true)]
    [InlineData("550 5.4.6 Your account has exceeded its daily sending quota", true)]
    [InlineData("421 4.7.26 multiple authentication checks failed", true)]
    [InlineData("550 5.7.26 multiple authentication checks failed", false)]
    [InlineData("550 5.1.1 no such user", false)]
    public void It_is_told_whether_the_same_mail_may_go_through_later(string reply, bool useful) =>
        Assert.Equal(useful, new Refusal("", "mail.example.com", SmtpStage.Rcpt, reply).Explain()?.RetryIsUseful);

    [Fact]
    public void A_mail_that_may_have_been_accepted_is_not_to_be_sent_again() =>
        Assert.False(Diagnostician.Explain("mail.example.com", SmtpStage.Final, SmtpFailure.OutcomeUnknown, null, new IOException())?.RetryIsUseful);

    [Fact]
    public void Where_nothing_more_is_known_there_is_no_explanation() =>
        Assert.Null(Diagnostician.Explain("mail.example.com", SmtpStage.Mail, SmtpFailure.BadInput, null, null));

    [Theory]
    [InlineData("smtp.naver.com", "smtps://smtp.naver.com:465, smtp://smtp.naver.com:587")]
    [InlineData("smtp.office365.com", "smtp://smtp.office365.com:587, smtp://smtp.office365.com:25")]
    [InlineData("mail.example.com", "smtps://mail.example.com:465")]
    [InlineData("2001:db8::7", "smtps://[2001:db8::7]:465")]
    public void The_server_to_use_comes_first_in_the_remedy(string host, string servers)
    {
        var diagnosis = Diagnostician.Explain(host, SmtpStage.Greeting, SmtpFailure.TimedOut, null, null)!;
        Assert.Contains(servers, diagnosis.Remedy[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_a_provider_does_not_have_is_not_suggested()
    {
        var diagnosis = Diagnostician.Explain("smtp.office365.com", SmtpStage.Connect, SmtpFailure.TimedOut, null, null)!;
        Assert.DoesNotContain(diagnosis.Remedy, step => step.Contains("://smtp.office365.com:465", StringComparison.Ordinal));
    }

    [Fact]
    public void The_submission_server_is_not_suggested_for_one_that_takes_mail_from_other_servers()
    {
        var diagnosis = Diagnostician.Explain("gmail-smtp-in.l.google.com", SmtpStage.Connect, SmtpFailure.TimedOut, null, null)!;
        Assert.DoesNotContain(diagnosis.Remedy, step => step.Contains("smtp.gmail.com", StringComparison.Ordinal));
    }

    [Fact]
    public void What_somebody_calls_a_mailbox_means_nothing()
    {
        var heard = new Refusal("", "mail.example.com", SmtpStage.Rcpt, "550 5.1.1 <spam-dkim-spf@relaying.example>: no such user (virus@dmarc.example)");
        Assert.Equal("recipient-unknown", heard.Explain()?.Id);
    }

    [Fact]
    public void Limits_stand_in_the_remedy_where_they_are_known()
    {
        var diagnosis = Speaking.In("en", () => new Refusal("", "smtp.office365.com", SmtpStage.Mail, "432 4.3.2 Concurrent connections limit exceeded").Explain())!;
        Assert.Contains(diagnosis.Remedy, step => step.Contains("30 messages a minute, 3 connections at once", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reply_without_end_is_read_at_its_beginning_only()
    {
        var line = new string('x', 8 * 1024);
        var hostile = new SmtpReply(550, new EnhancedStatus(5, 9, 9), Enumerable.Repeat(line, 8).Append("user unknown - gsmtp"));
        Assert.Equal("refused-for-good", Diagnostician.Explain("mail.example.com", SmtpStage.Final, SmtpFailure.Refused, hostile, null)?.Id);
        Assert.InRange(new Incident("mail.example.com", SmtpStage.Final, SmtpFailure.Refused, hostile, null).Text.Length, 1, 4096);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("5.7.")]
    [InlineData("5.7.8")]
    [InlineData("{host} {0} {server} %s \u202e")]
    [InlineData("5.7.8 5.7.8 5.7.8 ;;;; 5.7.8")]
    public void Strange_texts_do_no_harm(string text)
    {
        foreach (var stage in Enum.GetValues<SmtpStage>())
            Assert.NotNull(Diagnostician.Explain("", stage, SmtpFailure.Refused, new SmtpReply(550, text), null));
    }

    [Fact]
    public void A_chain_of_exceptions_without_end_is_followed_only_so_far()
    {
        Exception chain = new SocketException((int)SocketError.ConnectionRefused);
        for (var i = 0; i < 1000; i++)
            chain = new IOException("outer", chain);
        Assert.Equal(Symptom.Other, Symptoms.Of(chain));
        Assert.Equal(Symptom.None, Symptoms.Of(null));
    }
}
