using System.Security.Authentication;
using System.Text;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class SimpleMechanismTests
{
    [Fact]
    public void PLAIN_sends_the_message_of_RFC_4616_section_4() =>
        Assert.Equal("\0tim\0tanstaaftanstaaf"u8, Create("PLAIN", SmtpCredentials.Password("tim", "tanstaaftanstaaf")).Start()!);

    [Fact]
    public void PLAIN_and_LOGIN_send_a_Korean_password_as_it_was_typed()
    {
        var typed = "비밀번호".Normalize(NormalizationForm.FormD);
        var credentials = SmtpCredentials.Password("홍길동", typed);
        var login = Create("LOGIN", credentials);

        Assert.Equal(Encoding.UTF8.GetBytes($"\0홍길동\0{typed}"), Create("PLAIN", credentials).Start()!);
        Assert.Null(login.Start());
        Assert.Equal("홍길동"u8, login.Respond("Username:"u8));
        Assert.Equal(Encoding.UTF8.GetBytes(typed), login.Respond("Password:"u8));
    }

    [Theory]
    [InlineData("User Name\0", "Password\0")]
    [InlineData("", "")]
    [InlineData("사용자:", "암호:")]
    public void LOGIN_goes_by_the_order_of_the_prompts_and_not_their_words(string first, string second)
    {
        var login = Create("LOGIN", SmtpCredentials.Password("ann", "pencil"));

        Assert.Equal("ann"u8, login.Respond(Encoding.UTF8.GetBytes(first)));
        Assert.Equal("pencil"u8, login.Respond(Encoding.UTF8.GetBytes(second)));
    }

    [Fact]
    public void CRAM_MD5_answers_as_in_RFC_2195_section_2()
    {
        var cram = Create("CRAM-MD5", SmtpCredentials.Password("tim", "tanstaaftanstaaf"));

        Assert.Null(cram.Start());
        Assert.Equal("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
            Convert.ToBase64String(cram.Respond("<1896.697170952@postoffice.reston.mci.net>"u8)));
    }

    [Fact]
    public void CRAM_MD5_does_not_answer_nothing() =>
        Assert.Throws<AuthenticationException>(() => Create("CRAM-MD5", SmtpCredentials.Password("tim", "tanstaaftanstaaf")).Respond([]));

    [Theory]
    [InlineData("")]
    [InlineData("gil@example.com")]
    public void EXTERNAL_names_whom_to_act_as_or_nobody(string user) =>
        Assert.Equal(Encoding.UTF8.GetBytes(user), Create("EXTERNAL", SmtpCredentials.Password(user, "")).Start()!);

    [Fact]
    public void ANONYMOUS_leaves_the_trace_of_RFC_4505_section_4() =>
        Assert.Equal("c2lyaGM=", Convert.ToBase64String(Create("ANONYMOUS", SmtpCredentials.Password("sirhc", "")).Start()!));

    [Fact]
    public void ANONYMOUS_takes_255_characters_and_no_more()
    {
        Assert.Equal(1020, Create("ANONYMOUS", SmtpCredentials.Password(string.Concat(Enumerable.Repeat("🐚", 255)), "")).Start()!.Length);
        Assert.Throws<AuthenticationException>(() => Create("ANONYMOUS", SmtpCredentials.Password(new string('a', 256), "")).Start());
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("EXTERNAL")]
    [InlineData("ANONYMOUS")]
    public void A_mechanism_that_asks_no_proof_of_the_server_finishes_without_one(string name) =>
        Create(name, SmtpCredentials.Password("ann", "pencil")).Finish();

    private static SaslMechanism Create(string name, SmtpCredentials credentials) => SaslMechanisms.Create(name, credentials, "mail.example.com", 587);
}
