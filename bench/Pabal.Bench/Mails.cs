using Pabal.Mime;

namespace Pabal.Bench;

/// <summary>The mails that are measured; measure.py makes the same.</summary>
internal static class Mails
{
    public const int LargeSize = 100_000_000;
    public const string Subject = "3월 매출 보고서를 보냅니다";
    public const string Text = "안녕하세요, 길동 님.\n\n3월 매출 보고서입니다. 확인하시고 의견을 주십시오.\n\n고맙습니다.\n안나 드림\n";

    public static Email Small() => new()
    {
        From = "김안나 <ann@example.com>",
        To = ["홍길동 <gil@example.com>", "bob@example.com"],
        Subject = Subject,
        Text = Text,
    };

    public static Email Large(string file) => Small() with { Attachments = [Attachment.FromFile(file, "자료.bin")] };

    public static Email Large(byte[] content) => Small() with { Attachments = [Attachment.FromBytes("자료.bin", content)] };

    /// <summary>A message as it lies in a mailbox: trace fields, text and html, a small picture; about 2.7 KB.</summary>
    public static byte[] Ordinary() =>
    [
        .. "Return-Path: <ann@example.com>\r\n"u8,
        .. "Received: from mail.example.com (mail.example.com [192.0.2.7])\r\n by mx.example.org with ESMTPS id 4XyZ12 for <gil@example.com>;\r\n Mon, 2 Mar 2026 09:00:05 +0900 (KST)\r\n"u8,
        .. "Received: from [192.0.2.33] (unknown [192.0.2.33])\r\n by mail.example.com with ESMTPSA id 4XyZ11;\r\n Mon, 2 Mar 2026 09:00:03 +0900 (KST)\r\n"u8,
        .. (Small() with { Html = $"<html><body><p>{Text.Replace("\n", "<br>\n", StringComparison.Ordinal)}</p></body></html>", Attachments = [Attachment.FromBytes("도표.png", Picture())] }).ToMessage().ToArray(),
    ];

    /// <summary>Writes what the large mail carries: noise, so that nothing can be skipped, the same each time.</summary>
    public static string WriteLargeFile()
    {
        var block = new byte[1_000_000];
        var random = new Random(1);
        return Write("bin", LargeSize, () =>
        {
            random.NextBytes(block);
            return block;
        });
    }

    /// <summary>Writes an mbox of about <paramref name="size"/> octets, full of <see cref="Ordinary"/>.</summary>
    public static string WriteMbox(long size)
    {
        byte[] block = [.. Enumerable.Repeat<byte[]>([.. "From ann@example.com Mon Mar  2 00:00:05 2026\n"u8, .. Ordinary(), .. "\n"u8], 300).SelectMany(one => one)];
        return Write("mbox", size, () => block);
    }

    private static string Write(string kind, long size, Func<byte[]> next)
    {
        var path = Path.Combine(Path.GetTempPath(), $"pabal-bench-{Environment.ProcessId}.{kind}");
        using var file = File.Create(path);
        while (file.Length < size)
            file.Write(next());
        return path;
    }

    private static byte[] Picture()
    {
        var noise = new byte[400];
        new Random(2).NextBytes(noise);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. noise];
    }
}
