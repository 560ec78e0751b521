using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pabal.Mime.Reading;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A message in several (<c>message/partial</c>, RFC 2046 5.2.2), for a way that lets no large one through. Filters see no whole message then, so that many servers refuse them.</summary>
public static class PartialMessage
{
    /// <summary>The message in pieces, none longer than <paramref name="maxSize"/> octets; itself where it fits. Throws <see cref="ArgumentException"/> if it holds octets over 127, which
    /// no piece may, or a line that fits no piece.</summary>
    public static ImmutableArray<MimeMessage> Split(MimeMessage message, int maxSize) => Fragments.Of(message, maxSize);

    /// <summary>Puts together what <see cref="Split"/> or another program took apart, in whatever order; false if a piece is missing or belongs to another message.</summary>
    /// <param name="pieces">The pieces; of one that is there twice the first counts.</param>
    /// <param name="message">The message.</param>
    /// <param name="limits">No more pieces than <see cref="MimeLimits.MaxParts"/>, no more octets than <see cref="MimeLimits.MaxMessage"/>.</param>
    public static bool TryJoin(IEnumerable<MimeMessage> pieces, [NotNullWhen(true)] out MimeMessage? message, MimeLimits? limits = null)
    {
        message = FragmentReader.Join(pieces, limits ?? MimeLimits.Default);
        return message is not null;
    }
}
