using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

/// <summary>The file-based programs under examples/.</summary>
internal static class Example
{
    private const string OutputMark = "// Output:\n";

    public static Task<string[]> AllAsync() => Repository.FilesAsync("examples/", ".cs");

    /// <summary>The lines between the marks of a region, given as <c>examples/NAME.cs#region</c>, without their common indentation; else what is missing.</summary>
    public static string Region(string source)
    {
        var (file, name) = (source.Split('#')[0], source.Split('#')[1]);
        if (!File.Exists(Repository.Absolute(file)))
            return $"there is no {file}";
        var lines = Repository.Read(file).Split('\n');
        var start = Array.FindIndex(lines, line => line.Trim() == $"// <{name}>");
        var end = Array.FindIndex(lines, line => line.Trim() == $"// </{name}>");
        if (start < 0 || end < start)
            return $"there is no region {name} in {file}";
        var region = lines[(start + 1)..end];
        var indent = region.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', region.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    /// <summary>What the program says it prints, in a comment at its end, as a pattern in which … stands for anything.</summary>
    public static Regex Output(string file)
    {
        var text = Repository.Read(file);
        var mark = text.LastIndexOf(OutputMark, StringComparison.Ordinal);
        Assert.True(mark >= 0, $"{file} does not say what it prints");
        var lines = text[(mark + OutputMark.Length)..].TrimEnd().Split('\n').Select(line => line.Length > 3 ? line[3..] : "");
        return new Regex($"^{Regex.Escape(string.Join('\n', lines)).Replace("…", ".*?", StringComparison.Ordinal)}$", RegexOptions.Singleline, TimeSpan.FromSeconds(10));
    }
}
