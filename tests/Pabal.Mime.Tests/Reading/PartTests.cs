using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class PartTests
{
    private static MimePart Part(string header, string body) => MimeMessage.Parse(Encoding.Latin1.GetBytes($"From: a@x.test\r\n{header}\r\n\r\n{body}")).Root;

    [Fact]
    public void A_delivery_status_is_read_group_by_group()
    {
        var message = MimeMessage.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "rfc3464-multi-recipient.eml")));
        var status = message.Parts.Select(entry => entry.Part).OfType<StatusPart>().Single();

        Assert.Equal(["1", "6", "4", "6"], status.Groups.Select(group => group.Count.ToString(null as IFormatProvider)));
        Assert.Equal("dns; cs.utk.edu", status.Groups[0]["Reporting-MTA"]);
        Assert.Equal("smtp;  550 'arathib@vnet.IBM.COM' is not a registered gateway user", status.Groups[1]["diagnostic-code"]);
        Assert.Equal(["failed", "delayed", "failed"], status.Groups.Skip(1).Select(group => group["Action"]!));
    }

    [Fact]
    public void A_status_part_that_was_made_is_read_back()
    {
        var made = new StatusPart("delivery-status", ["Reporting-MTA: dns; mx.example.com"], ["Final-Recipient: rfc822; a@example.com", "Action: failed"]);
        var message = new MimeMessage(new Multipart("report", new TextPart("failed"), made));
        var read = (StatusPart)MimeMessage.Parse(message.ToArray()).Root.Children[1];

        Assert.Equal("Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; a@example.com\r\nAction: failed\r\n", Mail.Text(made.Content));
        Assert.Equal(made.Groups.Select(group => group.Count), read.Groups.Select(group => group.Count));
        Assert.Equal("failed", read.Groups[1]["Action"]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\r\n\r\n\r\n", 0)]
    [InlineData("no field\r\nA: b\r\nno field\r\n\r\nC: d", 2)]
    public void A_broken_status_part_gives_the_groups_that_it_has(string body, int groups) =>
        Assert.Equal(groups, Assert.IsType<StatusPart>(Part("Content-Type: message/delivery-status", body)).Groups.Length);

    [Fact]
    public void Flowed_text_is_joined_by_its_soft_line_breaks()
    {
        var flowed = (TextPart)MimeMessage.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "flowed.eml"))).Root;
        Assert.Equal("This paragraph is so long that it was broken softly into two lines.\n\n> and a quoted one that goes on here\n>> deeper\nFrom a stuffed line\n-- \nsignature\n",
            flowed.FlowedText);
        Assert.Equal("한글이다", ((TextPart)Part("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", Encoding.Latin1.GetString("한글 \r\n이다"u8))).FlowedText);
        Assert.Equal("a \r\nb", ((TextPart)Part("Content-Type: text/plain", "a \r\nb")).FlowedText);
    }

    [Fact]
    public void Uuencode_is_undone()
    {
        Assert.Equal("Cat", Mail.Text(Part("Content-Transfer-Encoding: x-uuencode", "begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n").Content));
        Assert.Equal("Ca", Mail.Text(Part("Content-Transfer-Encoding: uuencode", "begin 644 x\n\"0V$\n`\nend\n").Content));
        Assert.Equal("", Mail.Text(Part("Content-Transfer-Encoding: x-uue", "nothing of the kind").Content));
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=ks_c_5601-1987", "\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF", "똠방각하")]
    [InlineData("Content-Type: text/plain; charset=euc-kr", "\x8C\x63\xB9\xE6\xB0\xA2\xC7\xCF", "똠방각하")]
    [InlineData("Content-Type: text/plain; charset=iso-2022-kr", "\x1B$)C\x0EGQ1[\x0F", "한글")]
    [InlineData("Content-Type: text/plain; charset=iso-8859-1", "caf\xE9 \x93q\x94", "café “q”")]
    [InlineData("Content-Type: text/plain; charset=utf-8", "\xEF\xBB\xBFx", "x")]
    [InlineData("Content-Type: text/plain; charset=us-ascii", "\xED\x95\x9C", "한")]
    [InlineData("Content-Type: text/plain; charset=\"=?utf-8?q?utf-8?=\"", "\xED\x95\x9C", "한")]
    public void Text_is_read_in_its_charset_or_the_wider_one_behind_the_label(string header, string body, string text) =>
        Assert.Equal(text, ((TextPart)Part(header, body)).Text);

    [Theory]
    [InlineData("filename=\"\xED\x95\x9C\xEA\xB8\x80.txt\"", "한글.txt")]
    [InlineData("filename=\"\xC7\xD1\xB1\xDB \xBA\xB8\xB0\xED\xBC\xAD \xC3\xD6\xC1\xBE\xBA\xBB.txt\"", "한글 보고서 최종본.txt")]
    [InlineData("filename=\xED\x95\x9C.txt", "한.txt")]
    [InlineData("filename*=utf-8''\xED\x95\x9C.txt", "한.txt")]
    public void A_file_name_in_raw_octets_is_read_by_a_guess(string parameter, string name) =>
        Assert.Equal(name, Part($"Content-Disposition: attachment; {parameter}", "").FileName);

    [Fact]
    public void What_the_header_says_of_a_part_is_told()
    {
        var part = Part("Content-Type: IMAGE/Png; NAME=a.png\r\nContent-Transfer-Encoding: BASE64\r\nContent-Disposition: INLINE; filename=b.png; size=3\r\nContent-ID: <i@x>\r\n"
            + "Content-Description: =?utf-8?q?=EA=B7=B8=EB=A6=BC?=", "QUJD");

        Assert.Equal(("image/png", "base64", "inline", "b.png", "i@x", "그림", 3L), (part.MediaType.Name, part.TransferEncoding, part.Disposition, part.FileName, part.ContentId, part.Description, part.Size));
        using var stream = part.OpenRead();
        Assert.Equal("ABC", new StreamReader(stream).ReadToEnd());
    }

    [Fact]
    public void A_type_can_be_written_with_its_parameters()
    {
        Assert.Equal("text/csv; charset=utf-8; header=\"a b\"", MediaType.Parse("Text/CSV; charset=utf-8 ; header=\"a b\"").ToString());
        Assert.Equal("보고.csv", MediaType.Parse("text/csv; name*=utf-8''%EB%B3%B4%EA%B3%A0.csv")["name"]);
        foreach (var bad in new[] { "", "text", "text/", "/x", "text/x y", "text/x; a", "text/x; a=\"b", "text/x; a=1; a=2", "text/x; a=b c", "text/x\r\n; a=b" })
            Assert.False(MediaType.TryParse(bad, out _), bad);
    }

    [Fact]
    public void A_message_within_base64_is_read_and_written_as_it_stands()
    {
        var message = MimeMessage.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "broken-encoded-multipart.eml")));
        var within = (MessagePart)message.Root.Children[1];
        Assert.Equal("encoded message", within.Message.Subject);

        var edited = MimeMessage.Parse(message.WithPart(within.Message.Root, within.Message.Root.With(within.Message.Headers.Set("Subject: edited"))).ToArray());
        var after = (MessagePart)edited.Root.Children[1];
        Assert.Equal(("edited", "7bit"), (after.Message.Subject, after.TransferEncoding));
    }

    [Fact]
    public void Defects_are_told_in_the_language_that_is_spoken()
    {
        var defect = Mail.Parse("Date: Sat, 21 Nov 2026 09:05:00 +0900", "Subject: x", "", "").Defects.Single();
        Assert.Equal(("missing-from", 0L, "RFC 5322 3.6"), (defect.Id, defect.Offset, defect.RfcSection));
        System.Globalization.CultureInfo.CurrentUICulture = new("ko");
        Assert.Contains("보내는 사람", defect.Message, StringComparison.Ordinal);
        System.Globalization.CultureInfo.CurrentUICulture = new("en");
        Assert.Contains("who it is from", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_defect_has_an_id_of_its_own_and_words_in_both_languages()
    {
        var kinds = Enum.GetValues<Pabal.Mime.Reading.DefectKind>();
        Assert.Equal(kinds.Length, kinds.Select(Pabal.Mime.Reading.DefectText.Id).Distinct().Count());
        Assert.All(kinds, kind => Assert.Matches("^[a-z0-9-]+$", Pabal.Mime.Reading.DefectText.Id(kind)));
    }
}
