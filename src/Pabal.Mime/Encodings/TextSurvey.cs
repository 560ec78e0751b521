using System.Buffers;
using System.Text.Unicode;

namespace Pabal.Mime.Encodings;

/// <summary>
/// One pass over a text of any length, in blocks: is it text, and in which charset. Only lines that are not ASCII are kept, and of them no more than a sample.
/// </summary>
internal sealed class TextSurvey
{
    private const int MaxSample = 16 * 1024;
    private const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F;

    // What no text holds. Tab, line ends, form feed, bell, backspace and escape do occur, and Ctrl-Z once ended files.
    private static readonly SearchValues<byte> Noise = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except([7, 8, 9, 10, 11, 12, 13, ShiftOut, ShiftIn, 26, Escape]).Select(b => (byte)b), 127]);

    private static readonly SearchValues<byte> Telling = SearchValues.Create([Escape, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    private readonly List<byte> sample = [];
    private readonly byte[] cut = new byte[4];   // a UTF-8 character that lies across two blocks
    private int cutLength;
    private long length;
    private bool isStarted, isInLine, hasEscape, hasShift, isUtf8 = true;
    private Utf16Survey? utf16;

    /// <summary>True where the octets leave no doubt, so that a label found within the text counts for less.</summary>
    public static bool IsCertain(string charset) => charset is "us-ascii" or "utf-8" or "utf-16";

    /// <summary>Looks at the next block; false as soon as this can't be text.</summary>
    public bool Add(ReadOnlySpan<byte> block)
    {
        if (!isStarted && !block.IsEmpty)
        {
            isStarted = true;
            utf16 = block is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? new Utf16Survey(isBigEndian: block[0] == 0xFE) : null;
        }
        if (utf16 is not null)
            return utf16.Add(block);
        length += block.Length;
        hasShift |= block.ContainsAny(ShiftOut, ShiftIn);
        TakeSample(block);
        if (isUtf8)
            CheckUtf8(block);
        return !block.ContainsAny(Noise);
    }

    /// <summary>The charset's name; null when no charset makes sense of it. A character cut off at the end counts only if the text is complete.</summary>
    public string? Charset(bool isComplete)
    {
        if (utf16 is not null)
            return utf16.EndsWhole || !isComplete ? "utf-16" : null;
        var octets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sample);
        if (hasEscape && CharsetGuess.Escaped(octets) is { } escaped)
            return escaped;
        if (hasShift)
            return null;   // which without an escape sequence are as little text as other controls
        if (!octets.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return "us-ascii";
        if (isUtf8 && (cutLength == 0 || !isComplete))
            return "utf-8";
        // A little that nobody understands does not make a text noise.
        return CharsetGuess.Best(octets) ?? (CountHigh(octets) <= length / 4 ? "windows-1252" : null);
    }

    private void TakeSample(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && sample.Count < MaxSample)
        {
            if (!isInLine)
            {
                var at = block.IndexOfAny(Telling);
                if (at < 0)
                    return;
                block = block[Math.Max(0, at - 1)..];
            }
            var end = block.IndexOf((byte)'\n');
            var line = end < 0 ? block : block[..(end + 1)];
            hasEscape |= line.Contains(Escape);
            sample.AddRange(line[..Math.Min(line.Length, MaxSample - sample.Count)]);
            block = block[line.Length..];
            isInLine = end < 0;
        }
    }

    private void CheckUtf8(ReadOnlySpan<byte> block)
    {
        if (cutLength > 0)
        {
            var taken = Math.Min(LengthOf(cut[0]) - cutLength, block.Length);
            block[..taken].CopyTo(cut.AsSpan(cutLength));
            block = block[taken..];
            cutLength += taken;
            if (cutLength < LengthOf(cut[0]))
                return;
            isUtf8 = Utf8.IsValid(cut.AsSpan(0, cutLength));
            cutLength = 0;
        }
        for (var back = 1; back <= Math.Min(3, block.Length); back++)
        {
            if (LengthOf(block[^back]) > back)
            {
                block[^back..].CopyTo(cut);
                cutLength = back;
                block = block[..^back];
                break;
            }
        }
        isUtf8 &= Utf8.IsValid(block);
    }

    private static int CountHigh(ReadOnlySpan<byte> octets)
    {
        var count = 0;
        foreach (var octet in octets)
            count += octet >> 7;
        return count;
    }

    private static int LengthOf(byte lead) => lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
}
