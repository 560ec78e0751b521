using System.Text;
using Pabal.Mime;
using Pabal.Mime.Text;

namespace Pabal.Inbox.Searching;

/// <summary>What of a mail can be searched for by itself.</summary>
internal enum SearchField
{
    From,
    To,
    Cc,
    Bcc,
    Subject,
    MessageId,
    Files,
    Body,
}

/// <summary>
/// The text of a mail made ready for searching: composed (NFC), in lower case, white space collapsed, in UTF-8, one field after another in one array. What is
/// searched for is found anywhere, in the middle of a word too, as Korean with its particles wants it; vectorised, that is fast enough without an index.
/// </summary>
internal sealed class SearchText
{
    private const int LongestBody = 256 * 1024;      // characters; nobody looks for what stands behind
    private const int LongestField = 32 * 1024;

    private readonly byte[] text;
    private readonly int[] ends;

    private SearchText(byte[] text, int[] ends) => (this.text, this.ends) = (text, ends);

    public static SearchText Of(StoredMail mail, MimeMessage message)
    {
        var shown = message.To.Concat(message.Cc).Mailboxes.Select(mailbox => mailbox.Address.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unseen = mail.Envelope.To.Where(recipient => !shown.Contains(recipient));
        return Of(
        [
            $"{message.From} {message.Sender}",
            message.To.ToString(),
            message.Cc.ToString(),
            $"{message.Bcc} {string.Join(' ', unseen)}",
            message.Subject ?? "",
            message.MessageId ?? "",
            string.Join(' ', message.Attachments.Select(part => part.FileName).OfType<string>()),
            Cut(message.TextBody ?? (message.HtmlBody is { } html ? HtmlToText.Convert(Cut(html, 4 * LongestBody)) : ""), LongestBody),
        ]);
    }

    internal static SearchText Of(ReadOnlySpan<string> fields)
    {
        var text = new MemoryStream();
        var ends = new int[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            text.Write(Encoding.UTF8.GetBytes(Fold(i == (int)SearchField.Body ? fields[i] : Cut(fields[i], LongestField))));
            ends[i] = (int)text.Length;
            text.WriteByte((byte)'\n');   // no folded text holds one, so nothing is found across two fields
        }
        return new SearchText(text.ToArray(), ends);
    }

    /// <summary>What is searched for, made alike.</summary>
    public static byte[] Needle(string text) => Encoding.UTF8.GetBytes(Fold(text));

    public bool Contains(ReadOnlySpan<byte> needle) => text.AsSpan().IndexOf(needle) >= 0;

    public bool Contains(SearchField field, ReadOnlySpan<byte> needle)
    {
        var start = field == 0 ? 0 : ends[(int)field - 1] + 1;
        return text.AsSpan(start, ends[(int)field] - start).IndexOf(needle) >= 0;
    }

    private static string Fold(string text)
    {
        if (!Ascii.IsValid(text))
            text = Safe(text).Normalize(NormalizationForm.FormC);
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    // Half a surrogate pair and what is no character can't be normalised; a run of marks without end takes time without end, and is cut up as UAX #15 section 12.1 does.
    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Marks.IsMark(rune) ? marks + 1 : 0;
            if (marks > Marks.Most)
            {
                safe.Append('\u034F');
                marks = 1;
            }
            var isCharacter = (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF);
            safe.Append(isCharacter ? rune : Rune.ReplacementChar);
        }
        return safe.ToString();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
