using System.Buffers;

namespace Pabal.Inbox.Pop3;

/// <summary>A message as POP3 sends it: lines ended by CRLF, dots at their beginning doubled, a dot alone at the end.</summary>
internal static class Pop3Text
{
    /// <summary>All of a message, or its header and so many lines of its body (TOP).</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> content, int? lines)
    {
        var output = new ArrayBufferWriter<byte>(content.Length + 256);
        var isBody = false;
        while (!content.IsEmpty && (!isBody || lines is not <= 0))
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            content = end < 0 ? [] : content[(end + 1)..];
            if (line is [(byte)'.', ..])
                output.Write("."u8);
            output.Write(line);
            output.Write("\r\n"u8);
            if (isBody)
                lines--;
            isBody |= line.IsEmpty;
        }
        output.Write(".\r\n"u8);
        return output.WrittenMemory;
    }
}
