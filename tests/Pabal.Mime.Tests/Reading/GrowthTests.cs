namespace Pabal.Mime.Tests.Reading;

/// <summary>Whatever a message is made of, eight times the size costs eight times the memory, near enough; counted in bytes allocated, which no busy machine changes.</summary>
public sealed class GrowthTests
{
    private const int Small = 1 << 16;
    private const int Factor = 8;
    private const double MaxSlope = 1.15;

    public static TheoryData<string> Families => [.. Bombs.Families.Keys];

    public static TheoryData<string> Pages => [.. Bombs.Pages.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Memory_grows_no_faster_than_the_message(string family)
    {
        var (small, large) = (Bombs.Make(family, Small), Bombs.Make(family, Small * Factor));
        // Once before it counts: buffers that are kept for the next time are no growth.
        Read(small);
        Read(large);
        var slope = Math.Log((double)Read(large) / Read(small)) / Math.Log((double)large.Length / small.Length);
        Assert.True(slope <= MaxSlope, $"slope {slope:F2}");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Taking_a_message_apart_keeps_less_than_ten_times_its_size(string family)
    {
        var message = Bombs.Make(family, Small * Factor);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parsed = MimeMessage.Parse(message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L * message.Length);
        Assert.NotNull(parsed.Root);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Memory_for_the_text_of_a_page_grows_no_faster_than_the_page(string family)
    {
        var (small, large) = (Bombs.Pages[family](Small), Bombs.Pages[family](Small * Factor));
        Convert(small);
        // What a small page needs may come from a pool, or not, so it counts for as much as its text at least.
        var slope = Math.Log((double)Convert(large) / Math.Max(Convert(small), 8 * small.Length)) / Math.Log((double)large.Length / small.Length);
        Assert.True(slope <= MaxSlope, $"slope {slope:F2}");
    }

    private static long Convert(string page)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Text.HtmlToText.Convert(page);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long Read(byte[] message)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parsed = MimeMessage.Parse(message);
        _ = (parsed.Subject, parsed.From, parsed.To, parsed.References, parsed.TextBody, parsed.Attachments.Length, parsed.Root.FileName, parsed.Defects.Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
