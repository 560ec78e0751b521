using BenchmarkDotNet.Attributes;

namespace Pabal.Bench;

/// <summary>A mail with a file of 100 MB, composed and written to nowhere: the allocations show that it is streamed.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private string file = "";
    private byte[] content = [];

    [GlobalSetup]
    public void WriteFile() => content = File.ReadAllBytes(file = Mails.WriteLargeFile());

    [GlobalCleanup]
    public void DeleteFile() => File.Delete(file);

    [Benchmark]
    public Task LargeAttachment() => Mails.Large(file).ToMessage().WriteToAsync(Stream.Null);

    [Benchmark]
    public Task LargeAttachmentInMemory() => Mails.Large(content).ToMessage().WriteToAsync(Stream.Null);
}
