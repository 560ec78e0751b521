namespace Pabal.Mime.Encodings;

/// <summary>Content without its transfer encoding, decoded as it is read; a block of it is all that is in memory at a time.</summary>
internal sealed class DecodingStream(ReadOnlyMemory<byte> encoded, ContentDecoder decoder) : Stream
{
    private const int BlockLength = 48 * 1024;   // whole quanta of base64, should it have no lines

    private byte[] buffer = [];
    private ReadOnlyMemory<byte> ready;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next octets, good until more are read; none at the end.</summary>
    public ReadOnlySpan<byte> ReadBlock()
    {
        Fill();
        var block = ready.Span;
        ready = default;
        return block;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (ready.IsEmpty)
            Fill();
        var count = Math.Min(buffer.Length, ready.Length);
        ready.Span[..count].CopyTo(buffer);
        ready = ready[count..];
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A block may decode to nothing and not be the last.
    private void Fill()
    {
        while (ready.IsEmpty && !encoded.IsEmpty)
        {
            var length = encoded.Length <= BlockLength ? encoded.Length : decoder.FindCut(encoded.Span, BlockLength);
            if (buffer.Length < decoder.MaxLength(length))
                buffer = GC.AllocateUninitializedArray<byte>(decoder.MaxLength(Math.Max(length, Math.Min(encoded.Length, BlockLength))));
            ready = buffer.AsMemory(0, decoder.Decode(encoded.Span[..length], buffer));
            encoded = encoded[length..];
            if (encoded.IsEmpty)
                decoder.Finish();
        }
    }
}
