using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>Reads Maildir folders and delivers into them: a file for each message, in <c>new</c> until a mail program has seen it, then in <c>cur</c>.</summary>
public static class Maildir
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

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

    /// <summary>Puts a message into a folder, which is made if it is not there, and returns its path: written and flushed to disk in <c>tmp</c> first, then moved, so that no program
    /// ever sees half of it. Its name tells neither host nor process. Throws <see cref="ArgumentException"/> for flags that are not ASCII letters, <see cref="IOException"/> where it can't be written.</summary>
    /// <param name="folder">The Maildir.</param>
    /// <param name="message">The message, written as it is.</param>
    /// <param name="flags">Letters, as <c>S</c> for seen; without any it is delivered as new. Not on Windows, where no name holds a colon.</param>
    /// <param name="clock">The time that is part of the name.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    public static async Task<string> DeliverAsync(string folder, MimeMessage message, string flags = "", TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        if (flags.AsSpan().ContainsAnyExcept(Letters))
            throw new ArgumentException(Localized.Say($"“{HeaderText.OneLine(flags)}” are no flags; use letters as S, R, F", $"“{HeaderText.OneLine(flags)}”은(는) 표시가 아닙니다. S, R, F 같은 글자를 쓰십시오"), nameof(flags));
        foreach (var place in new[] { "tmp", "new", "cur" })
            CreateFolder(Path.Join(folder, place));
        var name = string.Create(CultureInfo.InvariantCulture, $"{(clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds()}.R{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
        var unfinished = Path.Join(folder, "tmp", name);
        var path = flags.Length == 0 ? Path.Join(folder, "new", name) : Path.Join(folder, "cur", $"{name}:2,{string.Concat(flags.Distinct().Order())}");
        try
        {
            var file = Create(unfinished);
            await using (file.ConfigureAwait(false))
            {
                await message.WriteToAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
        return path;
    }

    // Mail is for its owner, here and in the folders.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
