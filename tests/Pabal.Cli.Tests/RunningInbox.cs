using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal inbox</c> as a process of its own, on free ports.</summary>
internal sealed class RunningInbox : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pabal.exe" : "pabal");

    private readonly Process process;

    private RunningInbox(Process process, JsonNode ready)
    {
        (this.process, Ready) = (process, ready);
        Http = new HttpClient { BaseAddress = new Uri($"http://{ready["http"]}") };
    }

    public JsonNode Ready { get; }

    public HttpClient Http { get; }

    /// <summary>The server to send to, in clear.</summary>
    public string Smtp => $"smtp://{Ready["smtp"]}?tls=none";

    public static async Task<RunningInbox> StartAsync(PabalProgram pabal, params string[] arguments)
    {
        var process = Start(pabal, ["inbox", "--json", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", .. arguments]);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
            return new RunningInbox(process, JsonNode.Parse(line ?? await process.StandardError.ReadToEndAsync(Token))!);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The process with whatever arguments.</summary>
    public static Process Start(PabalProgram pabal, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = pabal.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in pabal.Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async Task<JsonNode> GetAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path, Token))!;

    /// <summary>The end without warning: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    /// <summary>Sends a signal, and returns the exit code, what it said on standard output after it was ready, and on standard error.</summary>
    public async Task<(int ExitCode, string Output, string Error)> SignalAsync(string signal)
    {
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync(Token);
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        return (process.ExitCode, await process.StandardOutput.ReadToEndAsync(Token), await process.StandardError.ReadToEndAsync(Token));
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
