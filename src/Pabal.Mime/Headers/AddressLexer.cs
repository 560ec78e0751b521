using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>The words of an address list: atoms, quoted strings, domains, and the comments and white space between them.
/// Never throws; whatever it is called for, it moves on or is at the end.</summary>
internal struct AddressLexer(string text)
{
    private const int MaxCommentDepth = 50;

    private bool hasOpenQuote;
    private bool hasOpenComment;

    /// <summary>Where the next word begins.</summary>
    public int Pos { get; set; }

    /// <summary>The last comment that was passed over, decoded.</summary>
    public string? Comment { get; set; }

    /// <summary>The first thing that was wrong, in words.</summary>
    public string? Problem { get; private set; }

    public readonly bool AtEnd => Pos >= text.Length;

    public string Domain()
    {
        SkipCfws();
        if (!AtEnd && text[Pos] == '[')
        {
            var close = text.IndexOf(']', Pos);
            var end = close < 0 ? text.Length : close + 1;
            var literal = text[Pos..end];
            Pos = end;
            return literal;
        }
        StringBuilder? domain = null;
        while (true)
        {
            var start = Pos;
            while (!AtEnd && (text[Pos] == '.' || AddressSyntax.IsAtext(text[Pos])) && !char.IsWhiteSpace(text[Pos]))
                Pos++;
            var end = Pos;
            SkipCfws();
            var joins = !AtEnd && (text[Pos] == '.' || (end > start && text[end - 1] == '.' && AddressSyntax.IsAtext(text[Pos])));
            if (joins || domain is not null)
                (domain ??= new StringBuilder()).Append(text, start, end - start);
            if (!joins)
            {
                Pos = end;
                return domain?.ToString() ?? text[start..end];
            }
        }
    }

    // "<@a,@b:user@host>": the route is obsolete and must be ignored (RFC 5321 appendix C).
    public void SkipRoute()
    {
        var end = Pos;
        while (end < text.Length && (text[end] is '@' or '.' or ',' || IsWhite(text[end]) || AddressSyntax.IsAtext(text[end])))
            end++;
        if (end < text.Length && text[end] == ':')
            Pos = end + 1;
    }

    public string QuotedString(int start)
    {
        var open = Pos;
        if (hasOpenQuote)
        {
            Pos++;
            return "";
        }
        var value = new StringBuilder();
        for (Pos++; !AtEnd; Pos++)
        {
            if (text[Pos] == '"')
            {
                Pos++;
                return value.ToString();
            }
            if (text[Pos] == '\\' && Pos + 1 < text.Length)
                Pos++;
            if (text[Pos] is not ('\r' or '\n'))
                value.Append(text[Pos]);
        }
        Report(text[start..], Say("a quote is never closed", "따옴표가 닫히지 않았습니다"));
        hasOpenQuote = true;
        return EndsBeforeAngle(open) ? text[(open + 1)..Pos].Trim() : value.ToString();
    }

    // RFC 7103 7.1.4 and 7.1.6: what is never closed ends where the address begins. Sought once only; from then on such a sign stands for nothing.
    private bool EndsBeforeAngle(int open)
    {
        var angle = text.IndexOf('<', open);
        if (angle < 0)
            return false;
        Pos = angle;
        return true;
    }

    // One character at least, so that every loop moves on; what no grammar allows here is kept as text.
    public ReadOnlyMemory<char> Atom()
    {
        var start = Pos++;
        while (!AtEnd && text[Pos] is not ('<' or '>' or '@' or ',' or ';' or ':' or '"' or '(') && !IsWhite(text[Pos]))
            Pos++;
        return text.AsMemory(start..Pos);
    }

    public void SkipCfws()
    {
        while (!AtEnd)
        {
            if (text[Pos] == '(')
                SkipComment();
            else if (IsWhite(text[Pos]))
                Pos++;
            else
                break;
        }
    }

    private void SkipComment()
    {
        var open = Pos;
        if (hasOpenComment)
        {
            Pos++;
            return;
        }
        var value = new StringBuilder();
        var depth = 0;
        for (; !AtEnd; Pos++)
        {
            var c = text[Pos];
            if (c == '(' && ++depth == 1)
                continue;
            if (c == ')' && --depth == 0)
            {
                Pos++;
                Comment = EncodedWordReader.Decode(value.ToString().Trim());
                return;
            }
            if (c == '\\' && Pos + 1 < text.Length)
                c = text[++Pos];
            if (depth <= MaxCommentDepth && c is not ('\r' or '\n'))
                value.Append(c);
        }
        Report(text, Say("a parenthesis is never closed", "괄호가 닫히지 않았습니다"));
        hasOpenComment = true;
        if (EndsBeforeAngle(open))
            Comment = EncodedWordReader.Decode(text[(open + 1)..Pos].Trim());
    }

    public void SkipTo(char stop)
    {
        while (!AtEnd && text[Pos] is not (',' or ';') && text[Pos] != stop)
            Pos++;
        if (!AtEnd && text[Pos] == stop && stop != ',')
            Pos++;
    }

    public void Report(string entry, string reason)
    {
        if (Problem is not null)
            return;
        entry = HeaderText.OneLine(entry.Trim());
        if (entry.Length > 80)
            entry = entry[..80] + "…";
        Problem = Say($"“{entry}” is no e-mail address: {reason}", $"“{entry}”은(는) 이메일 주소가 아닙니다: {reason}");
    }

    private static bool IsWhite(char c) => c is ' ' or '\t' or '\r' or '\n';
}
