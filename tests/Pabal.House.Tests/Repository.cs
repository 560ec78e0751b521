using System.Reflection;

namespace Pabal.House.Tests;

/// <summary>The checkout these tests were built in. Paths are relative to its root, with forward slashes.</summary>
internal static class Repository
{
    // Tracked, or new and not ignored: what the next commit may hold.
    private static readonly Lazy<Task<string[]>> Listed = new(async () =>
    {
        var git = await Run.OfAsync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], Root);
        return [.. git.Succeeded().Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(path => File.Exists(Absolute(path))).Order(StringComparer.Ordinal)];
    });

    /// <summary>What the tests were built as, and with them all of src/.</summary>
    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The files in a folder and below whose names end like that.</summary>
    public static async Task<string[]> FilesAsync(string folder, string ending) =>
        [.. (await Listed.Value).Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal))];

    public static string Absolute(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Pabal.slnx"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("these tests run inside the checkout they were built in"));
}
