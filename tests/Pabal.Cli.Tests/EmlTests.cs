using System.Text;
using System.Text.Json;
using Pabal.Cli.Sending;
using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal send --eml</c>: a finished message goes out as it is.</summary>
public sealed class EmlTests : IDisposable
{
    private const string Message = "From: Gil <gil@example.com>\r\nTo: ann@example.com,\r\n bob@example.com\r\nSubject:  =?utf-8?q?odd?=   spacing\r\nbcc: secret@example.com,\r\n other@example.com\r\nX-Own: kept\r\n\r\n.dot\r\n\tbody \xff\r\n\r\n";

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task It_goes_to_those_it_names_and_loses_nothing_but_its_bcc()
    {
        pabal.File("mail.eml", Encoding.Latin1.GetBytes(Message));
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml", "--json"]);
        var document = JsonDocument.Parse(run.Succeeded()).RootElement;
        Assert.Equal(["ann@example.com", "bob@example.com", "secret@example.com", "other@example.com"], document.GetProperty("accepted").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(Message.Replace("bcc: secret@example.com,\r\n other@example.com\r\n", "", StringComparison.Ordinal), await ArrivedAsync());
    }

    [Fact]
    public async Task Named_recipients_go_before_its_own_and_change_nothing_in_it()
    {
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "-", "--to", "boss@example.com", "--mail-from", "bounces@example.com", "-v", "--save", "sent.eml"],
            input: "From: gil@example.com\nTo: ann@example.com\nBcc: secret@example.com\n\nbody\n");
        run.Succeeded();
        Assert.Contains("MAIL FROM:<bounces@example.com>", run.Error, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<boss@example.com>", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO:<ann", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO:<secret", run.Error, StringComparison.Ordinal);
        Assert.Equal("From: gil@example.com\r\nTo: ann@example.com\r\n\r\nbody\r\n", await ArrivedAsync());
        Assert.Equal(await ArrivedAsync(), await File.ReadAllTextAsync(Path.Combine(pabal.Folder, "sent.eml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_bcc_of_a_mail_inside_it_stays()
    {
        const string inner = "Content-Type: message/rfc822\r\n\r\nFrom: a@example.com\r\nBcc: b@example.com\r\n\r\ninner\r\n";
        pabal.File("mail.eml", "From: gil@example.com\r\nTo: ann@example.com\r\n" + inner);
        (await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml"])).Succeeded();
        Assert.EndsWith(inner, await ArrivedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_sent_on_goes_to_whom_it_was_sent_on()
    {
        pabal.File("mail.eml", "Resent-From: carol@example.com\nResent-To: dave@example.com\nResent-Bcc: eve@example.com\nFrom: gil@example.com\nTo: ann@example.com\n\nbody\n");
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml", "-v"]);
        run.Succeeded();
        Assert.Contains("MAIL FROM:<carol@example.com>", run.Error, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<dave@example.com>", run.Error, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<eve@example.com>", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO:<ann", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("eve", await ArrivedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_of_the_corpus_leaves_as_it_is()
    {
        var corpus = Directory.GetFiles(Path.Combine(Root(), "tests", "corpus", "mime"), "*.eml");
        Assert.NotEmpty(corpus);
        Assert.All(corpus, path =>
        {
            var message = LineEnds.AsCrlf(MimeMessage.Parse(File.ReadAllBytes(path)).WithoutHeader("Bcc").ToArray()).ToArray();
            Assert.Equal(message, FinishedMail.WithoutBcc(MimeMessage.Parse(message)).ToArray());
            // A first line that is no field would become part of the one put before it.
            if (message.AsSpan().StartsWith(" "u8) || message.AsSpan().StartsWith("From "u8))
                return;
            byte[] withBcc = [.. "Bcc: secret@example.com\r\n"u8, .. message];
            Assert.Equal(message, FinishedMail.WithoutBcc(MimeMessage.Parse(withBcc)).ToArray());
        });
    }

    [Theory]
    [InlineData("--subject", "x")]
    [InlineData("--text", "x")]
    [InlineData("--attach", "mail.eml")]
    [InlineData("--header", "X: y")]
    [InlineData("--merge", "x.csv")]
    public async Task An_option_that_would_change_it_is_refused_and_both_are_named(string option, string value)
    {
        pabal.File("mail.eml", Message);
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml", option, value]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--eml", run.Error, StringComparison.Ordinal);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 65)]
    [InlineData("From: gil@example.com\n\nnobody to send to\n", 65)]
    [InlineData("To: ann@example.com\n\nnobody sends it\n", 65)]
    [InlineData("From: gil@example.com\nTo: ann@@example\n\nno address\n", 65)]
    public async Task A_message_that_can_not_be_sent_is_65(string message, int exitCode)
    {
        pabal.File("mail.eml", message);
        Assert.Equal(exitCode, (await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml"])).ExitCode);
        Assert.Empty(pabal.Kept);
    }

    [Fact]
    public async Task A_sender_who_is_a_group_of_nobody_is_65()
    {
        pabal.File("mail.eml", "To: ann@example.com\n\nbody\n");
        Assert.Equal(65, (await pabal.RunAsync(["send", "--server", "sandbox", "--from", "team:;", "--eml", "mail.eml"])).ExitCode);
        pabal.Variables["PABAL_FROM"] = "team:;";
        Assert.Equal(65, (await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml"])).ExitCode);
        Assert.Equal(65, (await pabal.RunAsync(["sendmail", "-t"], "To: ann@example.com\n\nbody\n")).ExitCode);
    }

    [Fact]
    public async Task Who_sent_it_on_without_saying_so_sends_it_as_its_author()
    {
        pabal.File("mail.eml", "Resent-To: dave@example.com\nFrom: gil@example.com\nTo: ann@example.com\n\nbody\n");
        var run = await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml", "-v"]);
        run.Succeeded();
        Assert.Contains("MAIL FROM:<gil@example.com>", run.Error, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<dave@example.com>", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_server_can_not_take_is_not_blamed_on_an_address()
    {
        pabal.File("mail.eml", "From: gil@example.com\nTo: ann@example.com\nSubject: 제목\n\nbody\n");
        await using var server = new ScriptedServer("S: 220 mail.test ESMTP\nC: EHLO *\nS: 250-mail.test\nS: 250 8BITMIME");
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--eml", "mail.eml"]);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains("header", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_66() =>
        Assert.Equal(66, (await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "nowhere.eml"])).ExitCode);

    [Fact]
    public async Task It_can_be_signed()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        pabal.File("key.pem", key.ExportPkcs8PrivateKeyPem());
        pabal.File("mail.eml", Message);
        (await pabal.RunAsync(["send", "--server", "sandbox", "--eml", "mail.eml", "--dkim", "example.com:s1:key.pem"])).Succeeded();
        var arrived = MimeMessage.Parse(Encoding.Latin1.GetBytes(await ArrivedAsync()));
        Assert.Contains("d=example.com", arrived.Headers["DKIM-Signature"], StringComparison.Ordinal);
    }

    private Task<string> ArrivedAsync() => File.ReadAllTextAsync(Assert.Single(pabal.Kept), Encoding.Latin1, TestContext.Current.CancellationToken);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "tests", "corpus")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
