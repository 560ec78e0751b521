using BenchmarkDotNet.Attributes;

namespace Pabal.Bench;

/// <summary>A small Korean mail from nothing to the bytes that are sent.</summary>
[MemoryDiagnoser]
public class ComposeBenchmarks
{
    [Benchmark]
    public byte[] SmallMail() => Mails.Small().ToMessage().ToArray();
}
