using System.Globalization;
using System.Text;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Messages of any size made to cost more than they weigh.</summary>
internal static class Bombs
{
    private const string From = "From: a@x.test\r\n";
    private const string MixedB = From + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

    public static IReadOnlyDictionary<string, Func<int, string>> Families { get; } = new Dictionary<string, Func<int, string>>
    {
        ["P01 nested multiparts"] = size => From + Numbered(size, i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"),
        ["P01 delimiters of no one"] = size => From + Numbered(6000, i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n") + "\r\n" + Run("--\r\n--bbb\r\n", size),
        ["P02 nested messages"] = size => From + Run("Content-Type: message/rfc822\r\n\r\n", size),
        ["P02 nested messages in base64"] = size => Packed(From + "\r\n" + Run("x", size / 3), 5),
        ["P03 parts"] = size => MixedB + Run("--b\r\n\r\nx\r\n", size),
        ["P03 parts with headers"] = size => MixedB + Run("--b\r\nA: b\r\nContent-Type: text/plain\r\n\r\nx\r\n", size),
        ["P04 fields"] = size => From + Numbered(size, i => $"X-{i}: v\r\n") + "\r\nx",
        ["P04 lines that are no fields"] = size => From + Run("no field\r\nX: y\r\n", size) + "\r\nx",
        ["P05 one field"] = size => From + "X: " + Run("a", size) + "\r\n\r\nx",
        ["P05 one folded field"] = size => From + "Subject: a" + Run("\r\n b", size) + "\r\n\r\nx",
        ["P06 segments"] = size => From + "Content-Type: text/plain" + Numbered(size, i => $"; name*{i}=a") + "\r\n\r\nx",
        ["P06 extended segments"] = size => From + "Content-Type: text/plain" + Numbered(size, i => $"; name*{i}*=%41") + "\r\n\r\nx",
        ["P08 parameters"] = size => From + "Content-Type: text/plain" + Numbered(size, i => $"; p{i}=a") + "\r\n\r\nx",
        ["P08 comments among parameters"] = size => From + "Content-Type: text/plain" + Run("; a=b (;", size) + "\r\n\r\nx",
        ["P09 encoded-words"] = size => From + "Subject: " + Run("=?utf-8?q?a?= ", size) + "\r\n\r\nx",
        ["P09 encoded-words in turn"] = size => From + "Subject: " + Run("=?utf-8?q?a?= =?iso-8859-1?b?QQ==?= ", size) + "\r\n\r\nx",
        ["P09 unfinished encoded-words"] = size => From + "Subject: " + Run("=?a?q?x ", size) + "\r\n\r\nx",
        ["P09 encoded-words that never end"] = size => From + "Subject: " + Run("=?utf-8?b?", size) + "\r\n\r\nx",
        ["P09 encoded-words in all fields"] = size => From + Run("Subject: =?utf-8?b?!?=\r\n", size) + "\r\nx",
        ["P10 addresses"] = size => From + "To: " + Run("a@b.test,", size) + "\r\n\r\nx",
        ["P10 fields of addresses"] = size => From + Run("To: a@b.test\r\n", size) + "\r\nx",
        ["P11 parentheses"] = size => From + "To: " + Run("(", size) + "\r\n\r\nx",
        ["P11 quotes"] = size => From + "To: " + Run("\"", size) + "\r\n\r\nx",
        ["P11 escaped quotes"] = size => From + "To: " + Run("\\\" <", size) + "\r\n\r\nx",
        ["P11 open comments before angles"] = size => From + "To: " + Run("(<", size) + "\r\n\r\nx",
        ["P11 angles"] = size => From + "To: " + Run("<", size) + "\r\n\r\nx",
        ["P12 groups"] = size => From + "To: " + Run("a:", size) + "\r\n\r\nx",
        ["P12 routes"] = size => From + "To: " + Run("<@a,", size) + "\r\n\r\nx",
        ["P13 separators"] = size => From + "Content-Type: text/plain" + Run(";", size) + "\r\n\r\nx",
        ["P15 a boundary again and again"] = size => From + Run("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", size),
        ["P16 fields twice"] = size => From + Run("Subject: x\r\n", size) + "\r\nx",
        ["P18 base64 without end"] = size => From + "Content-Transfer-Encoding: base64\r\n\r\n" + Run("Q=", size),
        ["P19 quoted-printable"] = size => From + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + Run("=\r\n=G =", size),
        ["P19 quoted-printable of escapes alone"] = size => From + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + Run("=", size),
        ["P19 quoted-printable of white space"] = size => From + "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: image/x\r\n\r\n" + Run(" ", size),
        ["P20 UTF-8 under another label"] = size => From + "Content-Type: text/plain; charset=euc-kr\r\n\r\n" + Run("\u00ea\u00b0\u0080", size),
        ["P22 bare CR"] = size => From + "\r\n" + Run("\r", size),
        ["P29 ids"] = size => From + "References: " + Run("<a@b> (c) <", size) + "\r\n\r\nx",
    };

    /// <summary>HTML made to cost more than it weighs.</summary>
    public static IReadOnlyDictionary<string, Func<int, string>> Pages { get; } = new Dictionary<string, Func<int, string>>
    {
        ["nested elements"] = size => Run("<div>", size),
        ["nested quotes"] = size => Run("<blockquote>x", size),
        ["nested lists"] = size => Run("<ol><li>", size),
        ["lists that only end"] = size => Run("</ul>", size),
        ["items"] = size => "<ul>" + Run("<li>x", size),
        ["cells"] = size => Run("<td>x", size),
        ["unfinished comments"] = size => Run("<!--", size),
        ["comments"] = size => Run("<!---->", size),
        ["unfinished declarations"] = size => Run("<!x ", size),
        ["less-than signs"] = size => Run("<", size),
        ["less-than signs and spaces"] = size => Run("< ", size),
        ["unfinished tags"] = size => Run("<a ", size),
        ["unfinished quotes"] = size => Run("<a b=\"", size),
        ["one tag of many attributes"] = size => "<a " + Run("a=b ", size) + ">",
        ["links"] = size => Run("<a href=http://x.test/>x", size),
        ["empty links"] = size => Run("<a href=http://x.test/>", size),
        ["unfinished scripts"] = size => Run("<script>", size),
        ["scripts"] = size => Run("<script></script>", size),
        ["titles that end as others"] = size => Run("<title></script>", size),
        ["pictures"] = size => Run("<img alt=x>", size),
        ["preformatted"] = size => Run("<pre>x\n", size),
        ["entities"] = size => Run("&amp;", size),
        ["unfinished entities"] = size => Run("&", size),
        ["endless entity"] = size => "&" + Run("a", size),
        ["numeric entities"] = size => Run("&#x41", size),
        ["spaces"] = size => Run(" ", size) + "x",
        ["hard spaces"] = size => Run("&nbsp;x ", size),
        ["soft hyphens"] = size => Run("a\u00AD", size),
        ["line breaks"] = size => Run("<br>", size),
    };

    public static byte[] Make(string family, int size) => Encoding.Latin1.GetBytes(Families[family](size));

    private static string Run(string text, int size) => new StringBuilder(size).Insert(0, text, Math.Max(1, size / text.Length)).ToString();

    private static string Numbered(int size, Func<int, FormattableString> line)
    {
        var text = new StringBuilder(size);
        for (var i = 0; text.Length < size; i++)
            text.Append(line(i).ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static string Packed(string message, int times)
    {
        for (var i = 0; i < times; i++)
            message = From + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(Encoding.Latin1.GetBytes(message));
        return message;
    }
}
