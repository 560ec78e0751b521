using System.Text;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>The octets of a CSV file as text: spreadsheets write UTF-8 with a mark or without, UTF-16, or the charset of their country (CP949 in Korea).</summary>
internal static class CsvText
{
    private const string Option = "--csv-charset";

    public static string Decode(string path, ReadOnlySpan<byte> bytes, string? charset)
    {
        if (charset is not null)
            return Readable(path, As(Checked(charset), bytes));
        if (Marked(bytes) is { } marked)
            return Readable(path, marked);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Mail without a label is guessed at in the same way.
            return Readable(path, As(null, bytes));
        }
    }

    private static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var text] => Encoding.UTF8.GetString(text),
        [0xFF, 0xFE, .. var text] => Encoding.Unicode.GetString(text),
        [0xFE, 0xFF, .. var text] => Encoding.BigEndianUnicode.GetString(text),
        _ => null,
    };

    private static string As(string? charset, ReadOnlySpan<byte> bytes)
    {
        var type = charset is null ? "text/plain" : $"text/plain; charset=\"{charset}\"";
        byte[] message = [.. Encoding.ASCII.GetBytes($"Content-Type: {type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. bytes];
        return ((TextPart)MimeMessage.Parse(message).Root).Text;
    }

    private static string Checked(string charset)
    {
        try
        {
            _ = new TextPart("", "plain", charset);
            return charset;
        }
        catch (ArgumentException e)
        {
            throw CliException.BadInput(Option, ReasonOf(e), Say("for a file from a Korean spreadsheet: --csv-charset cp949", "한국어 스프레드시트에서 만든 파일이면: --csv-charset cp949"));
        }
    }

    private static string Readable(string path, string text) => !text.Contains('\uFFFD') ? text
        : throw CliException.BadInput("--merge", Say($"{path} holds octets that are no text in its charset", $"{path}에 그 문자 집합의 글자가 아닌 바이트가 있습니다"),
            Say("name the charset, for example --csv-charset cp949, or save the file as “CSV UTF-8”", "문자 집합을 --csv-charset cp949처럼 정하거나 파일을 “CSV UTF-8”로 저장하십시오"));
}
