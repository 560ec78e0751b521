using Pabal.Mime;

namespace Pabal.Bench;

/// <summary>The mails that are measured; measure.py makes the same.</summary>
internal static class Mails
{
    public const int LargeSize = 100_000_000;

    public static Email Small() => new()
    {
        From = "김안나 <ann@example.com>",
        To = ["홍길동 <gil@example.com>", "bob@example.com"],
        Subject = "3월 매출 보고서를 보냅니다",
        Text = "안녕하세요, 길동 님.\n\n3월 매출 보고서입니다. 확인하시고 의견을 주십시오.\n\n고맙습니다.\n안나 드림\n",
    };

    public static Email Large(string file) => Small() with { Attachments = [Attachment.FromFile(file, "자료.bin")] };

    /// <summary>Writes what the large mail carries: noise, so that nothing can be skipped, the same each time.</summary>
    public static string WriteLargeFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"pabal-bench-{Environment.ProcessId}.bin");
        var block = new byte[1_000_000];
        var random = new Random(1);
        using var file = File.Create(path);
        for (var written = 0; written < LargeSize; written += block.Length)
        {
            random.NextBytes(block);
            file.Write(block);
        }
        return path;
    }
}
