using System.Buffers;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>
/// Replies on their way to the client, collected until somebody flushes. Not a pipe: one whose flush was cancelled loses what is written to it
/// after, and that would be the last words.
/// </summary>
internal sealed class ReplyOutput(SmtpWire wire, ServerContext server, RepeatedDeadline deadline)
{
    private const int Plenty = 16 * 1024;

    private readonly ArrayBufferWriter<byte> unsent = new();

    /// <summary>True when so much has collected that it is to be sent whatever the client has still to say.</summary>
    public bool IsPlenty => unsent.WrittenCount > Plenty;

    public void Write(SmtpReply reply) => ReplyWriter.Write(unsent, reply);

    /// <summary>Sends all. What was not begun to be sent when the server stops at once, perhaps a 250, stays to be sent with the last words.</summary>
    public ValueTask FlushAsync() => FlushAsync(server.Options.Limits.CommandTimeout, server.Aborting);

    /// <summary>Sends all, though the server stops.</summary>
    public ValueTask FlushLastAsync(TimeSpan time) => FlushAsync(time, CancellationToken.None);

    private async ValueTask FlushAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (unsent.WrittenCount == 0)
            return;
        try
        {
            await deadline.RunAsync(time, SendAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            unsent.ResetWrittenCount();
        }
    }

    private async ValueTask<bool> SendAsync(CancellationToken cancellationToken)
    {
        await wire.Stream.WriteAsync(unsent.WrittenMemory, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
