using System.Security.Cryptography;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--save</c>: the bytes that are sent, all of them or none. A link keeps leading where it led, and a device stays a device.</summary>
internal static class SavedFile
{
    public static async Task WriteAsync(string path, MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            InputFile.CheckNamed("--save", path);
            var full = Path.GetFullPath(path);
            var target = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
            // Nothing can be lost in an empty file, and only such a one can be a device or a pipe.
            if (File.Exists(target) && new FileInfo(target).Length == 0)
                await WriteIntoAsync(target, FileMode.Open, message, cancellationToken);
            else
                await ReplaceAsync(target, message, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NoFile, Say($"--save: {path} can't be written: {e.Message}", $"--save: {path}에 쓸 수 없습니다: {e.Message}"));
        }
    }

    private static async Task ReplaceAsync(string target, MimeMessage message, CancellationToken cancellationToken)
    {
        var unfinished = $"{target}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.part";
        try
        {
            await WriteIntoAsync(unfinished, FileMode.CreateNew, message, cancellationToken);
            File.Move(unfinished, target, overwrite: true);
        }
        catch
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
            throw;
        }
    }

    private static async Task WriteIntoAsync(string path, FileMode mode, MimeMessage message, CancellationToken cancellationToken)
    {
        // A named pipe is not opened before somebody reads from it.
        await using var file = await Task.Run(() => new FileStream(path, mode, FileAccess.Write), CancellationToken.None).WaitAsync(cancellationToken);
        await message.WriteToAsync(file, cancellationToken);
    }
}
