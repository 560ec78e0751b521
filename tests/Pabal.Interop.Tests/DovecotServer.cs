using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>The tests that share one Dovecot.</summary>
[CollectionDefinition]
public sealed class OneDovecot : ICollectionFixture<DovecotServer>;

/// <summary>
/// A Dovecot: LMTP for some users, one of them <c>full</c>, whose mailbox has no room, and submission for <c>ann</c>, whose password is <c>비밀 secret</c>,
/// passed on to Postfix. <see cref="MailServer.Port"/> and <see cref="MailServer.TlsPort"/> are those of submission.
/// </summary>
public sealed class DovecotServer(PostfixServer postfix) : CagedServer
{
    private static readonly string[] Others = ["gil", "lists", "many-true", "many-false"];

    private readonly byte[] tokenKey = RandomNumberGenerator.GetBytes(32);
    private int lmtpPort;

    /// <summary>Our client's options for LMTP over TCP under TLS, or over a Unix socket.</summary>
    public SmtpClientOptions LmtpOptions(bool overUnixSocket) => overUnixSocket
        ? SmtpClientOptions.Parse($"lmtp+unix://{Folder}/lmtp")
        : SmtpClientOptions.Parse($"lmtp://127.0.0.1:{lmtpPort}?tls=required") with { TrustedRoots = TestCertificates.Roots };

    /// <summary>An access token (RFC 7519) that Dovecot checks by a key of its own.</summary>
    public string Token(string user, TimeSpan lifetime)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = user,
            ["iat"] = DateTimeOffset.UtcNow.AddHours(-2).ToUnixTimeSeconds(),
            ["exp"] = (DateTimeOffset.UtcNow + lifetime).ToUnixTimeSeconds(),
        };
        var body = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(tokenKey, Encoding.ASCII.GetBytes(body)))}";
    }

    protected override async Task LaunchAsync()
    {
        await postfix.StartAsync();
        if (FreePorts(3) is [var port, var tlsPort, var lmtp])
            (Port, TlsPort, lmtpPort) = (port, tlsPort, lmtp);
        await EnterAsync();
        await WriteAsync("users", string.Join('\n', ["ann:{PLAIN}비밀 secret::::::", .. Others.Select(user => $"{user}:{{PLAIN}}*::::::"), "full:{PLAIN}*::::::userdb_quota_rule=*:bytes=10", ""]));
        await WriteAsync("keys/default/HS256/default", Convert.ToBase64String(tokenKey));
        await WriteAsync("oauth2.conf", "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=/keys/\nusername_attribute = sub\n");
        await WriteAsync("dovecot.conf", Configuration());
        Start("/usr/sbin/dovecot", "-F", "-c", "/dovecot.conf");
    }

    // A mail to several has no Delivered-To; each user has a folder.
    protected override string UserOf(string file) => file[(MailFolder.Length + 1)..].Split('/')[0];

    private string Configuration() => $$"""
        base_dir = /run/dovecot
        log_path = /dev/stderr
        listen = 127.0.0.1
        protocols = lmtp submission
        hostname = mail.example.com
        ssl = yes
        ssl_cert = </server.crt
        ssl_key = </server.key
        ssl_ca = </ca.pem
        ssl_require_crl = no
        ssl_verify_client_cert = yes
        ssl_cert_username_field = commonName
        auth_ssl_username_from_cert = yes
        auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 xoauth2 oauthbearer external
        auth_username_format = %Ln
        auth_failure_delay = 0
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = /oauth2.conf
        }
        passdb {
          driver = static
          mechanisms = external
          args = nopassword
        }
        passdb {
          driver = passwd-file
          mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 none
          args = /users
        }
        userdb {
          driver = passwd-file
          args = /users
        }
        first_valid_uid = 1
        mail_uid = mail
        mail_gid = mail
        mail_location = maildir:/mail/%Ln
        protocol lmtp {
          mail_plugins = quota
        }
        plugin {
          quota = maildir:room
          quota_rule = *:storage=100M
        }
        # After a wrong password it would let all of this address wait.
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service lmtp {
          unix_listener /lmtp {
          }
          inet_listener lmtp {
            port = {{lmtpPort}}
          }
        }
        service submission-login {
          inet_listener submission {
            port = {{Port}}
          }
          inet_listener submissions {
            port = {{TlsPort}}
            ssl = yes
          }
        }
        submission_relay_host = 127.0.0.1
        submission_relay_port = {{postfix.Port}}
        """ + "\n";
}
