using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--save</c>: the bytes that are sent, all of them or no file.</summary>
internal static class SavedFile
{
    public static async Task WriteAsync(string path, MimeMessage message, CancellationToken cancellationToken)
    {
        var unfinished = path + ".part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
                await message.WriteToAsync(file, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new CliException(ExitCode.NoFile, Say($"--save: {path} can't be written: {e.Message}", $"--save: {path}에 쓸 수 없습니다: {e.Message}"));
        }
    }
}
