using System.Text;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>mutt, which composes and sends by itself.</summary>
public sealed class MuttTests
{
    [Theory]
    [InlineData("smtp", "plain")]
    [InlineData("smtp", "login")]
    [InlineData("smtp", "scram-sha-256")]
    [InlineData("smtps", "plain")]
    public async Task What_it_composes_arrives_and_is_read(string scheme, string mechanism)
    {
        await using var server = await OurServer.StartAsync();
        var letter = new Letter();
        (await SendAsync(server, scheme, mechanism, letter, "홍길동 <gil@example.com>", "kim@example.com")).Succeeded();

        var mail = server.TakeOne();
        letter.IsIn(mail);
        var verdict = await mail.JudgeAsync();
        letter.IsWhatWasRead(verdict);
        Assert.Equal("홍길동 <gil@example.com>, kim@example.com", verdict.To);
        Assert.Equal("gil@example.com, kim@example.com", mail.Recipients);
        Assert.Equal((Receiver.User, "1.3"), (mail.Session.User, mail.Session.TlsVersion));
        Assert.Equal(DsnReturn.Headers, mail.Envelope.Return);
        Assert.All(mail.Envelope.Recipients, recipient => Assert.Equal(DsnNotify.Failure | DsnNotify.Delay, mail.Envelope.Requests[recipient].Notify));
        Assert.Contains($"C: AUTH {mechanism.ToUpperInvariant()}", server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_refused_recipient_stops_it_and_it_says_why()
    {
        await using var server = await OurServer.StartAsync();
        var run = await SendAsync(server, "smtp", "plain", new Letter(), "gil@example.com", Receiver.Refused);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(Receiver.Refusal, run.All, StringComparison.Ordinal);
        server.Take(0);
    }

    private static async Task<Run> SendAsync(OurServer server, string scheme, string mechanism, Letter letter, params string[] recipients)
    {
        Peer.Require("mutt");
        var settings = await server.WriteAsync("muttrc", Encoding.UTF8.GetBytes($"""
            set smtp_url="{scheme}://{Receiver.User}@127.0.0.1:{(scheme == "smtp" ? server.Port : server.TlsPort)}/"
            set smtp_pass='{Receiver.Password}'
            set smtp_authenticators="{mechanism}"
            set ssl_starttls=yes ssl_force_tls=yes ssl_ca_certificates_file="{server.CaFile}" certificate_file="" ssl_usesystemcerts=no
            set dsn_notify="failure,delay" dsn_return=hdrs
            set charset=utf-8 from="김안나 <ann@example.com>" use_envelope_from=yes hostname=client.example.com copy=no
            """));
        var file = await server.WriteAsync(Letter.FileName, letter.File);
        return await Run.OfAsync("mutt", ["-n", "-F", settings, "-s", Letter.Subject, "-a", file, "--", .. recipients], server.Folder, Letter.Text,
            variables: new Dictionary<string, string?> { ["HOME"] = server.Folder });
    }
}
