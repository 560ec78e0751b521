using System.Text;

namespace Pabal.Interop.Tests;

/// <summary>curl, which sends files and composes mails.</summary>
public sealed class CurlTests
{
    [Theory]
    [InlineData("smtp", "AUTH=PLAIN")]
    [InlineData("smtp", "AUTH=LOGIN")]
    [InlineData("smtps", "AUTH=PLAIN")]
    public async Task A_mail_arrives_octet_by_octet_and_one_of_three_recipients_is_refused(string scheme, string login)
    {
        await using var server = await OurServer.StartAsync();
        var content = new Letter().To("gil@example.com").ToMessage().ToArray();
        (await RunAsync(server, scheme, [
            "--user", $"{Receiver.User}:{Receiver.Password}", "--login-options", login, "--sasl-ir", "--mail-rcpt-allowfails",
            "--mail-rcpt", "gil@example.com", "--mail-rcpt", Receiver.Refused, "--mail-rcpt", "kim@example.com", "--upload-file", await server.WriteAsync("mail", content)])).Succeeded();

        var mail = server.TakeOne();
        Assert.Equal("gil@example.com, kim@example.com", mail.Recipients);
        Assert.Equal(content, mail.Content);
        Assert.Equal((Receiver.User, "client.example.com"), (mail.Session.User, mail.Session.HelloName));
        Assert.Equal(content.Length, DeclaredSize(server));
    }

    [Theory]
    [InlineData("AUTH=OAUTHBEARER")]
    [InlineData("AUTH=XOAUTH2")]
    public async Task It_logs_in_with_a_token_and_writes_to_a_Korean_address(string login)
    {
        await using var server = await OurServer.StartAsync();
        (await RunAsync(server, "smtp", [
            "--user", Receiver.User, "--oauth2-bearer", Receiver.Token, "--login-options", login,
            "--mail-rcpt", "길동@example.com", "--upload-file", await server.WriteAsync("mail", Encoding.UTF8.GetBytes("Subject: 안녕\r\n\r\n..\r\n"))])).Succeeded();
        var mail = server.TakeOne();
        Assert.Equal(("길동@example.com", Receiver.User), (mail.Recipients, mail.Session.User));
        Assert.Equal("Subject: 안녕\r\n\r\n..\r\n", Encoding.UTF8.GetString(mail.Content));
    }

    [Fact]
    public async Task What_it_composes_is_read()
    {
        await using var server = await OurServer.StartAsync();
        var letter = new Letter();
        await server.WriteAsync("text", Encoding.UTF8.GetBytes(Letter.Text));
        await server.WriteAsync(Letter.FileName, letter.File);
        (await RunAsync(server, "smtp", [
            "--user", $"{Receiver.User}:{Receiver.Password}", "--mail-rcpt", "gil@example.com", "--header", $"Subject: {Letter.Subject}",
            "--form", "=<text;type=text/plain; charset=utf-8;encoder=quoted-printable", "--form", $"=@{Letter.FileName};encoder=base64"])).Succeeded();
        letter.IsIn(server.TakeOne());
    }

    private static long DeclaredSize(OurServer server)
    {
        var words = server.Said.Split('\n').First(line => line.StartsWith("C: MAIL", StringComparison.Ordinal)).Split(' ');
        return long.Parse(words.First(word => word.StartsWith("SIZE=", StringComparison.Ordinal))["SIZE=".Length..], null);
    }

    private static Task<Run> RunAsync(OurServer server, string scheme, string[] arguments)
    {
        Peer.Require("curl");
        return Run.OfAsync("curl", [
            "--silent", "--show-error", "--ssl-reqd", "--cacert", server.CaFile, "--mail-from", "ann@example.com",
            .. arguments, $"{scheme}://127.0.0.1:{(scheme == "smtp" ? server.Port : server.TlsPort)}/client.example.com"], server.Folder);
    }
}
