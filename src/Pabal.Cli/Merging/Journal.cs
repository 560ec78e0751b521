using System.Text;
using System.Text.Json;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>
/// What became of each mail, in a file that outlives the program. A mail is written down as begun, and that is on the disk, before its content may go out;
/// so whatever happens, a mail that the file says nothing of was not sent.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private const int Version = 1;

    private readonly FileStream file;
    private readonly Lock writing = new();
    private readonly SemaphoreSlim flushing = new(1);
    private long flushed;

    private Journal(FileStream file, IReadOnlyDictionary<string, JournalLine> mails, JournalLine? head) => (this.file, Mails, Head) = (file, mails, head);

    /// <summary>The last line about each mail, as it was when the file was opened.</summary>
    public IReadOnlyDictionary<string, JournalLine> Mails { get; }

    /// <summary>Its first line as it was; null for a new one.</summary>
    public JournalLine? Head { get; }

    /// <summary>Why it can't be written any more; null while it can.</summary>
    public CliException? Fault { get; private set; }

    /// <summary>Opens the file or makes it, so that no second program writes into it. A last line that was cut off says nothing and goes.</summary>
    public static async Task<Journal> OpenAsync(string path, CancellationToken cancellationToken)
    {
        InputFile.CheckNamed("--journal", path);
        FileStream? file = null;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            file = new FileStream(path, options);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            file.SetLength(end);
            var lines = Read(path, bytes.AsSpan(0, end));
            var mails = new Dictionary<string, JournalLine>();
            foreach (var line in lines.Skip(1))
                mails[line.Mail!] = line;
            return new Journal(file, mails, lines.FirstOrDefault());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (file is not null)
                await file.DisposeAsync();
            throw new CliException(ExitCode.NoFile, Say($"the journal {path} can't be opened: {e.Message}", $"기록 파일 {path}을(를) 열 수 없습니다: {e.Message}"),
                Say("another pabal may be sending with it; or name another place with --journal F", "다른 pabal이 쓰고 있을 수 있습니다. 아니면 --journal로 다른 곳을 정하십시오"));
        }
        catch
        {
            if (file is not null)
                await file.DisposeAsync();
            throw;
        }
    }

    public string Path => file.Name;

    /// <summary>Writes the first line, unless there is one that counts: where nothing was sent, the mail may be another one by now.</summary>
    public void Begin(string template, string server)
    {
        if (Head?.Template == template)
            return;
        file.SetLength(0);
        Write(new JournalLine { Version = Version, Template = template, Server = server, Time = DateTimeOffset.UtcNow });
    }

    /// <summary>A mail's content may go out when this is done: its line is on the disk. Lines that come at the same time share one flush.</summary>
    public async Task BeginAsync(JournalLine line, CancellationToken cancellationToken)
    {
        var end = Write(line);
        await flushing.WaitAsync(cancellationToken);
        try
        {
            if (flushed >= end)
                return;
            var written = file.Position;
            await Task.Run(() => OnDisk(() => file.Flush(flushToDisk: true)), CancellationToken.None);
            flushed = written;
        }
        finally
        {
            flushing.Release();
        }
    }

    /// <summary>What became of a mail. Lost in a power cut, it makes the mail one of which nothing is known.</summary>
    public long Write(JournalLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, JournalJson.Default.JournalLine), (byte)'\n'];
        lock (writing)
        {
            OnDisk(() =>
            {
                file.Seek(0, SeekOrigin.End);
                file.Write(bytes);
            });
            return file.Position;
        }
    }

    /// <summary>The same; false where it can't be written any more.</summary>
    public bool TryWrite(JournalLine line)
    {
        try
        {
            return Fault is null && Write(line) > 0;
        }
        catch (CliException)
        {
            return false;
        }
    }

    /// <summary>All is done: nothing is left to be known.</summary>
    public void Delete()
    {
        file.Dispose();
        try
        {
            File.Delete(file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left behind it says that all were sent, and that is true.
        }
    }

    public ValueTask DisposeAsync()
    {
        flushing.Dispose();
        return file.DisposeAsync();
    }

    private void OnDisk(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)   // the last where a file may not grow any more
        {
            throw Fault = new CliException(ExitCode.NoOutput, Say($"the journal {Path} can't be written: {e.Message}", $"기록 파일 {Path}에 쓸 수 없습니다: {e.Message}"),
                Say("make room and run the same command again: it sends the rest and nothing twice", "공간을 비우고 같은 명령을 다시 실행하면 나머지만 보냅니다"));
        }
    }

    private static List<JournalLine> Read(string path, ReadOnlySpan<byte> bytes)
    {
        var lines = new List<JournalLine>();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line) is { } parsed && (lines.Count == 0 ? parsed.Version == Version && parsed.Template is not null : parsed is { Mail: not null, State: not null }))
                lines.Add(parsed);
            else
                throw new CliException(ExitCode.BadInput, Say($"line {lines.Count + 1} of {path} is not of a journal of pabal", $"{path}의 {lines.Count + 1}번째 줄이 pabal의 기록이 아닙니다"),
                    Say("name another place with --journal F; delete the file only if all may get the mail again", "--journal로 다른 곳을 정하십시오. 모두에게 다시 보내도 될 때만 이 파일을 지우십시오"));
        }
        return lines;
    }

    private static JournalLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
