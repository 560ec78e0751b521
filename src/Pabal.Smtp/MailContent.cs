using System.IO.Pipelines;
using Pabal.Mime;

namespace Pabal.Smtp;

/// <summary>The bytes of a mail on their way: from a message, from memory or from a stream. Line ends become CRLF on the wire, whatever they were.</summary>
public abstract class MailContent
{
    /// <summary>The size in octets; null when it is not known before it is sent.</summary>
    public abstract long? Length { get; }

    /// <summary>True when it holds octets over 127, so that the server should offer 8BITMIME (RFC 6152).</summary>
    public abstract bool Is8Bit { get; }

    /// <summary>True when its header holds UTF-8, so that the server must offer SMTPUTF8 (RFC 6531).</summary>
    public abstract bool HasUtf8Header { get; }

    /// <summary>False when the bytes can be written only once, because they come from a stream that can't go back.</summary>
    public virtual bool CanBeWrittenAgain => true;

    /// <summary>True when it must travel octet by octet, line ends too, so that the server must offer BINARYMIME (RFC 3030).</summary>
    public virtual bool IsBinary => false;

    internal virtual string? MessageId => null;

    /// <summary>Writes the bytes. Called again only if <see cref="CanBeWrittenAgain"/>.</summary>
    public abstract ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken);

    /// <summary>A message, composed or read.</summary>
    public static MailContent From(MimeMessage message) => new MessageContent(message);

    /// <summary>Finished bytes, sent as they are.</summary>
    public static MailContent From(ReadOnlyMemory<byte> bytes) => new BytesContent(bytes);

    /// <summary>Finished bytes of which not even a line end is changed, for servers that offer BINARYMIME (RFC 3030).</summary>
    public static MailContent FromBinary(ReadOnlyMemory<byte> bytes) => new BytesContent(bytes, isBinary: true);

    private sealed class MessageContent(MimeMessage message) : MailContent
    {
        public override long? Length => message.Length;
        public override bool Is8Bit => message.Is8Bit;
        public override bool HasUtf8Header => message.HasUtf8Header;
        public override bool CanBeWrittenAgain => message.CanBeWrittenAgain;
        internal override string? MessageId => message.MessageId;
        public override ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken) => message.WriteToAsync(output, cancellationToken);
    }

    private sealed class BytesContent(ReadOnlyMemory<byte> bytes, bool isBinary = false) : MailContent
    {
        public override bool IsBinary => isBinary;
        public override long? Length => bytes.Length;
        public override bool Is8Bit => !System.Text.Ascii.IsValid(bytes.Span);
        public override bool HasUtf8Header => !System.Text.Ascii.IsValid(Header);

        private ReadOnlySpan<byte> Header
        {
            get
            {
                var crlf = bytes.Span.IndexOf("\r\n\r\n"u8);
                var lf = bytes.Span.IndexOf("\n\n"u8);
                var end = crlf < 0 ? lf : lf < 0 ? crlf : Math.Min(crlf, lf);
                return end < 0 ? bytes.Span : bytes.Span[..end];
            }
        }

        public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken) =>
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }
}
