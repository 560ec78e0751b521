using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class ScramTests
{
    public static TheoryData<string, string, string> Passwords => new()
    {
        { "SHA1", "user", "pencil" },
        { "SHA256", "gil@example.com", "비밀번호 12! 가각힣" },
        { "SHA512", "홍길동", "동해물과백두산이마르고닳도록" },
        { "SHA512", "a=b,c", "=,=2C,\"\\" },
        { "SHA256", "ann", "🔑 schlüssel ﬁn" },
    };

    [Fact]
    public void The_exchange_of_RFC_5802_section_5_is_spoken() => Speaks(
        new ScramMechanism(HashAlgorithmName.SHA1, SmtpCredentials.Password("user", "pencil"), nonce: "fyko+d2lbbFgONRv9qkxdawL"),
        "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");

    [Fact]
    public void The_exchange_of_RFC_7677_section_3_is_spoken() => Speaks(
        new ScramMechanism(HashAlgorithmName.SHA256, SmtpCredentials.Password("user", "pencil"), nonce: "rOprNGfwEbeRWgbNEkqO"),
        "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

    // Made with Python's hashlib and hmac from the formulas of RFC 5802 3: no RFC gives an example with SHA-512.
    [Fact]
    public void An_exchange_with_SHA_512_and_a_Korean_name_and_password_is_spoken() => Speaks(
        new ScramMechanism(HashAlgorithmName.SHA512, SmtpCredentials.Password("홍길동", "비밀번호"), nonce: "6d442b5d9e51a740f369e3dcecf3178e"),
        "n,,n=홍길동,r=6d442b5d9e51a740f369e3dcecf3178e",
        "r=6d442b5d9e51a740f369e3dcecf3178eec12b3985bbd4a8e6f814b422ab766573,s=cGFiYWwtc2FsdC0wMDAxIQ==,i=5000",
        "c=biws,r=6d442b5d9e51a740f369e3dcecf3178eec12b3985bbd4a8e6f814b422ab766573,p=QV64XpggpiG1sl/EGDV6crKtxuEBCG66FKslOZvj0BJ8KHLVeWRJO3/EtUT1yN4aSyAinkGB7VuXvVRmdiA9Og==",
        "v=0pGsA8WPn2yxU5fY2BwbrMnYlCu4yCUARkdKUqYu/pq8bROPl5TsPeoGd5/Z6ONRAKGJEPxj88yyOjhQcLMFww==");

    [Theory, MemberData(nameof(Passwords))]
    public void A_server_that_keeps_only_keys_lets_the_right_password_in(string hash, string user, string password)
    {
        var name = new HashAlgorithmName(hash);
        var client = new ScramMechanism(name, SmtpCredentials.Password(user, password));
        var server = new ScramServer(name, user, password.Normalize(NormalizationForm.FormKC));

        var final = server.Conclude(client.Respond(server.Challenge(client.Start())));

        Assert.Empty(client.Respond(final));
        client.Finish();
    }

    [Theory, MemberData(nameof(Passwords))]
    public void A_server_that_keeps_only_keys_refuses_a_wrong_password(string hash, string user, string password)
    {
        var name = new HashAlgorithmName(hash);
        var client = new ScramMechanism(name, SmtpCredentials.Password(user, password + "x"));
        var server = new ScramServer(name, user, password.Normalize(NormalizationForm.FormKC));

        var final = server.Conclude(client.Respond(server.Challenge(client.Start())));

        Assert.Contains("invalid-proof", Assert.Throws<AuthenticationException>(() => client.Respond(final)).Message, StringComparison.Ordinal);
        Assert.Throws<AuthenticationException>(client.Finish);
    }

    [Fact]
    public void A_Korean_password_typed_as_single_jamo_is_the_same_password()
    {
        var typed = "비밀번호".Normalize(NormalizationForm.FormD);
        Assert.NotEqual("비밀번호", typed);
        var client = new ScramMechanism(HashAlgorithmName.SHA256, SmtpCredentials.Password("gil", typed));
        var server = new ScramServer(HashAlgorithmName.SHA256, "gil", "비밀번호");

        Assert.Empty(client.Respond(server.Conclude(client.Respond(server.Challenge(client.Start())))));
    }

    [Fact]
    public void Optional_extensions_are_passed_over()
    {
        var client = new ScramMechanism(HashAlgorithmName.SHA1, SmtpCredentials.Password("user", "pencil"), nonce: "fyko+d2lbbFgONRv9qkxdawL");
        client.Start();

        var final = client.Respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,x=1,Y=a=b"u8);

        Assert.StartsWith("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=", Encoding.UTF8.GetString(final), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_about_channel_binding_stands_in_both_messages()
    {
        var client = new ScramMechanism(HashAlgorithmName.SHA1, SmtpCredentials.Password("user", "pencil"), ScramBinding.NotOffered, "abc");

        Assert.Equal("y,,n=user,r=abc", Encoding.UTF8.GetString(client.Start()));
        Assert.StartsWith("c=eSws,", Encoding.UTF8.GetString(client.Respond("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096"u8)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_binding_stands_in_the_name_the_header_and_the_proof()
    {
        byte[] data = [0xC0, 0xFF, 0xEE];
        var client = new ScramMechanism(HashAlgorithmName.SHA256, SmtpCredentials.Password("user", "pencil"), ScramBinding.To(new TlsBinding("tls-unique", data)));
        var server = new ScramServer(HashAlgorithmName.SHA256, "user", "pencil") { Header = "p=tls-unique,,", Binding = data };

        Assert.Equal("SCRAM-SHA-256-PLUS", client.Name);
        Assert.Empty(client.Respond(server.Conclude(client.Respond(server.Challenge(client.Start())))));
        client.Finish();
    }

    [Fact]
    public void Every_login_has_a_nonce_of_its_own()
    {
        var credentials = SmtpCredentials.Password("user", "pencil");

        Assert.NotEqual(new ScramMechanism(HashAlgorithmName.SHA1, credentials).Start(), new ScramMechanism(HashAlgorithmName.SHA1, credentials).Start());
    }

    [Theory]
    [InlineData("", "pencil")]
    [InlineData("user", "")]
    [InlineData("user", "pen\u0007cil")]
    public void A_name_or_password_that_SCRAM_has_no_place_for_is_an_authentication_error(string user, string password)
    {
        var client = new ScramMechanism(HashAlgorithmName.SHA256, SmtpCredentials.Password(user, password), nonce: "abc");

        var error = Assert.Throws<AuthenticationException>(() =>
        {
            client.Start();
            client.Respond("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096"u8);
        });
        Assert.DoesNotContain("cil", error.Message, StringComparison.Ordinal);
    }

    private static void Speaks(ScramMechanism client, string first, string serverFirst, string final, string serverFinal)
    {
        Assert.Equal(first, Encoding.UTF8.GetString(client.Start()));
        Assert.Equal(final, Encoding.UTF8.GetString(client.Respond(Encoding.UTF8.GetBytes(serverFirst))));
        Assert.Empty(client.Respond(Encoding.UTF8.GetBytes(serverFinal)));
        client.Finish();
    }
}
