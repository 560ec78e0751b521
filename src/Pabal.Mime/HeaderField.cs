using System.Diagnostics.CodeAnalysis;
using System.Text;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>One header field (RFC 5322 2.2), held as the very bytes that are written; its value is decoded when asked for.</summary>
public sealed class HeaderField
{
    private const int IsComposed = -1;

    private readonly int nameLength;
    private readonly int readableLength;   // or IsComposed
    private string? value;

    /// <summary>A field from text: addresses, message ids and the like are checked by the grammar of their name, other text is encoded where it must be.
    /// Throws <see cref="ArgumentException"/> for a bad name, a control character, or a value that its grammar does not allow.</summary>
    public HeaderField(string name, string value) : this(name, HeaderComposer.Compose(name, value)) { }

    internal HeaderField(string name, ReadOnlyMemory<byte> raw) : this(raw, name.Length, IsComposed) => Name = name;

    /// <summary>A field as it was read; of more than <paramref name="readableLength"/> octets the rest is not decoded.</summary>
    internal HeaderField(ReadOnlyMemory<byte> raw, int nameLength, int readableLength)
    {
        Raw = raw;
        this.nameLength = nameLength;
        this.readableLength = readableLength;
    }

    /// <summary>The field's name as written; names compare without regard to case.</summary>
    public string Name
    {
        get => field ??= KnownNames.Find(RawName) ?? HeaderText.OneLine(Charsets.Guess(RawName));
        private init;
    }

    /// <summary>The value, unfolded and decoded, one line without control characters.</summary>
    public string Value => value ??= HeaderDecoder.Decode(Readable);

    /// <summary>The whole field as it is written: name, colon, folded value, line end.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The value that it was composed of, where that is known to stand in it as it is.</summary>
    internal string? Composed { get; init; }

    internal ReadOnlySpan<byte> RawName => Raw.Span[..nameLength];

    /// <summary>The whole field as far as it is decoded.</summary>
    internal ReadOnlySpan<byte> Readable => readableLength < 0 ? Raw.Span : Raw.Span[..readableLength];

    /// <summary>What stands after the colon, folds and all, as far as it is decoded.</summary>
    internal ReadOnlySpan<byte> RawValue => HeaderDecoder.RawValue(Readable);

    /// <summary>True if this field has the name, whatever its case.</summary>
    public bool Is(string name) => Ascii.EqualsIgnoreCase(RawName, name);

    /// <summary>The same field with all line ends of one kind, and one at its end.</summary>
    internal HeaderField WithLineEnds(bool lf)
    {
        var raw = LineEnd.Convert(Raw, lf);
        if (!LineEnd.Ends(raw.Span))
            raw = new([.. raw.Span, .. LineEnd.Of(lf).Span]);
        return raw.Equals(Raw) ? this : new HeaderField(raw, nameLength, readableLength == Raw.Length ? raw.Length : readableLength) { value = value };
    }

    /// <summary>The same field, written anew if it was read, so that nothing a message hid in it goes on. Throws as the constructor does.</summary>
    internal HeaderField WithoutHistory() => readableLength < 0 ? this : new HeaderField(Name, Value);

    /// <summary>A field made of addresses, as From and To are; UTF-8 only where a local part is not ASCII.</summary>
    public static HeaderField Addresses(string name, AddressList addresses) => new(name, HeaderComposer.Addresses(name, addresses));

    /// <summary>A Date-like field (RFC 5322 3.3) with the offset kept.</summary>
    public static HeaderField Date(string name, DateTimeOffset date) => new(name, HeaderComposer.Date(name, date));

    /// <summary>Reads <c>Name: value</c> as it is typed. Throws <see cref="FormatException"/> without a colon.</summary>
    public static HeaderField Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new HeaderField(line[..colon], line[(colon + 1)..])
            : throw new FormatException(Localized.Say($"“{HeaderText.OneLine(line)}” is no header field; write it as \"Name: value\"",
                                                      $"“{HeaderText.OneLine(line)}”은(는) 헤더가 아닙니다. \"이름: 값\"으로 쓰십시오"));
    }

    /// <summary>Same as <see cref="Parse"/>.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Parse is the named alternate.")]
    public static implicit operator HeaderField(string line) => Parse(line);

    /// <summary>Name and decoded value.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
