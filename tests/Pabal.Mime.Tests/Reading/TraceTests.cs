using System.Net;
using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class TraceTests
{
    private static ReceivedField Received(string value) => Assert.Single(Mail.Parse($"Received: {value}", "", "").Received);

    private static AuthenticationResults Authentication(string value)
    {
        Assert.True(AuthenticationResults.TryRead(Mail.Parse($"Authentication-Results: {value}", "", "").Headers[0], out var results));
        return results;
    }

    [Fact]
    public void The_example_of_rfc_5322_is_read()
    {
        var read = Received("from x.y.test by example.net via TCP with ESMTP id ABC12345 for <mary@example.net>;  21 Nov 1997 10:05:43 -0600");

        Assert.Equal(new ReceivedField
        {
            From = "x.y.test",
            By = "example.net",
            Via = "TCP",
            With = "ESMTP",
            Id = "ABC12345",
            For = "mary@example.net",
            Comments = read.Comments,
            Date = new DateTimeOffset(1997, 11, 21, 10, 5, 43, TimeSpan.FromHours(-6)),
        }, read);
    }

    [Fact]
    public void What_servers_add_in_comments_is_kept()
    {
        var read = Received("""
            from [127.0.0.1] (tls.example.net [IPv6:2001:db8::1])
             (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
             by mx.example.com (Postfix) with ESMTPSA id 4ABC for <"a b"@example.com>; Sat, 21 Nov 2026 09:05:00 +0900 (KST)
            """.ReplaceLineEndings("\r\n"));

        Assert.Equal("[127.0.0.1]", read.From);
        Assert.Equal("tls.example.net [IPv6:2001:db8::1]", read.FromTcpInfo);
        Assert.Equal(IPAddress.Parse("2001:db8::1"), read.FromAddress);
        Assert.Equal("using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)", read.Tls);
        Assert.Equal("Postfix", read.ByTcpInfo);
        Assert.Equal("a b", read.For!.LocalPart);
        Assert.Equal(3, read.Comments.Length);
        Assert.Equal(TimeSpan.FromHours(9), read.Date!.Value.Offset);
    }

    [Theory]
    [InlineData("from mail.example.com (1.2.3.4) by mx.example.net (10.0.0.1) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.1 via Frontend Transport; Sat, 21 Nov 2026 09:05:00 +0000",
        "mail.example.com", "mx.example.net", "Microsoft SMTP Server", "15.20.1", "1.2.3.4", "version=TLS1_2, cipher=X")]
    [InlineData("from unknown (HELO x) (192.0.2.7) by 0 with SMTP; 1 Jan 2020 00:00:00 -0000", "unknown", "0", "SMTP", null, "192.0.2.7", null)]
    [InlineData("by 2002:a05:1 with SMTP id abc; Sat, 21 Nov 2026 09:05:00 -0800 (PST)", null, "2002:a05:1", "SMTP", "abc", null, null)]
    [InlineData("FROM a BY b FOR <@c,@d:e@f.test>; x", "a", "b", null, null, null, null)]
    [InlineData("from a (b) c by d id <1@e> id f", "a c", "d", null, "<1@e> id f", null, null)]
    [InlineData("from [1.2] by d", "[1.2]", "d", null, null, null, null)]
    public void Other_shapes_are_read(string value, string? from, string? by, string? with, string? id, string? address, string? tls)
    {
        var read = Received(value);
        Assert.Equal((from, by, with, id, address, tls), (read.From, read.By, read.With, read.Id, read.FromAddress?.ToString(), read.Tls));
    }

    [Fact]
    public void The_way_is_given_in_order_without_what_says_nothing()
    {
        var message = Mail.Parse("Received: by c; 3 Jan 2020 00:00:00 +0000", "Received: ", "Received: (qmail 1 invoked by uid 0); 2 Jan 2020 00:00:00 +0000", "Received: ((((", "X: y", "Received: by a", "", "");
        Assert.Equal(["c", null, "a"], message.Received.Select(step => step.By));
        Assert.Equal(2, message.Received[1].Date!.Value.Day);
        Assert.False(ReceivedField.TryRead(message.Headers.Find("X")!, out _));
    }

    [Fact]
    public void The_examples_of_rfc_8601_are_read()
    {
        var none = Authentication("example.org 1; none");
        Assert.Equal(("example.org", 1, 0), (none.ServiceId, none.Version, none.Results.Length));

        var two = Authentication("example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n spf=pass smtp.mailfrom=example.net");
        Assert.Equal(["auth pass cram-md5 sender@example.net", "spf pass  "], two.Results.Select(one => $"{one.Method} {one.Result} {one.Comment} {one["smtp.auth"]}"));
        Assert.Equal("example.net", two.Results[1]["SMTP.MailFrom"]);

        var reasons = Authentication("example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net; dkim=fail reason=\"bad signature\" header.i=@newyork.example.com");
        Assert.Equal(["good signature", "bad signature"], reasons.Results.Select(one => one.Reason));
        Assert.Equal("@newyork.example.com", reasons.Results[1]["header.i"]);

        var heavy = Authentication("""
            foo.example.net (foobar) 1 (baz);
             dkim (Because I like it) / 1 (One yay) = (wait for it) fail
               policy (A dot can go here) . (like that) expired
               (this surprised me) = (as I wasn't expecting it) 1362471462
            """.ReplaceLineEndings("\r\n"));
        Assert.Equal("foo.example.net", heavy.ServiceId);
        var only = Assert.Single(heavy.Results);
        Assert.Equal(("dkim", 1, "fail", "1362471462"), (only.Method, only.MethodVersion, only.Result, only["policy.expired"]));
    }

    [Theory]
    [InlineData("mx.example.com; dmarc=pass (p=NONE sp=QUARANTINE) action=none header.from=a.test;compauth=pass reason=100", "dmarc=pass[action=none,header.from=a.test] compauth=pass[]")]
    [InlineData("mx; dkim=pass header.b=\"ab+c/=\" header.b=ab+c/=; spf=;dkim/2=FAIL", "dkim=pass[header.b=ab+c/=,header.b=ab+c/=] spf=[] dkim=fail[]")]
    [InlineData("mx; stray words; =; dkim=pass stray header.d=\"a \\\"b\" ;;", "=[] dkim=pass[header.d=a \"b]")]
    [InlineData("mx; spf=pass smtp.mailfrom=\"a b\"@example.com (x", "spf=pass[smtp.mailfrom=\"a b\"@example.com]")]
    public void What_servers_write_is_read(string value, string expected) =>
        Assert.Equal(expected, string.Join(' ', Authentication(value).Results.Select(one => $"{one.Method}={one.Result}[{string.Join(',', one.Properties.Select(p => $"{p}={p.Value}"))}]")));

    [Theory]
    [InlineData("Authentication-Results: ")]
    [InlineData("Authentication-Results: ;dkim=pass")]
    [InlineData("Authentication-Results: (mx")]
    [InlineData("X-Authentication-Results: mx; dkim=pass")]
    public void What_names_no_service_is_none(string field) => Assert.False(AuthenticationResults.TryRead(Mail.Parse(field, "", "").Headers[0], out _));

    [Fact]
    public void Resending_puts_a_block_before_all_and_changes_nothing()
    {
        var original = Mail.Crlf("Received: by mx", "From: a@example.com", "DKIM-Signature: v=1", "", "text", "");
        var message = MimeMessage.Parse(original).Resend("Ann <ann@example.com>", "gil@example.com", "홍 <hong@example.com>");
        var again = MimeMessage.Parse(message.ToArray()).Resend("gil@example.com", "kim@example.com");

        Assert.EndsWith(Mail.Text(original), Mail.Text(again.ToArray()), StringComparison.Ordinal);
        var read = MimeMessage.Parse(again.ToArray());
        Assert.DoesNotContain(read.Defects, defect => defect.Message.Contains("Resent", StringComparison.Ordinal));
        Assert.Equal(2, read.Resent.Length);
        Assert.Equal(("gil@example.com", "kim@example.com"), (read.Resent[0].From.ToString(), read.Resent[0].To.ToString()));
        Assert.Equal(("Ann <ann@example.com>", "gil@example.com", "홍 <hong@example.com>"), (read.Resent[1].From.ToString(), read.Resent[1].To.ToString(), read.Resent[1].Cc.ToString()));
        Assert.All(read.Resent, block => Assert.True(block.Date is not null && block.MessageId!.EndsWith("@example.com>", StringComparison.Ordinal)));
        Assert.NotEqual(read.Resent[0].MessageId, read.Resent[1].MessageId);
    }

    [Fact]
    public void Blocks_are_told_apart_by_what_stands_between_and_by_fields_that_come_again()
    {
        // RFC 5322 A.3, sent on once more beyond another server.
        var message = Mail.Parse("Resent-From: c@d.test", "Received: by x", "Resent-From: Mary Smith <mary@example.net>", "Resent-To: Jane Brown <j-brown@other.example>",
            "Resent-Date: Mon, 24 Nov 1997 14:22:01 -0800", "Resent-Message-ID: <78910@example.net>", "Resent-To: e@f.test", "From: John Doe <jdoe@machine.example>", "", "");
        Assert.Equal(["c@d.test|||", "Mary Smith <mary@example.net>|Jane Brown <j-brown@other.example>|<78910@example.net>|24", "|e@f.test||"],
            message.Resent.Select(block => $"{block.From}|{block.To}|{block.MessageId}|{block.Date?.Day}"));
    }

    [Theory]
    [InlineData("Re: Hello", "Hello")]
    [InlineData("  RE : [list] Fwd[2]:   Hello   there (fwd) (FWD) ", "Hello there")]
    [InlineData("[list] [other] Hello", "Hello")]
    [InlineData("[list][other] Re: [x] Hello", "Hello")]
    [InlineData("[only]", "[only]")]
    [InlineData("[a][b]", "[b]")]
    [InlineData("Re: [only]", "[only]")]
    [InlineData("[fwd: Re: [Fwd: [x] Hello (fwd)]]", "Hello")]
    [InlineData("Regards: Hello", "Regards: Hello")]
    [InlineData("[not closed Re: x", "[not closed Re: x")]
    [InlineData("Re: 안녕\t하세요", "안녕 하세요")]
    [InlineData("Re:", "")]
    [InlineData("(fwd)", "")]
    [InlineData("", "")]
    public void The_base_subject_is_that_of_rfc_5256(string subject, string expected) =>
        Assert.Equal(expected, Mail.Parse($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=", "", "").BaseSubject);

    [Theory]
    [InlineData("[a]")]
    [InlineData("[fwd:")]
    [InlineData("Re:[")]
    [InlineData("(((\"")]
    [InlineData("<\"a ")]
    [InlineData(". ; = ")]
    [InlineData("from by ")]
    public void Whatever_stands_there_ends_and_throws_nothing(string piece)
    {
        var value = string.Concat(Enumerable.Repeat(piece, 90_000 / piece.Length));
        var message = Mail.Parse("Subject: " + value, "Received: " + value, "Authentication-Results: x;" + value, "Resent-From: " + value, "", "");
        _ = (message.BaseSubject, message.Received, message.Resent, AuthenticationResults.TryRead(message.Headers[2], out _));
    }
}
