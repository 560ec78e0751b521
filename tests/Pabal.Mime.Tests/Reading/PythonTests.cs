using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Python's email package reads the corpus too, and we read the messages of its own tests; where it reads otherwise, the reason stands here.</summary>
public sealed class PythonTests
{
    private static readonly string Script = Path.Combine(Samples.Folder, "..", "..", "Pabal.Mime.Tests", "Reading", "judge.py");

    private static readonly Dictionary<string, string> InCorpus = new()
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

    private static readonly Dictionary<string, string> InItsOwnTests = new()
    {
        ["msg_01"] = "it does not take a comment as a name",
        ["msg_03"] = "it does not take a comment as a name",
        ["msg_04"] = "it does not take a comment as a name",
        ["msg_06"] = "it does not take a comment as a name",
        ["msg_14"] = "it does not take a comment as a name",
        ["msg_15"] = "it gives the delimiters to the outer multipart",
        ["msg_20"] = "it does not take a comment as a name, and has the first Cc alone",
        ["msg_25"] = "it has the first To alone",
        ["msg_26"] = "it turns CRLF into LF",
        ["msg_27"] = "it does not take a comment as a name, and keeps a TAB",
        ["msg_29"] = "it does not take a comment as a name",
        ["msg_39"] = "it gives the delimiters to the outer multipart",
        ["msg_42"] = "it has no content for a multipart that ends before it begins",
        ["msg_43"] = "it writes <> for an empty address",
        ["msg_44"] = "it does not take a comment as a name",
    };

    [Fact]
    public async Task Python_reads_the_corpus_as_we_do() =>
        await CompareAsync(Directory.GetFiles(Samples.Folder, "*.eml"), InCorpus);

    [Fact]
    public async Task We_read_the_messages_of_Pythons_own_tests_as_it_does()
    {
        var folder = (await PythonAsync("-c", "import importlib.util as u; s = u.find_spec('test.test_email'); print(s.submodule_search_locations[0] if s else '')"))[0];
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "data")), "this Python came without its tests");
        await CompareAsync(Directory.GetFiles(Path.Combine(folder, "data"), "*.txt"), InItsOwnTests);
    }

    private static async Task CompareAsync(string[] files, Dictionary<string, string> explained)
    {
        Array.Sort(files, StringComparer.Ordinal);
        var lines = await PythonAsync([Script, .. files]);
        Assert.Equal(files.Length, lines.Length);
        var found = new List<string>();
        foreach (var (file, line) in files.Zip(lines))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var ours = MimeMessage.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            var differences = string.Join(' ', Differences(ours, JsonDocument.Parse(line).RootElement));
            // Another Python may have fewer, but none that we can't explain.
            if (differences.Length > 0 && !explained.ContainsKey(name))
                found.Add($"{name}: {differences}");
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static IEnumerable<string> Differences(MimeMessage ours, JsonElement python)
    {
        if (python.TryGetProperty("error", out var error))
            return [error.GetString()!];
        return new (string Name, bool IsAlike)[]
        {
            ("subject", python.GetProperty("subject").GetString() == ours.Subject),
            ("from", AreAlike(ours.From, python.GetProperty("from"))),
            ("to", AreAlike(ours.To, python.GetProperty("to"))),
            ("cc", AreAlike(ours.Cc, python.GetProperty("cc"))),
            ("date", python.GetProperty("date").GetString() == ours.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)),
            ("html", python.GetProperty("html").GetString() == ours.HtmlBody),
            ("text", (ours.TextBody ?? "").StartsWith(python.GetProperty("text").GetString() ?? "", StringComparison.Ordinal)),
            ("leaves", python.GetProperty("leaves").EnumerateArray().Select(leaf => (leaf[0].GetString()!, leaf[1].GetString(), leaf[2].GetString())).SequenceEqual(Leaves(ours))),
        }.Where(check => !check.IsAlike).Select(check => check.Name);
    }

    private static bool AreAlike(AddressList ours, JsonElement python) =>
        python.EnumerateArray().Select(pair => (pair[0].GetString(), pair[1].GetString())).SequenceEqual(ours.Mailboxes.Select(mailbox => (mailbox.Name, (string?)mailbox.Address.ToString())));

    private static IEnumerable<(string Type, string? FileName, string? Digest)> Leaves(MimeMessage message) =>
        from entry in message.Parts
        where entry.Part.Children.IsEmpty
        select (entry.Part.MediaType.Name, entry.Part.FileName, entry.Part.MediaType.Type == "message" ? null : Convert.ToHexStringLower(SHA256.HashData(entry.Part.Content.Span)));

    private static async Task<string[]> PythonAsync(params string[] arguments)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
            var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output.TrimEnd('\n').Split('\n');
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("PABAL_REQUIRE_PEERS") != "1")
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
