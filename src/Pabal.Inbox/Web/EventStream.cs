using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>What happens, as server-sent events: <c>added</c> with a line of the list, <c>changed</c> and <c>removed</c> with ids. A comment now and then keeps proxies from hanging up. A listener that is too slow is hung up on.</summary>
internal static class EventStream
{
    private const int MostListeners = 100;
    private const int MostIds = 1000;   // beyond that a client had better ask for the list
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task ServeAsync(HttpContext context, InboxStore store, Metrics metrics, CancellationToken stopping)
    {
        if (metrics.Listening() > MostListeners)
        {
            metrics.NoLongerListening();
            await Answer.ErrorAsync(context, 503, "busy", Say($"there are {MostListeners} listeners already", $"이미 {MostListeners}곳에서 수신하고 있습니다")).ConfigureAwait(false);
            return;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var changes = store.Subscribe();
        try
        {
            var inbox = (string?)context.Request.Query["inbox"] is { Length: > 0 } name ? name : null;
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            await SendAsync(context, ": listening\n\n", ending.Token).ConfigureAwait(false);
            while (await IsMoreAsync(context, changes.Reader, ending.Token).ConfigureAwait(false))
            {
                while (changes.Reader.TryRead(out var change))
                    await SendAsync(context, Text(change, inbox), ending.Token).ConfigureAwait(false);
                // Who comes back asks for the list anew, and learns what was lost on the way.
                if (changes.TakeLoss())
                    return;
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            metrics.NoLongerListening();
        }
    }

    private static async Task<bool> IsMoreAsync(HttpContext context, ChannelReader<InboxEvent> changes, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var heartbeat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            heartbeat.CancelAfter(Heartbeat);
            try
            {
                return await changes.WaitToReadAsync(heartbeat.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await SendAsync(context, ": still here\n\n", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
            return;
        await context.Response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Text(InboxEvent change, string? inbox)
    {
        var text = new StringBuilder();
        var mails = change.Mails.Where(mail => inbox is null || mail.Inboxes.Contains(inbox, StringComparer.OrdinalIgnoreCase)).ToList();
        if (change.Change == InboxChange.Added)
        {
            foreach (var mail in mails)
                Append(text, "added", Answer.Json(json => { json.WritePropertyName("message"); MailDocument.WriteSummary(json, mail); }));
        }
        else if (mails.Count > 0)
        {
            Append(text, change.Change == InboxChange.Changed ? "changed" : "removed", Answer.Json(json =>
            {
                MailDocument.WriteStrings(json, "ids", mails.Take(MostIds).Select(mail => mail.Id));
                json.WriteNumber("count", mails.Count);
                if (change.Change == InboxChange.Changed)
                    json.WriteBoolean("read", mails[0].IsRead);
            }));
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, ReadOnlyMemory<byte> json) =>
        text.Append("event: ").Append(name).Append("\ndata: ").Append(Encoding.UTF8.GetString(json.Span)).Append("\n\n");
}
