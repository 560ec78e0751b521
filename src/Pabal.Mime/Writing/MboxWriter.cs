using System.Globalization;
using System.Text;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Writing;

/// <summary>An entry of an mbox file: its From line, the message in quoted lines (mboxrd), an empty line.</summary>
internal static class MboxWriter
{
    private const string Nobody = "MAILER-DAEMON";

    public static MboxMessage Entry(MimeMessage message)
    {
        var sender = (message.Headers.Find("Return-Path") is { } path ? AddressList.Read(path) : message.From).Mailboxes.FirstOrDefault()?.Address.ToString();
        var received = message.Headers.Find("Received") is { } last && ReceivedField.TryRead(last, out var step) ? step.Date : null;
        return new MboxMessage(sender ?? Nobody, received ?? message.Date ?? DateTimeOffset.UnixEpoch, message);
    }

    public static async Task WriteAsync(Stream stream, MboxMessage entry, CancellationToken cancellationToken)
    {
        var sender = string.Concat(HeaderText.OneLine(entry.Sender).Where(c => c != ' '));
        var line = string.Create(CultureInfo.InvariantCulture, $"From {(sender.Length == 0 ? Nobody : sender)} {entry.Received.UtcDateTime:ddd MMM d HH:mm:ss yyyy}\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line), cancellationToken).ConfigureAwait(false);
        var lines = new MboxLines(stream);
        await using (lines.ConfigureAwait(false))
        {
            await entry.Message.WriteToAsync(lines, cancellationToken).ConfigureAwait(false);
            await lines.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
