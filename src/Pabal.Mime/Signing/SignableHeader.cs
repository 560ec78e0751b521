using System.Security.Cryptography;
using Pabal.Mime.Reading;

namespace Pabal.Mime.Signing;

/// <summary>A header as DKIM sees it: fields by name, the lowest first (RFC 6376 5.4.2).</summary>
internal sealed class SignableHeader(IReadOnlyCollection<RawField> fields)
{
    private readonly ILookup<string, RawField> byName = fields.Reverse().ToLookup(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>False if a line is part of no field: tolerant readers end the header there and show as the body what no signature covers. An mbox line may come first.</summary>
    public bool IsWellFormed { get; } = fields.SkipWhile((field, i) => i == 0 && field.IsMboxLine).All(field => HeaderReader.BeginsWithField(field.Bytes.Span));

    public int Count(string name) => byName[name].Count();

    /// <summary>The hash that is signed: the fields that <c>h=</c> lists, an absent one as nothing, and then the signature's own (RFC 6376 3.7).</summary>
    /// <param name="names">What <c>h=</c> lists.</param>
    /// <param name="signature">The signature's field, its <c>b=</c> emptied.</param>
    /// <param name="form">The canonical form.</param>
    /// <param name="own">The signature's field as it stands in this header, which can't sign itself.</param>
    public byte[] Hash(IEnumerable<string> names, ReadOnlySpan<byte> signature, DkimCanonicalization form, RawField? own = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = new Dictionary<string, IEnumerator<RawField>>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (!left.TryGetValue(name, out var sameName))
                left.Add(name, sameName = byName[name].Where(field => field != own).GetEnumerator());
            if (!sameName.MoveNext())
                continue;
            hash.AppendData(Canonical(sameName.Current.Bytes.Span, form));
            hash.AppendData("\r\n"u8);
        }
        hash.AppendData(Canonical(signature, form));
        return hash.GetHashAndReset();
    }

    /// <summary>A field in canonical form (RFC 6376 3.4.1, 3.4.2), without the line end that follows it.</summary>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> field, DkimCanonicalization form)
    {
        if (form == DkimCanonicalization.Simple)
            return field;
        var colon = field.IndexOf((byte)':');
        var canonical = new byte[field.Length];
        var length = 0;
        foreach (var c in field[..colon].TrimEnd(" \t"u8))
            canonical[length++] = c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
        canonical[length++] = (byte)':';
        var start = length;
        var space = false;
        for (var i = colon + 1; i < field.Length; i++)
        {
            if (IsWhite(field, i))
            {
                space = true;
                continue;
            }
            if (space && length > start)
                canonical[length++] = (byte)' ';
            space = false;
            canonical[length++] = field[i];
        }
        return canonical.AsSpan(0, length);
    }

    // A line end inside a field is a fold, and white space always follows it; a CR on its own is text.
    private static bool IsWhite(ReadOnlySpan<byte> field, int i) =>
        field[i] is (byte)' ' or (byte)'\t' or (byte)'\n' || (field[i] == '\r' && i + 1 < field.Length && field[i + 1] == '\n');
}
