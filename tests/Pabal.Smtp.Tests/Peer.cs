using System.Diagnostics;

namespace Pabal.Smtp.Tests;

/// <summary>A program of others that speaks SMTP. Where it is not installed its tests are skipped, unless PABAL_REQUIRE_PEERS=1: then they fail.</summary>
internal sealed class Peer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string path;

    private Peer(string path) => this.path = path;

    /// <summary>The program, found on the PATH; otherwise the test that asks ends here.</summary>
    public static Peer Find(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        if (path is null && Environment.GetEnvironmentVariable("PABAL_REQUIRE_PEERS") == "1")
            Assert.Fail($"{program} is not installed");
        Assert.SkipWhen(path is null, $"{program} is not installed");
        return new Peer(path!);
    }

    /// <summary>Runs it to its end: exit code and all it printed. It is killed when it takes longer than a minute.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), timeout.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
