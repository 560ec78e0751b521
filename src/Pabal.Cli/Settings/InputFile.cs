using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>Files that were named, and in words why one can't be read.</summary>
internal static class InputFile
{
    /// <summary>An empty name is a slip of a script, not a file.</summary>
    public static void CheckNamed(string option, string path)
    {
        if (path.Length == 0)
            throw new CliException(ExitCode.Usage, Say($"{option} needs the name of a file, and it is empty", $"{option}에 파일 이름이 필요한데 비어 있습니다"));
    }

    /// <summary>The whole file, or standard input where it is named <c>-</c>.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string option, string path, CancellationToken cancellationToken)
    {
        CheckNamed(option, path);
        try
        {
            using var memory = new MemoryStream();
            // Opening a named pipe and reading a terminal can't be taken back; waiting for it can.
            await using var input = path == "-" ? Console.OpenStandardInput() : await Task.Run<Stream>(() => File.OpenRead(path), CancellationToken.None).WaitAsync(cancellationToken);
            await input.CopyToAsync(memory, cancellationToken).WaitAsync(cancellationToken);
            return memory.GetBuffer().AsMemory(0, (int)memory.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    public static CliException Unreadable(string path, Exception reason) => reason switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(ExitCode.NoFile,
            Say($"there is no file {path}", $"{path} 파일이 없습니다"),
            Say($"check the name; the working directory is {Environment.CurrentDirectory}", $"이름을 확인하십시오. 현재 폴더는 {Environment.CurrentDirectory}입니다")),
        UnauthorizedAccessException when Directory.Exists(path) => new(ExitCode.NoFile,
            Say($"{path} is a folder, a file is needed", $"{path}은(는) 폴더입니다. 파일이 필요합니다"),
            Say("name a file in it", "그 안의 파일을 쓰십시오")),
        UnauthorizedAccessException => new(ExitCode.NoFile,
            Say($"{path} may not be read by this user", $"이 사용자는 {path}을(를) 읽을 수 없습니다"),
            Say($"look at its owner and mode: ls -l {path}", $"소유자와 권한을 확인하십시오: ls -l {path}")),
        _ => new(ExitCode.NoFile, Say($"{path} can't be read: {reason.Message}", $"{path}을(를) 읽을 수 없습니다: {reason.Message}")),
    };
}
