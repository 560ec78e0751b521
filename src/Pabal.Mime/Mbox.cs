using Pabal.Mime.Reading;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>Reads and writes mbox files (RFC 4155): many messages one after another, each after a line <c>From sender date</c>.</summary>
public static class Mbox
{
    /// <summary>The messages of a file, one at a time, so that no more than one is in memory however large the file is.</summary>
    /// <param name="stream">The file; it stays open.</param>
    /// <param name="limits">Of a message longer than <see cref="MimeLimits.MaxMessage"/> the rest is passed over.</param>
    /// <param name="unquote">Whether a line that begins with <c>&gt;From </c>, whatever the number of <c>&gt;</c>, loses one of them: false leaves every byte as it stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IAsyncEnumerable<MboxMessage> ReadAsync(Stream stream, MimeLimits? limits = null, bool unquote = true, CancellationToken cancellationToken = default) =>
        MboxReader.ReadAsync(stream, limits ?? MimeLimits.Default, unquote, cancellationToken);

    /// <summary>Writes messages one after another, in lines that end in LF; one that begins with <c>From </c>, whatever the number of <c>&gt;</c> before it, gets one more, so
    /// that reading gives back what was written. Attachments are streamed. The stream stays open; to add to a file, open it at its end.</summary>
    public static async Task WriteAsync(Stream stream, IEnumerable<MboxMessage> messages, CancellationToken cancellationToken = default)
    {
        foreach (var message in messages)
            await MboxWriter.WriteAsync(stream, message, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes messages as the other overload does: the sender is that of Return-Path or else From, the date that of the last Received or else Date.</summary>
    public static Task WriteAsync(Stream stream, IEnumerable<MimeMessage> messages, CancellationToken cancellationToken = default) =>
        WriteAsync(stream, messages.Select(MboxWriter.Entry), cancellationToken);
}

/// <summary>A message of an mbox file with what the line before it says.</summary>
/// <param name="Sender">The envelope sender; <c>-</c> or <c>MAILER-DAEMON</c> where there was none.</param>
/// <param name="Received">When it was put into the file, in UTC as RFC 4155 has it.</param>
/// <param name="Message">The message.</param>
public sealed record MboxMessage(string Sender, DateTimeOffset Received, MimeMessage Message);
