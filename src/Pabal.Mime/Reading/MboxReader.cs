using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Reading;

/// <summary>Cuts a stream at the lines that begin messages; what it holds is one message and what was read ahead.</summary>
internal static class MboxReader
{
    private const int BlockSize = 64 * 1024;
    private const int MaxFromLine = 1000;

    private readonly record struct FromLine(string Sender, DateTimeOffset Date);

    public static async IAsyncEnumerable<MboxMessage> ReadAsync(
        Stream stream, MimeLimits limits, bool unquote, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        var message = new ArrayBufferWriter<byte>();
        FromLine? from = null;
        var isCut = false;
        var isLineStart = true;
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(block.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            filled += read;
            var pos = 0;
            while (pos < filled)
            {
                // Only a line that is here whole, or too long to be a From line, can be judged.
                var end = LineEndAfter(block, pos, filled);
                if (isLineStart && end < 0 && filled - pos < MaxFromLine && read > 0)
                    break;
                var line = new ReadOnlyMemory<byte>(block, pos, (end < 0 ? filled : end) - pos);
                if (isLineStart && TryReadFrom(line.Span, out var next))
                {
                    if (from is { } before)
                        yield return Finish(before, message, limits, isCut);
                    (from, isCut) = (next, false);
                    message = new ArrayBufferWriter<byte>();
                }
                else if (from is not null)
                {
                    isCut |= !TryAdd(message, isLineStart && unquote ? Unquoted(line.Span) : line.Span, limits.MaxMessage);
                }
                isLineStart = end >= 0;
                pos += line.Length;
            }
            block.AsSpan(pos, filled - pos).CopyTo(block);
            filled -= pos;
            if (read == 0)
                break;
        }
        if (from is { } last)
            yield return Finish(last, message, limits, isCut);
    }

    private static int LineEndAfter(byte[] block, int pos, int filled) => block.AsSpan(pos, filled - pos).IndexOf((byte)'\n') is var feed and >= 0 ? pos + feed + 1 : -1;

    // "From sender asctime-date": prose that begins so has no time of day after its second word.
    private static bool TryReadFrom(ReadOnlySpan<byte> line, out FromLine from)
    {
        from = default;
        if (!line.StartsWith("From "u8) || line.Length > MaxFromLine)
            return false;
        var text = HeaderText.OneLine(Encoding.UTF8.GetString(line[5..]).Trim());
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !text.AsSpan(space).Contains(':') || !MimeDate.TryParse(text[space..], out var date))
            return false;
        from = new FromLine(text[..space], date);
        return true;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line) =>
        line.StartsWith((byte)'>') && line.TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;

    private static bool TryAdd(ArrayBufferWriter<byte> message, ReadOnlySpan<byte> line, int max)
    {
        var room = max - message.WrittenCount;
        message.Write(line[..Math.Min(line.Length, room)]);
        return line.Length <= room;
    }

    // The empty line before the next From line belongs to the file.
    private static MboxMessage Finish(FromLine from, ArrayBufferWriter<byte> message, MimeLimits limits, bool isCut)
    {
        var bytes = message.WrittenMemory;
        var withoutLast = LineEnd.TrimmedLength(bytes.Span);
        if (!isCut && LineEnd.Ends(bytes.Span[..withoutLast]))
            bytes = bytes[..withoutLast];
        return new MboxMessage(from.Sender, from.Date, MessageParser.Parse(bytes, limits, isCut));
    }
}
