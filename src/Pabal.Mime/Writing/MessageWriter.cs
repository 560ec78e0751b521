using System.Buffers;
using System.IO.Pipelines;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Writing;

/// <summary>Writes the pieces of a message, in memory or streamed; memory stays constant however large an attachment is.</summary>
internal static class MessageWriter
{
    private const int FlushAt = 64 * 1024;

    public static long? LengthOf(List<Piece> pieces)
    {
        var total = 0L;
        foreach (var piece in pieces)
        {
            if (piece.Source is null)
                total += piece.Bytes.Length;
            else if (piece.Source.Length is { } length)
                total += Base64Lines.LengthOf(length);
            else
                return null;
        }
        return total;
    }

    public static void Write(List<Piece> pieces, IBufferWriter<byte> output)
    {
        foreach (var piece in pieces)
        {
            if (piece.Source is null)
                output.Write(piece.Bytes.Span);
            else
                WriteBase64(piece.Source, output);
        }
    }

    public static byte[] ToArray(List<Piece> pieces)
    {
        if (!pieces.Exists(piece => piece.Source is not null))
            return Joined(pieces);
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(LengthOf(pieces) ?? 4096, 256, int.MaxValue));
        Write(pieces, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Joined(List<Piece> pieces)
    {
        var joined = new byte[LengthOf(pieces)!.Value];
        var length = 0;
        foreach (var piece in pieces)
        {
            piece.Bytes.CopyTo(joined.AsMemory(length));
            length += piece.Bytes.Length;
        }
        return joined;
    }

    public static async ValueTask WriteAsync(List<Piece> pieces, PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var piece in pieces)
        {
            if (piece.Source is null)
                output.Write(piece.Bytes.Span);
            else
                await WriteBase64Async(piece.Source, output, cancellationToken).ConfigureAwait(false);
            if (output.UnflushedBytes >= FlushAt)
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void WriteBase64(ContentSource source, IBufferWriter<byte> output)
    {
        if (source is ContentSource.Memory memory)
        {
            Base64Lines.Write(memory.Bytes.Span, output);
            return;
        }
        using var stream = source.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(Base64Lines.BlockSize);
        int read;
        do
        {
            read = stream.ReadAtLeast(buffer.AsSpan(0, Base64Lines.BlockSize), Base64Lines.BlockSize, throwOnEndOfStream: false);
            Base64Lines.Write(buffer.AsSpan(0, read), output);
        }
        while (read == Base64Lines.BlockSize);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static async ValueTask WriteBase64Async(ContentSource source, PipeWriter output, CancellationToken cancellationToken)
    {
        var stream = source.Open();
        await using (stream.ConfigureAwait(false))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Base64Lines.BlockSize);
            int read;
            do
            {
                read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, Base64Lines.BlockSize), Base64Lines.BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                Base64Lines.Write(buffer.AsSpan(0, read), output);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            while (read == Base64Lines.BlockSize);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
