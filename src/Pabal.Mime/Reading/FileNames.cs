using System.Globalization;
using System.Text;
using Pabal.Mime.Text;

namespace Pabal.Mime.Reading;

/// <summary>File names as senders write them, made fit for a disk.</summary>
internal static class FileNames
{
    private const int MaxOctets = 200;
    private const int MaxExtension = 20;
    private const string Fallback = "attachment";

    /// <summary>One name without folders that every system can hold; never empty.</summary>
    public static string MakeSafe(string name)
    {
        var last = name.AsSpan()[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(last.Length);
        var marks = 0;
        foreach (var rune in last.EnumerateRunes())
        {
            marks = Marks.IsMark(rune) ? marks + 1 : 0;
            if (marks <= Marks.Most)
                kept.Append(IsHarmless(rune) ? rune.ToString() : rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : "");
        }
        // Composed, or one name is two files on different systems; and Windows drops what stands at the end.
        var safe = kept.ToString().Normalize(NormalizationForm.FormC).Trim(' ').TrimEnd('.', ' ');
        if (safe.Trim('.').Length == 0)
            return Fallback;
        // A hidden file is not seen where it was saved, and what begins with a hyphen is an option to every command.
        if (safe[0] is '.' or '-')
            safe = "_" + safe;
        safe = Shorten(safe);
        return IsReserved(safe) ? "_" + safe : safe;
    }

    // Not: controls, what turns the direction of writing or is not seen, private and unassigned characters.
    private static bool IsHarmless(Rune rune) => rune.Value is not ('<' or '>' or ':' or '"' or '|' or '?' or '*') && rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    // The extension tells what opens it, so it is the rest that is cut, never within a character.
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxOctets)
            return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtension ? name[dot..] : "";
        var room = MaxOctets - Encoding.UTF8.GetByteCount(extension);
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return name[..length].TrimEnd('.', ' ') + extension;
    }

    private static bool IsReserved(string name)
    {
        var stem = name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : name.Length).TrimEnd(' ');
        ReadOnlySpan<string> devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
        foreach (var device in devices)
        {
            if (stem.Equals(device, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return stem.Length == 4 && (stem[3] is >= '0' and <= '9' or '¹' or '²' or '³')
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase));
    }
}
