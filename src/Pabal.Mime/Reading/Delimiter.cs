namespace Pabal.Mime.Reading;

/// <summary>A line that ends a part (RFC 2046 5.1.1): its content ends at <paramref name="ContentEnd"/>, before the line end that belongs to the dashes;
/// <paramref name="Next"/> is the line after. <paramref name="Level"/> is the frame whose boundary it is, −1 at the end of the message.</summary>
internal readonly record struct Delimiter(int ContentEnd, int Next, int Level, bool IsClose)
{
    /// <summary>The first delimiter of any open multipart at or after a line's beginning; what it ends may begin with the line end before that.</summary>
    public static Delimiter Find(ReadOnlySpan<byte> input, int lineStart, int contentStart, List<Frame> frames)
    {
        if (IsAnyOpen(frames))
        {
            for (var pos = lineStart; ;)
            {
                if (TryMatch(input, pos, frames, out var level, out var isClose, out var next))
                    return new(EndOfContent(input, contentStart, pos), next, level, isClose);
                var candidate = input[pos..].IndexOf("\n--"u8);
                if (candidate < 0)
                    break;
                pos += candidate + 1;
            }
        }
        return new(input.Length, input.Length, -1, false);
    }

    /// <summary>Whether the line is a delimiter: nothing but white space follows it, and of several boundaries that fit the longest counts.</summary>
    public static bool TryMatch(ReadOnlySpan<byte> input, int lineStart, List<Frame> frames, out int level, out bool isClose, out int next)
    {
        level = -1;
        isClose = false;
        next = lineStart;
        if (!input[lineStart..].StartsWith("--"u8))
            return false;
        var feed = input[lineStart..].IndexOf((byte)'\n');
        next = feed < 0 ? input.Length : lineStart + feed + 1;
        var line = input[(lineStart + 2)..next].TrimEnd(" \t\r\n"u8);
        var longest = -1;
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            var frame = frames[i];
            var dashes = line.Length - frame.Boundary.Length;
            if (dashes is not (0 or 2) || !frame.IsOpen || frame.Boundary.Length <= longest)
                continue;
            var boundary = frame.Boundary.Span;
            if (!line.StartsWith(boundary) || (dashes == 2 && !line.EndsWith("--"u8)))
                continue;
            (level, longest, isClose) = (i, boundary.Length, dashes == 2);
        }
        return level >= 0;
    }

    private static int EndOfContent(ReadOnlySpan<byte> input, int start, int delimiter)
    {
        var end = delimiter > start && input[delimiter - 1] == '\n' ? delimiter - 1 : delimiter;
        return end < delimiter && end > start && input[end - 1] == '\r' ? end - 1 : end;
    }

    private static bool IsAnyOpen(List<Frame> frames)
    {
        foreach (var frame in frames)
        {
            if (frame.IsOpen)
                return true;
        }
        return false;
    }
}
