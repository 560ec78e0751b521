using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Wire;

/// <summary>The one place that writes a reply (RFC 5321 4.2): ASCII lines of at most 512 octets; an <see cref="SmtpReply"/> can't hold a line end.</summary>
internal static class ReplyWriter
{
    private const int MaxText = 480;

    public static void Write(IBufferWriter<byte> output, SmtpReply reply)
    {
        for (var i = 0; i < reply.Lines.Length; i++)
        {
            ReadOnlySpan<char> rest = reply.Lines[i];
            do
            {
                var piece = rest.Length > MaxText ? rest[..MaxText] : rest;
                rest = rest[piece.Length..];
                WriteLine(output, reply, piece, isLast: i == reply.Lines.Length - 1 && rest.IsEmpty);
            }
            while (!rest.IsEmpty);
        }
    }

    private static void WriteLine(IBufferWriter<byte> output, SmtpReply reply, ReadOnlySpan<char> text, bool isLast)
    {
        Span<char> line = stackalloc char[512];
        line.TryWrite(CultureInfo.InvariantCulture, $"{reply.Code}{(isLast ? ' ' : '-')}", out var length);
        if (reply.Enhanced is { } status)
        {
            line[length..].TryWrite(CultureInfo.InvariantCulture, $"{status.Class}.{status.Subject}.{status.Detail} ", out var written);
            length += written;
        }
        text.CopyTo(line[length..]);
        length += text.Length;
        "\r\n".CopyTo(line[length..]);
        Encoding.ASCII.GetBytes(line[..(length + 2)], output);
    }
}
