using System.Buffers;
using System.IO.Pipelines;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A whole message (RFC 5322): a tree of parts whose root carries the message's header. Immutable; writing never changes it.</summary>
public sealed class MimeMessage
{
    private readonly List<Piece> pieces = [];

    internal MimeMessage(MimePart root)
    {
        Root = root;
        root.AddTo(pieces);
    }

    /// <summary>The top of the tree.</summary>
    public MimePart Root { get; }

    /// <summary>The message's header.</summary>
    public HeaderList Headers => Root.Headers;

    /// <summary>The Message-ID with its angle brackets; null if there is none.</summary>
    public string? MessageId => Headers["Message-ID"];

    /// <summary>The size in octets as it is written; null when an attachment comes from a stream of unknown length.</summary>
    public long? Length => MessageWriter.LengthOf(pieces);

    /// <summary>True when it holds octets over 127.</summary>
    public bool Is8Bit => pieces.Exists(piece => !System.Text.Ascii.IsValid(piece.Bytes.Span));

    /// <summary>True when the root's header holds UTF-8, so that SMTPUTF8 is needed (RFC 6531).</summary>
    public bool HasUtf8Header => Headers.Any(line => !System.Text.Ascii.IsValid(line.Raw.Span));

    /// <summary>Composes a message from an e-mail: a Date and a Message-ID are made unless it has them; Bcc is left out.</summary>
    public static MimeMessage Create(Email email, TimeProvider? clock = null) => EmailComposer.Compose(email, clock ?? TimeProvider.System);

    /// <summary>Writes the message; attachments are streamed, never whole in memory.</summary>
    public ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken = default) =>
        MessageWriter.WriteAsync(pieces, output, cancellationToken);

    /// <summary>Writes the message; attachments are streamed, never whole in memory.</summary>
    public async Task WriteToAsync(Stream output, CancellationToken cancellationToken = default)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await WriteToAsync(writer, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the message into memory.</summary>
    public void WriteTo(IBufferWriter<byte> output) => MessageWriter.Write(pieces, output);

    /// <summary>The message as bytes, all of it in memory.</summary>
    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(Length ?? 4096, 256, int.MaxValue));
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
