using System.Text;

namespace Pabal.Mime.Headers;

internal enum LexemeKind
{
    End,
    Word,
    Quoted,
    Comment,
    Sign,
}

/// <summary>A word as it stands, a quoted-string or comment without what encloses it, or a sign.</summary>
internal readonly record struct Lexeme(LexemeKind Kind, string Text)
{
    public bool Is(char sign) => Kind == LexemeKind.Sign && Text[0] == sign;
}

/// <summary>Cuts a structured field (RFC 5322 3.2) into words, quoted strings, comments and signs. Never throws; every call moves on or is at the end.</summary>
internal struct FieldLexer(string text)
{
    private int pos;

    /// <summary>A field unfolded, one line whatever it held.</summary>
    public static FieldLexer Of(HeaderField field) => new(HeaderText.OneLine(HeaderDecoder.Unfold(field.Readable)));

    /// <summary>What was not cut yet.</summary>
    public readonly string Rest => text[pos..];

    /// <summary>The next lexeme; the signs end a word, and none but them is one.</summary>
    public Lexeme Next(ReadOnlySpan<char> signs)
    {
        while (pos < text.Length && text[pos] is ' ' or '\t')
            pos++;
        if (pos >= text.Length)
            return new(LexemeKind.End, "");
        if (text[pos] == '(')
            return new(LexemeKind.Comment, Comment());
        return signs.Contains(text[pos]) ? new(LexemeKind.Sign, text[pos++].ToString()) : Word(signs);
    }

    /// <summary>The next lexeme that is no comment.</summary>
    public Lexeme NextBeyondComments(ReadOnlySpan<char> signs)
    {
        Lexeme next;
        do
            next = Next(signs);
        while (next.Kind == LexemeKind.Comment);
        return next;
    }

    // Within quotes and angle brackets nothing ends a word; a quoted-string that is the whole word is what it says.
    private Lexeme Word(ReadOnlySpan<char> signs)
    {
        var start = pos;
        var quoted = text[pos] == '"' ? Quoted() : null;
        if (quoted is not null && IsWordEnd(signs))
            return new(LexemeKind.Quoted, quoted);
        while (!IsWordEnd(signs))
        {
            if (text[pos] == '"')
                Quoted();
            else if (text[pos] == '<' && text.IndexOf('>', pos) is var end)
                pos = end < 0 ? text.Length : end + 1;
            else
                pos++;
        }
        return new(LexemeKind.Word, text[start..pos]);
    }

    private readonly bool IsWordEnd(ReadOnlySpan<char> signs) => pos >= text.Length || text[pos] is ' ' or '\t' or '(' || signs.Contains(text[pos]);

    private string Quoted()
    {
        var value = new StringBuilder();
        for (pos++; pos < text.Length && text[pos] != '"'; pos++)
        {
            if (text[pos] == '\\' && pos + 1 < text.Length)
                pos++;
            value.Append(text[pos]);
        }
        pos = Math.Min(pos + 1, text.Length);
        return value.ToString();
    }

    // Comments within it stay as they stand.
    private string Comment()
    {
        var value = new StringBuilder();
        for (var depth = 0; pos < text.Length; pos++)
        {
            var c = text[pos];
            if (c == '\\' && pos + 1 < text.Length)
                c = text[++pos];
            else if (c == '(' && ++depth == 1)
                continue;
            else if (c == ')' && --depth == 0)
                break;
            value.Append(c);
        }
        pos = Math.Min(pos + 1, text.Length);
        return value.ToString().Trim();
    }
}
