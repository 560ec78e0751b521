using System.Text;
using System.Text.Json;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Broken mail has a defect, clean mail none, and nobody is told the same a thousand times.</summary>
public sealed class DefectTests
{
    private const string Head = "From: a@x.test\r\nDate: Sat, 21 Nov 2026 09:05:00 +0900\r\n";

    private static MimeMessage Parse(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Everything.Holds(bytes);
        return MimeMessage.Parse(bytes);
    }

    [Theory]
    [InlineData("=?utf-8?B?7ZWc6riA?=", null)]
    [InlineData("=?utf-8?Q?=ED=95=9C?= =?UTF-8?Q?=EA=B8=80?=", null)]
    [InlineData("=?ks_c_5601-1987?B?x9E=?= =?utf-8*ko?q?a?=", null)]
    [InlineData("=?utf-8?B?7ZU=?= =?utf-8?B?nOq4gA==?=", null)]
    [InlineData("=?utf-8?Q?=EF=BF=BD?=", null)]
    [InlineData("what =? is this?= and a=?b", null)]
    [InlineData("see http://x.test/?q=?a&b=?c", null)]
    [InlineData("=?utf-8?B?7ZWc6ri?=", "bad-encoded-word")]
    [InlineData("=?utf-8?B?7ZW!c6riA?=", "bad-encoded-word")]
    [InlineData("=?utf-8?B?/////w==?=", "bad-encoded-word")]
    [InlineData("=?euc-kr?B?7ZWc6riA?=", "bad-encoded-word")]
    [InlineData("=?us-ascii?Q?=C3=A9?=", "bad-encoded-word")]
    [InlineData("=?utf-8?Q?a=ZZb?=", "bad-encoded-word")]
    [InlineData("=?utf-8?Q?two words?=", "bad-encoded-word")]
    [InlineData("=?utf-8?B?7ZWc6riA", "bad-encoded-word")]
    [InlineData("=?utf-8?Q?never ended", "bad-encoded-word")]
    [InlineData("=?utf-8?X?abc?=", "bad-encoded-word")]
    [InlineData("=?utf-8?B", "bad-encoded-word")]
    [InlineData("cut =?euc-kr", "bad-encoded-word")]
    [InlineData("=??B?7ZWc?=", "bad-encoded-word")]
    [InlineData("=?x-klingon?Q?abc?=", "unknown-word-charset")]
    public void A_broken_encoded_word_is_a_defect(string subject, string? defect)
    {
        var message = Parse($"{Head}Subject: {subject}\r\n\r\nx");
        Assert.Equal(defect is null ? [] : [defect], Mail.Ids(message));
        Assert.All(message.Defects, found => Assert.Equal((Head.Length, "RFC 2047 2"), (found.Offset, found.RfcSection)));
    }

    [Theory]
    [InlineData("From: =?utf-8?B?7ZWc6ri?= <a@x.test>\r\nDate: 21 Nov 26 09:05 GMT\r\n")]
    [InlineData(Head + "Content-Type: text/plain; name=\"=?utf-8?B?7ZWc\"\r\n")]
    public void An_encoded_word_is_looked_at_wherever_it_stands(string header) => Assert.Equal(["bad-encoded-word"], Mail.Ids(Parse(header + "\r\nx")));

