using System.Buffers;

namespace Pabal.Smtp.Wire;

/// <summary>Finds where content ends, and takes out of it what belongs to the transport.</summary>
internal interface IContentReader
{
    /// <summary>True when all that was to come has been read.</summary>
    bool IsComplete { get; }

    /// <summary>True when a CR or LF stood on its own.</summary>
    bool HasBareNewline { get; }

    /// <summary>The octets of content, those announced as well as those received, without what belongs to the transport (RFC 1870 3).</summary>
    long Length { get; }

    /// <summary>Reads up to the end of the input or of the content; the content goes to <paramref name="output"/>, or nowhere if that is null.
    /// Returns how much of the input was taken.</summary>
    int Read(ReadOnlySpan<byte> input, IBufferWriter<byte>? output);

    /// <summary>Called when nothing will follow what was read.</summary>
    void Finish(IBufferWriter<byte>? output);
}
