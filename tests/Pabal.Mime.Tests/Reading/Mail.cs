using System.Text;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Messages as they stand in tests: lines joined by LF, octets over 127 as Latin-1 unless they are UTF-8 on purpose.</summary>
internal static class Mail
{
    public static byte[] Lf(params string[] lines) => Encoding.Latin1.GetBytes(string.Join('\n', lines));

    public static byte[] Crlf(params string[] lines) => Encoding.Latin1.GetBytes(string.Join("\r\n", lines));

    public static byte[] Utf8(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));

    public static MimeMessage Parse(params string[] lines) => MimeMessage.Parse(Crlf(lines));

    public static string[] Ids(MimeMessage message) => [.. message.Defects.Select(defect => defect.Id)];

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
