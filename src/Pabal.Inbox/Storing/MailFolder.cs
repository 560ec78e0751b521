using System.Security.Cryptography;
using System.Text.Json;
using static Pabal.Localized;

namespace Pabal.Inbox.Storing;

/// <summary>A file in the folder.</summary>
/// <param name="Stem">Its name without <c>.eml</c>.</param>
/// <param name="Length">Octets.</param>
/// <param name="Written">When it was last written.</param>
internal readonly record struct FolderFile(string Stem, long Length, DateTimeOffset Written);

/// <summary>
/// A folder of <c>.eml</c> files, each with a <see cref="Sidecar"/>. A file is written under another name, flushed to the disk and renamed, so that at every
/// moment there is a whole one or none; the sidecar comes first and goes last, so that no mail is ever without its envelope. One process at a time.
/// </summary>
internal sealed class MailFolder : IDisposable
{
    private const string Ending = ".eml";
    private const string SidecarEnding = ".pabal.json";
    private const string UnfinishedStart = ".pabal-";
    private const string UnfinishedEnding = ".part";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder;
    private readonly FileStream guard;

    /// <summary>Opens the folder, makes it if need be, and clears away what an earlier process left unfinished. Throws <see cref="IOException"/> while another process has it.</summary>
    public MailFolder(string folder)
    {
        this.folder = folder;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        guard = Lock(Path.Combine(folder, ".pabal.lock"));
        foreach (var unfinished in Directory.EnumerateFiles(folder, $"{UnfinishedStart}*{UnfinishedEnding}"))
            File.Delete(unfinished);
        foreach (var sidecar in Directory.EnumerateFiles(folder, $"*{SidecarEnding}"))
        {
            if (!File.Exists(sidecar[..^SidecarEnding.Length] + Ending))
                File.Delete(sidecar);
        }
    }

    /// <summary>The mails that lie in it.</summary>
    public List<FolderFile> List() =>
    [
        .. from file in new DirectoryInfo(folder).EnumerateFiles($"*{Ending}")
           where !file.Name.StartsWith('.')
           select new FolderFile(file.Name[..^Ending.Length], file.Length, file.LastWriteTimeUtc),
    ];

    /// <summary>The octets of a mail; null if it went away, or nobody may read it.</summary>
    public async Task<ReadOnlyMemory<byte>?> TryReadAsync(string stem, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(stem), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async Task WriteAsync(string stem, ReadOnlyMemory<byte> content, Sidecar sidecar, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(sidecar, stem, isDurable: true, cancellationToken).ConfigureAwait(false);
            await ReplaceAsync(PathOf(stem), content, isDurable: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            IsGone(SidecarOf(stem));
            throw;
        }
    }

    /// <summary>Notes what changed; one that must survive a power cut is flushed.</summary>
    public Task WriteAsync(Sidecar sidecar, string stem, bool isDurable, CancellationToken cancellationToken) =>
        ReplaceAsync(SidecarOf(stem), JsonSerializer.SerializeToUtf8Bytes(sidecar, SidecarJson.Default.Sidecar), isDurable, cancellationToken);

    /// <summary>What is noted beside a mail; null if there is nothing, or nothing that can be read.</summary>
    public async Task<Sidecar?> ReadSidecarAsync(string stem, CancellationToken cancellationToken)
    {
        try
        {
            var noted = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(SidecarOf(stem), cancellationToken).ConfigureAwait(false), SidecarJson.Default.Sidecar);
            return noted is { IsWhole: true } ? noted : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Deletes a mail; false if it can't be, as while another program has the file open on Windows. A sidecar that stays goes when the folder is opened next.</summary>
    public bool TryDelete(string stem)
    {
        if (!IsGone(PathOf(stem)))
            return false;
        IsGone(SidecarOf(stem));
        return true;
    }

    public void Dispose() => guard.Dispose();

    private string PathOf(string stem) => Path.Combine(folder, stem + Ending);

    private string SidecarOf(string stem) => Path.Combine(folder, stem + SidecarEnding);

    private static bool IsGone(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, bool isDurable, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(folder, $"{UnfinishedStart}{RandomNumberGenerator.GetHexString(16, lowercase: true)}{UnfinishedEnding}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        try
        {
            var file = new FileStream(unfinished, options);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: isDurable);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException(Say($"the folder {folder} is in use by another inbox: {e.Message}", $"다른 받은편지함이 {folder} 폴더를 쓰고 있습니다: {e.Message}"), e);
        }
    }
}
