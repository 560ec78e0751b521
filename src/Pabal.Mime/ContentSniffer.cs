using Pabal.Mime.Sniffing;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>Finds the type of a file from its content; a lying extension does not count.</summary>
public static class ContentSniffer
{
    private const int HeadLength = 64 * 1024;

    /// <summary>
    /// The type of the content, text with its charset; <c>application/octet-stream</c> when unknown. The extension of <paramref name="fileName"/> only
    /// tells apart what the content allows (CSV from other text). <paramref name="isComplete"/> is false when only the beginning is given. Never throws.
    /// </summary>
    public static MediaType Detect(ReadOnlySpan<byte> content, string? fileName = null, bool isComplete = true) =>
        Detect(new ContentView(content, isComplete), new FileExtension(fileName));

    /// <summary>Reads no more than is needed: the head, the directory of a container, and all of a text, for the character that decides its charset may be its last.</summary>
    internal static MediaType Detect(ContentSource content, string? fileName)
    {
        if (content is ContentSource.Memory memory)
            return Detect(memory.Bytes.Span, fileName);
        if (!content.CanReopen)
        {
            // One octet more than is looked at tells whether that was all.
            var peeked = content.Peek(HeadLength + 1).Span;
            return Detect(peeked[..Math.Min(HeadLength, peeked.Length)], fileName, peeked.Length <= HeadLength);
        }
        using var stream = content.Open();
        var head = new byte[HeadLength];
        var length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        return Detect(new ContentView(head.AsSpan(0, length), length < HeadLength, stream), new FileExtension(fileName));
    }

    private static MediaType Detect(ContentView content, FileExtension extension) =>
        BinaryContent.Detect(content, extension) is { } name ? MediaType.Parse(name) : TextContent.Detect(content, extension) ?? MediaType.OctetStream;
}
