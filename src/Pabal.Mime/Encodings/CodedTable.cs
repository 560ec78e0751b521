using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Characters by a lead octet of 81 to FE and a trail octet of 21 to FE, both ways.</summary>
internal sealed class CodedTable
{
    private const int FirstLead = 0x81, FirstTrail = 0x21, Trails = 0xFF - FirstTrail, Leads = 0xFF - FirstLead;

    private readonly int[] cells = new int[Leads * Trails];
    private readonly Lazy<(int[] CodePoints, ushort[] Octets)> reverse;

    private CodedTable(Func<int, int, int> at, Func<int, bool>? isSecondChoice = null)
    {
        for (var lead = FirstLead; lead < 0xFF; lead++)
        {
            for (var trail = FirstTrail; trail < 0xFF; trail++)
                cells[Index(lead, trail)] = at(lead, trail);
        }
        reverse = new(() => Reverse(isSecondChoice ?? (_ => false)));
    }

    /// <summary>The code point; 0 where there is none.</summary>
    public int this[int lead, int trail] => lead is >= FirstLead and < 0xFF && trail is >= FirstTrail and < 0xFF ? cells[Index(lead, trail)] : 0;

    /// <summary>Lead and trail octet; 0 where the table lacks the character.</summary>
    public ushort Find(Rune character) => Array.BinarySearch(reverse.Value.CodePoints, character.Value) is >= 0 and var at ? reverse.Value.Octets[at] : (ushort)0;

    /// <summary>A double-byte code page of the framework without the private characters with which it fills what is not defined.</summary>
    public static CodedTable FromCodePage(int codePage, bool withPrivate = false, Func<int, bool>? isSecondChoice = null)
    {
        // As it comes it knows more characters than with a fallback of ours, but shows what it doesn't know as ? or, being Japanese, as a dot.
        var full = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var strict = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"))!;
        return new((lead, trail) =>
        {
            var character = Decode(full, lead, trail) is var c and not '・' ? c : Decode(strict, lead, trail);
            return character > '\u009F' && (withPrivate || !char.IsBetween(character, '\uE000', '\uF8FF')) ? character : 0;
        }, isSecondChoice);
    }

    /// <summary>The cells of which this is true.</summary>
    public CodedTable Where(Func<int, int, bool> isTaken) => new((lead, trail) => isTaken(lead, trail) ? this[lead, trail] : 0);

    /// <summary>Cells taken from elsewhere in a table.</summary>
    public CodedTable Select(Func<int, int, (int Lead, int Trail)> from) => new((lead, trail) => from(lead, trail) is var (l, t) ? this[l, t] : 0);

    /// <summary>This table, and another where it is empty.</summary>
    public CodedTable FilledWith(CodedTable other) => new((lead, trail) => this[lead, trail] is not 0 and var own ? own : other[lead, trail]);

    /// <summary>Rows of characters in the order of Big5's trail octets, <c>?</c> where there is none.</summary>
    public static CodedTable FromRows((int Lead, string Characters)[] rows)
    {
        var codePoints = rows.ToDictionary(row => row.Lead, row => row.Characters.EnumerateRunes().Select(rune => rune.Value == '?' ? 0 : rune.Value).ToArray());
        return new((lead, trail) =>
        {
            var at = trail is >= 0x40 and < 0x7F ? trail - 0x40 : trail >= 0xA1 ? trail - 0xA1 + 0x3F : -1;
            return at >= 0 && codePoints.TryGetValue(lead, out var row) && at < row.Length ? row[at] : 0;
        });
    }

    private static char Decode(Encoding encoding, int lead, int trail)
    {
        Span<char> chars = stackalloc char[4];
        return encoding.GetChars([(byte)lead, (byte)trail], chars) == 1 ? chars[0] : '\0';
    }

    private (int[], ushort[]) Reverse(Func<int, bool> isSecondChoice)
    {
        var pairs = new Dictionary<int, ushort>();
        foreach (var second in (ReadOnlySpan<bool>)[false, true])
        {
            for (var at = 0; at < cells.Length; at++)
            {
                var lead = at / Trails + FirstLead;
                if (cells[at] != 0 && isSecondChoice(lead) == second)
                    pairs.TryAdd(cells[at], (ushort)(lead << 8 | (at % Trails + FirstTrail)));
            }
        }
        int[] codePoints = [.. pairs.Keys];
        ushort[] octets = [.. pairs.Values];
        Array.Sort(codePoints, octets);
        return (codePoints, octets);
    }

    private static int Index(int lead, int trail) => (lead - FirstLead) * Trails + trail - FirstTrail;
}
