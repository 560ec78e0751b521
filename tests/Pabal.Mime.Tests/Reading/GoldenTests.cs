using System.Globalization;
using System.Text;

namespace Pabal.Mime.Tests.Reading;

/// <summary>
/// Every message of the corpus beside the document it must yield, in LF as it is stored and in CRLF as it travels.
/// PABAL_UPDATE_GOLDENS=1 writes the documents anew; what changed is then for a person to read.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Samples.Folder, "*.eml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_reads_as_written_down(string name)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var message = File.ReadAllBytes(Path.Combine(Samples.Folder, name + ".eml"));
        Compare(Path.Combine(Samples.Folder, name + ".json"), message);
        if (!name.EndsWith("line-ends", StringComparison.Ordinal))
            Compare(Path.Combine(Samples.Folder, name + ".crlf.json"), Samples.InCrlf(message));
    }

    private static void Compare(string golden, byte[] message)
    {
        Everything.Holds(message);
        var document = Encoding.UTF8.GetString(Everything.Document(MimeMessage.Parse(message)).Span) + "\n";
        if (Environment.GetEnvironmentVariable("PABAL_UPDATE_GOLDENS") == "1")
            File.WriteAllText(golden, document);
        Assert.Equal(File.ReadAllText(golden), document);
    }
}
