using System.Text;
using Pabal.Mime;

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

    /// <summary>What a client with PIPELINING says at once: MAIL, RCPT for each name at b.test, DATA.</summary>
    public static string Group(params string[] names) => $"{Recipients(names)}C: DATA\n";

    /// <summary>MAIL, and RCPT for each name at b.test.</summary>
    public static string Recipients(params string[] names) => "C: MAIL FROM:<ann@a.test>\n" + string.Concat(names.Select(name => $"C: RCPT TO:<{name}@b.test>\n"));

    /// <summary>So many replies of one line.</summary>
    public static string Say(params string[] replies) => string.Concat(replies.Select(reply => $"S: {reply}\n"));

    /// <summary>An envelope for these names at b.test.</summary>
    public static Envelope EnvelopeTo(params string[] names) => new("ann@a.test", names.Select(name => EmailAddress.Parse($"{name}@b.test")));

    /// <summary>A small mail for these names at b.test.</summary>
    public static OutgoingMail MailTo(params string[] names) => new(EnvelopeTo(names), ContentOf($"Subject: to {string.Join(' ', names)}\r\n\r\nhello\r\n")) { Tag = names[0] };

    /// <summary>All of them at hand at once.</summary>
    public static async IAsyncEnumerable<OutgoingMail> All(params IEnumerable<OutgoingMail> mails)
    {
        await Task.CompletedTask;
        foreach (var mail in mails)
            yield return mail;
    }

    /// <summary>Sends mails over one connection and tells what became of each, in short.</summary>
    public static async Task<List<string>> FatesAsync(SmtpClientOptions options, params IEnumerable<OutgoingMail> mails) =>
        [.. (await OutcomesAsync(options, mails)).Select(outcome => $"{outcome.Mail.Tag} {outcome.Fate}")];

    /// <summary>Sends mails over one connection.</summary>
    public static async Task<List<SendOutcome>> OutcomesAsync(SmtpClientOptions options, params IEnumerable<OutgoingMail> mails)
    {
        await using var connection = await SmtpConnection.OpenAsync(options, TestContext.Current.CancellationToken);
        var outcomes = new List<SendOutcome>();
        await foreach (var outcome in connection.SendManyAsync(All(mails), TestContext.Current.CancellationToken))
            outcomes.Add(outcome);
        return outcomes;
    }

    /// <summary>Greeting and EHLO with these extensions.</summary>
    public static string Hello(params string[] extensions) => "S: 220 mx.test ESMTP\n" + Ehlo(extensions);

    public static string Ehlo(params string[] extensions) =>
        "C: EHLO client.test\n" + string.Join('\n', ["S: 250" + (extensions.Length > 0 ? "-" : " ") + "mx.test", .. extensions.Select((one, i) => $"S: 250{(i < extensions.Length - 1 ? '-' : ' ')}{one}")]) + "\n";
}
