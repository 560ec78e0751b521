using System.Runtime.CompilerServices;

namespace Pabal.Smtp.Wire;

/// <summary>What is wrong with a reply.</summary>
internal enum ReplyFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The other side closed before the reply was complete.</summary>
    Closed,

    /// <summary>A line, the number of lines or the whole is beyond the limits.</summary>
    TooLong,

    /// <summary>A line does not start with a code of 200 to 599 followed by a space, a hyphen or nothing.</summary>
    Malformed,

    /// <summary>Two lines of one reply have different codes.</summary>
    MixedCodes,
}

/// <summary>Reads one reply (RFC 5321 4.2), with limits on everything. A bare LF ends a line as well: it does no harm here.</summary>
internal static class ReplyReader
{
    public const int MaxLine = 8 * 1024;
    public const int MaxLines = 128;
    public const int MaxOctets = 64 * 1024;

    /// <summary>The reply or what is wrong with it; <paramref name="heard"/> is told each line as it came, <paramref name="memory"/> saves making the same reply again.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<(SmtpReply? Reply, ReplyFault Fault)> ReadAsync(SmtpWire wire, Action<string>? heard, ReplyMemory? memory, CancellationToken cancellationToken)
    {
        List<string>? texts = null;
        EnhancedStatus? enhanced = null;
        int? code = null;
        for (var octets = 0; texts is null || texts.Count < MaxLines;)
        {
            var (status, line) = await wire.ReadLineAsync(MaxLine, cancellationToken).ConfigureAwait(false);
            if (status == LineStatus.Closed)
                return (null, ReplyFault.Closed);
            octets += line.Length + 2;
            if (status == LineStatus.TooLong || octets > MaxOctets)
                return (null, ReplyFault.TooLong);

            heard?.Invoke(Printable.Decode(line));
            if (texts is null && memory?.Find(line) is { } known)
                return (known, ReplyFault.None);
            if (CodeOf(line) is not { } lineCode)
                return (null, ReplyFault.Malformed);
            if (code is not null && code != lineCode)
                return (null, ReplyFault.MixedCodes);
            code = lineCode;

            var text = line.Length > 4 ? Printable.Decode(line.AsSpan(4)) : "";
            if (EnhancedStatus.TryParse(text, out var found, out var length) && found.Class == lineCode / 100)
            {
                enhanced ??= found;
                text = text[length..].TrimStart(' ');
            }
            var isFirst = texts is null;
            (texts ??= []).Add(text);
            if (line.Length > 3 && line[3] != ' ')
                continue;
            var reply = new SmtpReply(lineCode, enhanced, texts);
            if (isFirst)
                memory?.Keep(line, reply);
            return (reply, ReplyFault.None);
        }
        return (null, ReplyFault.TooLong);
    }

    private static int? CodeOf(ReadOnlySpan<byte> line) =>
        line.Length >= 3 && line[0] is >= (byte)'2' and <= (byte)'5' && char.IsAsciiDigit((char)line[1]) && char.IsAsciiDigit((char)line[2])
            && (line.Length == 3 || line[3] is (byte)' ' or (byte)'-')
            ? ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0'
            : null;
}
