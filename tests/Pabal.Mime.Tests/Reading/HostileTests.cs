using System.Globalization;
using System.Text;

namespace Pabal.Mime.Tests.Reading;

/// <summary>What a message written with bad intent gets: row by row, the ids are those of our threat list.</summary>
public sealed class HostileTests
{
    private const string Head = "From: a@x.test\r\nDate: Sat, 21 Nov 2026 09:05:00 +0900\r\n";
    private const string Mixed = Head + "Content-Type: multipart/mixed; boundary=";

    private static MimeMessage Parse(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Everything.Holds(bytes);
        return MimeMessage.Parse(bytes);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static int Depth(MimePart part) => part.Children.IsEmpty ? 0 : 1 + part.Children.Max(Depth);

    [Fact]
    public void P01_Multiparts_deeper_than_the_limit_stay_in_one_piece()
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < 1000; i++)
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        var message = Parse(text.ToString());

        Assert.Equal(100, Depth(message.Root));
        Assert.Contains("too-deep", Mail.Ids(message));
        Assert.IsType<BinaryPart>(message.Attachments.Single());
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MimeLimits { MaxParts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MimeLimits { MaxDepth = 401 });
    }

    [Fact]
    public void P02_Messages_within_messages_count_as_levels_too()
    {
        var message = Parse(Head + Repeat("Content-Type: message/rfc822\r\n\r\n", 1000));
        Assert.Equal(100, Depth(message.Root));
        Assert.Contains("too-deep", Mail.Ids(message));
    }

    [Fact]
    public void P02_Messages_in_base64_within_one_another_are_unpacked_three_times_only()
    {
        var inner = Mail.Crlf("From: a@x.test", "", "x");
        for (var i = 0; i < 8; i++)
            inner = Mail.Crlf("From: a@x.test", "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", Convert.ToBase64String(inner), "");
        Assert.Equal(3, Depth(Parse(Encoding.ASCII.GetString(inner)).Root));
    }

    [Fact]
    public void P03_Parts_beyond_the_limit_are_kept_but_not_listed()
    {
        var message = Parse(Mixed + "b\r\n\r\n" + Repeat("--b\r\n\r\nx\r\n", 12_000) + "--b--\r\n");
        Assert.Equal(9_999, message.Root.Children.Length);
        Assert.Equal(["too-many-parts"], Mail.Ids(message));
    }

    [Fact]
    public void P04_Fields_beyond_the_limit_are_kept_but_not_listed()
    {
        var message = Parse(Head + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"X-{i}: v\r\n")) + "\r\nbody");
        Assert.Equal(10_000, message.Headers.Count);
        Assert.Equal("body", message.TextBody);
        Assert.Equal(["too-many-headers"], Mail.Ids(message));
    }

    [Fact]
    public void P05_Of_a_huge_field_the_beginning_is_decoded()
    {
        var message = Parse(Head + "X: " + new string('a', 4 << 20) + "\r\n\r\nbody");
        Assert.Equal(100 * 1024 - 3, message.Headers["X"]!.Length);
        Assert.Equal("body", message.TextBody);
        Assert.Equal(["line-too-long", "header-too-long"], Mail.Ids(message));
    }

    [Fact]
    public void P06_Segments_of_a_parameter_are_joined_up_to_the_limit()
    {
        var message = Parse(Head + "Content-Type: text/plain" + string.Concat(Enumerable.Range(0, 3000).Select(i => $";\r\n name*{i}=a")) + "\r\n\r\nx");
        Assert.Equal(new string('a', 1000), message.Root.FileName);
        Assert.Equal(["too-many-parameters"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("name*0=a; name*2=c", "a")]
    [InlineData("name*1=b; name*0=a", "ab")]
    [InlineData("name*00=x; name*0=a", "a")]
    [InlineData("name*99999999999=x; name*0=a", "a")]
    [InlineData("name*0*=utf-8''%ea%b0; name*1*=%80b", "가b")]
    [InlineData("name*0*=utf-8''%ea%b0%80; name*1=%80", "가%80")]
    [InlineData("name=plain; name*=utf-8''%ea%b0%80", "가")]
    [InlineData("name*=utf-8''a; name*=utf-8''b", "a")]
    [InlineData("name*=utf-8''%ZZ%4", "%ZZ%4")]
    [InlineData("name*=no%20charset", "no charset")]
    [InlineData("name*=x-nobody''%ea%b0%80", "가")]
    [InlineData("name*1=b", null)]
    [InlineData("NAME=\"=?utf-8?B?6rCA?=\"", "가")]
    [InlineData("name==?utf-8?B?6rCA?=", "가")]
    [InlineData("name=\"a\\\"b\\\\c\"", "a\"b\\c")]
    [InlineData("name=\"C:\\dir\\f.txt\"", "C:\\dir\\f.txt")]
    [InlineData("name=my file (1).txt", "my file (1).txt")]
    [InlineData("name=a.txt (comment)", "a.txt")]
    [InlineData("name=\"a\r\n b\"", "a b")]
    [InlineData("name=\"nul\0\"", "nul ")]
    public void P07_Odd_parameters_are_read_by_one_rule(string parameters, string? name) =>
        Assert.Equal(name, Parse("Content-Type: text/plain; " + parameters + "\r\n\r\nx").Root.FileName);

    [Fact]
    public void P08_P13_Parameters_and_separators_without_end_are_cut()
    {
        var many = Parse("Content-Type: text/plain" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"; p{i}=a")) + "\r\n\r\nx");
        Assert.Equal(1000, many.Root.MediaType.Parameters.Length);
        Assert.Equal("text/plain", Parse("Content-Type: text/plain" + new string(';', 40_000) + "\r\n\r\nx").Root.MediaType.ToString());
    }

    [Fact]
    public void P09_A_run_of_encoded_words_is_read_as_one_text()
    {
        Assert.Equal(new string('a', 5000), Parse("Subject: " + Repeat("=?utf-8?q?a?= ", 5000) + "\r\n\r\n").Subject);
        Assert.Equal(95_999, Parse("Subject: " + Repeat("=?a?q?x ", 12_000) + "\r\n\r\n").Subject!.Length);
    }

    [Fact]
    public void P10_P11_P12_Addresses_without_end_are_read_as_far_as_they_go()
    {
        Assert.Equal(5000, Parse("To: " + Repeat("a@b.test,", 5000) + "\r\n\r\n").To.Count);
        foreach (var run in new[] { "(", "\"", "<", "\\\"", "a:", ":", ";", "<@a,", "a@", "(a)", "\"a\" ", "<a", "(<", "\"<" })
            _ = Parse("To: " + Repeat(run, 40_000 / run.Length) + "\r\n\r\n").To;
    }

    [Theory]
    [InlineData("Content-Type: text/plain; name*\"")]
    [InlineData("Content-Type: ;;;")]
    [InlineData("Content-Type: text/plain; =")]
    [InlineData("Content-Type: (((")]
    [InlineData("Content-Type: text/plain; name=\"\\")]
    [InlineData("From: a <a@b.\u00a0c>")]
    [InlineData("Subject: =?")]
    [InlineData("Subject: =?utf-8?q?")]
    [InlineData("Subject:")]
    [InlineData("Subject")]
    [InlineData(":")]
    [InlineData("\n")]
    public void P14_What_is_cut_short_is_read_to_its_end(string text) => Parse(text);

    [Fact]
    public void P15_A_boundary_that_begins_another_is_not_taken_for_it()
    {
        var message = Parse(Mixed + "b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\none\r\n--bb--\r\n--b  \r\n\r\ntwo\r\n--bbb\r\n--b--\r\n");
        Assert.Equal("one\r\ntwo\r\n--bbb", message.TextBody);
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void P15_The_longest_of_several_boundaries_that_fit_counts()
    {
        var message = Parse(Mixed + "b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b--\r\n\r\n--b--\r\n\r\none\r\n--b----\r\n--b--\r\n");
        Assert.Equal("one", message.TextBody);
        Assert.Empty(message.Defects);
    }

    [Theory]
    [InlineData("--b\r\n--b\r\n\r\none\r\n--b\r\n--b\r\n--b--\r\n", 1)]
    [InlineData("--b\r\n\r\n--b\r\n\r\n--b--\r\n", 2)]
    [InlineData("--b\r\n--b--\r\n", 0)]
    public void P15_Delimiters_without_anything_between_have_no_part_between(string body, int parts)
    {
        var message = Parse(Mixed + "b\r\n\r\n" + body);
        Assert.Equal(parts, message.Root.Children.Length);
        Assert.Equal(parts == 2, message.Defects.Count == 0);
    }

    [Fact]
    public void P15_The_boundary_of_a_parent_closes_its_children()
    {
        var message = Parse(Mixed + "a\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n--a\r\n\r\ntwo\r\n--a--\r\n");
        Assert.Equal(2, message.Root.Children.Length);
        Assert.Equal("x", ((MessagePart)message.Root.Children[0].Children[0]).Message.Subject);
        Assert.Equal(["missing-end-boundary"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("\"b\\\"c\"", "b\"c", "text")]
    [InlineData("\"b (c)\"", "b (c)", "text")]
    [InlineData("b (comment)", "b", "text")]
    [InlineData("\"b \"", "b", "text")]
    [InlineData("", "", null)]
    [InlineData("\"\"", "", null)]
    public void P15_Boundaries_are_read_however_they_are_quoted(string parameter, string boundary, string? text) =>
        Assert.Equal(text, Parse($"{Mixed}{parameter}\r\n\r\n--{boundary}\r\n\r\ntext\r\n--{boundary}--\r\n").TextBody);

    [Fact]
    public void P15_A_boundary_may_be_long_but_not_endless()
    {
        var fits = new string('b', 256);
        Assert.Equal("x", Parse($"{Mixed}{fits}\r\n\r\n--{fits}\r\n\r\nx\r\n--{fits}--").TextBody);
        Assert.Contains("boundary-too-long", Mail.Ids(Parse($"{Mixed}{fits}b\r\n\r\n--{fits}b\r\n\r\nx\r\n--{fits}b--")));
    }

    [Fact]
    public void P16_The_first_of_duplicate_fields_tells_the_structure()
    {
        var message = Parse(Head + "From: b@x.test\r\nSubject: 1\r\nSubject: 2\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\n"
            + "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit\r\n\r\nQUJD");
        Assert.Equal("ABC", message.HtmlBody);
        Assert.Equal("1", message.Subject);
        Assert.True(message.IsAuthorAmbiguous);
        Assert.Equal(4, Mail.Ids(message).Count(id => id == "duplicate-field"));
    }

    [Theory]
    [InlineData("base64", "ABC", null)]
    [InlineData("BASE64", "ABC", null)]
    [InlineData("Base64 (x)", "ABC", null)]
    [InlineData("(x) base64", "ABC", null)]
    [InlineData("base64, 7bit", "ABC", "bad-encoding-field")]
    [InlineData("7-bit", "QUJD", "unknown-encoding")]
    [InlineData("what", null, "unknown-encoding")]
    [InlineData("", "QUJD", "unknown-encoding")]
    public void P17_Transfer_encodings_are_known_by_their_first_word(string encoding, string? text, string? defect)
    {
        var message = Parse(Head + $"Content-Transfer-Encoding: {encoding}\r\n\r\nQUJD");
        Assert.Equal(text, message.TextBody);
        Assert.Equal(defect is null ? [] : [defect], Mail.Ids(message));
        if (text is null)
            Assert.Equal("QUJD", Mail.Text(message.Attachments.Single().Content));
    }

    [Fact]
    public void P17_A_multipart_is_taken_apart_whatever_encoding_it_claims()
    {
        var message = Parse(Head + "Content-Transfer-Encoding: base64\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b--");
        Assert.Equal("one", message.TextBody);
        Assert.Equal(["encoded-composite"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("QUJDREVG", "ABCDEF", false)]
    [InlineData("QUJD\r\nREVG\r\n", "ABCDEF", false)]
    [InlineData("QUJDRA==", "ABCD", false)]
    [InlineData("QU JD\tRE\nVG", "ABCDEF", false)]
    [InlineData("QUJD=QUJD", "ABCABC", true)]
    [InlineData("QQ==QUJD", "AABC", false)]
    [InlineData("QUI", "AB", true)]
    [InlineData("Q", "", true)]
    [InlineData("QR==", "A", null)]
    [InlineData("QU-JD_", "ABC", true)]
    [InlineData("Q\0U!J*D", "ABC", true)]
    [InlineData("====", "", true)]
    public void P18_Damaged_base64_yields_what_is_left(string text, string decoded, bool? isDamaged)
    {
        var message = Parse(Head + $"Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}");
        Assert.Equal(decoded, Mail.Text(message.Root.Content));
        if (isDamaged is not null)
            Assert.Equal(isDamaged, Mail.Ids(message).Contains("bad-base64"));
    }

    [Theory]
    [InlineData("a=3Db", "a=b", false)]
    [InlineData("=c3=A9", "\xC3\xA9", false)]
    [InlineData("a=\r\nb", "ab", false)]
    [InlineData("a=\nb", "ab", false)]
    [InlineData("a= \t\r\nb", "ab", false)]
    [InlineData("a \t\r\nb ", "a\r\nb", false)]
    [InlineData("a=G1", "a=G1", true)]
    [InlineData("a=4", "a=4", true)]
    [InlineData("a=", "a=", true)]
    [InlineData("a=\rb", "a=\rb", true)]
    [InlineData("==41", "=A", true)]
    public void P19_Damaged_quoted_printable_is_kept_as_it_is(string text, string decoded, bool isDamaged)
    {
        var message = Parse(Head + $"Content-Type: application/x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}");
        Assert.Equal(decoded, Mail.Text(message.Root.Content));
        Assert.Equal(isDamaged, Mail.Ids(message).Contains("bad-quoted-printable"));
    }

    [Theory]
    [InlineData("x-user-defined")]
    [InlineData("../../x")]
    [InlineData("\"\"")]
    [InlineData("\"utf-8\0\"")]
    public void P20_Text_under_an_unknown_charset_is_read_by_a_guess(string charset) =>
        Assert.Equal("한글", Parse($"Content-Type: text/plain; charset={charset}\r\n\r\n\xED\x95\x9C\xEA\xB8\x80").TextBody);

    [Fact]
    public void P21_NUL_is_kept_in_the_bytes_and_shown_as_a_space()
    {
        var message = Parse(Head + "Sub\0ject: a\0b\r\nContent-Type: text/plain; name=\"a\0b\"\r\n\r\n\0");
        Assert.Equal("Sub ject: a b", message.Headers[2].ToString());
        Assert.Equal("a b", message.Root.FileName);
        Assert.Equal("\0", message.TextBody);
    }

    [Fact]
    public void P22_Lines_end_in_LF_or_CRLF_and_CR_is_data()
    {
        Assert.Equal("x", Parse("Subject: a\rTo: b@x.test\nX: 1\n\nx").TextBody);
        Assert.Equal("a To: b@x.test", Parse("Subject: a\rTo: b@x.test\nX: 1\n\nx").Subject);
        Assert.Equal("b\r\r\n", Parse("Subject: a\r\r\n\r\r\nb\r\r\n").TextBody);
        Assert.Equal("one\r", Parse(Mixed + "b\n\n--b\r\n\r\none\r\r\n--b--").TextBody);
    }

    [Theory]
    [InlineData("Subject: a\r\n \r\nX: 1\r\n\r\nb", "a", "b", "blank-continuation")]
    [InlineData(" x\r\nSubject: a\r\n\r\nb", "a", "b", "leading-continuation")]
    [InlineData("From a@x Sat Jan 1 00:00:00 2000\r\nSubject: a\r\n\r\nb", "a", "b", "mbox-line")]
    [InlineData("Subject : a\r\n\r\nb", "a", "b", "space-before-colon")]
    [InlineData("Subject: a\r\nno field\r\n\r\nb", "a", "no field\r\n\r\nb", "missing-blank-line")]
    [InlineData("Subject: a\r\nno field\r\nX: 1\r\n\r\nb", "a no field", "b", "unindented-line")]
    [InlineData("no field\r\n\r\nb", null, "no field\r\n\r\nb", "missing-header")]
    [InlineData("\xEF\xBB\xBFSubject: a\r\n\r\nb", "a", "b", "byte-order-mark")]
    [InlineData("\r\nb", null, "b", null)]
    [InlineData("Subject: a\r\n\r\n", "a", "", null)]
    [InlineData("Subject: a\r\n", "a", "", null)]
    [InlineData("Subject: a", "a", "", null)]
    public void P23_Header_and_body_part_where_a_person_would_part_them(string text, string? subject, string body, string? defect)
    {
        var message = Parse(text);
        Assert.Equal(subject, message.Subject);
        Assert.Equal(body, message.TextBody);
        Assert.Equal(((string?[])["missing-date", "missing-from", defect]).OfType<string>().Order(), Mail.Ids(message).Order());
    }

    [Theory]
    [InlineData("From: a@x.test", false)]
    [InlineData("From: A <a@x.test>", false)]
    [InlineData("From: \"a@x.test\" <a@x.test>", false)]
    [InlineData("From: \"b@bank.test\" <a@x.test>", true)]
    [InlineData("From: a@x.test, b@y.test", true)]
    [InlineData("From: <a@x.test> <b@y.test>", true)]
    [InlineData(Head + "From: b@y.test", true)]
    [InlineData("From: g: a@x.test;", true)]
    [InlineData("From: =?utf-8?q?a=40x=2Etest?=", true)]
    [InlineData("From:", true)]
    [InlineData("X: 1", true)]
    public void P24_An_author_is_sure_only_if_there_is_exactly_one(string header, bool isAmbiguous)
    {
        var message = Parse(header + "\r\n\r\n");
        Assert.Equal(isAmbiguous, message.IsAuthorAmbiguous);
        if (isAmbiguous && !header.Contains("bank", StringComparison.Ordinal) && !header.Contains("g:", StringComparison.Ordinal))
            Assert.NotEmpty(message.Defects);
    }

    [Fact]
    public void P24_Two_authors_in_one_field_are_both_seen() =>
        Assert.Equal("a@x.test, b@y.test", Parse("From: <a@x.test> <b@y.test>\r\n\r\n").From.ToString());

    [Fact]
    public void P25_Decoded_text_is_one_line_whatever_it_hides()
    {
        var message = Parse("Date: Sat, 21 Nov 2026 09:05:00 +0900\r\nSubject: =?utf-8?q?a=0D=0ABcc:_x=00?=\r\nFrom: =?utf-8?q?a=0D=0A?= <a@x.test>\r\n\r\n");
        Assert.Equal("a  Bcc: x ", message.Subject);
        Assert.Equal("a", ((Mailbox)message.From[0]).Name);
        Assert.Equal(["control-character", "control-character"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("../../etc/x", "x")]
    [InlineData("..\\..\\x", "x")]
    [InlineData("/abs", "abs")]
    [InlineData("C:\\x", "x")]
    [InlineData("C:x", "C_x")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("COM1.log", "_COM1.log")]
    [InlineData("COMMON", "COMMON")]
    [InlineData(".", "attachment")]
    [InlineData("..", "attachment")]
    [InlineData("", "attachment")]
    [InlineData("a/", "attachment")]
    [InlineData("a. . ", "a")]
    [InlineData(".profile", "_.profile")]
    [InlineData("-rf", "_-rf")]
    [InlineData("--help.txt", "_--help.txt")]
    [InlineData("\u202E.bashrc", "_.bashrc")]
    [InlineData(" -rf", "_-rf")]
    [InlineData("dir/..x", "_..x")]
    [InlineData("a.pdf\u202Eexe", "a.pdfexe")]
    [InlineData("a\u0007b", "ab")]
    [InlineData("a<b>|?*\".txt", "a_b_____.txt")]
    [InlineData("\u1112\u1161\u11AB.txt", "한.txt")]
    public void P26_A_file_name_is_made_safe(string name, string safe) =>
        Assert.Equal(safe, Pabal.Mime.Reading.FileNames.MakeSafe(name));

    [Fact]
    public void P26_A_file_name_has_no_more_marks_on_a_letter_than_can_be_put_in_order() =>
        Assert.Equal($"a{new string('\u0316', 30)}.pdf", Pabal.Mime.Reading.FileNames.MakeSafe($"a{new string('\u0316', 90)}.pdf"));

    [Fact]
    public void P26_A_long_file_name_keeps_its_extension()
    {
        var safe = Pabal.Mime.Reading.FileNames.MakeSafe(new string('가', 5000) + ".pdf");
        Assert.EndsWith(".pdf", safe, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(safe), 190, 200);
    }

    [Theory]
    [InlineData("message/external-body; access-type=local-file; name=\"/etc/passwd\"")]
    [InlineData("message/partial; id=x; number=1; total=2")]
    [InlineData("application/ms-tnef")]
    public void P27_Active_parts_are_left_alone(string type)
    {
        var message = Parse(Head + $"Content-Type: {type}\r\n\r\nContent-Type: text/plain\r\n\r\nx");
        Assert.IsType<BinaryPart>(message.Root);
        Assert.Null(message.TextBody);
    }

    [Theory]
    [InlineData("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("21 Nov 26 09:55 KST", "2026-11-21T09:55:00+09:00")]
    [InlineData("1 Jan 103 0:00 EST", "2003-01-01T00:00:00-05:00")]
    [InlineData("Fri Nov 21 09:55:06 1997", "1997-11-21T09:55:06+00:00")]
    [InlineData("Fri Nov 21 09:55:06 PDT 1997", "1997-11-21T09:55:06-07:00")]
    [InlineData("Thu, 13 Feb 1969 23:32 -0330 (Newfoundland (Time))", "1969-02-13T23:32:00-03:30")]
    [InlineData("Fri, 21-Nov-1997 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("21 Nov 1997 09(c): 55 :06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("21 Nov 1997 23:59:60 +0000", "1997-11-21T23:59:59+00:00")]
    [InlineData("21 Nov 1997 01:02:03 PM +0000", "1997-11-21T13:02:03+00:00")]
    [InlineData("21 Nov 1997 12:02:03 AM", "1997-11-21T00:02:03+00:00")]
    [InlineData("21 Nov 1997 09:55:06 GMT+0900", "1997-11-21T09:55:06+09:00")]
    [InlineData("21 Nov 1997 09:55:06.123 +09:00", "1997-11-21T09:55:06+09:00")]
    [InlineData("21 Nov 1997 09:55:06 XYZ", "1997-11-21T09:55:06+00:00")]
    [InlineData("21 Nov 1997", "1997-11-21T00:00:00+00:00")]
    [InlineData("99999999999", null)]
    [InlineData("21 Nov 1997 09:55:06 -9999", null)]
    [InlineData("21 Nov 0000 09:55:06 +0000", null)]
    [InlineData("31 Feb 2026 09:55:06 +0000", null)]
    [InlineData("21 Nov 1997 25:00:00 +0000", null)]
    [InlineData("21 Nov 1997 09: +0000", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    [InlineData("UT", null)]
    public void P28_Dates_are_read_in_every_form_that_was_ever_allowed(string text, string? date)
    {
        Assert.Equal(date is not null, MimeDate.TryParse(text, out var read));
        if (date is not null)
            Assert.Equal(date, read.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("<a@b>", "<a@b>")]
    [InlineData("a@b", "<a@b>")]
    [InlineData("<a@b", "<a@b>")]
    [InlineData("<<a@b>>", "<a@b>")]
    [InlineData("(comment <x@y>) <a@b> (c)", "<a@b>")]
    [InlineData("<1234   @   local(blah)  .machine .example>", "<1234@local.machine.example>")]
    [InlineData("<a(1)@b>", "<a(1)@b>")]
    [InlineData("<", null)]
    [InlineData("<>", null)]
    [InlineData("<@>", "<@>")]
    [InlineData("((((", "<((((>")]
    public void P29_Ids_are_read_as_far_as_they_go(string text, string? id) => Assert.Equal(id, Parse($"Message-ID: {text}\r\n\r\n").MessageId);
}
