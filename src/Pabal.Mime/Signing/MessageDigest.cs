using System.Buffers;

namespace Pabal.Mime.Signing;

/// <summary>Takes a message as it streams by, in pieces of any size: the header is kept, the body only hashed. Every line end counts as CRLF.</summary>
internal sealed class MessageDigest : IDisposable
{
    private const int ReadSize = 64 * 1024;

    private readonly ArrayBufferWriter<byte> header = new();
    private readonly Func<List<RawField>, BodyHash[]> openBody;
    private BodyHash[]? body;
    private bool isLineEmpty = true;
    private bool afterCr;

    /// <param name="openBody">Called once, where the header ends: which hashes of the body are wanted.</param>
    public MessageDigest(Func<List<RawField>, BodyHash[]> openBody) => this.openBody = openBody;

    /// <summary>A CR without LF ends a line, as it will when our client sends it; otherwise it is text, as it is to a reader.</summary>
    public bool CrEndsLine { get; init; }

    /// <summary>The most octets of a header.</summary>
    public int MaxHeader { get; init; } = int.MaxValue;

    /// <summary>The header went on beyond <see cref="MaxHeader"/>, and nothing was made of the message.</summary>
    public bool IsHeaderTooLong { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsHeaderTooLong)
        {
            if (afterCr)
            {
                bytes = AfterCr(bytes);
                continue;
            }
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            Text(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
                return;
            if (bytes[end] == '\r')
                afterCr = true;
            else
                LineEnd();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>All that the stream still holds.</summary>
    public async ValueTask AppendAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            Append(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The message ends here.</summary>
    public void Complete()
    {
        if (afterCr)
            AfterCr([]);
        if (body is null && !IsHeaderTooLong)
            OpenBody();
    }

    public void Dispose()
    {
        foreach (var hash in body ?? [])
            hash.Dispose();
    }

    private ReadOnlySpan<byte> AfterCr(ReadOnlySpan<byte> bytes)
    {
        afterCr = false;
        var isCrlf = bytes is [(byte)'\n', ..];
        if (isCrlf || CrEndsLine)
            LineEnd();
        else
            Text("\r"u8);
        return isCrlf ? bytes[1..] : bytes;
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        isLineEmpty = false;
        if (body is null)
            Keep(text);
        foreach (var hash in body ?? [])
            hash.Text(text);
    }

    private void LineEnd()
    {
        if (body is not null)
        {
            foreach (var hash in body)
                hash.LineEnd();
        }
        else if (isLineEmpty)
            OpenBody();
        else
            Keep("\r\n"u8);
        isLineEmpty = true;
    }

    private void OpenBody() => body = openBody(RawField.Split(header.WrittenMemory));

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxHeader - header.WrittenCount)
            IsHeaderTooLong = true;
        else
            header.Write(bytes);
    }
}
