namespace Pabal.Smtp.Tests.Client;

public sealed class ServerUriTests
{
    [Theory]
    [InlineData("smtp://mail.example.com", "mail.example.com", 587, TlsMode.Required)]
    [InlineData("SMTP://Mail.Example.com/", "Mail.Example.com", 587, TlsMode.Required)]
    [InlineData("smtp://mail.example.com:25", "mail.example.com", 25, TlsMode.Required)]
    [InlineData("smtp://mail.example.com:465", "mail.example.com", 465, TlsMode.Required)]
    [InlineData("smtps://mail.example.com", "mail.example.com", 465, TlsMode.Implicit)]
    [InlineData("smtps://mail.example.com:4650?tls=required", "mail.example.com", 4650, TlsMode.Implicit)]
    [InlineData("smtp://localhost", "localhost", 587, TlsMode.Opportunistic)]
    [InlineData("smtp://127.0.0.1:1025", "127.0.0.1", 1025, TlsMode.Opportunistic)]
    [InlineData("smtp://127.8.9.1:1025", "127.8.9.1", 1025, TlsMode.Opportunistic)]
    [InlineData("smtp://[::1]:1025", "::1", 1025, TlsMode.Opportunistic)]
    [InlineData("smtp://[2001:db8::1]", "2001:db8::1", 587, TlsMode.Required)]
    [InlineData("smtps://localhost", "localhost", 465, TlsMode.Implicit)]
    [InlineData("smtp://localhost?tls=required", "localhost", 587, TlsMode.Required)]
    [InlineData("smtp://mail.example.com?tls=none", "mail.example.com", 587, TlsMode.None)]
    [InlineData("smtp://mail.example.com/?tls=opportunistic", "mail.example.com", 587, TlsMode.Opportunistic)]
    [InlineData("smtp://메일.example.com", "xn--h32bq4v.example.com", 587, TlsMode.Required)]
    [InlineData(" smtp://mail.example.com. ", "mail.example.com", 587, TlsMode.Required)]
    public void A_server_is_read(string text, string host, int port, TlsMode tls)
    {
        var options = SmtpClientOptions.Parse(text);
        Assert.Equal((host, port, tls), (options.Host, options.Port, options.Tls));
        Assert.Null(options.User);
        Assert.Null(options.Credentials);
    }

    [Theory]
    [InlineData("smtp://ann@mail.example.com", "ann")]
    [InlineData("smtp://ann%40example.com@mail.example.com", "ann@example.com")]
    [InlineData("smtps://ann@example.com@mail.example.com:465", "ann@example.com")]
    [InlineData("smtp://%ED%99%8D@mail.example.com", "홍")]
    public void A_user_is_read_but_logs_nobody_in(string text, string user)
    {
        var options = SmtpClientOptions.Parse(text);
        Assert.Equal(("mail.example.com", user), (options.Host, options.User));
        Assert.Null(options.Credentials);
    }

    [Fact]
    public void The_query_names_mechanism_and_EHLO_name()
    {
        var options = SmtpClientOptions.Parse("smtp://mail.example.com?name=me.example.com&auth=scram-sha-256&tls=required");
        Assert.Equal(("me.example.com", "SCRAM-SHA-256"), (options.HelloName, options.Mechanism));
        Assert.Equal("[IPv6:2001:db8::1]", SmtpClientOptions.Parse("smtp://mail.example.com?name=%5B2001:db8::1%5D").HelloName);
    }

    [Theory]
    [InlineData("smtp://ann:canary@mail.example.com")]
    [InlineData("smtp://ann:can/ary@mail.example.com")]
    [InlineData("smtp://ann:can?ary@mail.example.com")]
    [InlineData("smtp://ann:can@ary@mail.example.com:99999")]
    [InlineData("smtp://ann:can#ary@mail.example.com")]
    [InlineData("smtp://:canary@mail.example.com")]
    [InlineData("gmail://ann:canary@mail.example.com")]
    [InlineData("ann:canary@mail.example.com")]
    public void A_password_is_refused_and_not_repeated(string text)
    {
        var message = Assert.Throws<FormatException>(() => SmtpClientOptions.Parse(text)).Message;
        Assert.DoesNotContain("can", message, StringComparison.Ordinal);
        Assert.DoesNotContain("ary", message, StringComparison.Ordinal);
        Assert.Contains("password", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "smtp://")]
    [InlineData("mail.example.com", "smtp://")]
    [InlineData("localhost:1025", "smtp://")]
    [InlineData("http://mail.example.com", "smtps://")]
    [InlineData("smtp://", "host")]
    [InlineData("smtp://:25", "host")]
    [InlineData("smtp://a b", "host")]
    [InlineData("smtp://a\r\nb", "host")]
    [InlineData("smtp://::1", "[2001:db8::1]")]
    [InlineData("smtp://mail.example.com/inbox", "host")]
    [InlineData("smtp://mail.example.com:", "1 to 65535")]
    [InlineData("smtp://mail.example.com:0", "1 to 65535")]
    [InlineData("smtp://mail.example.com:65536", "1 to 65535")]
    [InlineData("smtp://mail.example.com:+25", "1 to 65535")]
    [InlineData("smtp://mail.example.com:smtp", "1 to 65535")]
    [InlineData("smtp://mail.example.com?tls=maybe", "required, opportunistic, none")]
    [InlineData("smtps://mail.example.com?tls=none", "required")]
    [InlineData("smtp://mail.example.com?auth=kerberos", "scram-sha-256")]
    [InlineData("smtp://mail.example.com?name=a%0D%0Ab", "domain name")]
    [InlineData("smtp://mail.example.com?insecure=1", "tls=, name= and auth=")]
    [InlineData("smtp://mail.example.com?tls=none&tls=none", "twice")]
    public void What_is_wrong_is_told_with_the_way_to_write_it_right(string text, string hint) =>
        Assert.Contains(hint, Assert.Throws<FormatException>(() => SmtpClientOptions.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("smtp://mail.example.com", "smtp://mail.example.com:587")]
    [InlineData("smtps://ann@[2001:db8::1]:4650", "smtps://[2001:db8::1]:4650")]
    public void A_server_is_written_in_short(string text, string expected) => Assert.Equal(expected, SmtpClientOptions.Parse(text).ServerUri);
}
