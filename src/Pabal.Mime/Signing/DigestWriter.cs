using System.IO.Pipelines;

namespace Pabal.Mime.Signing;

/// <summary>Where a message is written to be hashed instead of sent.</summary>
internal sealed class DigestWriter(MessageDigest digest) : PipeWriter
{
    private byte[] buffer = new byte[4096];

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => 0;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length < sizeHint)
            buffer = new byte[sizeHint];
        return buffer;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => digest.Append(buffer.AsSpan(0, bytes));

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<FlushResult>(cancellationToken) : default;

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }
}
