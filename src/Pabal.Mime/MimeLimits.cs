using System.Runtime.CompilerServices;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>How much of a message is taken apart. What lies beyond a limit is kept as it is and named in <see cref="MimeMessage.Defects"/>.</summary>
public sealed record MimeLimits
{
    // A tree is walked and printed level by level, on a stack that has an end.
    private const int Deepest = 400;

    /// <summary>The limits that hold unless others are given.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Octets read from a file or a stream; the rest is left unread. 256 MiB.</summary>
    public int MaxMessage { get; init => field = Positive(value); } = 256 * 1024 * 1024;

    /// <summary>Multiparts and messages within one another, 1 to 400. 100.</summary>
    public int MaxDepth { get; init => field = Positive(value, Deepest); } = 100;

    /// <summary>Parts, whatever their level. 10,000.</summary>
    public int MaxParts { get; init => field = Positive(value); } = 10_000;

    /// <summary>Fields of one header; ten times as many in all parts together. 10,000.</summary>
    public int MaxHeaders { get; init => field = Positive(value); } = 10_000;

    /// <summary>Octets of one header that are decoded, of each field no more than <see cref="MaxHeader"/>; where the header alone is read, octets that are read. 1 MiB.</summary>
    public int MaxHeaderBlock { get; init => field = Positive(value); } = 1024 * 1024;

    /// <summary>Octets of one field that are decoded. 100 KiB.</summary>
    public int MaxHeader { get; init => field = Positive(value); } = 100 * 1024;

    /// <summary>Parameters of one field, the segments of RFC 2231 counted one by one. 1,000.</summary>
    public int MaxParameters { get; init => field = Positive(value); } = 1000;

    /// <summary>Octets of a boundary; RFC 2046 allows 70. 256.</summary>
    public int MaxBoundary { get; init => field = Positive(value); } = 256;

    private static int Positive(int value, int most = int.MaxValue, [CallerMemberName] string name = "") => value > 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, Say($"a limit is a number from 1 to {most}", $"한도는 1부터 {most}까지의 수여야 합니다"));
}
