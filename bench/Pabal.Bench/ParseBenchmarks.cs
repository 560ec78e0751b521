using BenchmarkDotNet.Attributes;
using Pabal.Mime;

namespace Pabal.Bench;

/// <summary>An ordinary message, read for what a list of mails shows, and read and written back.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private readonly byte[] message = Mails.Ordinary();

    [Benchmark]
    public int ParseAndView() => Work.View(MimeMessage.Parse(message));

    [Benchmark]
    public byte[] ParseAndWrite() => MimeMessage.Parse(message).ToArray();
}
