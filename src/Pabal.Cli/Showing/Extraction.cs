using System.Globalization;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Showing;

/// <summary>A part that was written to a file.</summary>
internal sealed record ExtractedFile(string Part, string Path, long Size);

/// <summary>Writes parts into one folder. A name comes from a stranger: it is made harmless, nothing that is there is replaced, and no link is followed.</summary>
internal static class Extraction
{
    private const int MaxTries = 10_000;

    public static IReadOnlyList<ExtractedFile> Run(string folder, IEnumerable<(string Path, MimePart Part)> parts)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return [.. parts.Select(each => Write(folder, each.Path, each.Part))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(folder, e);
        }
    }

    private static ExtractedFile Write(string folder, string partPath, MimePart part)
    {
        var name = part.SafeFileName ?? $"part-{partPath}{Extension(part)}";
        for (var number = 1; number < MaxTries; number++)
        {
            var path = Path.Combine(folder, number == 1 ? name : Numbered(name, number));
            try
            {
                // CreateNew fails on anything that is there, a link that leads nowhere too.
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                using var content = part.OpenRead();
                content.CopyTo(file);
                return new ExtractedFile(partPath, path, file.Length);
            }
            catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            {
            }
        }
        throw new CliException(ExitCode.NoFile, Say($"{folder} holds too many files named {name}", $"{folder}에 {name} 이름의 파일이 너무 많습니다"));
    }

    private static string Numbered(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}");

    private static string Extension(MimePart part) => part switch
    {
        MessagePart => ".eml",
        _ => part.MediaType.Name switch
        {
            "text/plain" => ".txt",
            "text/html" => ".html",
            "text/calendar" => ".ics",
            "image/jpeg" => ".jpg",
            "image/png" => ".png",
            "image/gif" => ".gif",
            "application/pdf" => ".pdf",
            _ => ".bin",
        },
    };
}
