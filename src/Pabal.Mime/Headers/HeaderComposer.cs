using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Pabal.Mime.Encodings;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>The one place where a header field is written. Whatever comes in, what goes out is a single field, ended by CRLF.</summary>
internal static class HeaderComposer
{
    private const int MaxName = 76;
    private const int MaxToken = 900;   // leaves room for a name within the 998 octets of RFC 5322 2.1.1

    private static readonly SearchValues<char> White = SearchValues.Create(" \t");

    /// <summary>A field from text, by the grammar that its name has.</summary>
    public static byte[] Compose(string name, string value, Encoding? charset = null)
    {
        CheckName(name);
        value = HeaderText.Checked(value.Trim(' ', '\t'), nameof(value));
        return FieldGrammar.Of(name) switch
        {
            FieldKind.Addresses => AddressList.TryParse(value, out var list, out var reason)
                ? Addresses(name, list, charset)
                : throw new ArgumentException($"{name}: {reason}", nameof(value)),
            FieldKind.MessageIds => Tokens(name, MessageIds.Parse(name, value)),
            FieldKind.Structured => Structured(name, value),
            _ => Unstructured(name, value, charset),
        };
    }

    public static void CheckName(string name)
    {
        if (name.Length is 0 or > MaxName || name.Any(c => c is < '!' or > '~' or ':'))
        {
            throw new ArgumentException(
                Say($"“{HeaderText.OneLine(name)}” is no header name; use 1 to {MaxName} printable ASCII characters without space or colon",
                    $"“{HeaderText.OneLine(name)}”은(는) 헤더 이름이 아닙니다. 공백과 콜론이 없는 ASCII 글자 1~{MaxName}개로 쓰십시오"), nameof(name));
        }
    }

    /// <summary>Text for people: words that need it become encoded-words, with the white space between two of them inside.</summary>
    public static byte[] Unstructured(string name, string value, Encoding? charset = null)
    {
        var folder = new HeaderFolder(name) { Charset = charset ?? Charsets.Utf8 };
        WriteText(ref folder, " ", value);
        return folder.Finish();
    }

    public static byte[] Addresses(string name, AddressList addresses, Encoding? charset = null)
    {
        CheckName(name);
        var folder = new HeaderFolder(name) { Charset = charset ?? Charsets.Utf8 };
        for (var i = 0; i < addresses.Count; i++)
        {
            var end = i + 1 < addresses.Count ? "," : "";
            if (addresses[i] is MailboxGroup group)
                WriteGroup(ref folder, group, end);
            else
                WriteMailbox(ref folder, (Mailbox)addresses[i], end);
        }
        return folder.Finish();
    }

    /// <summary>ASCII tokens that no fold may cut, separated by one space.</summary>
    public static byte[] Tokens(string name, params ReadOnlySpan<string> tokens)
    {
        CheckName(name);
        var folder = new HeaderFolder(name);
        foreach (var token in tokens)
            folder.Word(" ", token);
        return folder.Finish();
    }

    public static byte[] Date(string name, DateTimeOffset date)
    {
        CheckName(name);
        var folder = new HeaderFolder(name);
        Write(ref folder, MimeDate.Written(date));
        return folder.Finish();
    }

    private static byte[] Structured(string name, string value)
    {
        if (!Ascii.IsValid(value))
            throw new ArgumentException(Say($"{name} must be ASCII: “{value}”", $"{name}은(는) ASCII여야 합니다: “{value}”"), nameof(value));
        var tokens = value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(tokens, token => token.Length > MaxToken))
            throw new ArgumentException(Say($"{name} holds a word of more than {MaxToken} characters that can't be folded", $"{name}에 접을 수 없는 {MaxToken}자 넘는 단어가 있습니다"), nameof(value));
        return Tokens(name, tokens);
    }

    private static void WriteText(ref HeaderFolder folder, ReadOnlySpan<char> separator, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var word = text[..EndOfWord(text)];
            if (!NeedsEncoding(word))
            {
                folder.Word(separator, word);
            }
            else
            {
                word = text[..EndOfRun(text, word.Length)];
                EncodedWord.Write(ref folder, separator, word);
            }
            text = text[word.Length..];
            var gap = text.IndexOfAnyExcept(White);
            separator = text[..Math.Max(gap, 0)];
            text = gap < 0 ? [] : text[gap..];
        }
    }

    // Neighbouring words that need encoding go together, the white space between them too: a reader drops it between encoded-words.
    private static int EndOfRun(ReadOnlySpan<char> text, int end)
    {
        while (true)
        {
            var gap = text[end..].IndexOfAnyExcept(White);
            if (gap <= 0)
                return end;
            var next = end + gap + EndOfWord(text[(end + gap)..]);
            if (!NeedsEncoding(text[(end + gap)..next]))
                return end;
            end = next;
        }
    }

    private static int EndOfWord(ReadOnlySpan<char> text) => text.IndexOfAny(White) is var end and >= 0 ? end : text.Length;

    private static bool NeedsEncoding(ReadOnlySpan<char> word) => word.Length > MaxToken || EncodedWord.IsNeeded(word);

    private static void WriteGroup(ref HeaderFolder folder, MailboxGroup group, string end)
    {
        WritePhrase(ref folder, group.Name);
        folder.Glue(":");
        for (var i = 0; i < group.Members.Count; i++)
            WriteMailbox(ref folder, group.Members[i], i + 1 < group.Members.Count ? "," : "");
        folder.Glue(";");
        folder.Glue(end);
    }

    private static void WriteMailbox(ref HeaderFolder folder, Mailbox mailbox, string end)
    {
        if (mailbox.Name is null)
        {
            Write(ref folder, $"{mailbox.Address}{end}");
            return;
        }
        WritePhrase(ref folder, mailbox.Name);
        Write(ref folder, $"<{mailbox.Address}>{end}");
    }

    private static void Write(ref HeaderFolder folder, DefaultInterpolatedStringHandler word)
    {
        folder.Word(" ", word.Text);
        word.Clear();
    }

    private static void WritePhrase(ref HeaderFolder folder, string phrase)
    {
        if (EncodedWord.IsNeeded(phrase))
        {
            EncodedWord.Write(ref folder, " ", phrase);
            return;
        }
        var written = HeaderText.QuotePhrase(phrase);
        if (written.Length > MaxToken)
            EncodedWord.Write(ref folder, " ", phrase);
        else if (written[0] == '"')
            folder.Word(" ", written);
        else
            WriteText(ref folder, " ", written);
    }
}
