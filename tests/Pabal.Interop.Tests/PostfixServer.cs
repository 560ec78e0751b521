using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pabal.Interop.Tests;

[assembly: AssemblyFixture(typeof(PostfixServer))]

namespace Pabal.Interop.Tests;

/// <summary>
/// A Postfix of our own on free loopback ports, apart from any that the machine runs. It keeps mail to any user at example.com, and refuses
/// <c>gone…@example.com</c> with 550, <c>busy…@example.com</c> with 450 and every other domain with 554. Started when first asked for; it needs root.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    /// <summary>The largest message it takes, in octets.</summary>
    public const int MessageSizeLimit = 2_000_000;

    // Should a test run be killed, Postfix is gone soon after.
    private const string LifetimeInSeconds = "900";

    private const int Nobody = 65534;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim starting = new(1);
    private readonly HashSet<string> seen = [];
    private DirectoryInfo? folder;
    private Process? master;

    /// <summary>The port that offers STARTTLS.</summary>
    public int Port { get; private set; }

    /// <summary>The port that speaks TLS from the first byte.</summary>
    public int TlsPort { get; private set; }

    /// <summary>The port that expects the header of the PROXY protocol.</summary>
    public int ProxiedPort { get; private set; }

    /// <summary>The certificate, in PEM, of the authority that vouches for localhost and 127.0.0.1.</summary>
    public string CaFile => Path.Combine(folder!.FullName, "ca.pem");

    /// <summary>Starts it unless it runs. Skips the test where there is no Postfix or no root, see <see cref="Peer"/>.</summary>
    public async Task StartAsync()
    {
        Peer.Require("postfix");
        if (!Environment.IsPrivilegedProcess)
            Peer.Missing("Postfix can be started by root only");
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (master is null)
                await LaunchAsync();
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>The file of the next mail to a user of example.com that was not given out before; the test fails if none comes.</summary>
    public async Task<string> WaitForMailAsync(string user)
    {
        var arrived = Path.Combine(folder!.FullName, "mail/inbox/new");
        var delivered = $"Delivered-To: {user}@example.com";
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            foreach (var file in Directory.Exists(arrived) ? Directory.EnumerateFiles(arrived) : [])
            {
                if (File.ReadLines(file).TakeWhile(line => line.Length > 0).Contains(delivered, StringComparer.OrdinalIgnoreCase) && TryTake(file))
                    return file;
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"no mail came to {user}\n{Log()}");
    }

    /// <summary>Everything Postfix has noted so far.</summary>
    public string Log() => File.ReadAllText(Path.Combine(folder!.FullName, "log"));

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (master is not null)
        {
            await Run.OfAsync(Peer.Find("postfix")!, ["-c", folder!.FullName, "stop"]);
            await master.WaitForExitAsync();
            master.Dispose();
        }
        folder?.Delete(recursive: true);
    }

    private async Task LaunchAsync()
    {
        (Port, TlsPort, ProxiedPort) = FreePorts();
        using var key = TestCertificates.Server.GetECDsaPrivateKey()!;
        folder = Directory.CreateTempSubdirectory("pabal-postfix-");
        await File.WriteAllTextAsync(CaFile, TestCertificates.Roots.ExportCertificatePems());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "server.pem"), $"{TestCertificates.Server.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        foreach (var name in (string[])["queue", "data", "mail"])
            folder.CreateSubdirectory(name);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "recipients"), "/^gone/ 550 5.1.1 no such user here\n/^busy/ 450 4.2.1 mailbox busy, try again later\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "main.cf"), MainConfiguration());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "master.cf"), MasterConfiguration());
        // Postfix drops its privileges: others must be able to pass.
        (await Run.OfAsync("chmod", ["755", folder.FullName])).Succeeded();
        (await Run.OfAsync("chown", ["postfix", Path.Combine(folder.FullName, "data")])).Succeeded();
        (await Run.OfAsync("chown", [$"{Nobody}:{Nobody}", Path.Combine(folder.FullName, "mail")])).Succeeded();
        (await Run.OfAsync(Peer.Find("postfix")!, ["-c", folder.FullName, "check"])).Succeeded();

        var daemons = (await Run.OfAsync(Peer.Find("postconf")!, ["-c", folder.FullName, "-h", "daemon_directory"])).Succeeded().Trim();
        master = Process.Start(Path.Combine(daemons, "master"), ["-c", folder.FullName, "-e", LifetimeInSeconds]);
        await AnswerAsync();
    }

    private async Task AnswerAsync()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                using var reader = new StreamReader(client.GetStream());
                if (await reader.ReadLineAsync() is { } greeting && greeting.StartsWith("220", StringComparison.Ordinal))
                    return;
            }
            catch (IOException) { }
            catch (SocketException) { }
            if (since.Elapsed > Patience || master!.HasExited)
                throw new InvalidOperationException($"Postfix does not answer\n{Log()}");
            await Task.Delay(50);
        }
    }

    private bool TryTake(string file)
    {
        lock (seen)
            return seen.Add(file);
    }

    private static (int, int, int) FreePorts()
    {
        using TcpListener first = new(IPAddress.Loopback, 0), second = new(IPAddress.Loopback, 0), third = new(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        third.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port, ((IPEndPoint)third.LocalEndpoint).Port);
    }

    private string MainConfiguration() => $"""
        compatibility_level = 3.6
        config_directory = {folder}
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        maillog_file = {folder}/log
        maillog_file_prefixes = {folder}
        myhostname = mail.example.com
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        default_transport = error:nothing leaves this machine
        relay_transport = error:nothing leaves this machine
        virtual_transport = virtual
        virtual_mailbox_domains = example.com
        virtual_mailbox_base = {folder}/mail
        virtual_mailbox_maps = static:inbox/
        virtual_uid_maps = static:{Nobody}
        virtual_gid_maps = static:{Nobody}
        virtual_mailbox_limit = 0
        message_size_limit = {MessageSizeLimit}
        smtpd_recipient_restrictions = reject_unauth_destination, check_recipient_access regexp:{folder}/recipients
        smtpd_relay_restrictions =
        smtpd_client_restrictions =
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {folder}/server.pem
        smtpd_tls_key_file = {folder}/server.pem
        smtpd_tls_loglevel = 1
        smtputf8_enable = yes
        smtpd_peername_lookup = no
        smtpd_authorized_xclient_hosts = 127.0.0.0/8
        fast_flush_domains =
        """ + "\n";

    // No smtp client among them: whatever is asked, nothing can leave.
    private string MasterConfiguration() => $"""
        127.0.0.1:{Port} inet n - n - - smtpd
        127.0.0.1:{TlsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        127.0.0.1:{ProxiedPort} inet n - n - - smtpd -o smtpd_upstream_proxy_protocol=haproxy
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        showq unix n - n - - showq
        rewrite unix - - n - - trivial-rewrite
        proxymap unix - - n - - proxymap
        tlsmgr unix - - n 1000? 1 tlsmgr
        anvil unix - - n - 1 anvil
        virtual unix - n n - - virtual
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        postlog unix-dgram n - n - 1 postlogd
        """ + "\n";
}
