using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>Cuts a message between lines (RFC 2046 5.2.2.1).</summary>
internal static class Fragments
{
    private const int MostPieces = 99_999;

    /// <summary>True for a field that describes what is within, and so goes with it; the others stand on the outside.</summary>
    public static bool IsInner(HeaderField field) => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        || field.Is("Subject") || field.Is("Message-ID") || field.Is("Encrypted") || field.Is("MIME-Version");

    public static ImmutableArray<MimeMessage> Of(MimeMessage message, int maxSize)
    {
        var whole = LineEnd.Convert(message.ToArray(), lf: false);
        if (whole.Length <= maxSize)
            return [message];
        if (!Ascii.IsValid(whole.Span))
            throw new ArgumentException(Say("a message with octets over 127 can't be taken apart; write it in 7 bits", "127을 넘는 바이트가 있는 메시지는 나눌 수 없습니다. 7비트로 쓰십시오"), nameof(message));
        var id = MessageIds.New(message.From.Mailboxes.FirstOrDefault()?.Address.AsciiDomain is { Length: > 0 } domain ? domain : "localhost");
        var room = maxSize - Header(message, id, MostPieces, MostPieces).Sum(field => field.Raw.Length) - LineEnd.Crlf.Length;
        var bodies = Cut(Inner(message), room, maxSize);
        return [.. bodies.Select((body, i) => Piece(Header(message, id, i + 1, bodies.Count), body))];
    }

    private static ReadOnlyMemory<byte> Inner(MimeMessage message)
    {
        List<Piece> pieces = [];
        HeaderList.Of(message.Headers.Where(IsInner), lf: false).AddTo(pieces);
        message.Root.AddBody(pieces);
        return LineEnd.Convert(MessageWriter.ToArray(pieces), lf: false);
    }

    private static List<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> rest, int room, int maxSize)
    {
        var bodies = new List<ReadOnlyMemory<byte>>();
        while (!rest.IsEmpty)
        {
            var end = rest.Length <= room ? rest.Length : room <= 0 ? 0 : rest.Span[..room].LastIndexOf((byte)'\n') + 1;
            if (end == 0 || bodies.Count == MostPieces)
            {
                throw new ArgumentException(Say($"the message can't be cut into pieces of {maxSize} octets; its header and one line must fit into each, so give it more",
                                                $"메시지를 {maxSize}바이트씩 나눌 수 없습니다. 헤더와 한 줄이 들어가야 하니 크기를 늘리십시오"), nameof(maxSize));
            }
            bodies.Add(rest[..end]);
            rest = rest[end..];
        }
        return bodies;
    }

    private static HeaderList Header(MimeMessage message, string id, int number, int total)
    {
        var type = new MediaType("message", "partial",
            KeyValuePair.Create("id", id[1..^1]), KeyValuePair.Create("number", Text(number)), KeyValuePair.Create("total", Text(total)));
        var at = id.IndexOf('@', StringComparison.Ordinal);
        return
        [
            .. message.Headers.Where(field => !IsInner(field)).Select(field => field.WithLineEnds(lf: false)),
            new("Subject", $"{message.Subject} ({Text(number)}/{Text(total)})"),
            new("Message-ID", $"{id[..at]}.{Text(number)}{id[at..]}"),
            new("MIME-Version", "1.0"),
            .. PartHeader.Create(type, "7bit"),
        ];
    }

    private static MimeMessage Piece(HeaderList header, ReadOnlyMemory<byte> body) =>
        new(new BinaryPart(header, PartHeader.MediaType(header, MediaType.OctetStream), body));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
