using System.Net.Mail;
using Pabal.Mime;

namespace Pabal.Bench;

/// <summary>The pieces of work that are compared. Each does itself some times over and says how many.</summary>
internal static class Work
{
    private const int Small = 30_000;

    public static Func<Task<int>> Of(string name, string file) => name switch
    {
        "compose" => Repeated(() => Mails.Small().ToMessage().ToArray()),
        "compose.net" => () => PickedUpAsync(Small / 10, () => FrameworkMails.Small()),
        "attach" => () => OnceAsync(() => Mails.Large(file).ToMessage().WriteToAsync(Stream.Null)),
        "memory" => Written(File.ReadAllBytes(file)),
        "attach.net" => () => PickedUpAsync(1, () => FrameworkMails.Large(file)),
        "parse" => Parsed(Mails.Ordinary()),
        "mbox" => () => MboxAsync(file),
        _ => throw new ArgumentException($"no work is called {name}", nameof(name)),
    };

    /// <summary>What a mail program reads of every message it lists.</summary>
    public static int View(MimeMessage message) =>
        message.Subject!.Length + message.From.Count + message.To.Count + message.Date!.Value.Day + message.TextBody!.Length + message.Attachments.Length;

    private static Func<Task<int>> Parsed(byte[] message) => Repeated(() => View(MimeMessage.Parse(message)));

    private static Func<Task<int>> Written(byte[] content) => () => OnceAsync(() => Mails.Large(content).ToMessage().WriteToAsync(Stream.Null));

    private static Func<Task<int>> Repeated<T>(Func<T> once) => () =>
    {
        for (var i = 0; i < Small; i++)
            once();
        return Task.FromResult(Small);
    };

    private static async Task<int> OnceAsync(Func<Task> once)
    {
        await once();
        return 1;
    }

    // The framework writes mail only to a server or into a folder.
    private static async Task<int> PickedUpAsync(int times, Func<MailMessage> make)
    {
        var folder = Directory.CreateTempSubdirectory("pabal-bench-");
        try
        {
            using var client = new System.Net.Mail.SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder.FullName };
            for (var i = 0; i < times; i++)
            {
                using var mail = make();
                client.Send(mail);
            }
            return await Task.FromResult(times);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> MboxAsync(string file)
    {
        var count = 0;
        await using var stream = File.OpenRead(file);
        await foreach (var one in Mbox.ReadAsync(stream))
        {
            _ = View(one.Message);
            count++;
        }
        return count;
    }
}
