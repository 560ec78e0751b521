using Spectre.Console.Rendering;

namespace Pabal.Cli.Terminal;

/// <summary>Text measured as a terminal shows it, where a Korean letter takes two columns.</summary>
internal static class Columns
{
    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>The lines of a paragraph; a word that is too long has one to itself.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        yield return line;
    }
}
