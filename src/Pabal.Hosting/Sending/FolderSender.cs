using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Sending;

/// <summary>Writes each mail into a folder, which is made when the first one comes, under a name that sorts by time.</summary>
internal sealed class FolderSender(string folder, TimeProvider clock, ILogger? logger)
{
    public async Task<SendResult> SendAsync(Email email, CancellationToken cancellationToken)
    {
        var envelope = Envelope.For(email);
        var message = email.ToMessage(clock);
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():yyyyMMdd-HHmmss-fff}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}.eml");
        var path = Path.Combine(folder, name);
        try
        {
            var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
            await using (file.ConfigureAwait(false))
                await message.WriteToAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        logger?.Written(envelope.Recipients.Length, path);
        return new SendResult(envelope.Recipients, [], new SmtpReply(250, "2.0.0", $"written to {name}")) { MessageId = message.MessageId };
    }
}

internal static partial class FolderLog
{
    [LoggerMessage(120, LogLevel.Information, "a mail for {Recipients} recipients was not sent but written to {Path}")]
    public static partial void Written(this ILogger logger, int recipients, string path);
}
