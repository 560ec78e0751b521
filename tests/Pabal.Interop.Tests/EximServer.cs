using Pabal.Interop.Tests;

[assembly: AssemblyFixture(typeof(EximServer))]

namespace Pabal.Interop.Tests;

/// <summary>
/// An Exim that keeps mail to any user at example.com, and refuses <c>gone…@example.com</c> with 550, <c>busy…@example.com</c> with 451 and every other
/// domain with 550. Mail to <c>member…@example.com</c> it takes only from <c>ann</c>, whose password is <c>비밀 secret</c>.
/// </summary>
public sealed class EximServer : CagedServer
{
    public override string Log()
    {
        var own = Path.Combine(Folder, "spool/mainlog");
        return File.Exists(own) ? base.Log() + File.ReadAllText(own) : base.Log();
    }

    protected override async Task LaunchAsync()
    {
        if (FreePorts(2) is [var port, var tlsPort])
            (Port, TlsPort) = (port, tlsPort);
        await EnterAsync();
        var exim = User("Debian-exim");
        await GiveAsync("server.key", exim);
        await GiveAsync("spool", exim);
        // Where it looks by itself: a file named on the command line would cost it the right to deliver.
        await WriteAsync("etc/exim4/exim4.conf", Configuration());
        Start("/usr/sbin/exim4", "-bdf");
    }

    private string Configuration() => $$"""
        primary_hostname = mail.example.com
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = {{Port}} : {{TlsPort}}
        tls_on_connect_ports = {{TlsPort}}
        tls_advertise_hosts = *
        tls_certificate = /server.crt
        tls_privatekey = /server.key
        spool_directory = /spool
        log_file_path = /spool/%slog
        keep_environment =
        host_lookup =
        dsn_advertise_hosts = *
        smtputf8_advertise_hosts = *
        message_size_limit = {{MessageSizeLimit}}
        # Many mails over one connection are delivered at once too.
        smtp_accept_queue_per_connection = 0
        acl_smtp_rcpt = recipient

        begin acl
        recipient:
          deny
            local_parts = ^gone
            message = no such user here
          defer
            local_parts = ^busy
            message = mailbox busy, try again later
          deny
            local_parts = ^member
            !authenticated = *
            message = members only
          accept
            domains = example.com
          deny
            message = relaying denied

        begin routers
        everybody:
          driver = accept
          domains = example.com
          transport = maildir

        begin transports
        maildir:
          driver = appendfile
          directory = /mail
          maildir_format
          return_path_add
          headers_add = Delivered-To: $local_part@$domain
          user = mail

        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = ${if eq{$auth2:$auth3}{ann:비밀 secret} }
          server_set_id = $auth2
        login:
          driver = plaintext
          public_name = LOGIN
          server_prompts = Username:: : Password::
          server_condition = ${if eq{$auth1:$auth2}{ann:비밀 secret} }
          server_set_id = $auth1
        cram:
          driver = cram_md5
          public_name = CRAM-MD5
          server_secret = ${if eq{$auth1}{ann}{비밀 secret}fail}
          server_set_id = $auth1
        """ + "\n";
}
