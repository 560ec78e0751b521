using System.Buffers;
using System.Buffers.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Base64 (RFC 2045 6.8) as it is found in the wild: what is no base64 character is passed over, padding in the middle starts anew.</summary>
internal sealed class Base64Decoder : ContentDecoder
{
    private int bits;
    private int count;      // characters of the quantum so far
    private int padsDue;

    /// <summary>Decodes characters, of which those beyond ASCII are damage.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> output, out int damage)
    {
        var narrow = ArrayPool<byte>.Shared.Rent(text.Length);
        for (var i = 0; i < text.Length; i++)
            narrow[i] = text[i] < 0x80 ? (byte)text[i] : (byte)0xFF;
        var decoder = new Base64Decoder();
        var length = decoder.Decode(narrow.AsSpan(0, text.Length), output);
        ArrayPool<byte>.Shared.Return(narrow);
        decoder.Finish();
        damage = decoder.Damage;
        return length;
    }

    public override int MaxLength(int stretch) => (int)(stretch / 4 * 3L + 3);

    public override int FindCut(ReadOnlySpan<byte> text, int most) => text[..most].LastIndexOf((byte)'\n') is var feed and >= 0 ? feed + 1 : most;

    public override int Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            AddLine(end < 0 ? text : text[..end], output, ref length);
            text = end < 0 ? [] : text[(end + 1)..];
        }
        return length;
    }

    public override void Finish() => Damage += count != 0 || padsDue != 0 ? 1 : 0;

    // Nearly every line is whole quanta, for which the framework has a vectorised way.
    private void AddLine(ReadOnlySpan<byte> line, Span<byte> output, ref int length)
    {
        if (line.EndsWith((byte)'\r'))
            line = line[..^1];
        if (count == 0 && padsDue == 0 && line.Length % 4 == 0 && !line.ContainsAny((byte)' ', (byte)'\t', (byte)'\r')
            && Base64.DecodeFromUtf8(line, output[length..], out _, out var written) == OperationStatus.Done)
        {
            length += written;
            return;
        }
        foreach (var c in line)
            Add(c, output, ref length);
    }

    private void Add(byte c, Span<byte> output, ref int length)
    {
        if (c == '=')
        {
            Pad();
            return;
        }
        var value = Value(c);
        if (value < 0)
        {
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
                Damage++;
            return;
        }
        if (padsDue != 0)
            Damage++;
        padsDue = 0;
        bits = (bits << 6) | value;
        if (++count > 1)
            output[length++] = (byte)(bits >> ((4 - count) * 2));
        if (count == 4)
            Restart();
    }

    private void Pad()
    {
        if (count > 1)
            padsDue = 3 - count;
        else if (count == 0 && padsDue > 0)
            padsDue--;
        else
            Damage++;
        Restart();
    }

    private void Restart()
    {
        count = 0;
        bits = 0;
    }

    private static int Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
