using System.Text;

namespace Pabal.Smtp.Tests;

public sealed class SmtpCommandTests
{
    public static TheoryData<SmtpCommand, string> Printed => new()
    {
        { new SmtpCommand.Hello(HelloVerb.Ehlo, "client.example.com"), "EHLO client.example.com" },
        { new SmtpCommand.Hello(HelloVerb.Helo, "[192.0.2.1]"), "HELO [192.0.2.1]" },
        { new SmtpCommand.Hello(HelloVerb.Lhlo, "[IPv6:2001:db8::1]"), "LHLO [IPv6:2001:db8::1]" },
        { new SmtpCommand.StartTls(), "STARTTLS" },
        { new SmtpCommand.Auth("LOGIN", null), "AUTH LOGIN" },
        { new SmtpCommand.Auth("EXTERNAL", "="), "AUTH EXTERNAL =" },
        { new SmtpCommand.Mail(null), "MAIL FROM:<>" },
        { new SmtpCommand.Mail("ann@example.com") { Size = 0, Body = BodyKind.SevenBit }, "MAIL FROM:<ann@example.com> SIZE=0 BODY=7BIT" },
        {
            new SmtpCommand.Mail("홍길동@도메인.한국")
            {
                Size = long.MaxValue, Body = BodyKind.EightBitMime, SmtpUtf8 = true, Return = DsnReturn.Headers, EnvelopeId = "a+b = 1", SubmittedBy = "gil+x@example.com",
            },
            "MAIL FROM:<홍길동@xn--hq1bm8jm9l.xn--3e0b707e> SIZE=9223372036854775807 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb+20+3D+201 AUTH=gil+2Bx@example.com"
        },
        { new SmtpCommand.Mail(null) { Body = BodyKind.BinaryMime, Return = DsnReturn.Full, SubmittedBy = "<>" }, "MAIL FROM:<> BODY=BINARYMIME RET=FULL AUTH=<>" },
        { new SmtpCommand.Rcpt("\"john smith\"@example.com"), "RCPT TO:<\"john smith\"@example.com>" },
        { new SmtpCommand.Rcpt("a@[192.0.2.1]") { Notify = DsnNotify.Never }, "RCPT TO:<a@[192.0.2.1]> NOTIFY=NEVER" },
        {
            new SmtpCommand.Rcpt("a@example.com") { Notify = DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay, OriginalRecipient = "rfc822;a+b=c;d@example.com" },
            "RCPT TO:<a@example.com> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc;d@example.com"
        },
        { new SmtpCommand.Plain("quit"), "QUIT" },
        { new SmtpCommand.Bdat(10, IsLast: true), "BDAT 10 LAST" },
    };

    [Theory, MemberData(nameof(Printed))]
    public void A_command_prints_as_one_line(SmtpCommand command, string line)
    {
        Assert.Equal(line, command.ToString());
        Assert.Equal(line, command is SmtpCommand.Auth { InitialResponse: not null } ? line : command.ToRedactedString());
        CommandLine.IsOneLine(line);
    }

