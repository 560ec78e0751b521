using System.Collections.Immutable;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>
/// The address-list grammar of RFC 5322 3.4 with its obsolete forms (4.4), one pass, no recursion, never throwing.
/// Strict reading stops at the first problem (what a person typed); lenient reading keeps what it can (what a message holds).
/// </summary>
internal ref struct AddressParser
{
    private readonly string text;
    private readonly bool strict;
    private readonly List<Address> entries = [];
    private readonly List<Word> words = [];        // of the entry that is being read, and
    private readonly List<Word> localWords = [];   // within its angle brackets
    private List<Mailbox>? members;
    private string groupName = "";
    private AddressLexer lex;

    private AddressParser(string text, bool strict)
    {
        this.text = text;
        this.strict = strict;
        lex = new AddressLexer(text);
    }

    /// <summary>What was found; <c>Problem</c> is the first one, in words.</summary>
    public readonly record struct Result(ImmutableArray<Address> Entries, string? Problem);

    public static Result Parse(string text, bool strict)
    {
        if (Plain(text) is { } mailbox)
            return new Result([mailbox], null);
        var parser = new AddressParser(text, strict);
        parser.ParseList();
        return new Result([.. parser.entries], parser.lex.Problem);
    }

    // The form that nearly every mailbox has: an address, or a name without specials and the address in brackets. Null says nothing yet.
    private static Mailbox? Plain(string text)
    {
        var open = text.EndsWith('>') ? text.IndexOf('<', StringComparison.Ordinal) : -1;
        var name = open < 0 ? default : text.AsSpan(0, open).Trim(' ');
        var spec = open < 0 ? text.AsSpan() : text.AsSpan(open + 1, text.Length - open - 2);
        var at = spec.IndexOf('@');
        if (at < 0 || !IsPlainPhrase(name))
            return null;
        var address = AddressSyntax.FromPlain(spec[..at].ToString(), spec[(at + 1)..].ToString());
        return address is null ? null : new Mailbox(name.IsEmpty ? null : name.ToString(), address);
    }

    private static bool IsPlainPhrase(ReadOnlySpan<char> name)
    {
        var afterSpace = false;
        foreach (var c in name)
        {
            if (c == ' ' ? afterSpace : !AddressSyntax.IsAtext(c) || c == '=')
                return false;
            afterSpace = c == ' ';
        }
        return true;
    }

    private readonly bool Stopped => lex.AtEnd || (strict && lex.Problem is not null);

    private void ParseList()
    {
        if (strict && text.FirstOrDefault(c => char.IsControl(c) && c != '\t') is var bad && text.Contains(bad))
            lex.Report(text, Say($"it holds the control character {AddressSyntax.ControlName(bad)}", $"제어 문자 {AddressSyntax.ControlName(bad)}가 들어 있습니다"));
        while (!Stopped)
        {
            lex.SkipCfws();
            if (lex.AtEnd)
                break;
            if (text[lex.Pos] == ',')
                lex.Pos++;
            else if (text[lex.Pos] == ';')
                EndGroup();
            else
                ParseEntry();
        }
        if (members is not null)
        {
            lex.Report(groupName, Say("the group is never closed; end it with a semicolon", "그룹이 닫히지 않았습니다. 세미콜론으로 끝내십시오"));
            CloseGroup();
        }
    }

    private void EndGroup()
    {
        lex.Pos++;
        if (members is not null)
            CloseGroup();
        else
            lex.Report(text, Say("a semicolon stands outside a group; separate addresses by commas", "그룹 밖에 세미콜론이 있습니다. 주소는 쉼표로 나누십시오"));
    }

    private void CloseGroup()
    {
        entries.Add(new MailboxGroup(groupName, members!));
        members = null;
    }

    private void ParseEntry()
    {
        var start = lex.Pos;
        words.Clear();
        lex.Comment = null;
        while (true)
        {
            lex.SkipCfws();
            switch (lex.AtEnd ? ',' : text[lex.Pos])
            {
                case ',' or ';':
                    AddBare(start);
                    return;
                case '<':
                    lex.Pos++;
                    AddAngle(start);
                    return;
                case '@':
                    lex.Pos++;
                    AddAddrSpec(start);
                    return;
                case ':' when members is null && words.Count > 0:
                    lex.Pos++;
                    groupName = Phrase(words.Count);
                    members = [];
                    return;
                case '"':
                    words.Add(new Word(lex.QuotedString(start).AsMemory(), Quoted: true));
                    break;
                default:
                    words.Add(new Word(lex.Atom(), Quoted: false));
                    break;
            }
        }
    }

    // "Kim" or "Kim Gildong" with no address at all.
    private void AddBare(int start)
    {
        if (words.Count == 0)
            return;
        var hint = strict && !lex.AtEnd && text[lex.Pos] == ',' && text.AsSpan(lex.Pos).Contains('<');
        lex.Report(text[start..lex.Pos], hint
            ? Say("it has no @; a name with a comma must stand in \"quotes\"", "@가 없습니다. 쉼표가 든 이름은 \"따옴표\"로 묶으십시오")
            : Say("it has no @; write it like name@example.com", "@가 없습니다. name@example.com처럼 쓰십시오"));
        Add(words.Count == 1 && !words[0].Quoted
            ? new Mailbox(lex.Comment, new EmailAddress(HeaderText.OneLine(words[0].Text.ToString()), "", "", isValid: false))
            : new Mailbox(Phrase(words.Count), new EmailAddress("", "", "", isValid: false)));
    }

    // The '<' is behind us.
    private void AddAngle(int start)
    {
        lex.SkipCfws();
        if (!lex.AtEnd && text[lex.Pos] == '<')
        {
            lex.Report(text[start..lex.Pos], Say("there is an angle bracket too many", "꺾쇠괄호가 너무 많습니다"));
            while (!lex.AtEnd && text[lex.Pos] == '<')
                lex.Pos++;
        }
        if (!lex.AtEnd && text[lex.Pos] == '@')
            lex.SkipRoute();
        var local = LocalPart('>', start);
        var domain = "";
        if (!lex.AtEnd && text[lex.Pos] == '@')
        {
            lex.Pos++;
            domain = lex.Domain();
        }
        lex.SkipCfws();
        if (!lex.AtEnd && text[lex.Pos] == '>')
        {
            lex.Pos++;
        }
        else
        {
            lex.Report(text[start..lex.Pos], Say("the angle bracket is never closed, or something stands between the address and >",
                                         "꺾쇠괄호가 닫히지 않았거나 주소와 > 사이에 다른 것이 있습니다"));
            lex.SkipTo('>');
        }
        Finish(words.Count > 0 ? Phrase(words.Count) : null, local, domain, start);
    }

    // The '@' is behind us; the last word is the local part, the words before it can only be a name without brackets.
    private void AddAddrSpec(int start)
    {
        var local = JoinLocal(words, out var before);
        var domain = lex.Domain();
        if (before > 0)
            lex.Report(text[start..lex.Pos], Say("put the address in angle brackets after the name, as in Ann <ann@example.com>",
                                         "이름 뒤의 주소는 꺾쇠괄호로 묶으십시오. 예: 길동 <gil@example.com>"));
        lex.SkipCfws();
        if (!lex.AtEnd && text[lex.Pos] == '<')
        {
            lex.Report(text[start..lex.Pos], Say("a name that holds an @ must stand in \"quotes\"", "@가 든 이름은 \"따옴표\"로 묶어야 합니다"));
            lex.Pos++;
            words.RemoveRange(before, words.Count - before);
            words.Add(new Word($"{local.Text}@{domain}".AsMemory(), Quoted: true));
            AddAngle(start);
            return;
        }
        Finish(before > 0 ? Phrase(before) : lex.Comment, local, domain, start);
    }

    private void Finish(string? name, Word local, string domain, int start)
    {
        lex.SkipCfws();
        if (!lex.AtEnd && text[lex.Pos] is not (',' or ';'))
        {
            lex.Report(text[start..Math.Min(text.Length, lex.Pos + 20)], text[lex.Pos] == '@'
                ? Say("it has two @ signs", "@가 두 개 있습니다")
                : Say("something follows the address; separate addresses by commas",
                                                                     "주소 뒤에 다른 것이 붙어 있습니다. 주소는 쉼표로 나누십시오"));
            if (text[lex.Pos] != '<')   // a second address without a comma is one nevertheless
                lex.SkipTo(',');
        }
        name ??= lex.Comment;
        var localPart = local.Text.ToString();
        var address = AddressSyntax.FromPlain(localPart, domain);
        if (address is null)
        {
            var spelled = local.Quoted ? AddressSyntax.QuoteLocalPart(localPart) : localPart;
            (address, var reason) = AddressSyntax.ParseStrict($"{spelled}@{domain}");
            if (address is null)
                lex.Report(text[start..Math.Min(text.Length, lex.Pos)], reason!);
            address ??= new EmailAddress(HeaderText.OneLine(localPart), HeaderText.OneLine(domain), HeaderText.OneLine(domain), isValid: false);
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
            lex.SkipCfws();
            if (lex.AtEnd || text[lex.Pos] is '@' or ',' || text[lex.Pos] == end)
                break;
            localWords.Add(text[lex.Pos] == '"' ? new Word(lex.QuotedString(start).AsMemory(), Quoted: true) : new Word(lex.Atom(), Quoted: false));
        }
        var local = JoinLocal(localWords, out var before);
        if (before > 0)
            lex.Report(text[start..lex.Pos], Say("a space stands before the @", "@ 앞에 공백이 있습니다"));
        return local;
    }

    // obs-local-part (4.4): words joined by dots with white space around them; how many are not joined by a dot is before.
    private static Word JoinLocal(List<Word> words, out int before)
    {
        before = Math.Max(words.Count - 1, 0);
        while (before > 0 && (words[before].Text.Span.StartsWith('.') || words[before - 1].Text.Span.EndsWith('.')))
            before--;
        return (words.Count - before) switch
        {
            0 => default,
            1 => words[before],
            _ => new Word(string.Concat(words.Skip(before).Select(word => word.Text)).AsMemory(), words.Skip(before).Any(word => word.Quoted)),
        };
    }

    private readonly string Phrase(int count) => EncodedWordReader.Decode(count == 1 ? words[0].Text.ToString() : string.Join(' ', words.Take(count).Select(word => word.Text)));

    // A slice: of a hostile field there are as many as it has signs.
    private readonly record struct Word(ReadOnlyMemory<char> Text, bool Quoted);
}
