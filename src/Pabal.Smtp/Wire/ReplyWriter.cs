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
        var enhanced = reply.Enhanced is { } status ? $"{status} " : "";
        var lines = reply.Lines.SelectMany(Cut).ToArray();
        for (var i = 0; i < lines.Length; i++)
        {
            var separator = i == lines.Length - 1 ? ' ' : '-';
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{reply.Code}{separator}{enhanced}{lines[i]}\r\n"), output);
        }
    }

    private static IEnumerable<string> Cut(string line) =>
        line.Length <= MaxText ? [line] : line.Chunk(MaxText).Select(chunk => new string(chunk));
}
