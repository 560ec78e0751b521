using System.Buffers;
using System.Globalization;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Reading;

/// <summary>Joins the pieces of a message (RFC 2046 5.2.2.1). Never throws.</summary>
internal static class FragmentReader
{
    public static MimeMessage? Join(IEnumerable<MimeMessage> pieces, MimeLimits limits)
    {
        var found = new Dictionary<int, MimeMessage>();
        string? id = null;
        var total = 0;
        foreach (var piece in pieces.Take(limits.MaxParts))
        {
            var type = piece.Root.MediaType;
            if (!type.Is("message", "partial") || type["id"] is not { } own || own != (id ??= own) || Number(type["number"]) is not (> 0 and var number))
                return null;
            found.TryAdd(number, piece);
            // The last one at least says how many there are.
            total = Math.Max(total, Number(type["total"]));
        }
        return total > 0 && found.Count == total && Enumerable.Range(1, total).All(found.ContainsKey) ? Joined(found, limits) : null;
    }

    private static MimeMessage? Joined(Dictionary<int, MimeMessage> pieces, MimeLimits limits)
    {
        var whole = new ArrayBufferWriter<byte>();
        var outer = pieces[1];
        var inner = MessageParser.ParseHeader(outer.Root.Content, limits);
        foreach (var field in outer.Headers.Where(field => !Fragments.IsInner(field)).Concat(inner.Headers.Where(Fragments.IsInner)))
            whole.Write(field.WithLineEnds(lf: false).Raw.Span);
        whole.Write(LineEnd.Crlf.Span);
        whole.Write(inner.Root.Body.Span);
        for (var number = 2; number <= pieces.Count && whole.WrittenCount <= limits.MaxMessage; number++)
            whole.Write(pieces[number].Root.Content.Span);
        return whole.WrittenCount <= limits.MaxMessage ? MessageParser.Parse(whole.WrittenMemory, limits) : null;
    }

    private static int Number(string? digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
