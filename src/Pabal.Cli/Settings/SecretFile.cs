using System.Text;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>Files that hold a password or token: read only if nobody else can read them.</summary>
internal static class SecretFile
{
    private const UnixFileMode OthersCanRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int MaxSecret = 64 * 1024;

    /// <summary>The secret: the whole file in UTF-8, but for one line end at its end.</summary>
    public static string Read(string path)
    {
        var text = ReadText(path);
        Demand(path);
        if (text.EndsWith('\n'))
            text = text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)];
        if (text.Length == 0)
            throw new CliException(ExitCode.Configuration, Say($"{path} is empty; write the password into it", $"{path}이(가) 비어 있습니다. 비밀번호를 써 넣으십시오"));
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new CliException(ExitCode.BadInput, Say($"{path} holds more than one line, or a NUL; a secret is one line",
                                                         $"{path}에 두 줄 넘게 있거나 NUL이 들어 있습니다. 비밀번호는 한 줄이어야 합니다"));
        }
        return text;
    }

    /// <summary>A text file whole; missing or unreadable is exit 66.</summary>
    public static string ReadText(string path)
    {
        InputFile.CheckNamed(Say("a secret", "비밀"), path);
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxSecret];
            var length = file.ReadAtLeast(bytes, MaxSecret, throwOnEndOfStream: false);
            if (length == MaxSecret)
                throw new CliException(ExitCode.Configuration, Say($"{path} has more than {MaxSecret - 1} octets; that is no password, token or configuration", $"{path}이(가) {MaxSecret - 1}바이트를 넘습니다. 비밀번호나 토큰, 설정이 아닙니다"));
            return Encoding.UTF8.GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
    }

    /// <summary>Refuses a file that others can read, and says how to mend it.</summary>
    public static void Demand(string path)
    {
        if (IsOpen(path))
            throw new CliException(ExitCode.Configuration, Exposed(path), Fix(path));
    }

    /// <summary>Says the same and goes on: for a key that other programs made and share.</summary>
    public static void Warn(string path)
    {
        if (File.Exists(path) && IsOpen(path))
            Screen.WriteError(Exposed(path), [Fix(path)]);
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (IsCredential(path) ? UnixFileMode.OtherRead : OthersCanRead)) != 0;

    // What systemd hands to a service lies in a folder of its own, by an access list that looks like a right of the group.
    private static bool IsCredential(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder);

    private static string Exposed(string path) =>
        Say($"{path} holds a secret and others on this machine can read it", $"{path}에 비밀이 들어 있는데 이 컴퓨터의 다른 사용자가 읽을 수 있습니다");

    private static string Fix(string path) => Say($"run: chmod 600 {path}", $"다음을 실행하십시오: chmod 600 {path}");
}
