using System.Text;
using Pabal.Mime;

namespace Pabal.Smtp.Tests;

/// <summary>Whatever is given for an address: it is refused, or it stands alone between its angle brackets.</summary>
public sealed class AddressInjectionTests
{
    [Theory]
    [InlineData("\"a\r\nRCPT TO:<e@e.test>\"@z.test")]
    [InlineData("\"a\nb\"@z.test")]
    [InlineData("\"a\rb\"@z.test")]
    [InlineData("\"a\0b\"@z.test")]
    [InlineData("\"a\\\r\\\nb\"@z.test")]
    [InlineData("a\r\n@z.test")]
    [InlineData("a@z.test\r\nRCPT TO:<e@e.test>")]
    [InlineData("a@z.test\n")]
    [InlineData("a@z.test\0")]
    [InlineData("a@z\u0085.test")]
    [InlineData("\"a\u2028b\"@z.test")]
    [InlineData("a@z.test> ORCPT=rfc822;admin@z.test")]
    [InlineData("a@z.test>,<e@e.test")]
    [InlineData("<<a@z.test>>")]
    [InlineData("a b@z.test")]
    [InlineData("\"a\"b@z.test")]
    [InlineData("\"a@z.test")]
    [InlineData("\"a\\\"@z.test")]
    [InlineData("a@x＠evil.test")]
    [InlineData("a@x＞.test")]
    [InlineData("a@℀.com")]
    [InlineData("a@x／y.com")]
    [InlineData("a@x\u200B.test")]
    [InlineData("user@good.test(x)evil.test")]
    [InlineData("a@x.test <b@evil.test>")]
    [InlineData("a@malicious.test@important.test")]
    [InlineData("alice@example.org)bob@evil.test")]
    [InlineData("\"x@evil.test x\"@good.test>")]
    [InlineData("a@[192.0.2.1> SIZE=1]")]
    [InlineData("a@[IPv6:::1> SIZE=1]")]
    [InlineData("a@[IPv6:::1]> SIZE=1")]
    [InlineData("a@[IPv6:::1%> SIZE=1]")]
    [InlineData("a@[x>y]")]
    [InlineData("a@")]
    [InlineData("@z.test")]
    [InlineData("")]
    public void Such_an_address_is_refused(string text)
    {
        Assert.False(EmailAddress.TryParse(text, out _));
        Assert.Throws<FormatException>(() => new SmtpCommand.Rcpt(text));
    }

    [Theory]
    [InlineData("\"t@x.test> ORCPT=rfc822;admin@z.test\"@y.test", "\"t@x.test> ORCPT=rfc822;admin@z.test\"@y.test")]
    [InlineData("\"a b\"@z.test", "\"a b\"@z.test")]
    [InlineData("\"\\\"> <\\\\\"@z.test", "\"\\\"> <\\\\\"@z.test")]
    [InlineData("\"plain\"@z.test", "plain@z.test")]
    [InlineData("\"\"@z.test", "\"\"@z.test")]
    [InlineData("\"\\a\\>\"@z.test", "\"a>\"@z.test")]
    [InlineData("<a@z.test>", "a@z.test")]
    [InlineData("\u010D\u010A\u760D\u760A@z.test", "\u010D\u010A\u760D\u760A@z.test")]
    [InlineData("＞＠“…@z.test", "＞＠“…@z.test")]
    [InlineData("a@도메인。한국", "a@xn--hq1bm8jm9l.xn--3e0b707e")]
    [InlineData("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]")]
    public void Such_an_address_stands_alone_in_its_path(string text, string path)
    {
        EmailAddress address = text;

        Assert.Equal((path, ""), CommandLine.Path(new SmtpCommand.Mail(address).ToString(), "MAIL FROM:"));
        Assert.Equal((path, ""), CommandLine.Path(new SmtpCommand.Rcpt(address).ToString(), "RCPT TO:"));
        Assert.Equal(address, EmailAddress.Parse(path));
    }

    [Theory]
    [InlineData("a@[> SIZE=1]")]
    [InlineData("<a@[x>\tORCPT=y]>")]
    [InlineData("\"a\r\n RCPT TO:<e@e.test>\" <b@>")]
    [InlineData("Ann")]
    [InlineData("=?utf-8?q?a=0D=0ANOOP?= <@>")]
    public void An_address_read_from_broken_mail_can_be_shown_but_not_mailed_to(string field)
    {
        var address = Assert.Single(MimeMessage.Parse(Encoding.UTF8.GetBytes($"To: {field}\r\n\r\n")).To.Mailboxes).Address;

        Assert.False(address.IsValid);
        CommandLine.IsOneLine(address.ToString());
        Assert.Throws<ArgumentException>(() => new SmtpCommand.Mail(address));
        Assert.Throws<ArgumentException>(() => new SmtpCommand.Rcpt(address));
        Assert.Throws<ArgumentException>(() => new Envelope(null, address));
        Assert.Throws<ArgumentException>(() => new Envelope(null, "a@example.com") with { Sender = address });
        Assert.Throws<ArgumentException>(() => new Envelope(null, "a@example.com") with { Recipients = [address] });
    }

    [Fact]
    public void An_address_literal_holds_hexadecimal_digits_colons_and_dots_only()
    {
        foreach (var literal in new[] { "192.0.2.1", "IPv6:2001:db8::1", "IPv6:::ffff:192.0.2.1" })
        {
            foreach (var place in Enumerable.Range(0, literal.Length + 1))
            {
                foreach (var c in Enumerable.Range(0, 0x180).Append(0xFF0E).Append(0xFF1E).Select(code => (char)code))
                {
                    if (EmailAddress.TryParse($"a@[{literal.Insert(place, c.ToString())}]", out var address))
                        Assert.All(address.AsciiDomain[1..^1].Replace("IPv6", "", StringComparison.OrdinalIgnoreCase), kept => Assert.Contains(kept, "0123456789abcdefABCDEF:."));
                }
            }
        }
    }

    [Fact]
    public void Addresses_put_together_at_random_are_refused_or_stand_alone()
    {
        string[] pieces =
        [
            "a", "@", "\"", "\\", "<", ">", " ", ".", "\r\n", "\n", "\r", "\0", "\t", "z.test", "[192.0.2.1]", "[IPv6:", "::1", "]", "[", "(", ")", ",", ";", ":", "%",
            "RCPT TO:<e@e.test>", " SIZE=1", "홍", "\u010A", "\u760D", "＠", "＞", "。", "\u2028", "\u0085", "\uD800", "\uDC00", "😀", "xn--", "-", "/", "0", "\uFF0E", "\u200B",
        ];
        var random = new Random(20260102);
        var accepted = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var text = new StringBuilder();
            for (var count = random.Next(1, 8); count > 0; count--)
                text.Append(pieces[random.Next(pieces.Length)]);
            // Half of them begin as a quoted local part and all but some end in a domain, or next to nothing would get past the grammar.
            var spelled = (round & 1, round % 5) switch
            {
                (_, 0) => text.ToString(),
                (0, _) => $"{text}@z.test",
                _ => $"\"{text}\"@z.test",
            };
            if (!EmailAddress.TryParse(spelled, out var address))
                continue;
            accepted++;
            var (path, rest) = CommandLine.Path(new SmtpCommand.Rcpt(address) { Notify = DsnNotify.Never }.ToString(), "RCPT TO:");
            Assert.Equal(" NOTIFY=NEVER", rest);
            Assert.Equal(address, EmailAddress.Parse(path));
        }
        Assert.InRange(accepted, 2_000, 48_000);
    }
}
