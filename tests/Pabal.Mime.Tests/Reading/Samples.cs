namespace Pabal.Mime.Tests.Reading;

/// <summary>The messages of the corpus.</summary>
internal static class Samples
{
    public static string Folder { get; } = Find();

    /// <summary>Every message, in LF and in CRLF.</summary>
    public static IEnumerable<byte[]> All => Directory.EnumerateFiles(Folder, "*.eml").Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes).SelectMany(bytes => new[] { bytes, InCrlf(bytes) });

    /// <summary>One message, in LF and in CRLF.</summary>
    public static byte[][] Both(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml")) is var bytes ? [bytes, InCrlf(bytes)] : [];

    /// <summary>A message that is stored in LF, as it travels.</summary>
    public static byte[] InCrlf(byte[] message) => Pabal.Mime.Writing.LineEnd.Convert(message, lf: false).ToArray();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "tests", "corpus") is var corpus && Directory.Exists(corpus))
                return Path.Combine(corpus, "mime");
        }
        throw new DirectoryNotFoundException("tests/corpus");
    }
}
