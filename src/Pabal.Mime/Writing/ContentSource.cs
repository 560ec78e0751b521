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

    public sealed class Memory(ReadOnlyMemory<byte> bytes) : ContentSource
    {
        public ReadOnlyMemory<byte> Bytes => bytes;
        public override long? Length => bytes.Length;
        public override bool CanReopen => true;
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

    /// <summary>The caller's stream: read from where it stood, left open.</summary>
    public sealed class Borrowed(Stream stream) : ContentSource
    {
        private readonly long start = stream.CanSeek ? stream.Position : 0;
        private int opened;

        public override long? Length => stream.CanSeek ? stream.Length - start : null;

        public override bool CanReopen => stream.CanSeek;

        public override Stream Open()
        {
            if (stream.CanSeek)
                stream.Position = start;
            else if (Interlocked.Exchange(ref opened, 1) == 1)
                throw new InvalidOperationException(Say("this attachment came from a stream that can be read only once, and it was; use Attachment.FromFile or FromBytes to send it again",
                                                        "이 첨부는 한 번만 읽을 수 있는 스트림에서 왔고 이미 읽었습니다. 다시 보내려면 Attachment.FromFile이나 FromBytes를 쓰십시오"));
            return new LeftOpen(stream);
        }

        // Closing this closes nothing: the stream is the caller's.
        private sealed class LeftOpen(Stream inner) : Stream
        {
            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
            public override void Flush() { }
            public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
            public override int Read(Span<byte> buffer) => inner.Read(buffer);
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
