using Pabal.Mime.Reading;

namespace Pabal.Mime;

/// <summary>Reads mbox files (RFC 4155): many messages one after another, each after a line <c>From sender date</c>.</summary>
public static class Mbox
{
    /// <summary>The messages of a file, one at a time, so that no more than one is in memory however large the file is.</summary>
    /// <param name="stream">The file; it stays open.</param>
    /// <param name="limits">Of a message longer than <see cref="MimeLimits.MaxMessage"/> the rest is passed over.</param>
    /// <param name="unquote">Whether a line that begins with <c>&gt;From </c>, whatever the number of <c>&gt;</c>, loses one of them: false leaves every byte as it stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<MboxMessage> ReadAsync(Stream stream, MimeLimits? limits = null, bool unquote = true, CancellationToken cancellationToken = default) =>
        MboxReader.ReadAsync(stream, limits ?? MimeLimits.Default, unquote, cancellationToken);
}

/// <summary>A message of an mbox file with what the line before it says.</summary>
/// <param name="Sender">The envelope sender; <c>-</c> or <c>MAILER-DAEMON</c> where there was none.</param>
/// <param name="Received">When it was put into the file, in UTC as RFC 4155 has it.</param>
/// <param name="Message">The message.</param>
public sealed record MboxMessage(string Sender, DateTimeOffset Received, MimeMessage Message);
