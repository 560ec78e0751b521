using System.Collections.Immutable;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A message within a message (RFC 2046 5.2.1): <c>message/rfc822</c> or <c>message/global</c>.</summary>
public sealed class MessagePart : MimePart
{
    /// <summary>A part that holds this message, as it is.</summary>
    public MessagePart(MimeMessage message)
        : this(PartHeader.Create(MediaType.Message, message.Is8Bit ? "8bit" : "7bit"), MediaType.Message, message, default) { }

    /// <summary>A message as it was read; <paramref name="encoded"/> is the body where it has a transfer encoding against the rules.</summary>
    internal MessagePart(HeaderList headers, MediaType mediaType, MimeMessage message, ReadOnlyMemory<byte> encoded) : base(headers, mediaType, encoded) =>
        Message = message;

    /// <summary>The message within.</summary>
    public MimeMessage Message { get; }

    /// <inheritdoc/>
    public override ImmutableArray<MimePart> Children => [Message.Root];

    /// <inheritdoc/>
    public override long? Size => Message.Length;

    /// <summary>The bytes of the message within.</summary>
    public override ReadOnlyMemory<byte> Content => Message.Bytes;

    /// <summary>Opens the bytes of the message within; the caller closes the stream.</summary>
    public override Stream OpenRead() => new ContentSource.Memory(Content).Open();

    internal override MimePart Under(HeaderList headers, MediaType mediaType) => new MessagePart(headers, mediaType, Message, Body);

    internal override void AddBody(List<Piece> pieces)
    {
        if (Body.IsEmpty)
            Message.Root.AddTo(pieces);
        else
            base.AddBody(pieces);
    }
}
