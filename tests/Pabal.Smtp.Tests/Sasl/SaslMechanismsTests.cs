using System.Globalization;
using System.Security.Authentication;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class SaslMechanismsTests
{
    private static readonly SmtpCredentials Password = SmtpCredentials.Password("ann", "s3cr3t-Pencil");
    private static readonly TlsBinding Binding = new("tls-unique", [1, 2, 3]);
    private static readonly SmtpCredentials Token = SmtpCredentials.OAuthToken("ann", "s3cr3t-Pencil");

    [Fact]
    public void For_a_password_what_proves_both_sides_comes_first_and_under_TLS_CRAM_MD5_last() =>
        Assert.Equal(
            ["SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"],
            SaslMechanisms.Ranked(Password));

    [Fact]
    public void In_clear_whatever_keeps_the_password_off_the_wire_comes_first()
    {
        var ranked = SaslMechanisms.Ranked(Password, encrypted: false);
        var sendsSecret = ranked.Select(name => SaslMechanisms.Create(name, Password, "h", 25).SendsSecret);

        Assert.Equal([false, false, false, false, true, true], sendsSecret);
        Assert.Equal(SaslMechanisms.Ranked(Password).Except(SaslMechanisms.Bound).Order(), ranked.Order());
    }

    [Fact]
    public void A_token_is_used_where_tokens_are() => Assert.Equal(["OAUTHBEARER", "XOAUTH2"], SaslMechanisms.Ranked(Token));

    [Theory]
    [InlineData("SCRAM-SHA-512-PLUS", false)]
    [InlineData("SCRAM-SHA-256-PLUS", false)]
    [InlineData("SCRAM-SHA-1-PLUS", false)]
    [InlineData("SCRAM-SHA-512", false)]
    [InlineData("SCRAM-SHA-256", false)]
    [InlineData("SCRAM-SHA-1", false)]
    [InlineData("CRAM-MD5", false)]
    [InlineData("PLAIN", true)]
    [InlineData("LOGIN", true)]
    [InlineData("OAUTHBEARER", true)]
    [InlineData("XOAUTH2", true)]
    [InlineData("EXTERNAL", false)]
    [InlineData("ANONYMOUS", false)]
    public void A_mechanism_has_the_name_it_was_asked_for_and_says_whether_it_shows_the_secret(string name, bool sendsSecret)
    {
        var mechanism = SaslMechanisms.Create(name, name.Contains("OAUTH", StringComparison.Ordinal) ? Token : Password, "h", 25, Binding);

        Assert.Equal(name, mechanism.Name);
        Assert.Equal(sendsSecret, mechanism.SendsSecret);
        Assert.Null(mechanism.ErrorResult);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256-PLUS", true, true, "p=tls-unique,,")]
    [InlineData("SCRAM-SHA-256", true, false, "y,,")]
    [InlineData("SCRAM-SHA-256", true, true, "n,,")]
    [InlineData("SCRAM-SHA-256", false, false, "n,,")]
    [InlineData("SCRAM-SHA-256", false, true, "n,,")]
    public void SCRAM_says_whether_it_could_be_bound_when_the_server_did_not_offer_it(string name, bool canBind, bool serverBinds, string header)
    {
        var mechanism = SaslMechanisms.Create(name, Password, "h", 25, canBind ? Binding : null, serverBinds);

        Assert.StartsWith($"{header}n=ann,r=", System.Text.Encoding.UTF8.GetString(mechanism.Start()!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GSSAPI")]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    public void An_unknown_mechanism_and_one_that_takes_no_password_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => SaslMechanisms.Create(name, Password, "h", 25));

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("NTLM")]
    public void A_token_is_never_sent_as_a_password(string name) =>
        Assert.Throws<ArgumentException>(() => SaslMechanisms.Create(name, Token, "h", 25));

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Nothing_that_is_printed_holds_the_secret(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            var printed = new List<string?> { Password.ToString(), Token.ToString() };
            foreach (var credentials in new[] { Password, Token })
            {
                foreach (var name in SaslMechanisms.Ranked(credentials).Append("EXTERNAL").Append("ANONYMOUS"))
                {
                    var mechanism = SaslMechanisms.Create(name, credentials, "h", 25, Binding);
                    mechanism.Start();
                    printed.Add(mechanism.ToString());
                    printed.Add(Assert.Throws<AuthenticationException>(() =>
                    {
                        for (var i = 0; i < 10; i++)
                            mechanism.Respond("s3cr3t-Pencil"u8);
                    }).ToString());
                    printed.Add(mechanism.ErrorResult);
                }
                printed.Add(Assert.Throws<ArgumentException>(() => SaslMechanisms.Create("NTLM", credentials, "h", 25)).ToString());
            }
            Assert.All(printed, text => Assert.DoesNotContain("s3cr3t", text ?? "", StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
