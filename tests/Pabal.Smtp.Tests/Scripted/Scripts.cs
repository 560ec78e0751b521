using System.Text;

namespace Pabal.Smtp.Tests.Scripted;

/// <summary>Pieces of scripts that many tests share.</summary>
internal static class Scripts
{
    /// <summary>One recipient accepted and the content taken.</summary>
    public const string Mail = """
        C: MAIL FROM:<ann@a.test>
        S: 250 ok
        C: RCPT TO:<bob@b.test>
        S: 250 ok
        C: DATA
        S: 354 go ahead
        CONTENT
        S: 250 queued

        """;

    public static Envelope Envelope { get; } = new("ann@a.test", "bob@b.test");

    public static MailContent Content { get; } = ContentOf("Subject: hi\r\n\r\nhello\r\n");

    public static MailContent ContentOf(string text) => MailContent.From(Encoding.Latin1.GetBytes(text));

    /// <summary>Greeting and EHLO with these extensions.</summary>
    public static string Hello(params string[] extensions) => "S: 220 mx.test ESMTP\n" + Ehlo(extensions);

    public static string Ehlo(params string[] extensions) =>
        "C: EHLO client.test\n" + string.Join('\n', ["S: 250" + (extensions.Length > 0 ? "-" : " ") + "mx.test", .. extensions.Select((one, i) => $"S: 250{(i < extensions.Length - 1 ? '-' : ' ')}{one}")]) + "\n";
}
