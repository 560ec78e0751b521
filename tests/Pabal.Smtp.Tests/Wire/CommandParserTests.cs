using System.Text;
using Pabal.Mime;

namespace Pabal.Smtp.Tests.Wire;

public sealed class CommandParserTests
{
    /// <summary>A line and how the value read from it prints itself.</summary>
    [Theory]
    [InlineData("EHLO client.example.com", "EHLO client.example.com")]
    [InlineData("ehlo [192.0.2.1]", "EHLO [192.0.2.1]")]
    [InlineData("EHLO [IPv6:2001:db8::1]", "EHLO [IPv6:2001:db8::1]")]
    [InlineData("HELO my_pc", "HELO my_pc")]
    [InlineData("lhlo x", "LHLO x")]
    [InlineData("STARTTLS ", "STARTTLS")]
    [InlineData("auth plain AGEAYg==", "AUTH PLAIN AGEAYg==")]
    [InlineData("AUTH LOGIN", "AUTH LOGIN")]
    [InlineData("AUTH PLAIN =", "AUTH PLAIN =")]
    [InlineData("NOOP what ever", "NOOP what ever")]
    [InlineData("quit  ", "QUIT")]
    [InlineData("X-WHAT", "X-WHAT")]
    [InlineData("MAIL FROM:<>", "MAIL FROM:<>")]
    [InlineData("mail from:<Ann@Example.com>", "MAIL FROM:<Ann@Example.com>")]
    [InlineData("MAIL FROM: <a@b>", "MAIL FROM:<a@b>")]
    [InlineData("MAIL FROM:<a@b> ", "MAIL FROM:<a@b>")]
    [InlineData("MAIL FROM:<@one.test,@two.test:a@b>", "MAIL FROM:<a@b>")]
    [InlineData("MAIL FROM:<\"a b\"@c>", "MAIL FROM:<\"a b\"@c>")]
    [InlineData("MAIL FROM:<\"a>b\\\"@x\"@c> SIZE=1", "MAIL FROM:<\"a>b\\\"@x\"@c> SIZE=1")]
    [InlineData("MAIL FROM:<a@[192.0.2.1]>", "MAIL FROM:<a@[192.0.2.1]>")]
    [InlineData("MAIL FROM:<a@[IPv6:::1]>", "MAIL FROM:<a@[IPv6:::1]>")]
    [InlineData("MAIL FROM:<user%evil@relay.test>", "MAIL FROM:<user%evil@relay.test>")]
    [InlineData("MAIL FROM:<a!b@c>", "MAIL FROM:<a!b@c>")]
    [InlineData("MAIL FROM:<홍길동@example.com> SMTPUTF8", "MAIL FROM:<홍길동@example.com> SMTPUTF8")]
    [InlineData("MAIL FROM:<gil@한글.kr> smtputf8", "MAIL FROM:<gil@xn--bj0bj06e.kr> SMTPUTF8")]
    [InlineData("MAIL FROM:<a@b> size=10 body=8bitmime ret=hdrs envid=QQ+2B1 auth=ann+40example.com",
                "MAIL FROM:<a@b> SIZE=10 BODY=8BITMIME RET=HDRS ENVID=QQ+2B1 AUTH=ann@example.com")]
    [InlineData("MAIL FROM:<a@b> BODY=7BIT  RET=FULL AUTH=<>", "MAIL FROM:<a@b> BODY=7BIT RET=FULL AUTH=<>")]
    [InlineData("MAIL FROM:<a@b> BODY=BINARYMIME", "MAIL FROM:<a@b> BODY=BINARYMIME")]
    [InlineData("MAIL FROM:<a@b> SIZE=99999999999999999999", "MAIL FROM:<a@b> SIZE=9223372036854775807")]
    [InlineData("RCPT TO:<b@c>", "RCPT TO:<b@c>")]
    [InlineData("RCPT TO:<Postmaster>", "RCPT TO:<Postmaster@mx.example.com>")]
    [InlineData("RCPT TO:<홍길동@example.com>", "RCPT TO:<홍길동@example.com>")]
    [InlineData("RCPT TO:<b@c> NOTIFY=never", "RCPT TO:<b@c> NOTIFY=NEVER")]
    [InlineData("RCPT TO:<b@c> NOTIFY=DELAY,SUCCESS,FAILURE ORCPT=rfc822;Bob+2Bx@c", "RCPT TO:<b@c> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;Bob+2Bx@c")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;홍길동@c", "RCPT TO:<b@c> ORCPT=utf-8;\\x{D64D}\\x{AE38}\\x{B3D9}@c")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;\\x{1F600}a\\x{2B}\\x{5C}@c", "RCPT TO:<b@c> ORCPT=utf-8;\\x{1F600}a\\x{2B}\\x{5C}@c")]
    [InlineData("MAIL FROM:<a@b> requiretls by=120;rt holdfor=3600 mt-priority=-3", "MAIL FROM:<a@b> REQUIRETLS BY=120;RT HOLDFOR=3600 MT-PRIORITY=-3")]
    [InlineData("MAIL FROM:<a@b> BY=-5;n HOLDUNTIL=2026-12-24t09:00:00z MT-PRIORITY=9", "MAIL FROM:<a@b> BY=-5;N HOLDUNTIL=2026-12-24T09:00:00Z MT-PRIORITY=9")]
    public void A_command_is_read(string line, string printed)
    {
        var (command, refusal) = Parse(line);
        Assert.Null(refusal);
        Assert.Equal(printed, command!.ToString());
    }

    [Theory]
    [InlineData("", 500, "5.5.2")]
    [InlineData("   ", 500, "5.5.2")]
    [InlineData(" QUIT", 500, "5.5.2")]
    [InlineData("NO\0OP", 500, "5.5.2")]
    [InlineData("EHLO a\rb", 500, "5.5.2")]
    [InlineData("NOOP\tx", 500, "5.5.2")]
    [InlineData("NOOP \x7f", 500, "5.5.2")]
    [InlineData("명령", 500, "5.5.2")]
    [InlineData("EHLO", 501, "5.5.4")]
    [InlineData("EHLO two words", 501, "5.5.4")]
    [InlineData("EHLO a(b)", 501, "5.5.4")]
    [InlineData("EHLO 홍.kr", 501, "5.5.4")]
    [InlineData("EHLO []", 501, "5.5.4")]
    [InlineData("EHLO [1.2.3.4", 501, "5.5.4")]
    [InlineData("STARTTLS now", 501, "5.5.4")]
    [InlineData("DATA now", 501, "5.5.4")]
    [InlineData("RSET all", 501, "5.5.4")]
    [InlineData("QUIT please", 501, "5.5.4")]
    [InlineData("AUTH", 501, "5.5.4")]
    [InlineData("AUTH PLAIN a b", 501, "5.5.4")]
    [InlineData("AUTH P(LAIN) a", 501, "5.5.4")]
    [InlineData("AUTH ABCDEFGHIJKLMNOPQRSTU", 501, "5.5.4")]
    [InlineData("MAIL", 501, "5.5.4")]
    [InlineData("MAIL FROM", 501, "5.5.4")]
    [InlineData("MAIL TO:<a@b>", 501, "5.5.4")]
    [InlineData("MAIL FROM:a@b", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b>SIZE=1", 501, "5.5.4")]
    [InlineData("MAIL FROM:<\"a>@b", 501, "5.5.4")]
    [InlineData("MAIL FROM:<\"a\\", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<<a@b>>", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b,c@d>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<a@b@c>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<@one.test>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<@o(ne.test:a@b>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<@one.test,two.test:a@b>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<@:a@b>", 501, "5.1.7")]
    [InlineData("MAIL FROM:<a@b> SIZE", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=-1", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=abc", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=999999999999999999999", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=1 size=1", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SIZE=1=1", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BODY=9BIT", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> SMTPUTF8=yes", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> RET=ALL", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> ENVID=a+0D+0Ab", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> ENVID=a+4", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> ENVID=a+ZZ", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> ENVID=+FF", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> AUTH=a+00b", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> FOO=BAR", 555, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> NOTIFY=NEVER", 555, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> =", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> -X", 501, "5.5.4")]
    [InlineData("MAIL FROM:<홍길동@example.com>", 553, "5.6.7")]
    [InlineData("MAIL FROM:<gil@한글.kr>", 553, "5.6.7")]
    [InlineData("RCPT TO:<>", 501, "5.1.3")]
    [InlineData("RCPT TO:<bob>", 501, "5.1.3")]
    [InlineData("RCPT TO:<b@c> FOO", 555, "5.5.4")]
    [InlineData("RCPT TO:<b@c> SIZE=1", 555, "5.5.4")]
    [InlineData("RCPT TO:<b@c> NOTIFY", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> NOTIFY=NEVER,DELAY", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> NOTIFY=DELAY,NEVER", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> NOTIFY=SOON", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=ann@example.com", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=rfc822;", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;a\\x{D800}", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;a\\x{0A}b", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;a+0Ab", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=utf-8;a\\y", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> REQUIRETLS=1", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=0;R", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=-1;R", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=1;X", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=1;RX", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=9999999999;N", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY=;N", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> BY", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> HOLDFOR=0", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> HOLDFOR=1 HOLDUNTIL=2026-12-24T09:00:00Z", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> HOLDUNTIL=2026-13-24T09:00:00Z", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> MT-PRIORITY=10", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> MT-PRIORITY=-0", 501, "5.5.4")]
    [InlineData("MAIL FROM:<a@b> AUTH=nobody", 501, "5.5.4")]
    [InlineData("RCPT TO:<b@c> ORCPT=rfc822;a+0Ab", 501, "5.5.4")]
    public void What_is_no_command_is_refused_with_its_code_and_not_repeated(string line, int code, string enhanced)
    {
        var (command, refusal) = Parse(line);
        Assert.Null(command);
        Assert.Equal((code, enhanced), (refusal!.Code, refusal.Enhanced.ToString()));
    }

    [Fact]
    public void Parameters_are_read_into_their_types()
    {
        var mail = Assert.IsType<SmtpCommand.Mail>(Parse("MAIL FROM:<a@b> SIZE=42 BODY=8BITMIME SMTPUTF8 RET=FULL ENVID=x+20y AUTH=<>").Command);
        Assert.Equal(new SmtpCommand.Mail(EmailAddress.Parse("a@b"))
        {
            Size = 42,
            Body = BodyKind.EightBitMime,
            SmtpUtf8 = true,
            Return = DsnReturn.Full,
            EnvelopeId = "x y",
            SubmittedBy = "<>",
        }, mail);
        var rcpt = Assert.IsType<SmtpCommand.Rcpt>(Parse("RCPT TO:<b@c> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Bob+20B@c").Command);
        Assert.Equal((DsnNotify.Success | DsnNotify.Delay, "rfc822;Bob B@c"), (rcpt.Notify, rcpt.OriginalRecipient));
    }

    [Fact]
    public void A_local_part_of_65_octets_or_a_domain_of_256_is_refused()
    {
        Assert.NotNull(Parse($"RCPT TO:<{new string('a', 64)}@b>").Command);
        Assert.Equal(501, Parse($"RCPT TO:<{new string('a', 65)}@b>").Refusal!.Code);
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 63), 4));
        Assert.NotNull(Parse($"RCPT TO:<a@{domain}>").Command);
        Assert.Equal(501, Parse($"RCPT TO:<a@{domain}d>").Refusal!.Code);
    }

    [Fact]
    public void Whatever_is_read_prints_as_a_line_that_is_read_the_same()
    {
        string[] words = ["MAIL", "RCPT", "FROM:", "TO:", "EHLO", "AUTH", "<", ">", "@", "a", "b.c", "\"", "\\", " ", "SIZE=", "1", "ENVID=", "ORCPT=rfc822;", "+41", "+0A",
            "NOTIFY=", "NEVER", ",", "SMTPUTF8", "길", "\r", "\n", "\0", "\x80", "[", "]", ":", "postmaster", "=", ";"];
        var random = new Random(20262);
        var read = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var start = random.Next(3) switch { 0 => "MAIL FROM:<a@b> ", 1 => "RCPT TO:<", _ => "" };
            var line = start + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)]));
            var (command, refusal) = Parse(line);
            Assert.True(command is null != refusal is null);
            if (command is null)
                continue;
            read++;
            var printed = command.ToString();
            Assert.Equal(-1, printed.AsSpan().IndexOfAny('\r', '\n', '\0'));
            Assert.Equal(printed, Parse(printed).Command?.ToString());
        }
        Assert.InRange(read, 1000, int.MaxValue);
    }

    private static (SmtpCommand? Command, SmtpReply? Refusal) Parse(string line) => SmtpCommand.Parse(Encoding.UTF8.GetBytes(line), "mx.example.com");
}
