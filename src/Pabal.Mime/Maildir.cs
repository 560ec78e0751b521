using System.Runtime.CompilerServices;

namespace Pabal.Mime;

/// <summary>Reads Maildir folders: a file for each message, in <c>new</c> until a mail program has seen it, then in <c>cur</c>.</summary>
public static class Maildir
{
    /// <summary>The messages of a folder, one at a time, the oldest first as far as their names tell; one that another program takes away meanwhile is passed over.
    /// Throws <see cref="DirectoryNotFoundException"/> if the folder has neither <c>new</c> nor <c>cur</c>.</summary>
    public static async IAsyncEnumerable<MaildirMessage> ReadAsync(
        string folder, MimeLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var path in Files(folder))
        {
            MimeMessage message;
            try
            {
                message = await MimeMessage.OpenAsync(path, limits, cancellationToken).ConfigureAwait(false);
            }
            catch (FileNotFoundException)
            {
                continue;
            }
            yield return new MaildirMessage(path, FlagsOf(path), message);
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        var places = new List<string> { Path.Join(folder, "new"), Path.Join(folder, "cur") };
        if (places.RemoveAll(place => !Directory.Exists(place)) == 2)
            throw new DirectoryNotFoundException(Localized.Say($"{folder} is no Maildir; it has neither new nor cur", $"{folder}은(는) Maildir이 아닙니다. new도 cur도 없습니다"));
        return places.SelectMany(Directory.EnumerateFiles).Where(path => !Path.GetFileName(path).StartsWith('.')).OrderBy(Path.GetFileName, StringComparer.Ordinal);
    }

    // "1700000000.M1P2.host:2,RS"
    private static string FlagsOf(string path)
    {
        var name = Path.GetFileName(path);
        var info = name.LastIndexOf(":2,", StringComparison.Ordinal);
        return info < 0 ? "" : name[(info + 3)..];
    }
}

/// <summary>A message of a Maildir.</summary>
/// <param name="Path">The file it is in.</param>
/// <param name="Flags">Letters, as <c>S</c> for seen, <c>R</c> for replied, <c>F</c> for flagged; empty for a new one.</param>
/// <param name="Message">The message.</param>
public sealed record MaildirMessage(string Path, string Flags, MimeMessage Message);
