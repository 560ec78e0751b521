namespace Pabal.Mime.Sniffing;

/// <summary>What can be seen of a content: its head, and the rest if its stream can be read (and, for a look elsewhere, sought).</summary>
internal readonly ref struct ContentView(ReadOnlySpan<byte> head, bool isComplete, Stream? rest = null)
{
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>True when the head is all.</summary>
    public bool IsComplete { get; } = isComplete;

    /// <summary>What follows the head, at its beginning; null when it can't be read.</summary>
    public Stream? Rest { get; } = rest;

    /// <summary>The size; null when it is not known.</summary>
    public long? Length => IsComplete ? Head.Length : Rest is { CanSeek: true } ? Rest.Length : null;

    /// <summary>Octets from anywhere; fewer than asked, or none, where the content ends or can't be seen.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        if (offset < 0 || length <= 0)
            return default;
        if (offset + length <= Head.Length || IsComplete || Rest is not { CanSeek: true })
            return offset >= Head.Length ? default : Head[(int)offset..][..Math.Min(length, Head.Length - (int)offset)];
        var buffer = new byte[(int)Math.Clamp(Rest.Length - offset, 0, length)];
        Rest.Position = offset;
        var read = Rest.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Rest.Position = Head.Length;
        return buffer.AsSpan(0, read);
    }
}
