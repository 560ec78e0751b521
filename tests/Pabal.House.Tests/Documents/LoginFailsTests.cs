using System.Globalization;
using System.Text.Json;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.House.Tests.Documents;

/// <summary>docs/login-fails.md says what the library says. That the Korean page has the same replies and ids is tested with all pages.</summary>
public sealed class LoginFailsTests
{
    private const string Page = "docs/login-fails.md";

    private static readonly string[][][] Rows = [.. new Document(Page).Sections.SelectMany(section => section.Rows).Where(row => row[1].Length > 0)];

    [Fact]
    public async Task Every_reply_is_taken_for_what_the_page_says()
    {
        var replies = Rows.Where(row => row[0] is [[_, _, _, ' ', ..]]).Select(row => (Reply: row[0][0], Id: row[1][0])).ToArray();
        Assert.True(replies.Length >= 20, $"{replies.Length} replies only");
        var offences = new List<string>();
        foreach (var (reply, id) in replies)
        {
            var diagnosis = await DiagnosisOfAsync(reply);
            if (diagnosis?.Id != id)
                offences.Add($"{reply}: {diagnosis?.Id}, not {id}");
        }
        Rule.Holds($"A reply in {Page} is diagnosed as the id beside it.", offences);
    }

    [Fact]
    public async Task Every_id_is_that_of_a_rule()
    {
        var files = await Repository.FilesAsync("src/Pabal.Smtp/Diagnostics/Rules/", ".json");
        var ids = files.SelectMany(Ids).ToHashSet();
        Rule.Holds($"An id in {Page} stands in a file of rules.", Rows.SelectMany(row => row[1]).Where(id => !ids.Contains(id)));

        static string[] Ids(string file)
        {
            using var document = JsonDocument.Parse(Repository.Read(file));
            return [.. document.RootElement.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
        }
    }

    [Theory]
    [InlineData("en", "docs/login-fails.md")]
    [InlineData("ko", "docs/login-fails.ko.md")]
    public async Task The_diagnosis_shown_is_the_one_that_is_printed(string language, string page)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var shown = Assert.Single(new Document(page).Fences, fence => fence.Language == "text").Text;
        var reply = shown.Split('\n')[0];
        Assert.Equal($"{reply}\n{await DiagnosisOfAsync(reply)}", shown);
    }

    /// <summary>What a client makes of a reply. 530 and 55x answer MAIL, the others the login.</summary>
    private static async Task<Diagnosis?> DiagnosisOfAsync(string reply)
    {
        var step = reply.StartsWith("530", StringComparison.Ordinal) || reply.StartsWith("55", StringComparison.Ordinal) ? "S: 235 2.7.0 welcome\nC: MAIL FROM:<gil@example.com>\n" : "";
        await using var server = ReplayServer.Start(Conversation.Parse(
            $"S: 220 mail.example.com ESMTP\nC: EHLO example.com\nS: 250-mail.example.com\nS: 250 AUTH PLAIN\nC: AUTH PLAIN ********\n{step}S: {reply}\nC: QUIT\nS: 221 bye\n"));
        // Not a word that replies have: it would be hidden in them.
        await using var smtp = new SmtpClient(server.Client with { Credentials = SmtpCredentials.Password("gil@example.com", "abcd efgh") });
        var email = new Email { From = "gil@example.com", To = "ann@example.com", Subject = "Hello", Text = "Hello" };
        var failure = await Assert.ThrowsAsync<SmtpException>(async () => await smtp.SendAsync(email, TestContext.Current.CancellationToken));
        return failure.Diagnosis;
    }
}
