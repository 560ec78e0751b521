using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Python's email package reads the corpus too; where it reads otherwise, the reason stands here.</summary>
public sealed class PythonTests
{
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["broken-addresses"] = "an address after an open comment or quote is lost to it (RFC 7103 7.1)",
        ["broken-charsets"] = "it gives up on a charset that it does not know",
        ["broken-duplicates"] = "it has the first From alone, we have both",
        ["broken-encoded-multipart"] = "it does not decode a message in base64",
        ["broken-encoding-fields"] = "it knows no encoding that a comment follows",
        ["broken-header-lines"] = "its header ends at \"From :\" (RFC 5322 4.5 allows the space)",
        ["broken-line-ends"] = "it takes a bare CR for a line end",
        ["broken-missing-end"] = "it drops the last line end of a multipart that is never closed",
        ["broken-parameters"] = "it takes a type without a semicolon after it for one word",
        ["broken-quoted-printable"] = "it keeps white space at the end of a line (RFC 2045 6.7 (3)) and drops a last =",
        ["broken-raw-header"] = "it keeps the line break hidden in an encoded-word, and its header ends at a name that is not ASCII",
        ["broken-same-boundary"] = "it gives the delimiters to the outer multipart",
        ["eai"] = "it reads UTF-8 in addresses as unknown octets",
        ["filename-segments"] = "it puts segments in order by their position",
        ["rfc2047-comments"] = "it does not take a comment as a name",
        ["rfc2231-combined"] = "it needs the semicolons that RFC 2231 4.1 left out",
        ["rfc5322-a6-3-obsolete-white-space"] = "its header ends at \"From  :\"",
        ["rfc8098-displayed"] = "it loses the zone after a comment",
    };

    [Fact]
    public async Task Python_reads_the_corpus_as_we_do()
    {
        var files = Directory.GetFiles(Samples.Folder, "*.eml").Order(StringComparer.Ordinal).ToArray();
        var lines = await RunAsync(files);
        Assert.Equal(files.Length, lines.Length);
        var different = new List<string>();
        foreach (var (file, line) in files.Zip(lines))
        {
            var ours = MimeMessage.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            if (!IsAlike(ours, JsonDocument.Parse(line).RootElement))
                different.Add(Path.GetFileNameWithoutExtension(file));
        }
        Assert.Equal(string.Join(" ", Differences.Keys.Order(StringComparer.Ordinal)), string.Join(" ", different));
    }

    private static bool IsAlike(MimeMessage ours, JsonElement python) =>
        !python.TryGetProperty("error", out _)
        && python.GetProperty("subject").GetString() == ours.Subject
        && AreAlike(ours.From, python.GetProperty("from")) && AreAlike(ours.To, python.GetProperty("to")) && AreAlike(ours.Cc, python.GetProperty("cc"))
        && python.GetProperty("date").GetString() == ours.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        && python.GetProperty("html").GetString() == ours.HtmlBody
        && (ours.TextBody ?? "").StartsWith(python.GetProperty("text").GetString() ?? "", StringComparison.Ordinal)
        && python.GetProperty("leaves").EnumerateArray().Select(leaf => (leaf[0].GetString()!, leaf[1].GetString(), leaf[2].GetString())).SequenceEqual(Leaves(ours));

    private static bool AreAlike(AddressList ours, JsonElement python) =>
        python.EnumerateArray().Select(pair => (pair[0].GetString(), pair[1].GetString())).SequenceEqual(ours.Mailboxes.Select(mailbox => (mailbox.Name, (string?)mailbox.Address.ToString())));

    private static IEnumerable<(string Type, string? FileName, string? Digest)> Leaves(MimeMessage message) =>
        from entry in message.Parts
        where entry.Part.Children.IsEmpty
        select (entry.Part.MediaType.Name, entry.Part.FileName, entry.Part.MediaType.Type == "message" ? null : Convert.ToHexStringLower(SHA256.HashData(entry.Part.Content.Span)));

    private static async Task<string[]> RunAsync(string[] files)
    {
        var script = Path.Combine(Samples.Folder, "..", "..", "Pabal.Mime.Tests", "Reading", "judge.py");
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, .. files]) { RedirectStandardOutput = true })!;
            var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("PABAL_REQUIRE_PEERS") != "1")
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
