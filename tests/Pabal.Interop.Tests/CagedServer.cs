using System.Diagnostics;

namespace Pabal.Interop.Tests;

/// <summary>A server that tools/peers.sh has unpacked, in a root folder of its own: it sees nothing of the machine, nor the machine of it, but its ports.</summary>
public abstract class CagedServer : MailServer
{
    // Should a test run be killed, the server is gone soon after.
    private const string LifetimeInSeconds = "900";

    private static readonly string Peers = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../peers"));

    private readonly object noting = new();
    private Process? process;

    protected override bool HasEnded => process!.HasExited;

    public override string Log()
    {
        lock (noting)
            return File.ReadAllText(Path.Combine(Folder, "log"));
    }

    protected override void RequireIt()
    {
        if (!File.Exists(Path.Combine(Peers, "complete")))
            Peer.Missing($"tools/peers.sh has not been run: {GetType().Name} is not there");
    }

    /// <summary>Makes the root folder: links to what was unpacked, to which files may be added but in which none may be changed.</summary>
    protected async Task EnterAsync()
    {
        Folder = Path.Combine(Peers, Path.GetRandomFileName());
        (await Run.OfAsync("cp", ["-al", Path.Combine(Peers, "root"), Folder])).Succeeded();
        await WriteCertificatesAsync();
        await GiveAsync("mail", User("mail"));
    }

    /// <summary>The number of a user in there.</summary>
    protected string User(string name) =>
        File.ReadLines(Path.Combine(Folder, "etc/passwd")).Select(line => line.Split(':')).Single(fields => fields[0] == name)[2];

    /// <summary>Starts its program, which stays in the foreground and writes its log to its standard error.</summary>
    protected void Start(string program, params string[] arguments)
    {
        var log = Path.Combine(Folder, "log");
        File.WriteAllText(log, "");
        process = Process.Start(new ProcessStartInfo("timeout", [LifetimeInSeconds, "chroot", Folder, program, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.ErrorDataReceived += Note;
        process.OutputDataReceived += Note;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        void Note(object sender, DataReceivedEventArgs said)
        {
            lock (noting)
                File.AppendAllText(log, said.Data + "\n");
        }
    }

    // Whatever has this root, for a process that delivers may have left its parent.
    protected override async Task StopAsync()
    {
        while (process is not null && Inmates() is { Length: > 0 } inmates)
        {
            foreach (var inmate in inmates)
            {
                inmate.Kill();
                inmate.Dispose();
            }
            await Task.Delay(20);
        }
        if (process is null)
            return;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private Process[] Inmates() => [.. Process.GetProcesses().Where(one =>
    {
        try
        {
            return new FileInfo($"/proc/{one.Id}/root").LinkTarget == Folder;
        }
        catch (IOException)
        {
            return false;
        }
    })];
}
