using System.Text;

namespace Pabal.Browser.Tests.Hostile;

/// <summary>A mail that wants to do something, as octets of its own making.</summary>
internal sealed record HostileMail(int Number, string What, string Message)
{
    /// <summary>Where all that is elsewhere lies; every mail has a name of its own under it.</summary>
    public const string Elsewhere = "elsewhere.test";

    /// <summary>One mail for each payload.</summary>
    public static IEnumerable<HostileMail> All()
    {
        var number = 0;
        foreach (var html in Payloads.Html)
            yield return Of(++number, html, Page(Filled(html, number)));
        foreach (var word in Payloads.Words)
        {
            yield return Of(++number, $"Subject: {word}", $"Subject: {Encoded(word, number)}\nContent-Type: text/plain; charset=utf-8\n\n{Filled(word, number)}");
            yield return Of(++number, $"names: {word}", Names(Encoded(word, number), Encoded(word, number + 1000), Filled(word, number).Replace("\u2028", "", StringComparison.Ordinal)));
        }
        foreach (var (name, type, content) in Payloads.Files)
            yield return Of(++number, $"file {name}", Attached(name, type, Filled(content, number)));
    }

    private static HostileMail Of(int number, string what, string message) =>
        new(number, $"{number}: {(what.Length > 120 ? what[..120] : what)}", $"From: Mallory <m{number}@example.com>\nTo: gil@example.com\nDate: Sat, 21 Nov 2026 09:00:00 +0900\nMIME-Version: 1.0\n{message}\n");

    private static string Page(string html) => $"Subject: a page\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Base64(html)}";

    private static string Names(string subject, string name, string word) =>
        $"Subject: {subject}\nSender: {name} <x@example.com>\nReply-To: {name} <y@example.com>\nCc: {name}: {name} <z@example.com>;\nMessage-ID: <{Folded(word)}@example.com>\nX-{new string([.. word.Where(char.IsAsciiLetterOrDigit)])}: {Folded(word)}\nList-Unsubscribe: <{Folded(word)}>\n"
        + $"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset={Folded(word)}; name*=utf-8''{Uri.EscapeDataString(word)}\nContent-ID: <{Folded(word)}>\nContent-Disposition: attachment; filename*=utf-8''{Uri.EscapeDataString(word)}\nContent-Transfer-Encoding: {Folded(word)}\n\n<script>{Script(1)}</script>\n--b--";

    private static string Attached(string name, string type, string content) =>
        "Subject: a file\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=cid:it><object data=cid:it></object><iframe src=cid:it></iframe><embed src=cid:it><link rel=stylesheet href=cid:it><script src=cid:it></script>\n"
        + $"--b\n{(type.Length > 0 ? $"Content-Type: {type}\n" : "")}Content-ID: <it>\nContent-Disposition: inline; filename=\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\nContent-Transfer-Encoding: base64\n\n{Base64(content)}\n"
        + $"--b\nContent-Type: {(type.Length > 0 ? type : "text/html")}\nContent-ID: <it>\nContent-Disposition: attachment; filename=\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\nContent-Transfer-Encoding: base64\n\n{Base64(content)}\n--b--";

    private static string Filled(string text, int number) => text switch
    {
        "NESTED" => $"{string.Concat(Enumerable.Repeat("<div><b><table><tr><td>", 2000))}<script>{Script(number)}</script>",
        "MANY" => string.Concat(Enumerable.Repeat($"<img src=http://n{number}.{Elsewhere}/ onerror={Script(number)}>", 2000)),
        _ => text.Replace("JS", Script(number), StringComparison.Ordinal).Replace("URL", $"http://n{number}.{Elsewhere}/it", StringComparison.Ordinal).Replace("OTHER", $"n{number}.{Elsewhere}", StringComparison.Ordinal).Replace("LONG", new string('x', 50_000), StringComparison.Ordinal),
    };

    // No quotation marks and no spaces: it has to fit anywhere.
    private static string Script(int number) => $"top.told?.({number});parent.told?.({number});self.told?.({number});alert({number})";

    private static string Encoded(string word, int number) => $"=?utf-8?b?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Filled(word, number)))}?=";

    private static string Folded(string word) => string.Concat(word.Where(c => c is > ' ' and <= '~'));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);
}
