using System.Buffers;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>Writes one header field, folding before white space so that lines stay within 78 octets where they can (RFC 5322 2.1.1).</summary>
internal ref struct HeaderFolder
{
    private const int LineLength = 78;
    private const int EncodedLineLength = 76;   // RFC 2047 2: a line with an encoded-word

    private byte[] buffer;
    private int length;
    private int lineStart;
    private readonly int firstWord;
    private bool mustFold;

    public HeaderFolder(string name)
    {
        buffer = ArrayPool<byte>.Shared.Rent(512);
        Glue(name);
        Glue(":");
        firstWord = length;
    }

    /// <summary>In what encoded-words are written where it has all their characters, else in UTF-8.</summary>
    public Encoding Charset { get; init; } = Charsets.Utf8;

    /// <summary>How many octets still fit on this line if it is to hold an encoded-word.</summary>
    public readonly int Room => EncodedLineLength - (length - lineStart);

    /// <summary>White space, then a word; a fold before the white space if the word does not fit. The first word stays on the line of the name.</summary>
    public void Word(scoped ReadOnlySpan<char> separator, scoped ReadOnlySpan<byte> word)
    {
        var tooLong = length > firstWord && !separator.IsEmpty && length - lineStart + separator.Length + word.Length > LineLength;
        if (tooLong || mustFold)
        {
            mustFold = false;
            Glue("\r\n"u8);
            lineStart = length;
        }
        Glue(separator);
        Glue(word);
    }

    /// <summary>As above for text; UTF-8 where it is not ASCII.</summary>
    public void Word(scoped ReadOnlySpan<char> separator, scoped ReadOnlySpan<char> word)
    {
        Span<byte> small = stackalloc byte[256];
        var size = Encoding.UTF8.GetMaxByteCount(word.Length);
        var bytes = size <= small.Length ? small : new byte[size];
        Word(separator, bytes[..Encoding.UTF8.GetBytes(word, bytes)]);
    }

    /// <summary>The next word begins a line of its own.</summary>
    public void Break() => mustFold = true;

    /// <summary>Text that belongs to what stands before it.</summary>
    public void Glue(scoped ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    private void Glue(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>The whole field with its line end; the folder can't be used afterwards.</summary>
    public byte[] Finish()
    {
        Glue("\r\n"u8);
        var field = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return field;
    }

    private void Reserve(int count)
    {
        if (buffer.Length - length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
