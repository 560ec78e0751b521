using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>A real mail server of our own on free loopback ports, apart from any that the machine runs. Started when first asked for; it needs root.</summary>
public abstract class MailServer : IAsyncDisposable
{
    /// <summary>The largest message it takes, in octets.</summary>
    public const int MessageSizeLimit = 2_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim starting = new(1);
    private readonly HashSet<string> seen = [];
    private readonly Dictionary<string, Queue<string>> mails = new(StringComparer.OrdinalIgnoreCase);
    private bool isUp;

    /// <summary>The port that offers STARTTLS.</summary>
    public int Port { get; protected set; }

    /// <summary>The port that speaks TLS from the first byte.</summary>
    public int TlsPort { get; protected set; }

    /// <summary>The certificate, in PEM, of the authority that vouches for localhost and 127.0.0.1.</summary>
    public string CaFile => Path.Combine(Folder, "ca.pem");

    /// <summary>Where all it has lies.</summary>
    protected string Folder { get; set; } = "";

    /// <summary>The maildirs it delivers to lie somewhere under this one.</summary>
    protected string MailFolder => Path.Combine(Folder, "mail");

    /// <summary>Starts it unless it runs. Skips the test where the server or root is missing, see <see cref="Peer"/>.</summary>
    public async Task StartAsync()
    {
        RequireIt();
        if (!Environment.IsPrivilegedProcess)
            Peer.Missing("mail servers can be started by root only");
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!isUp)
            {
                await LaunchAsync();
                await AnswerAsync();
            }
            isUp = true;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Our client's options for it: smtp with STARTTLS, smtps, or smtp in clear.</summary>
    public SmtpClientOptions Options(string scheme = "smtp") => new()
    {
        Host = "127.0.0.1",
        Port = scheme == "smtps" ? TlsPort : Port,
        Tls = scheme switch { "smtps" => TlsMode.Implicit, "smtp" => TlsMode.Required, _ => TlsMode.None },
        TrustedRoots = TestCertificates.Roots,
    };

    /// <summary>The file of the next mail to a user of example.com that was not given out before; the test fails if none comes.</summary>
    public async Task<string> WaitForMailAsync(string user)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            if (TryTake(user) is { } file)
                return file;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"no mail came to {user}\n{Log()}");
    }

    /// <summary>True if there is a mail to that user that was not given out yet.</summary>
    public bool HasMail(string user)
    {
        lock (seen)
        {
            Collect();
            return mails.TryGetValue(user, out var waiting) && waiting.Count > 0;
        }
    }

    /// <summary>Everything it has noted so far.</summary>
    public virtual string Log() => File.ReadAllText(Path.Combine(Folder, "log"));

    public async ValueTask DisposeAsync()
    {
        starting.Dispose();
        if (Folder.Length > 0)
        {
            await StopAsync();
            Directory.Delete(Folder, recursive: true);
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test if it is not there.</summary>
    protected abstract void RequireIt();

    /// <summary>Makes <see cref="Folder"/>, chooses ports, and starts the server.</summary>
    protected abstract Task LaunchAsync();

    /// <summary>True once it has ended by itself.</summary>
    protected abstract bool HasEnded { get; }

    protected abstract Task StopAsync();

    /// <summary>Whom a mail was delivered to, as its first lines have it.</summary>
    protected virtual string UserOf(string file)
    {
        const string name = "Delivered-To: ";
        var line = File.ReadLines(file).TakeWhile(line => line.Length > 0).First(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line[name.Length..].Trim('<', '>').Split('@')[0];
    }

    protected static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (var listener in listeners)
            listener.Dispose();
        return ports;
    }

    /// <summary>Writes ca.pem, server.crt and server.key into <see cref="Folder"/>.</summary>
    protected async Task WriteCertificatesAsync()
    {
        using var key = TestCertificates.Server.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(CaFile, TestCertificates.Roots.ExportCertificatePems() + "\n");
        await WriteAsync("server.crt", TestCertificates.Server.ExportCertificatePem() + "\n");
        await WriteAsync("server.key", key.ExportPkcs8PrivateKeyPem() + "\n");
        (await Run.OfAsync("chmod", ["600", Path.Combine(Folder, "server.key")])).Succeeded();
    }

    /// <summary>Writes a file of <see cref="Folder"/>.</summary>
    protected async Task WriteAsync(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content);
    }

    /// <summary>Gives a file or folder of <see cref="Folder"/>, made if it is not there, to a user.</summary>
    protected async Task GiveAsync(string name, string owner)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path))
            Directory.CreateDirectory(path);
        (await Run.OfAsync("chown", [owner, path])).Succeeded();
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
            if (since.Elapsed > Patience || HasEnded)
                throw new InvalidOperationException($"{GetType().Name} does not answer\n{Log()}");
            await Task.Delay(50);
        }
    }

    private string? TryTake(string user)
    {
        lock (seen)
        {
            Collect();
            return mails.TryGetValue(user, out var waiting) && waiting.TryDequeue(out var file) ? file : null;
        }
    }

    // A mail lies in "new" only when all of it is written, and stays there.
    private void Collect()
    {
        var files = Directory.EnumerateFiles(MailFolder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "new");
        foreach (var file in files.Where(seen.Add))
        {
            var user = UserOf(file);
            if (!mails.TryGetValue(user, out var waiting))
                mails[user] = waiting = [];
            waiting.Enqueue(file);
        }
    }
}
