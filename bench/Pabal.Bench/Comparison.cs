using System.Diagnostics;
using System.Text.Json;

namespace Pabal.Bench;

/// <summary>The same work by Pabal, by Python's email package and by System.Net.Mail, each in a process of its own, one after the other.</summary>
internal static class Comparison
{
    private const long MboxSize = 1_000_000_000;

    // Python would read a gigabyte for many minutes; what one message costs shows in less.
    private const long PythonsMboxSize = 5_000_000;

    private static readonly Dictionary<string, string> Titles = new()
    {
        ["compose"] = "compose and write a small Korean mail",
        ["attach"] = "write a mail with a file of 100 MB",
        ["memory"] = "write a mail with 100 MB from memory",
        ["parse"] = "parse an ordinary message and view it",
        ["mbox"] = "a message of an mbox of 1 GB",
    };

    public static async Task PrintAsync(string[] names)
    {
        Console.WriteLine($"| {"what",-40} | {"by",-16} | {"time",10} | {"ratio",6} | {"allocated",10} | {"peak",7} |");
        Console.WriteLine($"|{new string('-', 42)}|{new string('-', 18)}|{new string('-', 11)}:|{new string('-', 7)}:|{new string('-', 11)}:|{new string('-', 8)}:|");
        foreach (var (name, title) in Titles.Where(one => names is [] || names.Contains(one.Key)))
            await PrintAsync(name, title);
    }

    private static async Task PrintAsync(string name, string title)
    {
        var ours = await MeasureAsync(name, MboxSize, Measurer);
        Row(title, "Pabal", ours, ours);
        if (name is not "memory")
            Row("", "Python email", await MeasureAsync(name, PythonsMboxSize, Python), ours);
        if (name is "compose" or "attach")
            Row("", "System.Net.Mail", await MeasureAsync($"{name}.net", 0, Measurer), ours);
    }

    private static (string, string[]) Measurer(string name, string file) => (Environment.ProcessPath!, ["measure", name, file]);

    private static (string, string[]) Python(string name, string file) => ("python3", [Path.Combine(AppContext.BaseDirectory, "measure.py"), name, file]);

    private static async Task<Figures> MeasureAsync(string name, long mboxSize, Func<string, string, (string, string[])> program)
    {
        var file = name switch
        {
            "parse" => Write(Mails.Ordinary()),
            "mbox" => Mails.WriteMbox(mboxSize),
            _ when name is "memory" || name.StartsWith("attach", StringComparison.Ordinal) => Mails.WriteLargeFile(),
            _ => Write([]),
        };
        try
        {
            var (path, arguments) = program(name, file);
            return await ChildAsync(path, arguments);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Write(byte[] content)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task<Figures> ChildAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Figures>(output, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static void Row(string title, string by, Figures figures, Figures ours) => Console.WriteLine(
        $"| {title,-40} | {by,-16} | {Time(figures.Seconds),10} | {figures.Seconds / ours.Seconds,6:N1} | {Size(figures.Allocated),10} | {Size(figures.Peak),7} |");

    private static string Time(double seconds) => seconds < 1e-2 ? $"{seconds * 1e6:N1} µs" : $"{seconds * 1e3:N0} ms";

    private static string Size(long? octets) => octets switch
    {
        null => "",
        < 1 << 20 => $"{octets / 1024.0:N1} KB",
        _ => $"{octets >> 20:N0} MB",
    };
}
