using System.Security.Cryptography;

namespace Pabal.Mime.Signing;

/// <summary>The hash of a body in canonical form (RFC 6376 3.4.3, 3.4.4), fed in pieces of any size; memory stays constant.</summary>
/// <param name="form">The canonical form.</param>
/// <param name="limit">How many octets of the canonical form count (<c>l=</c>); null for all.</param>
internal sealed class BodyHash(DkimCanonicalization form, long? limit = null) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[8 * 1024];
    private int buffered;
    private long lineEnds;   // held back: they count only if text follows
    private bool space;      // held back as well, in relaxed form

    /// <summary>The size of the canonical form so far, counted whatever the limit.</summary>
    public long Length { get; private set; }

    /// <summary>A stretch of text that holds no line end.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (form == DkimCanonicalization.Simple)
        {
            AppendLineEnds();
            Append(text);
            return;
        }
        while (!text.IsEmpty)
        {
            var gap = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
            space |= gap != 0;
            if (gap < 0)
                return;
            text = text[gap..];
            AppendLineEnds();
            if (space)
                Append(" "u8);
            space = false;
            var end = text.IndexOfAny((byte)' ', (byte)'\t');
            var word = end < 0 ? text : text[..end];
            Append(word);
            text = text[word.Length..];
        }
    }

    public void LineEnd()
    {
        space = false;
        lineEnds++;
    }

    /// <summary>Ends the body with exactly one line end. A body without text is one empty line in simple form and nothing in relaxed form.</summary>
    public byte[] Finish()
    {
        if (Length > 0 || form == DkimCanonicalization.Simple)
            Append("\r\n"u8);
        hash.AppendData(buffer.AsSpan(0, buffered));
        buffered = 0;
        return hash.GetHashAndReset();
    }

    public void Dispose() => hash.Dispose();

    private void AppendLineEnds()
    {
        for (; lineEnds > 0; lineEnds--)
            Append("\r\n"u8);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var room = limit is { } most ? Math.Max(most - Length, 0) : bytes.Length;
        Length += bytes.Length;
        bytes = bytes[..(int)Math.Min(room, bytes.Length)];
        if (bytes.Length > buffer.Length - buffered)
        {
            hash.AppendData(buffer.AsSpan(0, buffered));
            buffered = 0;
        }
        if (bytes.Length > buffer.Length)
        {
            hash.AppendData(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(buffered));
        buffered += bytes.Length;
    }
}
