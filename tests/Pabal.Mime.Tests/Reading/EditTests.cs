using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class EditTests
{
    // Odd on purpose: mixed line ends, odd spacing, a field twice, an mbox line, a preamble, no last line end.
    private static readonly byte[] Odd = Encoding.Latin1.GetBytes(
        "From x@y Sat Jan  1\nFROM:  \"a\" <a@x.test>\r\nsubject : old  \nX-A:1\r\nX-A:\t2\n folded\r\nContent-Type: multipart/mixed;\n boundary=b\r\n\n" +
        "preamble\r\n--b\n\nfirst \xE9 =\r\n\r\n--b  \r\nContent-Type: text/html\n\n<p>\n--b--\r\nepilogue");

    private static string Written(MimeMessage message) => Encoding.Latin1.GetString(message.ToArray());

    private static string Changed(string from, string to) => Encoding.Latin1.GetString(Odd).Replace(from, to, StringComparison.Ordinal);

    [Fact]
    public void A_field_is_set_where_it_stood() =>
        Assert.Equal(Changed("subject : old  \n", "Subject: new\r\n"), Written(MimeMessage.Parse(Odd).WithHeader("Subject: new")));

    [Fact]
    public void A_field_that_is_new_comes_last_and_one_on_top_after_the_mbox_line()
    {
        var message = MimeMessage.Parse(Odd);
        Assert.Equal(Changed("boundary=b\r\n\n", "boundary=b\r\nX-B: 1\r\n\n"), Written(message.WithHeader("X-B: 1")));
        Assert.Equal(Changed("FROM:", "X-B: 1\r\nFROM:"), Written(message.WithHeaders(message.Headers.Prepend("X-B: 1"))));
    }

    [Fact]
    public void All_fields_of_a_name_go_at_once() =>
        Assert.Equal(Changed("X-A:1\r\nX-A:\t2\n folded\r\n", ""), Written(MimeMessage.Parse(Odd).WithoutHeader("x-a")));

    [Fact]
    public void A_part_is_replaced_and_no_other_byte_differs()
    {
        var message = MimeMessage.Parse(Odd);
        var edited = message.WithPart(((Multipart)message.Root).Parts[1], new TextPart("<p>é", "html"));
        Assert.Equal(Changed("Content-Type: text/html\n\n<p>",
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C3=A9"), Written(edited));
    }

    [Fact]
    public void A_part_is_removed_with_its_delimiter()
    {
        var message = MimeMessage.Parse(Odd);
        var parts = ((Multipart)message.Root).Parts;
        Assert.Equal(Changed("--b\n\nfirst \xE9 =\r\n\r\n--b  \r\n", "--b\n"), Written(message.WithoutPart(parts[0])));
        Assert.Equal(Changed("\r\n--b  \r\nContent-Type: text/html\n\n<p>", ""), Written(message.WithoutPart(parts[1])));
    }

    [Fact]
    public void A_file_is_added_at_the_end()
    {
        var edited = MimeMessage.Parse(Odd).WithAttachment(Attachment.FromBytes("a.bin", new byte[] { 0, 1, 2 }));
        Assert.Equal(Changed("<p>\n--b--", "<p>\r\n--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=a.bin\r\n\r\nAAEC\r\n\n--b--"), Written(edited));
    }

    [Fact]
    public void A_body_that_was_alone_becomes_the_first_part_with_its_fields()
    {
        var message = MimeMessage.Parse(Mail.Lf("From: a@x.test", "Content-Type: text/plain; charset=utf-8", "Subject: s", "Content-Transfer-Encoding: 8bit", "", "Grüße", ""));
        var edited = MimeMessage.Parse(message.WithAttachment(Attachment.FromBytes("a.bin", new byte[] { 0, 1, 2 })).ToArray());

        Assert.DoesNotContain('\r', Written(edited));
        Assert.Equal(["From", "Content-Type", "Subject", "MIME-Version"], edited.Headers.Select(field => field.Name));
        var first = ((Multipart)edited.Root).Parts[0];
        Assert.Equal("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n", string.Concat(first.Headers.Select(field => Mail.Text(field.Raw))));
        Assert.Equal("Gr\xFC\xDF" + "e\n", Mail.Text(first.Content));
        Assert.Equal(new byte[] { 0, 1, 2 }, edited.Attachments.Single().Content.ToArray());
    }

    [Fact]
    public void New_lines_end_as_the_others_do()
    {
        var message = MimeMessage.Parse(Mail.Lf("From: a@x.test", "Date: Sat, 21 Nov 2026 09:05:00 +0900", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "x", "--b--", ""));
        var edited = message.WithHeader(new HeaderField("Subject", new string('가', 60))).WithAttachment(new TextPart("one\ntwo"));

        Assert.DoesNotContain('\r', Written(edited));
        Assert.Contains("\n\none\ntwo\n--b--\n", Written(edited), StringComparison.Ordinal);
        Assert.Empty(MimeMessage.Parse(edited.ToArray()).Defects);
    }

    [Fact]
    public void An_edit_deep_down_touches_nothing_else()
    {
        var input = Mail.Crlf("From: a@x.test", "Content-Type: multipart/mixed; boundary=a", "", "--a", "Content-Type: message/rfc822", "", "Subject: in",
            "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "one", "--b", "", "two", "--b--", "", "--a--", "");
        var message = MimeMessage.Parse(input);
        var within = ((MessagePart)((Multipart)message.Root).Parts[0]).Message;
        var two = ((Multipart)within.Root).Parts[1];

        Assert.Equal(Mail.Text(input).Replace("two", "2", StringComparison.Ordinal), Written(message.WithPart(two, ((TextPart)new TextPart("2")).With(two.Headers))));
        Assert.Equal(Mail.Text(input).Replace("Subject: in", "Subject: out", StringComparison.Ordinal),
            Written(message.WithPart(within.Root, within.Root.With(within.Headers.Set("Subject: out")))));
    }

    [Fact]
    public void What_is_left_empty_goes_too()
    {
        var message = Mail.Parse("Content-Type: multipart/mixed; boundary=a", "", "--a", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "--b--", "--a", "", "two", "--a--");
        var one = ((Multipart)((Multipart)message.Root).Parts[0]).Parts[0];
        var rest = message.WithoutPart(one);

        Assert.Equal("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\ntwo\r\n--a--", Written(rest));
        Assert.Throws<ArgumentException>(() => rest.WithoutPart(((Multipart)rest.Root).Parts[0]));
        Assert.Throws<ArgumentException>(() => rest.WithoutPart(one));
    }

    [Fact]
    public void A_field_added_where_the_empty_line_is_missing_stays_a_field()
    {
        Assert.Equal("Subject: x\r\nX-A: 1\r\n\r\n", Written(Mail.Parse("Subject: x").WithHeader("X-A: 1")));
        Assert.Equal("X-A: 1\n\nno header at all\n", Written(MimeMessage.Parse(Mail.Lf("no header at all", "")).WithHeader("X-A: 1")).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_taken_out_of_a_message_is_written_anew_in_another()
    {
        var read = MimeMessage.Parse(Encoding.Latin1.GetBytes("X-Odd : \xED\x95\x9C\0 a\r b\n c\n\n")).Headers[0];
        var written = Encoding.Latin1.GetString(new Email { From = "a@example.com", Headers = [read] }.ToMessage().ToArray());
        Assert.Contains("\r\nX-Odd: =?UTF-8?B?7ZWc?=  a  b c\r\n", written, StringComparison.Ordinal);
    }

    public static TheoryData<string> Corpus => GoldenTests.Names;

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Whatever_the_message_an_added_field_is_all_that_differs(string name)
    {
        foreach (var bytes in Samples.Both(name))
        {
            var message = MimeMessage.Parse(bytes);
            var edited = message.WithHeader("X-Pabal: 1").ToArray();
            AssertInserted(bytes, edited, "X-Pabal: 1");
            Assert.Equal("1", MimeMessage.Parse(edited).Headers["X-Pabal"]);
            AssertInserted(bytes, message.WithHeaders(message.Headers.Prepend("X-Pabal: 1")).ToArray(), "X-Pabal: 1");
        }
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Whatever_the_message_a_field_added_to_a_part_is_all_that_differs(string name)
    {
        foreach (var bytes in Samples.Both(name))
        {
            var message = MimeMessage.Parse(bytes);
            foreach (var (path, part) in message.Parts.Where(entry => !IsEncoded(message, entry.Path)))
            {
                var edited = message.WithPart(part, part.With(part.Headers.Add("X-Pabal: 1"))).ToArray();
                AssertInserted(bytes, edited, "X-Pabal: 1");
                Assert.Equal("1", MimeMessage.Parse(edited).Parts.Single(entry => entry.Path == path).Part.Headers["X-Pabal"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Whatever_the_message_a_file_can_be_added_and_taken_away_again(string name)
    {
        foreach (var bytes in Samples.Both(name))
        {
            var message = MimeMessage.Parse(bytes);
            var more = MimeMessage.Parse(message.WithAttachment(Attachment.FromBytes("a.bin", new byte[] { 0, 1, 2 })).ToArray());
            Assert.Equal(new byte[] { 0, 1, 2 }, more.Attachments.Single(part => part.FileName == "a.bin").Content.ToArray());
            Assert.Equal(message.Attachments.Length + 1, more.Attachments.Length);
            Assert.Equal(message.TextBody, more.TextBody);
            Assert.Equal(message.HtmlBody, more.HtmlBody);
            var less = more.WithoutPart(more.Attachments[^1]);
            Assert.Equal(message.TextBody, less.TextBody);
            if (message.Root is Multipart { MediaType.Subtype: "mixed" })
                Assert.Equal(Mail.Text(bytes), Written(less));
        }
    }

    private static bool IsEncoded(MimeMessage message, string path) =>
        message.Parts.Any(entry => entry.Part is MessagePart { Body.IsEmpty: false } && path.StartsWith(entry.Path + ".", StringComparison.Ordinal));

    // Nothing is gone, and what is new stands in one place.
    private static void AssertInserted(byte[] before, byte[] after, string text)
    {
        var prefix = before.AsSpan().CommonPrefixLength(after);
        var suffix = after.Length - before.Length + prefix;
        Assert.Equal(Mail.Text(before.AsMemory(prefix)), Mail.Text(after.AsMemory(suffix)));
        Assert.Contains(text, Mail.Text(after.AsMemory(Math.Max(0, prefix - text.Length)..)), StringComparison.Ordinal);
        Assert.InRange(after.Length - before.Length, text.Length, text.Length + 6);
    }

    [Fact]
    public void A_part_that_would_end_the_part_it_is_in_is_refused()
    {
        var message = MimeMessage.Parse(Odd);
        Assert.Throws<ArgumentException>(() => message.WithAttachment(new TextPart("x\r\n--b\r\nContent-Type: text/html\r\n\r\ninjected")));
    }

    [Fact]
    public void A_part_after_one_without_a_line_end_of_its_own_is_kept_apart()
    {
        var message = Mail.Parse("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "--b", "X: y", "--b--");
        var parts = ((Multipart)message.Root).Parts;
        var edited = MimeMessage.Parse(message.WithPart(parts[0], new TextPart("one")).ToArray());
        Assert.Equal(["one", ""], ((Multipart)edited.Root).Parts.Select(part => ((TextPart)part).Text));
    }

    [Fact]
    public void Another_type_leaves_the_content_and_the_other_fields()
    {
        var message = MimeMessage.Parse(Odd);
        var page = message.Root.Children[1];
        Assert.Equal(Changed("Content-Type: text/html\n", "Content-Type: text/plain; charset=koi8-r\n"), Written(message.WithPart(page, page.With("text/plain; charset=koi8-r"))));
    }

    [Fact]
    public void A_multipart_of_another_type_keeps_its_boundary()
    {
        var root = MimeMessage.Parse(Odd).Root.With("multipart/related; boundary=other");
        Assert.Equal("multipart/related; boundary=b", root.MediaType.ToString());
        Assert.Equal(2, MimeMessage.Parse(MimeMessage.Create(new Email { From = "a@x.test" }, root).ToArray()).Root.Children.Length);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed; boundary=b")]
    public void A_part_does_not_become_another_kind_of_part(string type) =>
        Assert.Throws<ArgumentException>(() => new TextPart("text").With(MediaType.Parse(type)));
}
