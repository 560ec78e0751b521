namespace Pabal.Mime.Reading;

/// <summary>Reads messages from streams into one buffer, up to a limit.</summary>
internal static class MessageReader
{
    private const int FirstRead = 16 * 1024;

    public static async Task<MimeMessage> ReadAsync(Stream stream, MimeLimits limits, CancellationToken cancellationToken)
    {
        var (bytes, isCut) = await ReadUntilAsync(stream, limits.MaxMessage, static (_, _) => false, cancellationToken).ConfigureAwait(false);
        return MessageParser.Parse(bytes, limits, isCut);
    }

    public static async Task<MimeMessage> ReadHeaderAsync(Stream stream, MimeLimits limits, CancellationToken cancellationToken)
    {
        var (bytes, _) = await ReadUntilAsync(stream, limits.MaxHeaderBlock, HasEmptyLine, cancellationToken).ConfigureAwait(false);
        return MessageParser.ParseHeader(bytes, limits);
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadUntilAsync(
        Stream stream, int max, Func<ReadOnlyMemory<byte>, int, bool> isEnough, CancellationToken cancellationToken)
    {
        // One octet more than there should be tells that there is more.
        var known = stream.CanSeek ? Math.Clamp(stream.Length - stream.Position + 1, 1, max + 1L) : FirstRead;
        var buffer = new byte[Math.Min(known, Array.MaxLength)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (length > max)
                return (buffer.AsMemory(0, max), true);
            if (read == 0 || isEnough(buffer.AsMemory(0, length), length - read))
                return (buffer.AsMemory(0, length), false);
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(Math.Min(buffer.Length * 2L, max + 1L), Array.MaxLength));
        }
    }

    // An empty line may have begun in what was read before.
    private static bool HasEmptyLine(ReadOnlyMemory<byte> bytes, int readBefore)
    {
        var fresh = bytes.Span[Math.Max(0, readBefore - 3)..];
        return fresh.IndexOf("\n\n"u8) >= 0 || fresh.IndexOf("\n\r\n"u8) >= 0;
    }
}
