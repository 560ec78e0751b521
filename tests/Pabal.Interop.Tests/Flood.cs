using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Many mails over one connection: every tenth to nobody, and every tenth to somebody and nobody.</summary>
internal static class Flood
{
    /// <summary>Sends them, checks what is told of each and that all that were accepted arrive whole and once. Returns how often the client waited for the server, per mail.</summary>
    public static async Task<double> SendAsync(MailServer server, SmtpClientOptions options, string user, int count)
    {
        var (waits, isWaiting) = (0, false);
        var emails = Enumerable.Range(0, count).Select(i => new Email
        {
            From = "김안나 <ann@example.com>",
            To = (i % 10) switch { 0 => "gone@example.com", 5 => $"{user}@example.com, gone@example.com", _ => $"{user}@example.com" },
            Subject = $"메일 {i}",
            Text = $"안녕하세요 {i}.\n.점으로 시작하는 줄\n.\n{new string('x', i * 7)}\n",
        }).ToArray();
        await using var client = new SmtpClient(options with { Pool = new SmtpPoolOptions { MaxConnections = 1, MailsPerConnection = count }, Transcript = Count });

        var outcomes = new List<SendOutcome>();
        await foreach (var outcome in client.SendManyAsync(emails.Select(email => OutgoingMail.From(email) with { Tag = email.Subject }).ToAsyncEnumerable(), TestContext.Current.CancellationToken))
            outcomes.Add(outcome);

        Assert.Equal(Enumerable.Range(0, count).Select(Due), outcomes.Select(Told));
        var arrived = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            if (i % 10 == 0)
                continue;
            var mail = MimeMessage.Parse(await File.ReadAllBytesAsync(await server.WaitForMailAsync(user), TestContext.Current.CancellationToken));
            arrived.Add(mail.Subject!, mail.TextBody!.ReplaceLineEndings("\n"));
        }
        Assert.All(emails.Where((_, i) => i % 10 != 0), email => Assert.Equal(email.Text, arrived[email.Subject!]));
        Assert.False(server.HasMail(user));
        return (double)waits / count;

        void Count(TranscriptLine line)
        {
            var hears = line.Side == TranscriptSide.Server;
            waits += hears && !isWaiting ? 1 : 0;
            isWaiting = hears;
        }

        static string Due(int i) => (i % 10) switch { 0 => $"메일 {i}: Refused 550", 5 => $"메일 {i}: Accepted 1, rejected 550", _ => $"메일 {i}: Accepted 1" };
    }

    private static string Told(SendOutcome outcome) => $"{outcome.Mail.Tag}: {outcome.Fate}" + (outcome switch
    {
        { Result: { Rejected: [var refused] } result } => $" {result.Accepted.Length}, rejected {refused.Reply.Code}",
        { Result: { } result } => $" {result.Accepted.Length}",
        { Error: SmtpException { Reply.Code: 550 } } => " 550",
        _ => $" {outcome.Error?.Message}",
    });
}
