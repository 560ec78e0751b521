using System.Diagnostics;
using System.Text;

namespace Pabal.Tests;

/// <summary>The program as its users run it: a process, in a folder of its own, with nothing of the developer's environment.</summary>
internal sealed class PabalProgram : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pabal.exe" : "pabal");

    public PabalProgram() => Variables["XDG_CONFIG_HOME"] = Path.Combine(Folder, "config");

    /// <summary>The working directory, removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("pabal-test-").FullName;

    /// <summary>Variables for the next runs; null takes one away.</summary>
    public Dictionary<string, string?> Variables { get; } = new()
    {
        ["LC_ALL"] = "C",
        ["PABAL_SERVER"] = null,
        ["PABAL_USER"] = null,
        ["PABAL_FROM"] = null,
        ["PABAL_PASSWORD"] = null,
        ["PABAL_OAUTH_TOKEN"] = null,
    };

    /// <summary>The mails the sandbox has kept.</summary>
    public string[] Kept => Directory.Exists(Path.Combine(Folder, "pabal-sandbox")) ? Directory.GetFiles(Path.Combine(Folder, "pabal-sandbox")) : [];

    public string File(string name, string content, UnixFileMode mode = Private) => File(name, Encoding.UTF8.GetBytes(content), mode);

    public string File(string name, byte[] content, UnixFileMode mode = Private)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }

    public Task<Run> RunAsync(IEnumerable<string> arguments, string input = "") => Run.OfAsync(Program, arguments, Folder, input, TimeSpan.FromSeconds(60), Variables);

    /// <summary>Starts it and leaves it to the test to end it; what it prints goes nowhere.</summary>
    public Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A link to the program, by which another name calls it.</summary>
    public string Link(string name)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.CreateSymbolicLink(path, Program);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
