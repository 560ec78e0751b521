namespace Pabal.Mime.Headers;

/// <summary>What is wrong with a field that has parameters.</summary>
[Flags]
internal enum ParameterFlaws
{
    None = 0,
    Syntax = 1,
    Duplicate = 2,
    TooMany = 4,
    Segments = 8,
}

/// <summary>
/// Cuts <c>value; name=value; name*0*=value</c> (RFC 2045 5.1, RFC 2183 2, RFC 2231) into its pieces: one pass, no recursion, never throwing.
/// Every turn of a loop consumes an octet at least.
/// </summary>
internal ref struct ParameterReader
{
    private readonly ReadOnlySpan<byte> text;
    private readonly int max;
    private Span<Piece> pieces;
    private int count;
    private int pos;

    /// <summary>One <c>name=value</c>; <see cref="Section"/> is −1 but for a segment of a longer value.</summary>
    public struct Piece
    {
        public Range Name;
        public Range Value;
        public int NameHash;
        public int Section;
        public bool IsExtended;
        public bool IsUsed;
    }

    private ParameterReader(ReadOnlySpan<byte> text, Span<Piece> pieces, int max)
    {
        this.text = text;
        this.pieces = pieces;
        this.max = max;
    }

    /// <summary>Reads a field's value with its parameters.</summary>
    public static ParameterizedValue Read(ReadOnlySpan<byte> text, int maxParameters)
    {
        var reader = new ParameterReader(text, stackalloc Piece[8], maxParameters);
        var value = reader.ReadValue();
        reader.ReadParameters();
        return ParameterAssembler.Assemble(text, value, reader.pieces[..reader.count], reader.Flaws);
    }

    /// <summary>Reads a field's value that is one token, in lower case; <paramref name="isAlone"/> is false when anything but a comment follows.</summary>
    public static string ReadToken(ReadOnlySpan<byte> text, out bool isAlone)
    {
        var reader = new ParameterReader(text, [], 0);
        var value = text[reader.ReadValue()];
        var end = value.IndexOfAny((byte)',', (byte)'=', (byte)'"');
        reader.SkipCfws();
        isAlone = end < 0 && reader.AtEnd;
        return KnownNames.Lower(end < 0 ? value : value[..end]);
    }

    private ParameterFlaws Flaws { get; set; }

    private readonly bool AtEnd => pos >= text.Length;

    private Range ReadValue()
    {
        SkipCfws();
        var start = pos;
        while (!AtEnd && text[pos] is not ((byte)';' or (byte)'(') && !IsWhite(text[pos]))
            pos++;
        return start..pos;
    }

    private void ReadParameters()
    {
        var separated = false;
        while (true)
        {
            SkipCfws();
            if (AtEnd)
                return;
            if (text[pos] == ';')
            {
                separated = true;
                pos++;
                continue;
            }
            if (count == max)
            {
                Flaws |= ParameterFlaws.TooMany;
                return;
            }
            if (!separated)
                Flaws |= ParameterFlaws.Syntax;
            separated = false;
            ReadParameter();
        }
    }

    private void ReadParameter()
    {
        var start = pos;
        while (!AtEnd && text[pos] is > (byte)' ' and < 127 and not ((byte)'=' or (byte)';' or (byte)'(' or (byte)'"'))
            pos++;
        var name = start..pos;
        SkipCfws();
        if (AtEnd || text[pos] != '=' || start == name.End.Value)
        {
            Flaws |= ParameterFlaws.Syntax;
            if (pos == start)
                pos++;
            return;
        }
        pos++;
        SkipCfws();
        var value = !AtEnd && text[pos] == '"' ? QuotedString() : Unquoted();
        Add(name, value);
    }

    // With its quotes; escapes are undone when the value is wanted.
    private Range QuotedString()
    {
        var start = pos;
        for (pos++; !AtEnd; pos++)
        {
            if (text[pos] == '"')
                return start..++pos;
            if (text[pos] == '\\')
                pos++;
        }
        pos = text.Length;
        Flaws |= ParameterFlaws.Syntax;
        return start..pos;
    }

    // A token, or what people write without the quotes it needs: "my report (1).pdf".
    private Range Unquoted()
    {
        var start = pos;
        var end = text[pos..].IndexOf((byte)';') is var length and >= 0 ? pos + length : text.Length;
        while (end > start && IsWhite(text[end - 1]))
            end--;
        var token = pos;
        while (token < end && !IsWhite(text[token]) && text[token] != '(')
            token++;
        if (token == end)
        {
            if (token == start)
                Flaws |= ParameterFlaws.Syntax;
            pos = end;
            return start..end;
        }
        var rest = text[token..end].TrimStart(" \t\r\n"u8);
        var isComment = rest.StartsWith((byte)'(') && rest.EndsWith((byte)')') && token > start;
        if (isComment || rest.Contains((byte)'='))
        {
            pos = token;
            return start..token;
        }
        Flaws |= ParameterFlaws.Syntax;
        pos = end;
        return start..end;
    }

    // name, name*, name*3 or name*3* (RFC 2231 3 and 4).
    private void Add(Range nameRange, Range value)
    {
        var name = text[nameRange];
        var piece = new Piece { Section = -1, Value = value };
        if (name.EndsWith((byte)'*'))
        {
            piece.IsExtended = true;
            name = name[..^1];
        }
        if (name.LastIndexOf((byte)'*') is var star and >= 0)
        {
            if (!TrySection(name[(star + 1)..], out piece.Section))
            {
                Flaws |= ParameterFlaws.Segments;
                return;
            }
            name = name[..star];
        }
        if (name.IsEmpty)
        {
            Flaws |= ParameterFlaws.Syntax;
            return;
        }
        piece.Name = nameRange.Start.Value..(nameRange.Start.Value + name.Length);
        piece.NameHash = HashOf(name);
        if (count == pieces.Length)
        {
            var larger = new Piece[count * 4];
            pieces.CopyTo(larger);
            pieces = larger;
        }
        pieces[count++] = piece;
    }

    private static bool TrySection(ReadOnlySpan<byte> digits, out int section)
    {
        section = 0;
        if (digits.Length is 0 or > 4 || (digits.Length > 1 && digits[0] == '0'))
            return false;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            section = section * 10 + digit - '0';
        }
        return true;
    }

    private static int HashOf(ReadOnlySpan<byte> name)
    {
        var hash = name.Length;
        foreach (var c in name)
            hash = unchecked(hash * 31 + (c | 0x20));
        return hash;
    }

    private void SkipCfws()
    {
        var depth = 0;
        for (; !AtEnd; pos++)
        {
            var c = text[pos];
            if (c == '(')
                depth++;
            else if (depth == 0 && !IsWhite(c))
                return;
            else if (c == ')')
                depth--;
            else if (c == '\\')
                pos++;
        }
        pos = text.Length;
        if (depth > 0)
            Flaws |= ParameterFlaws.Syntax;
    }

    private static bool IsWhite(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
