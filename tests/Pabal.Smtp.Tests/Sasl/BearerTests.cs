using System.Text;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class BearerTests
{
    private const string Token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    private const string Refusal = """{"status":"invalid_token","schemes":"bearer mac","scope":"https://mail.example.com/"}""";

    [Fact]
    public void OAUTHBEARER_sends_the_message_of_RFC_7628_section_4_1() => Assert.Equal(
        "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
        Convert.ToBase64String(Create("OAUTHBEARER").Start()!));

    [Fact]
    public void XOAUTH2_sends_user_and_token() =>
        Assert.Equal($"user=user@example.com\u0001auth=Bearer {Token}\u0001\u0001", Encoding.UTF8.GetString(Create("XOAUTH2").Start()!));

    [Theory]
    [InlineData("", "n,,\u0001")]
    [InlineData("a=b,c", "n,a=a=3Db=2Cc,\u0001")]
    [InlineData("홍길동@example.com", "n,a=홍길동@example.com,\u0001")]
    public void The_name_can_not_leave_its_place_in_the_header(string user, string header) =>
        Assert.StartsWith(header, Encoding.UTF8.GetString(Create("OAUTHBEARER", user).Start()!), StringComparison.Ordinal);

    [Fact]
    public void The_error_of_OAUTHBEARER_is_acknowledged_with_one_octet_as_in_RFC_7628_section_4_3()
    {
        var bearer = Create("OAUTHBEARER");
        bearer.Start();
        Assert.Null(bearer.ErrorResult);

        Assert.Equal("AQ==", Convert.ToBase64String(bearer.Respond(Encoding.UTF8.GetBytes(Refusal))));
        Assert.Equal(Refusal, bearer.ErrorResult);
    }

    [Fact]
    public void The_error_of_XOAUTH2_is_acknowledged_with_an_empty_response()
    {
        var bearer = Create("XOAUTH2");
        bearer.Start();

        Assert.Empty(bearer.Respond("""{"status":"401","schemes":"bearer"}"""u8));
        Assert.Equal("""{"status":"401","schemes":"bearer"}""", bearer.ErrorResult);
    }

    [Fact]
    public void An_empty_error_is_none()
    {
        var bearer = Create("XOAUTH2");

        Assert.Empty(bearer.Respond([]));
        Assert.Null(bearer.ErrorResult);
    }

    [Fact]
    public void An_error_is_shown_on_one_line_without_control_characters_and_without_the_token()
    {
        var bearer = Create("OAUTHBEARER");
        bearer.Respond([.. Encoding.UTF8.GetBytes($"{{\r\n\"status\":\"bad {Token}\u001b[2J\"}}"), 0xFF]);

        Assert.Equal("{  \"status\":\"bad ******** [2J\"}ÿ", bearer.ErrorResult);
    }

    private static SaslMechanism Create(string name, string user = "user@example.com") =>
        SaslMechanisms.Create(name, SmtpCredentials.OAuthToken(user, Token), "server.example.com", 587);
}
