using System.Buffers;
using System.Buffers.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Base64 as it is found in the wild: what is no base64 character is passed over, padding in the middle starts anew. Never throws.</summary>
internal static class LenientBase64
{
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var narrow = ArrayPool<byte>.Shared.Rent(text.Length);
        for (var i = 0; i < text.Length; i++)
            narrow[i] = text[i] < 0x80 ? (byte)text[i] : (byte)0xFF;
        var decoded = Decode(narrow.AsSpan(0, text.Length), out _).ToArray();
        ArrayPool<byte>.Shared.Return(narrow);
        return decoded;
    }

    /// <summary>Decodes; <paramref name="damage"/> counts what base64 does not allow.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> text, out int damage)
    {
        var decoder = new Decoder(GC.AllocateUninitializedArray<byte>((int)(text.Length / 4 * 3L + 3)));
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            decoder.AddLine(end < 0 ? text : text[..end]);
            text = end < 0 ? [] : text[(end + 1)..];
        }
        return decoder.Finish(out damage);
    }

    private ref struct Decoder(byte[] output)
    {
        private int length;
        private int bits;
        private int count;      // characters of the quantum so far
        private int padsDue;
        private int damage;

        // Nearly every line is whole quanta, for which the framework has a vectorised way.
        public void AddLine(ReadOnlySpan<byte> line)
        {
            if (line.EndsWith((byte)'\r'))
                line = line[..^1];
            if (count == 0 && padsDue == 0 && line.Length % 4 == 0 && !line.ContainsAny((byte)' ', (byte)'\t', (byte)'\r')
                && Base64.DecodeFromUtf8(line, output.AsSpan(length), out _, out var written) == OperationStatus.Done)
            {
                length += written;
                return;
            }
            foreach (var c in line)
                Add(c);
        }

        public ReadOnlyMemory<byte> Finish(out int counted)
        {
            counted = damage + (count != 0 || padsDue != 0 ? 1 : 0);
            return output.AsMemory(0, length);
        }

        private void Add(byte c)
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
                    damage++;
                return;
            }
            if (padsDue != 0)
                damage++;
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
                damage++;
            Restart();
        }

        private void Restart()
        {
            count = 0;
            bits = 0;
        }
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
