namespace Pabal.Mime.Text;

/// <summary>One tag as it stands in HTML, its name and its attributes as slices of the text; written as forgivingly as browsers read.</summary>
internal ref struct HtmlTag
{
    private readonly ReadOnlySpan<char> text;
    private int pos;

    /// <summary>A tag whose name begins here, after &lt; or &lt;/.</summary>
    public HtmlTag(ReadOnlySpan<char> text, int start)
    {
        this.text = text;
        pos = start;
        while (!AtEnd && text[pos] is not ('>' or '/') && !char.IsWhiteSpace(text[pos]))
            pos++;
        Name = text[start..pos];
    }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>Behind the &gt;, once all attributes are read; the end of the text if the tag is never closed.</summary>
    public readonly int End => Math.Min(text.Length, pos + 1);

    private readonly bool AtEnd => pos >= text.Length;

    /// <summary>The next attribute, entities in its value untouched; false at the end of the tag.</summary>
    public bool TryReadAttribute(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        while (!AtEnd && (text[pos] == '/' || char.IsWhiteSpace(text[pos])))
            pos++;
        if (AtEnd || text[pos] == '>')
            return false;
        var start = pos++;
        while (!AtEnd && text[pos] is not ('>' or '=' or '/') && !char.IsWhiteSpace(text[pos]))
            pos++;
        name = text[start..pos];
        SkipWhite();
        if (AtEnd || text[pos] != '=')
            return true;
        pos++;
        SkipWhite();
        value = Value();
        return true;
    }

    private ReadOnlySpan<char> Value()
    {
        if (AtEnd)
            return default;
        var start = pos;
        if (text[pos] is '"' or '\'')
        {
            var length = text[++pos..].IndexOf(text[start]);
            var value = length < 0 ? text[pos..] : text.Slice(pos, length);
            pos += value.Length + 1;
            return value;
        }
        while (!AtEnd && text[pos] != '>' && !char.IsWhiteSpace(text[pos]))
            pos++;
        return text[start..pos];
    }

    private void SkipWhite()
    {
        while (!AtEnd && char.IsWhiteSpace(text[pos]))
            pos++;
    }
}
