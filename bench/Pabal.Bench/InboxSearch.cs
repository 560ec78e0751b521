using System.Diagnostics;
using System.Net;
using System.Text;
using Pabal.Inbox;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Bench;

/// <summary>How long the inbox takes to search 10,000 mails of some 4 KB each, Korean and English; worst and median of many runs.</summary>
internal static class InboxSearch
{
    private const int Count = 10_000;
    private const int Rounds = 51;

    private static readonly string[] Words = ["주문", "배송", "안내", "고객님", "감사합니다", "확인", "invoice", "order", "shipped", "welcome", "account", "meeting", "report", "결제", "회의", "일정"];

    public static async Task PrintAsync()
    {
        await using var store = await InboxStore.OpenAsync(new InboxStoreOptions { MaxMessages = Count });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
            await store.AddAsync(Mail(i, random));
        var filled = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"{Count:N0} mails, {store.Bytes / 1e6:N0} MB, taken in within {filled.TotalSeconds:N1} s, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:N0} MB of memory with their content");
        Console.WriteLine();
        Console.WriteLine($"| {"query",-34} |  found | median |  worst |");
        Console.WriteLine($"|{new string('-', 36)}|-------:|-------:|-------:|");
        foreach (var text in new[] { "고객님", "nothing-like-it", "\"배송 안내\"", "subject:4711", "from:user77 -결제 has:attachment", "to:user9 invoice 회의 is:unread after:2d" })
        {
            var query = InboxQuery.Parse(text);
            var times = new List<double>();
            var found = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                found = store.List(query, limit: 50).Total;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            // The first run is the compiler's.
            times = [.. times.Skip(1).Order()];
            Console.WriteLine($"| {text,-34} | {found,6:N0} | {times[times.Count / 2],3:N1} ms | {times[^1],3:N1} ms |");
        }
    }

    private static ReceivedMail Mail(int number, Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 2000)
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(12) == 0 ? "\r\n" : " ");
        var message = $"From: user{number % 100} <user{number % 100}@example.com>\r\nTo: user{number % 10}@example.net\r\nSubject: mail {number}\r\nMessage-ID: <{number}@example.com>\r\n"
            + $"Date: Mon, 2 Nov 2026 09:00:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}";
        return new ReceivedMail
        {
            Id = "",
            Received = DateTimeOffset.UtcNow,
            Envelope = new Envelope($"user{number % 100}@example.com", [$"user{number % 10}@example.net"]),
            Content = Encoding.UTF8.GetBytes(message),
            Session = new SmtpSessionInfo { Id = "", Started = default, RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1), LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 2), ServerName = "localhost" },
        };
    }
}
