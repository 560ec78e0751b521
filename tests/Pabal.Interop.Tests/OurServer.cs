using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Our server as the programs of others meet it: nobody sends in clear or without a login, except by LMTP.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> said = [];
    private readonly Receiver receiver = new();
    private readonly SmtpServer server;

    private OurServer(Func<OurServer, SmtpServerOptions> options)
    {
        File.WriteAllText(CaFile, TestCertificates.Roots.ExportCertificatePems() + "\n");
        server = new SmtpServer(options(this) with { HostName = "mx.example.com", Transcript = (_, line) => said.Enqueue(line.ToString()) }, receiver);
    }

    /// <summary>Where what the clients need lies; it goes with the server.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("pabal-clients-").FullName;

    /// <summary>The certificate, in PEM, of the authority that vouches for localhost and 127.0.0.1.</summary>
    public string CaFile => Path.Combine(Folder, "ca.pem");

    /// <summary>The Unix socket of the one that speaks LMTP.</summary>
    public string Socket => Path.Combine(Folder, "lmtp.sock");

    /// <summary>The port that demands STARTTLS, or speaks LMTP in clear.</summary>
    public string Port => PortOf(0);

    /// <summary>The port that speaks TLS from the first octet.</summary>
    public string TlsPort => PortOf(1);

    /// <summary>All lines of all sessions so far.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>One that takes mail after a login under TLS, and offers all mechanisms.</summary>
    public static Task<OurServer> StartAsync(params IPNetwork[] proxies) => StartAsync(_ => new SmtpServerOptions
    {
        Listen = ["smtp://127.0.0.1:0", "smtps://127.0.0.1:0"],
        Tls = TlsMode.Required,
        Auth = SmtpAuthPolicy.Required,
        Mechanisms = ["SCRAM-SHA-256", "PLAIN", "LOGIN", "OAUTHBEARER", "XOAUTH2"],
        Certificate = TestCertificates.Server,
        TrustedProxies = [.. proxies],
    });

    /// <summary>One that takes mail by LMTP, on a port and on <see cref="Socket"/>.</summary>
    public static Task<OurServer> StartLmtpAsync() =>
        StartAsync(server => new SmtpServerOptions { Listen = ["lmtp://127.0.0.1:0", $"lmtp+unix://{server.Socket}"], Tls = TlsMode.None });

    /// <summary>Writes a file into <see cref="Folder"/> that nobody else may read; returns its path.</summary>
    public async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>The mails that came; the test fails if they are not as many. A client that has ended has heard what became of its mail.</summary>
    public Received[] Take(int count)
    {
        var mails = receiver.Mails.ToArray();
        receiver.Mails.Clear();
        Assert.True(mails.Length == count, $"{mails.Length} mails came\n{Said}");
        return mails;
    }

    /// <inheritdoc cref="Take"/>
    public Received TakeOne() => Take(1)[0];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<OurServer> StartAsync(Func<OurServer, SmtpServerOptions> options)
    {
        var started = new OurServer(options);
        await started.server.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    private string PortOf(int listener) => server.EndPoints[listener].Port.ToString(CultureInfo.InvariantCulture);
}
