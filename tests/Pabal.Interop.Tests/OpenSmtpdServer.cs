using Pabal.Interop.Tests;

[assembly: AssemblyFixture(typeof(OpenSmtpdServer))]

namespace Pabal.Interop.Tests;

/// <summary>
/// An OpenSMTPD that keeps mail to any user at example.com, and refuses <c>gone…@example.com</c> and every other domain with 550.
/// <c>ann</c> logs in with <c>secret</c>.
/// </summary>
public sealed class OpenSmtpdServer : CagedServer
{
    // crypt(3) of "secret".
    private const string HashOfSecret = "$6$pabaltest$xB9z9z7gICf1lSeMdoIs5/9YS5Z.sk/xx3F0QSEu5bMIReoxRiTjjrSVnQyZaBAOOlqjoKOqn51HkV2NskhWU0";

    /// <summary>False for a version before 7, which cannot use its own key under OpenSSL 3: every handshake fails (OpenSMTPD issue 1171).</summary>
    public bool HasTls { get; private set; }

    protected override async Task LaunchAsync()
    {
        if (FreePorts(2) is [var port, var tlsPort])
            (Port, TlsPort) = (port, tlsPort);
        await EnterAsync();
        HasTls = !(await Run.OfAsync("chroot", [Folder, "/usr/sbin/smtpd", "-h"])).All.Contains("OpenSMTPD 6.", StringComparison.Ordinal);
        await WriteAsync("users", $"ann {HashOfSecret}\n");
        await WriteAsync("smtpd.conf", Configuration());
        Start("/usr/sbin/smtpd", "-d", "-f", "/smtpd.conf");
    }

    private string Configuration() => $$"""
        pki server cert "/server.crt"
        pki server key "/server.key"
        table users file:/users
        smtp max-message-size {{MessageSizeLimit}}
        listen on 127.0.0.1 port {{Port}} tls pki server auth-optional <users> hostname mail.example.com
        listen on 127.0.0.1 port {{TlsPort}} smtps pki server auth-optional <users> hostname mail.example.com
        action keep maildir "/mail" virtual { "@example.com" = mail }
        match from any for domain "example.com" rcpt-to regex "^gone" reject
        match from any for domain "example.com" action keep
        """ + "\n";
}
