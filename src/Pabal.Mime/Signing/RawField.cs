using System.Text;

namespace Pabal.Mime.Signing;

/// <summary>One header field as its bytes stood: lines parted by CRLF, without the last CRLF.</summary>
internal readonly record struct RawField
{
    public RawField(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Colon = bytes.Span.IndexOf((byte)':');
        Name = Encoding.Latin1.GetString(bytes.Span[..Math.Max(Colon, 0)].TrimEnd(" \t"u8));
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where the colon stands; -1 on a line that is no field.</summary>
    public int Colon { get; }

    /// <summary>The name without the white space that may follow it; empty on a line that is no field.</summary>
    public string Name { get; }

    /// <summary>True for the line that parts messages in an mbox file.</summary>
    public bool IsMboxLine => Bytes.Span.StartsWith("From "u8) || Bytes.Span.StartsWith(">From "u8);

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a header whose line ends are CRLF; a line that begins with white space belongs to the one before.</summary>
    public static List<RawField> Split(ReadOnlyMemory<byte> header)
    {
        var fields = new List<RawField>();
        var start = 0;
        for (var next = 0; next < header.Length;)
        {
            var line = header.Span[next..].IndexOf("\r\n"u8);
            var end = line < 0 ? header.Length : next + line;
            next = Math.Min(end + 2, header.Length);
            if (next < header.Length && header.Span[next] is (byte)' ' or (byte)'\t')
                continue;
            fields.Add(new RawField(header[start..end]));
            start = next;
        }
        return fields;
    }
}