    [Theory]
    [InlineData("From: a@x.test\r\nSubject: x\r\n", "missing-date")]
    [InlineData("Date: 21 Nov 26 09:05 GMT\r\nSubject: x\r\n", "missing-from")]
    [InlineData("From: a@x.test\r\nDate:\r\n", "bad-date")]
    public void From_and_Date_have_to_be_there(string header, string defect) => Assert.Equal([defect], Mail.Ids(Parse(header + "\r\nx")));

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("text/rfc822-headers")]
    public void What_is_within_a_message_may_lack_its_date(string type) => Assert.Empty(
        Parse($"{Head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: {type}\r\n\r\nSubject: x\r\n\r\ntwo\r\n--b--\r\n").Defects);

    [Fact]
    public void A_byte_order_mark_hides_no_field()
    {
        var input = Mail.Utf8("\uFEFFFrom: a@x.test", "Date: Sat, 21 Nov 2026 09:05:00 +0900", "Subject: s", "", "x");
        Everything.Holds(input);
        var message = MimeMessage.Parse(input);
        Assert.Equal("a@x.test", message.From.ToString());
        Assert.Equal(["byte-order-mark"], Mail.Ids(message));
        Assert.Equal([.. input[..input.AsSpan().IndexOf("Subject"u8)], .. "Subject: t\r\n\r\nx"u8], message.WithHeader("Subject: t").ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("; boundary=never")]
    public void A_multipart_in_one_piece_has_no_size_either(string parameter)
    {
        using var document = JsonDocument.Parse(Everything.Document(Parse($"{Head}Content-Type: multipart/mixed{parameter}\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n")));
        var root = document.RootElement.GetProperty("root");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (root.GetProperty("size").ValueKind, root.GetProperty("sha256").ValueKind));
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("attachments")[0].GetProperty("size").ValueKind);
    }

    [Fact]
    public void The_first_of_duplicate_fields_counts_but_recipients_are_joined()
    {
        // RFC 5322 4.5.3 gives a meaning to several fields of recipients, and mail goes to them all; for any other field there is none, and contract and
        // common practice take the first. DMARC looks at all of them: IsAuthorAmbiguous.
        var message = Parse(Head + "From: b@y.test\r\nReply-To: r1@x.test\r\nReply-To: r2@x.test\r\nTo: t1@x.test\r\nTo: t2@x.test\r\nCc: c1@x.test\r\nCc: c2@x.test\r\n"
            + "Date: Sun, 1 Jan 2000 00:00:00 +0000\r\nMessage-ID: <1@x.test>\r\nMessage-ID: <2@x.test>\r\nSender: s1@x.test\r\nSender: s2@x.test\r\n\r\nx");
        Assert.Equal("a@x.test", message.From.ToString());
        Assert.True(message.IsAuthorAmbiguous);
        Assert.Equal("r1@x.test", message.ReplyTo.ToString());
        Assert.Equal("s1@x.test", message.Sender!.ToString());
        Assert.Equal(("<1@x.test>", 2026), (message.MessageId, message.Date!.Value.Year));
        Assert.Equal("t1@x.test, t2@x.test", message.To.ToString());
        Assert.Equal("c1@x.test, c2@x.test", message.Cc.ToString());
        Assert.Equal(Enumerable.Repeat("duplicate-field", 7), Mail.Ids(message));
    }

    [Fact]
    public void Fields_behind_a_huge_one_are_read()
    {
        var message = Parse("X: " + new string('a', 5 << 20) + "\r\n" + Head + "Subject: here\r\n\r\nbody");
        Assert.Equal(("here", "a@x.test", "body"), (message.Subject, message.From.ToString(), message.TextBody));
        Assert.Equal(["line-too-long", "header-too-long"], Mail.Ids(message));
    }

    [Fact]
    public void Huge_fields_without_end_are_cut_where_the_header_has_its_limit()
    {
        var message = Parse(string.Concat(Enumerable.Range(0, 40).Select(i => $"X-{i}: {new string('a', 200 << 10)}\r\n")) + Head + "\r\nbody");
        Assert.Equal(11, message.Headers.Count);
        Assert.Equal("body", message.TextBody);
        Assert.Contains("too-many-headers", Mail.Ids(message));
    }

    [Fact]
    public void Of_a_thousand_defects_of_one_kind_twenty_are_listed_and_the_rest_is_counted()
    {
        var message = Parse(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\nBad : x\r\n\r\ny\r\n", 1000)) + "--b--\r\n");
        Assert.Equal(Enumerable.Repeat("space-before-colon", 21), Mail.Ids(message));
        Assert.Equal(message.Defects.Select(defect => defect.Offset).Order(), message.Defects.Select(defect => defect.Offset));
        var step = message.Defects[1].Offset - message.Defects[0].Offset;
        Assert.Equal(message.Defects[0].Offset + 20 * step, message.Defects[20].Offset);
        Assert.Contains("980 more", message.Defects[20].Message, StringComparison.Ordinal);
        Assert.Contains("980개", Spoken.InKorean(() => message.Defects[20].Message), StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_places_are_bad_all_are_counted()
    {
        var message = Parse(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n", 5001)) + "\r\nx\r\n--b--\r\n");
        Assert.Equal(Enumerable.Repeat("empty-part", 21), Mail.Ids(message));
        Assert.Contains("4980 more", message.Defects[20].Message, StringComparison.Ordinal);
    }
}
