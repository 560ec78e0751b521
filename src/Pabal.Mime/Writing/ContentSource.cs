using Pabal.Mime.Encodings;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>Where the bytes of a part come from, before any transfer encoding.</summary>
internal abstract class ContentSource
{
    /// <summary>The size in octets; null when it is not known before it is read.</summary>
    public abstract long? Length { get; }

    /// <summary>False for a stream that can be read only once.</summary>
    public abstract bool CanReopen { get; }

    public abstract Stream Open();

    /// <summary>The first octets, fewer only where the content ends; whoever opens the source still gets all of it.</summary>
    public virtual ReadOnlyMemory<byte> Peek(int count)
    {
        using var stream = Open();
        return ReadHead(stream, count);
    }

    private static ReadOnlyMemory<byte> ReadHead(Stream stream, int count)
    {
        var buffer = new byte[count];
        return buffer.AsMemory(0, stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false));
    }

    public sealed class Memory(ReadOnlyMemory<byte> bytes) : ContentSource
    {
        public ReadOnlyMemory<byte> Bytes => bytes;
        public override long? Length => bytes.Length;
        public override bool CanReopen => true;
        public override ReadOnlyMemory<byte> Peek(int count) => bytes[..Math.Min(count, bytes.Length)];
        public override Stream Open() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
    }

    public sealed class File(string path) : ContentSource
    {
        public override long? Length => new FileInfo(path) is { Exists: true } info ? info.Length : null;
        public override bool CanReopen => true;
        public override Stream Open() => new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
    }

    /// <summary>The content of another source as its base64, made once.</summary>
    public sealed class Encoded : ContentSource
    {
        public Encoded(ContentSource source)
        {
            using var stream = source.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            Length = content.Length;
            Base64 = Base64Lines.ToArray(content.GetBuffer().AsSpan(0, (int)content.Length));
        }

        public ReadOnlyMemory<byte> Base64 { get; }
        public override long? Length { get; }
        public override bool CanReopen => true;
        public override Stream Open() => new DecodingStream(Base64, TransferDecoder.Begin(ContentCoding.Base64)!);
    }

    /// <summary>The caller's stream: read from where it stood, left open.</summary>
    public sealed class Borrowed(Stream stream) : ContentSource
    {
        private readonly long start = stream.CanSeek ? stream.Position : 0;
        private ReadOnlyMemory<byte>? head;
        private int opened;

        public override long? Length => stream.CanSeek ? stream.Length - start : null;

        public override bool CanReopen => stream.CanSeek;

        public override Stream Open()
        {
            if (stream.CanSeek)
            {
                stream.Position = start;
                return new LeftOpenStream(stream, start, default);
            }
            if (Interlocked.Exchange(ref opened, 1) == 1)
                throw ReadBefore();
            return new LeftOpenStream(stream, start, head ?? default);
        }

        public override ReadOnlyMemory<byte> Peek(int count)
        {
            if (stream.CanSeek)
                return base.Peek(count);
            if (head is null)
            {
                if (Volatile.Read(ref opened) == 1)
                    throw ReadBefore();
                head = ReadHead(stream, count);
            }
            return head.Value[..Math.Min(count, head.Value.Length)];
        }

        private static InvalidOperationException ReadBefore() =>
            new(Say("this attachment came from a stream that can be read only once, and it was; use Attachment.FromFile or FromBytes to send it again",
                    "이 첨부는 한 번만 읽을 수 있는 스트림에서 왔고 이미 읽었습니다. 다시 보내려면 Attachment.FromFile이나 FromBytes를 쓰십시오"));
    }
}
