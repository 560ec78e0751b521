using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>
/// The address-list grammar of RFC 5322 3.4 with its obsolete forms (4.4), one pass, no recursion, never throwing.
/// Strict reading stops at the first problem (what a person typed); lenient reading keeps what it can (what a message holds).
/// </summary>
internal ref struct AddressParser
{
    private const int MaxCommentDepth = 50;

    private readonly string text;
    private readonly bool strict;
    private readonly List<Address> entries = [];
    private readonly List<Word> words = [];        // of the entry that is being read, and
    private readonly List<Word> localWords = [];   // within its angle brackets
    private List<Mailbox>? members;
    private string groupName = "";
    private string? comment;
    private int pos;
    private bool hasOpenQuote;
    private bool hasOpenComment;

    private AddressParser(string text, bool strict)
    {
        this.text = text;
        this.strict = strict;
    }

    /// <summary>What was found; <c>Problem</c> is the first one, in words.</summary>
    public readonly record struct Result(List<Address> Entries, string? Problem);

    private string? Problem { get; set; }

    public static Result Parse(string text, bool strict)
    {
        var parser = new AddressParser(text, strict);
        parser.ParseList();
        return new Result(parser.entries, parser.Problem);
    }

    private readonly bool AtEnd => pos >= text.Length;

    private readonly bool Stopped => AtEnd || (strict && Problem is not null);

    private void ParseList()
    {
        if (strict && text.FirstOrDefault(c => char.IsControl(c) && c != '\t') is var bad && text.Contains(bad))
            Report(text, Say($"it holds the control character {AddressSyntax.ControlName(bad)}", $"제어 문자 {AddressSyntax.ControlName(bad)}가 들어 있습니다"));
        while (!Stopped)
        {
            SkipCfws();
            if (AtEnd)
                break;
            if (text[pos] == ',')
                pos++;
            else if (text[pos] == ';')
                EndGroup();
            else
                ParseEntry();
        }
        if (members is not null)
        {
            Report(groupName, Say("the group is never closed; end it with a semicolon", "그룹이 닫히지 않았습니다. 세미콜론으로 끝내십시오"));
            CloseGroup();
        }
    }

    private void EndGroup()
    {
        pos++;
        if (members is not null)
            CloseGroup();
        else
            Report(text, Say("a semicolon stands outside a group; separate addresses by commas", "그룹 밖에 세미콜론이 있습니다. 주소는 쉼표로 나누십시오"));
    }

    private void CloseGroup()
    {
        entries.Add(new MailboxGroup(groupName, members!));
        members = null;
    }

    private void ParseEntry()
    {
        var start = pos;
        words.Clear();
        comment = null;
        while (true)
        {
            SkipCfws();
            switch (AtEnd ? ',' : text[pos])
            {
                case ',' or ';':
                    AddBare(start);
                    return;
                case '<':
                    pos++;
                    AddAngle(start);
                    return;
                case '@':
                    pos++;
                    AddAddrSpec(start);
                    return;
                case ':' when members is null && words.Count > 0:
                    pos++;
                    groupName = Phrase(words.Count);
                    members = [];
                    return;
                case '"':
                    words.Add(new Word(QuotedString(start), Quoted: true));
                    break;
                default:
                    words.Add(new Word(Atom(), Quoted: false));
                    break;
            }
        }
    }

    // "Kim" or "Kim Gildong" with no address at all.
    private void AddBare(int start)
    {
        if (words.Count == 0)
            return;
        var hint = strict && !AtEnd && text[pos] == ',' && text.AsSpan(pos).Contains('<');
        Report(text[start..pos], hint
            ? Say("it has no @; a name with a comma must stand in \"quotes\"", "@가 없습니다. 쉼표가 든 이름은 \"따옴표\"로 묶으십시오")
            : Say("it has no @; write it like name@example.com", "@가 없습니다. name@example.com처럼 쓰십시오"));
        Add(words.Count == 1 && !words[0].Quoted
            ? new Mailbox(comment, new EmailAddress(HeaderText.OneLine(words[0].Text), "", "", isValid: false))
            : new Mailbox(Phrase(words.Count), new EmailAddress("", "", "", isValid: false)));
    }

    // The '<' is behind us.
    private void AddAngle(int start)
    {
        SkipCfws();
        if (!AtEnd && text[pos] == '<')
        {
            Report(text[start..pos], Say("there is an angle bracket too many", "꺾쇠괄호가 너무 많습니다"));
            while (!AtEnd && text[pos] == '<')
                pos++;
        }
        if (!AtEnd && text[pos] == '@')
            SkipRoute();
        var local = LocalPart('>', start);
        var domain = "";
        if (!AtEnd && text[pos] == '@')
        {
            pos++;
            domain = Domain();
        }
        SkipCfws();
        if (!AtEnd && text[pos] == '>')
        {
            pos++;
        }
        else
        {
            Report(text[start..pos], Say("the angle bracket is never closed, or something stands between the address and >",
                                         "꺾쇠괄호가 닫히지 않았거나 주소와 > 사이에 다른 것이 있습니다"));
            SkipTo('>');
        }
        Finish(words.Count > 0 ? Phrase(words.Count) : null, local, domain, start);
    }

    // The '@' is behind us; the last word is the local part, the words before it can only be a name without brackets.
    private void AddAddrSpec(int start)
    {
        var local = JoinLocal(words, out var before);
        var domain = Domain();
        if (before > 0)
            Report(text[start..pos], Say("put the address in angle brackets after the name, as in Ann <ann@example.com>",
                                         "이름 뒤의 주소는 꺾쇠괄호로 묶으십시오. 예: 길동 <gil@example.com>"));
        SkipCfws();
        if (!AtEnd && text[pos] == '<')
        {
            Report(text[start..pos], Say("a name that holds an @ must stand in \"quotes\"", "@가 든 이름은 \"따옴표\"로 묶어야 합니다"));
            pos++;
            words.RemoveRange(before, words.Count - before);
            words.Add(new Word(local.Text + "@" + domain, Quoted: true));
            AddAngle(start);
            return;
        }
        Finish(before > 0 ? Phrase(before) : comment, local, domain, start);
    }

    private void Finish(string? name, Word local, string domain, int start)
    {
        SkipCfws();
        if (!AtEnd && text[pos] is not (',' or ';'))
        {
            Report(text[start..Math.Min(text.Length, pos + 20)], text[pos] == '@'
                ? Say("it has two @ signs", "@가 두 개 있습니다")
                : Say("something follows the address; separate addresses by commas",
                                                                     "주소 뒤에 다른 것이 붙어 있습니다. 주소는 쉼표로 나누십시오"));
            if (text[pos] != '<')   // a second address without a comma is one nevertheless
                SkipTo(',');
        }
        name ??= comment;
        var address = AddressSyntax.FromPlain(local.Text, domain);
        if (address is null)
        {
            var spelled = local.Quoted ? AddressSyntax.QuoteLocalPart(local.Text) : local.Text;
            (address, var reason) = AddressSyntax.ParseStrict($"{spelled}@{domain}");
            if (address is null)
                Report(text[start..Math.Min(text.Length, pos)], reason!);
            address ??= new EmailAddress(HeaderText.OneLine(local.Text), HeaderText.OneLine(domain), HeaderText.OneLine(domain), isValid: false);
        }
        Add(new Mailbox(name is null ? null : HeaderText.OneLine(name), address));
    }

    private readonly void Add(Mailbox mailbox)
    {
        if (members is not null)
            members.Add(mailbox);
        else
            entries.Add(mailbox);
    }

    private Word LocalPart(char end, int start)
    {
        localWords.Clear();
        while (true)
        {
            SkipCfws();
            if (AtEnd || text[pos] is '@' or ',' || text[pos] == end)
                break;
            localWords.Add(text[pos] == '"' ? new Word(QuotedString(start), Quoted: true) : new Word(Atom(), Quoted: false));
        }
        var local = JoinLocal(localWords, out var before);
        if (before > 0)
            Report(text[start..pos], Say("a space stands before the @", "@ 앞에 빈칸이 있습니다"));
        return local;
    }

    // obs-local-part (4.4): words joined by dots with white space around them; how many are not joined by a dot is before.
    private static Word JoinLocal(List<Word> words, out int before)
    {
        before = Math.Max(words.Count - 1, 0);
        while (before > 0 && (words[before].Text.StartsWith('.') || words[before - 1].Text.EndsWith('.')))
            before--;
        return (words.Count - before) switch
        {
            0 => new Word("", Quoted: false),
            1 => words[before],
            _ => new Word(string.Concat(words.Skip(before).Select(word => word.Text)), words.Skip(before).Any(word => word.Quoted)),
        };
    }

    private string Domain()
    {
        SkipCfws();
        if (!AtEnd && text[pos] == '[')
        {
            var close = text.IndexOf(']', pos);
            var end = close < 0 ? text.Length : close + 1;
            var literal = text[pos..end];
            pos = end;
            return literal;
        }
        StringBuilder? domain = null;
        while (true)
        {
            var start = pos;
            while (!AtEnd && (text[pos] == '.' || AddressSyntax.IsAtext(text[pos])) && !char.IsWhiteSpace(text[pos]))
                pos++;
            var end = pos;
            SkipCfws();
            var joins = !AtEnd && (text[pos] == '.' || (end > start && text[end - 1] == '.' && AddressSyntax.IsAtext(text[pos])));
            if (joins || domain is not null)
                (domain ??= new StringBuilder()).Append(text, start, end - start);
            if (!joins)
            {
                pos = end;
                return domain?.ToString() ?? text[start..end];
            }
        }
    }

    // "<@a,@b:user@host>": the route is obsolete and must be ignored (RFC 5321 appendix C).
    private void SkipRoute()
    {
        var end = pos;
        while (end < text.Length && (text[end] is '@' or '.' or ',' || IsWhite(text[end]) || AddressSyntax.IsAtext(text[end])))
            end++;
        if (end < text.Length && text[end] == ':')
            pos = end + 1;
    }

    private string QuotedString(int start)
    {
        var open = pos;
        if (hasOpenQuote)
        {
            pos++;
            return "";
        }
        var value = new StringBuilder();
        for (pos++; !AtEnd; pos++)
        {
            if (text[pos] == '"')
            {
                pos++;
                return value.ToString();
            }
            if (text[pos] == '\\' && pos + 1 < text.Length)
                pos++;
            if (text[pos] is not ('\r' or '\n'))
                value.Append(text[pos]);
        }
        Report(text[start..], Say("a quote is never closed", "따옴표가 닫히지 않았습니다"));
        hasOpenQuote = true;
        return EndsBeforeAngle(open) ? text[(open + 1)..pos].Trim() : value.ToString();
    }

    // RFC 7103 7.1.4 and 7.1.6: what is never closed ends where the address begins. Sought once only; from then on such a sign stands for nothing.
    private bool EndsBeforeAngle(int open)
    {
        var angle = text.IndexOf('<', open);
        if (angle < 0)
            return false;
        pos = angle;
        return true;
    }

    // One character at least, so that every loop moves on; what no grammar allows here is kept as text.
    private string Atom()
    {
        var start = pos++;
        while (!AtEnd && text[pos] is not ('<' or '>' or '@' or ',' or ';' or ':' or '"' or '(') && !IsWhite(text[pos]))
            pos++;
        return text[start..pos];
    }

    private void SkipCfws()
    {
        while (!AtEnd)
        {
            if (text[pos] == '(')
                SkipComment();
            else if (IsWhite(text[pos]))
                pos++;
            else
                break;
        }
    }

    private void SkipComment()
    {
        var open = pos;
        if (hasOpenComment)
        {
            pos++;
            return;
        }
        var value = new StringBuilder();
        var depth = 0;
        for (; !AtEnd; pos++)
        {
            var c = text[pos];
            if (c == '(' && ++depth == 1)
                continue;
            if (c == ')' && --depth == 0)
            {
                pos++;
                comment = EncodedWord.Decode(value.ToString().Trim());
                return;
            }
            if (c == '\\' && pos + 1 < text.Length)
                c = text[++pos];
            if (depth <= MaxCommentDepth && c is not ('\r' or '\n'))
                value.Append(c);
        }
        Report(text, Say("a parenthesis is never closed", "괄호가 닫히지 않았습니다"));
        hasOpenComment = true;
        if (EndsBeforeAngle(open))
            comment = EncodedWord.Decode(text[(open + 1)..pos].Trim());
    }

    private void SkipTo(char stop)
    {
        while (!AtEnd && text[pos] is not (',' or ';') && text[pos] != stop)
            pos++;
        if (!AtEnd && text[pos] == stop && stop != ',')
            pos++;
    }

    private static bool IsWhite(char c) => c is ' ' or '\t' or '\r' or '\n';

    private readonly string Phrase(int count) =>
        EncodedWord.Decode(count == 1 ? words[0].Text : string.Join(' ', words.Take(count).Select(word => word.Text)));

    private void Report(string entry, string reason)
    {
        if (Problem is not null)
            return;
        entry = HeaderText.OneLine(entry.Trim());
        if (entry.Length > 80)
            entry = entry[..80] + "…";
        Problem = Say($"“{entry}” is no e-mail address: {reason}", $"“{entry}”은(는) 전자우편 주소가 아닙니다: {reason}");
    }

    private readonly record struct Word(string Text, bool Quoted);
}