    [Theory, MemberData(nameof(Printed))]
    public void A_server_reads_the_command_that_was_printed(SmtpCommand command, string line) =>
        Assert.Equal((command, null), SmtpCommand.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Lines_put_together_at_random_are_refused_or_read_and_printed_the_same()
    {
        string[] pieces =
        [
            "EHLO", "HELO", "AUTH", "MAIL FROM:", "RCPT TO:", "NOOP", "BDAT", " ", " ", " ", "<", ">", "<>", "<a@z.test>", "<\"a> b\"@z.test>", "<홍@한국.test>", "postmaster",
            "SIZE=", "BODY=8BITMIME", "SMTPUTF8", "RET=HDRS", "ENVID=", "AUTH=", "NOTIFY=", "NEVER", "SUCCESS", ",", "ORCPT=", "rfc822;", ";", "+0D+0A", "+2B", "+FF", "=", "-1", "0", "99",
            "PLAIN", "AA==", "\r\n", "\n", "\0", "\t", "\"", "\\", "[IPv6:", "::1", "]", "x", "\u0085", "\u2028", "\uFFFD",
        ];
        var random = new Random(20260104);
        var read = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(n => pieces[n == 0 ? random.Next(8) : random.Next(pieces.Length)])));
            var (command, refusal) = SmtpCommand.Parse(line);
            Assert.NotEqual(command is null, refusal is null);
            if (command is null)
                continue;
            read++;
            CommandLine.IsOneLine(command.ToString());
            Assert.Equal((command, null), SmtpCommand.Parse(Encoding.UTF8.GetBytes(command.ToString())));
        }
        Assert.InRange(read, 1_000, 49_000);
    }

    [Fact]
    public void The_secret_of_AUTH_is_not_shown_nor_its_length()
    {
        Assert.Equal("AUTH PLAIN ********", new SmtpCommand.Auth("PLAIN", "AGFubgBwZW5jaWw=").ToRedactedString());
        Assert.Equal("AUTH PLAIN ********", new SmtpCommand.Auth("PLAIN", "=").ToRedactedString());
        Assert.Equal("AUTH ********", new SmtpCommand.Plain("auth", "PLAIN AGFubgBwZW5jaWw=").ToRedactedString());
        Assert.Equal("AUTH ********", new SmtpCommand.Plain("AUTH PLAIN", "AGFubgBwZW5jaWw=").ToRedactedString());
        Assert.Equal("NOOP AUTH", new SmtpCommand.Plain("NOOP", "AUTH").ToRedactedString());
    }

    [Theory]
    [InlineData("x\r\nMAIL FROM:<e@evil.test>")]
    [InlineData("x\nNOOP")]
    [InlineData("x\rNOOP")]
    [InlineData("x\0")]
    [InlineData("x y")]
    [InlineData("x\ty")]
    [InlineData("x\u010Ay")]
    [InlineData("도메인.한국")]
    [InlineData("")]
    public void A_name_for_EHLO_that_is_not_one_word_is_refused(string name)
    {
        foreach (var verb in Enum.GetValues<HelloVerb>())
            Assert.Throws<ArgumentException>(() => new SmtpCommand.Hello(verb, name));
    }

    [Theory]
    [InlineData("PLAIN\r\nNOOP", null)]
    [InlineData("PLAIN x", null)]
    [InlineData("", null)]
    [InlineData("PLAIN", "AA==\r\nNOOP")]
    [InlineData("PLAIN", "AA==\nNOOP")]
    [InlineData("PLAIN", "AA== AA==")]
    [InlineData("PLAIN", "A\0")]
    [InlineData("PLAIN", "")]
    public void AUTH_takes_one_word_and_perhaps_another(string mechanism, string? response) =>
        Assert.Throws<ArgumentException>(() => new SmtpCommand.Auth(mechanism, response));

    [Theory]
    [InlineData("NOOP\r\nRSET", "")]
    [InlineData("NOOP\n", "")]
    [InlineData("NOOP", "x\rRSET")]
    [InlineData("VRFY", "a\0b")]
    [InlineData("VRFY", "\n")]
    public void Any_other_command_is_one_line_too(string verb, string argument) =>
        Assert.Throws<ArgumentException>(() => new SmtpCommand.Plain(verb, argument));

    [Theory]
    [InlineData("rfc822\r\nRCPT TO:<e@evil.test>;a@example.com")]
    [InlineData("rfc822 NOTIFY=NEVER;a@example.com")]
    [InlineData("rfc822;")]
    [InlineData(";a@example.com")]
    [InlineData("a@example.com")]
    [InlineData("")]
    public void An_original_recipient_without_a_plain_type_is_refused(string original) =>
        Assert.Throws<ArgumentException>(() => new SmtpCommand.Rcpt("a@example.com") { OriginalRecipient = original });

    [Fact]
    public void A_size_is_never_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => new SmtpCommand.Mail(null) { Size = -1 });

    [Theory]
    [InlineData("\r\nRCPT TO:<e@evil.test>")]
    [InlineData("x> SIZE=1 <")]
    [InlineData("\u010D\u010A\u0000")]
    [InlineData("＞\u2028\u0085")]
    public void What_is_encoded_can_not_leave_its_parameter(string value)
    {
        var mail = new SmtpCommand.Mail("a@example.com") { EnvelopeId = value, SubmittedBy = value }.ToString();
        var rcpt = new SmtpCommand.Rcpt("a@example.com") { OriginalRecipient = $"rfc822;{value}" }.ToString();

        Assert.Equal(2, CommandLine.Path(mail, "MAIL FROM:").Parameters.Count(c => c == ' '));
        Assert.Equal(1, CommandLine.Path(rcpt, "RCPT TO:").Parameters.Count(c => c == ' '));
    }

    [Fact]
    public void Commands_are_values()
    {
        Assert.Equal(new SmtpCommand.Mail("a@example.com") { Size = 1 }, new SmtpCommand.Mail("a@EXAMPLE.com") { Size = 1 });
        Assert.NotEqual<SmtpCommand>(new SmtpCommand.Plain("RSET"), new SmtpCommand.Plain("NOOP"));
    }
}
