namespace Pabal.Mime.Writing;

/// <summary>Someone else's stream from <paramref name="start"/> on, after a head that was read from it before; closing this closes nothing.</summary>
internal sealed class LeftOpenStream(Stream inner, long start, ReadOnlyMemory<byte> head) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => inner.CanSeek;
    public override bool CanWrite => false;
    public override long Length => inner.Length - start;

    public override long Position
    {
        get => inner.Position - start;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => head.IsEmpty ? inner.Read(buffer) : ReadHead(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        head.IsEmpty ? inner.ReadAsync(buffer, cancellationToken) : new(ReadHead(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return inner.Seek(start + target, SeekOrigin.Begin) - start;
    }

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadHead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, head.Length);
        head.Span[..count].CopyTo(buffer);
        head = head[count..];
        return count;
    }
}
