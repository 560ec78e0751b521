namespace Pabal.Mime;

/// <summary>Finds the type of a file from its content; a lying extension does not count.</summary>
public static class ContentSniffer
{
    /// <summary>The type of the content; <c>application/octet-stream</c> when unknown. <paramref name="isComplete"/> is false when only the beginning is given.</summary>
    public static MediaType Detect(ReadOnlySpan<byte> content, string? fileName = null, bool isComplete = true)
    {
        _ = content;
        _ = fileName;
        _ = isComplete;
        return MediaType.OctetStream;
    }

    internal static MediaType Detect(Writing.ContentSource content, string? fileName)
    {
        _ = content;
        _ = fileName;
        return MediaType.OctetStream;
    }
}
