using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>A label under which more is found than it allows: read as the wider charset, written strictly.</summary>
internal sealed class NarrowEncoding(MailEncoding written, MailEncoding read) : MailEncoding(written.WebName)
{
    /// <summary>The charset of the label, nothing more.</summary>
    public MailEncoding Strict => written;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars) => read.Decode(bytes, chars);

    public override ReadOnlySpan<byte> Announce(ReadOnlySpan<char> text) => written.Announce(text);

    public override ReadOnlySpan<byte> Reset(int state) => written.Reset(state);

    public override int Write(Rune character, ref int state, Span<byte> bytes) => written.Write(character, ref state, bytes);
}
