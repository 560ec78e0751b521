using System.IO.Pipelines;

namespace Pabal.Mime.Tests.Dkim;

// What is allocated is counted for the whole process: nothing else may run beside it.
[CollectionDefinition(nameof(LargeMessageTests), DisableParallelization = true)]
[Collection(nameof(LargeMessageTests))]
public sealed class LargeMessageTests : IDisposable
{
    private const long Size = 100L * 1000 * 1000;
    private const long MaxAllocated = 8 * 1024 * 1024;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pabal-dkim-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_of_100_MB_is_signed_and_verified_in_constant_memory()
    {
        var path = Path.Combine(folder.FullName, "big.bin");
        using (var file = File.Create(path))
            file.SetLength(Size);
        using var signer = Samples.Ed25519();
        var verifier = new DkimVerifier((_, _) => new(signer.Record)) { Clock = new Samples.Stopped(Samples.Now) };
        var message = MimeMessage.Create(new() { From = "a@football.example.com", Attachments = [Attachment.FromFile(path)] });
        var token = TestContext.Current.CancellationToken;

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var signed = await signer.SignAsync(message, token);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MaxAllocated);
        Assert.InRange(signed.Length!.Value, Size * 4 / 3, Size * 3 / 2);

        var wire = new Pipe();
        before = GC.GetTotalAllocatedBytes(precise: true);
        var sending = Task.Run(async () =>
        {
            await signed.WriteToAsync(wire.Writer, token);
            await wire.Writer.CompleteAsync();
        }, token);
        var results = await verifier.VerifyAsync(wire.Reader.AsStream(), token);
        await sending;
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MaxAllocated);
        Assert.Equal(DkimStatus.Pass, Assert.Single(results).Status);
    }
}
