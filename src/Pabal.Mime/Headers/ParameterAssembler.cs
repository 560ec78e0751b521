using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>
/// Puts the pieces of parameters together (RFC 2231): segments in the order of their numbers up to the first gap; the first of two that are alike;
/// the extended form rather than the plain one, which stands there for old readers.
/// </summary>
internal ref struct ParameterAssembler
{
    private readonly ReadOnlySpan<byte> text;
    private readonly Span<ParameterReader.Piece> pieces;
    private ReadOnlyMemory<byte> boundary;
    private ParameterFlaws flaws;

    private ParameterAssembler(ReadOnlySpan<byte> text, Span<ParameterReader.Piece> pieces, ParameterFlaws flaws)
    {
        this.text = text;
        this.pieces = pieces;
        this.flaws = flaws;
    }

    public static ParameterizedValue Assemble(ReadOnlySpan<byte> text, Range value, Span<ParameterReader.Piece> pieces, ParameterFlaws flaws)
    {
        var assembler = new ParameterAssembler(text, pieces, flaws);
        var parameters = assembler.Parameters();
        return new(KnownNames.Lower(text[value]), parameters, assembler.boundary, assembler.flaws);
    }

    private ImmutableArray<KeyValuePair<string, string>> Parameters()
    {
        var parameters = new KeyValuePair<string, string>[pieces.Length];
        var count = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].IsUsed)
                continue;
            var name = KnownNames.Lower(text[pieces[i].Name]);
            if (ValueOf(i, name == "boundary") is { } value)
                parameters[count++] = KeyValuePair.Create(name, value);
        }
        if (count < parameters.Length)
            Array.Resize(ref parameters, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(parameters);
    }

    // Takes all pieces of the name at once.
    private string? ValueOf(int first, bool isBoundary)
    {
        int plain = -1, extended = -1, segments = 0;
        for (var i = first; i < pieces.Length; i++)
        {
            if (!IsAlike(i, first))
                continue;
            ref var piece = ref pieces[i];
            piece.IsUsed = true;
            if (piece.Section >= 0)
                segments++;
            else if ((piece.IsExtended ? extended : plain) >= 0)
                flaws |= ParameterFlaws.Duplicate;
            else if (piece.IsExtended)
                extended = i;
            else
                plain = i;
        }
        if (extended >= 0)
            return Joined([extended], isBoundary);
        if (segments > 0 && InOrder(first, segments) is { Length: > 0 } order)
            return Joined(order, isBoundary);
        return plain >= 0 ? Joined([plain], isBoundary) : null;
    }

    private readonly bool IsAlike(int i, int first) =>
        pieces[i].NameHash == pieces[first].NameHash && Ascii.EqualsIgnoreCase(text[pieces[i].Name], text[pieces[first].Name]);

    // Of n segments without a gap none has a number of n or more.
    private int[] InOrder(int first, int segments)
    {
        var order = new int[segments];
        Array.Fill(order, -1);
        for (var i = first; i < pieces.Length; i++)
        {
            if (pieces[i].Section < 0 || !IsAlike(i, first))
                continue;
            if (pieces[i].Section < segments && order[pieces[i].Section] < 0)
                order[pieces[i].Section] = i;
            else
                flaws |= ParameterFlaws.Segments;
        }
        var gap = Array.IndexOf(order, -1);
        if (gap >= 0)
            flaws |= ParameterFlaws.Segments;
        return gap < 0 ? order : order[..gap];
    }

    private string Joined(scoped ReadOnlySpan<int> order, bool isBoundary)
    {
        if (order.Length == 1 && !pieces[order[0]].IsExtended)
            return Text(Unquoted(text[pieces[order[0]].Value]), isBoundary);
        var octets = new List<byte>();
        string? charset = null;
        var isExtended = false;
        foreach (var i in order)
        {
            var value = Unquoted(text[pieces[i].Value]);
            if (!pieces[i].IsExtended)
            {
                octets.AddRange(value);
                continue;
            }
            isExtended = true;
            if (i == order[0])
                charset = TakeCharset(ref value);
            AddPercentDecoded(octets, value);
        }
        var joined = CollectionsMarshal.AsSpan(octets);
        if (isBoundary || !isExtended)
            return Text(joined, isBoundary);
        return HeaderText.OneLine(Charsets.Decode(charset, joined));
    }

    // Outlook and others put encoded-words in quotes, where RFC 2047 5 forbids them.
    private string Text(ReadOnlySpan<byte> value, bool isBoundary)
    {
        if (isBoundary)
            boundary = value.TrimEnd(" \t"u8).ToArray();
        var guessed = KnownNames.Find(value) ?? Charsets.Guess(value);
        return isBoundary ? HeaderText.OneLine(guessed) : EncodedWordReader.Decode(guessed);
    }

    // charset'language'text; without the apostrophes all of it is text.
    private string? TakeCharset(ref ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)'\'');
        var language = end < 0 ? -1 : value[(end + 1)..].IndexOf((byte)'\'');
        if (language < 0)
        {
            flaws |= ParameterFlaws.Segments;
            return null;
        }
        var charset = KnownNames.Find(value[..end]) ?? Charsets.Guess(value[..end]);
        value = value[(end + language + 2)..];
        return charset;
    }

    private void AddPercentDecoded(List<byte> octets, ReadOnlySpan<byte> value)
    {
        while (value.IndexOf((byte)'%') is var percent and >= 0)
        {
            octets.AddRange(value[..percent]);
            if (percent + 2 < value.Length && Hex.TryRead(value[percent + 1], value[percent + 2], out var octet))
            {
                octets.Add(octet);
                value = value[(percent + 3)..];
                continue;
            }
            flaws |= ParameterFlaws.Segments;
            octets.Add((byte)'%');
            value = value[(percent + 1)..];
        }
        octets.AddRange(value);
    }

    // Only a quote and a backslash are taken as escaped: people write C:\Temp\x without escaping it.
    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value)
    {
        var isQuoted = value.StartsWith((byte)'"');
        if (isQuoted)
            value = value[1..];
        if (isQuoted && value.EndsWith((byte)'"'))
            value = value[..^1];
        if (value.IndexOfAny((byte)'\\', (byte)'\r', (byte)'\n') < 0)
            return value;
        var plain = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (isQuoted && value[i] == '\\' && i + 1 < value.Length && value[i + 1] is (byte)'"' or (byte)'\\')
                i++;
            if (value[i] is not ((byte)'\r' or (byte)'\n'))
                plain.Add(value[i]);
        }
        return CollectionsMarshal.AsSpan(plain);
    }
}
