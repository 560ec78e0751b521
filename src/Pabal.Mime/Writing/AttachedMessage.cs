using System.Text;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Writing;

/// <summary>A file that is a message. As <c>message/rfc822</c> it may have no transfer encoding (RFC 2046 5.2.1), so only one that travels as it is can be such a part.</summary>
internal static class AttachedMessage
{
    private const int MaxLength = 8 * 1024 * 1024;   // it is held in memory, other than a file in base64
    private const int MaxLine = 998;                 // RFC 5322 2.1.1

    /// <summary>The part that holds it byte for byte; null when it is 8-bit, too long, or not in lines of mail: then it can only be a file like any other.</summary>
    public static MessagePart? TryEmbed(Attachment file, string disposition, Encoding? charset)
    {
        if (!file.Content.CanReopen || file.Size is not (> 0 and <= MaxLength and var size))
            return null;
        var bytes = file.Content.Peek((int)size + 1);
        return bytes.Length == size && Travels(bytes.Span)
            ? new MessagePart(PartHeader.Create(MediaType.Message, "7bit", disposition, file.FileName, file.ContentId, charset), MediaType.Message, MimeMessage.Parse(bytes), default)
            : null;
    }

    private static bool Travels(ReadOnlySpan<byte> text)
    {
        if (!Ascii.IsValid(text) || text.Contains((byte)0))
            return false;
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            if ((end < 0 ? text.Length : end) > MaxLine || (end >= 0 && !text[end..].StartsWith("\r\n"u8)))
                return false;
            text = end < 0 ? [] : text[(end + 2)..];
        }
        return true;
    }
}
