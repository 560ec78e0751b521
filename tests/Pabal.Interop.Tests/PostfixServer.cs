using System.Diagnostics;
using Pabal.Interop.Tests;

[assembly: AssemblyFixture(typeof(PostfixServer))]

namespace Pabal.Interop.Tests;

/// <summary>
/// A Postfix that keeps mail to any user at example.com, and refuses <c>gone…@example.com</c> with 550, <c>busy…@example.com</c> with 450 and every
/// other domain with 554.
/// </summary>
public sealed class PostfixServer : MailServer
{
    // Should a test run be killed, Postfix is gone soon after.
    private const string LifetimeInSeconds = "900";

    private const int Nobody = 65534;

    private Process? master;

    /// <summary>The port that expects the header of the PROXY protocol.</summary>
    public int ProxiedPort { get; private set; }

    /// <summary>The port that offers neither PIPELINING nor CHUNKING.</summary>
    public int PlainPort { get; private set; }

    protected override bool HasEnded => master!.HasExited;

    protected override void RequireIt() => Peer.Require("postfix");

    protected override async Task LaunchAsync()
    {
        if (FreePorts(4) is [var port, var tlsPort, var proxiedPort, var plainPort])
            (Port, TlsPort, ProxiedPort, PlainPort) = (port, tlsPort, proxiedPort, plainPort);
        Folder = Directory.CreateTempSubdirectory("pabal-postfix-").FullName;
        // Postfix drops its privileges: others must be able to pass.
        (await Run.OfAsync("chmod", ["755", Folder])).Succeeded();
        await WriteCertificatesAsync();
        Directory.CreateDirectory(Path.Combine(Folder, "queue"));
        await GiveAsync("data", "postfix");
        await GiveAsync("mail", $"{Nobody}:{Nobody}");
        await WriteAsync("recipients", "/^gone/ 550 5.1.1 no such user here\n/^busy/ 450 4.2.1 mailbox busy, try again later\n");
        await WriteAsync("main.cf", MainConfiguration());
        await WriteAsync("master.cf", MasterConfiguration());
        (await Run.OfAsync(Peer.Find("postfix")!, ["-c", Folder, "check"])).Succeeded();

        var daemons = (await Run.OfAsync(Peer.Find("postconf")!, ["-c", Folder, "-h", "daemon_directory"])).Succeeded().Trim();
        master = Process.Start(Path.Combine(daemons, "master"), ["-c", Folder, "-e", LifetimeInSeconds]);
    }

    protected override async Task StopAsync()
    {
        if (master is null)
            return;
        await Run.OfAsync(Peer.Find("postfix")!, ["-c", Folder, "stop"]);
        await master.WaitForExitAsync();
        master.Dispose();
    }

    private string MainConfiguration() => $"""
        compatibility_level = 3.6
        config_directory = {Folder}
        queue_directory = {Folder}/queue
        data_directory = {Folder}/data
        maillog_file = {Folder}/log
        maillog_file_prefixes = {Folder}
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
        virtual_mailbox_base = {Folder}/mail
        virtual_mailbox_maps = static:inbox/
        virtual_uid_maps = static:{Nobody}
        virtual_gid_maps = static:{Nobody}
        virtual_mailbox_limit = 0
        message_size_limit = {MessageSizeLimit}
        smtpd_recipient_restrictions = reject_unauth_destination, check_recipient_access regexp:{Folder}/recipients
        smtpd_relay_restrictions =
        smtpd_client_restrictions =
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {Folder}/server.crt
        smtpd_tls_key_file = {Folder}/server.key
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
        127.0.0.1:{PlainPort} inet n - n - - smtpd -o smtpd_discard_ehlo_keywords=pipelining,chunking
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
