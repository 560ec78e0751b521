using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pabal.Inbox.Insight;
using Pabal.Mime;
using Pabal.Testing;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>The HTTP API, route by route; <c>openapi.json</c> describes it.</summary>
internal sealed class Routes(InboxStore store, Release release, FaultPlan faults, Metrics metrics, TimeProvider clock, CancellationToken stopping) : IDisposable
{
    private const string OneMail = "/api/messages/{id}";
    private const int LargeMail = 1_000_000;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(2);

    // A large mail takes several times its size while it is read and shown; beyond as many at once the next has to wait.
    private readonly SemaphoreSlim turns = new(2);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/messages", ListAsync);
        routes.MapPatch("/api/messages", MarkAllAsync);
        routes.MapDelete("/api/messages", DeleteAllAsync);
        routes.MapGet("/api/messages/wait", WaitAsync);
        routes.MapGet(OneMail, ShowAsync);
        routes.MapPatch(OneMail, MarkAsync);
        routes.MapDelete(OneMail, DeleteAsync);
        routes.MapGet($"{OneMail}/raw", RawAsync);
        routes.MapGet($"{OneMail}/html", HtmlAsync);
        routes.MapGet($"{OneMail}/insights", InsightsAsync);
        routes.MapGet($"{OneMail}/transcript", TranscriptAsync);
        routes.MapGet($"{OneMail}/parts/{{part}}", PartAsync);
        routes.MapPost($"{OneMail}/release", ReleaseAsync);
        routes.MapGet("/api/inboxes", InboxesAsync);
        routes.MapGet("/api/faults", context => FaultAnswer.WriteAsync(context, faults));
        routes.MapPut("/api/faults", context => FaultAnswer.ReplaceAsync(context, faults));
        routes.MapDelete("/api/faults", context => FaultAnswer.ClearAsync(context, faults));
        routes.MapGet("/api/events", context => EventStream.ServeAsync(context, store, metrics, stopping));
        routes.MapGet("/api/openapi.json", context => PageFiles.ServeApiAsync(context));
        routes.MapGet("/health", context => Answer.JsonAsync(context, json => json.WriteString("status", "ok")));
        routes.MapGet("/metrics", context => metrics.ServeAsync(context, store));
        PageFiles.Map(routes);
    }

    public void Dispose() => turns.Dispose();

    private Task ListAsync(HttpContext context)
    {
        var question = new Question(context.Request, clock);
        var (query, limit) = (question.Query, question.Limit);
        if (question.Problem is { } problem)
            return Answer.ErrorAsync(context, 400, "query", problem);
        var page = store.List(query, limit, question.Before);
        return Answer.JsonAsync(context, json =>
        {
            json.WriteNumber("total", page.Total);
            json.WriteNumber("unread", page.Unread);
            json.WriteString("next", page.Next);
            json.WriteStartArray("messages");
            foreach (var mail in page.Mails)
                MailDocument.WriteSummary(json, mail);
            json.WriteEndArray();
        });
    }

    private async Task WaitAsync(HttpContext context)
    {
        var question = new Question(context.Request, clock);
        var (query, timeout) = (question.Query, question.Timeout);
        if (question.Problem is { } problem)
        {
            await Answer.ErrorAsync(context, 400, "query", problem).ConfigureAwait(false);
            return;
        }
        using var timeLimit = new CancellationTokenSource(timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, timeLimit.Token);
        StoredMail? mail = null;
        try
        {
            // Asked once even if no time is left: what is there already counts.
            mail = store.List(query, limit: 1) is { Mails: [var there] } ? there : await store.WaitAsync(query, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
        }
        if (mail is null)
            await Answer.ErrorAsync(context, 408, "timeout", Say($"no such mail came within {timeout.TotalSeconds} s", $"{timeout.TotalSeconds}초 안에 그런 메일이 오지 않았습니다")).ConfigureAwait(false);
        else
            await WriteAsync(context, mail).ConfigureAwait(false);
    }

    private Task ShowAsync(HttpContext context) => store.Find(Id(context)) is { } mail ? WriteAsync(context, mail) : NoMailAsync(context);

    private Task WriteAsync(HttpContext context, StoredMail mail) =>
        WithMessageAsync(context, mail.Id, (_, message) => Answer.JsonAsync(context, json => MailDocument.Write(json, store.Find(mail.Id) ?? mail, message)));

    private Task TranscriptAsync(HttpContext context) => store.Find(Id(context)) is { } mail
        ? Answer.JsonAsync(context, json => MailDocument.WriteTranscript(json, mail))
        : NoMailAsync(context);

    private Task InsightsAsync(HttpContext context) =>
        WithMessageAsync(context, Id(context), (_, message) => Answer.JsonAsync(context, json => InsightDocument.Write(json, message)));

    private async Task RawAsync(HttpContext context)
    {
        if (await store.ReadAsync(Id(context), context.RequestAborted).ConfigureAwait(false) is not { } content)
        {
            await NoMailAsync(context).ConfigureAwait(false);
            return;
        }
        PartAnswer.Harden(context, $"{Id(context)}.eml");
        await Answer.BytesAsync(context, "message/rfc822", content).ConfigureAwait(false);
    }

    private Task HtmlAsync(HttpContext context) => WithMessageAsync(context, Id(context), (id, message) => message.HtmlBody is { } html
        ? HtmlAnswer.WriteAsync(context, id, message, html, HtmlView.Of(new Question(context.Request, clock)))
        : Answer.ErrorAsync(context, 404, "no-html", Say("this mail has no HTML", "이 메일에는 HTML이 없습니다")));

    private Task PartAsync(HttpContext context) => WithMessageAsync(context, Id(context), (_, message) =>
    {
        var path = (string)context.Request.RouteValues["part"]!;
        foreach (var part in message.Parts)
        {
            if (part.Path == path)
                return PartAnswer.WriteAsync(context, part.Path, part.Part, new Question(context.Request, clock).Is("inline"));
        }
        return Answer.ErrorAsync(context, 404, "no-part", Say("this mail has no such part", "이 메일에 그런 부분이 없습니다"));
    });

    private async Task MarkAsync(HttpContext context)
    {
        if (await Body.ReadAsync(context).ConfigureAwait(false) is not { } body)
            return;
        if (body.Flag("read") is not { } isRead)
            await NoReadAsync(context).ConfigureAwait(false);
        else if (store.Find(Id(context)) is null)
            await NoMailAsync(context).ConfigureAwait(false);
        else
            await ChangedAsync(context, await store.MarkAsync([Id(context)], isRead, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task MarkAllAsync(HttpContext context)
    {
        if (await Body.ReadAsync(context).ConfigureAwait(false) is not { } body)
            return;
        var question = new Question(context.Request, clock);
        var query = question.Query;
        if (question.Problem is { } problem)
            await Answer.ErrorAsync(context, 400, "query", problem).ConfigureAwait(false);
        else if (body.Flag("read") is not { } isRead)
            await NoReadAsync(context).ConfigureAwait(false);
        else
            await ChangedAsync(context, await store.MarkAsync([.. store.List(query).Mails.Select(mail => mail.Id)], isRead, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context) =>
        store.Delete([Id(context)]) > 0 ? DeletedAsync(context, 1)
        : store.Find(Id(context)) is null ? NoMailAsync(context)
        : Answer.ErrorAsync(context, 500, "folder", Say("the file of this mail can't be deleted", "이 메일의 파일을 지울 수 없습니다"));

    private Task DeleteAllAsync(HttpContext context)
    {
        var question = new Question(context.Request, clock);
        var query = question.Query;
        return question.Problem is { } problem
            ? Answer.ErrorAsync(context, 400, "query", problem)
            : DeletedAsync(context, store.Delete([.. store.List(query).Mails.Select(mail => mail.Id)]));
    }

    private async Task ReleaseAsync(HttpContext context)
    {
        if (await Body.ReadAsync(context).ConfigureAwait(false) is not { } body)
            return;
        if (store.Find(Id(context)) is not { } mail || await store.ReadAsync(mail.Id, context.RequestAborted).ConfigureAwait(false) is not { } content)
            await NoMailAsync(context).ConfigureAwait(false);
        else
            await release.RunAsync(context, mail, content, body.Has("to") ? body.Strings("to") ?? [] : mail.Envelope.To).ConfigureAwait(false);
    }

    private Task InboxesAsync(HttpContext context) => Answer.JsonAsync(context, json =>
    {
        json.WriteStartArray("inboxes");
        foreach (var inbox in store.Inboxes)
        {
            json.WriteStartObject();
            json.WriteString("name", inbox.Name);
            json.WriteNumber("total", inbox.Total);
            json.WriteNumber("unread", inbox.Unread);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private async Task WithMessageAsync(HttpContext context, string id, Func<string, MimeMessage, Task> write)
    {
        if (store.Find(id) is not { Size: >= LargeMail })
        {
            await WithAnyMessageAsync(context, id, write).ConfigureAwait(false);
            return;
        }
        await turns.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            // Who asks and doesn't read what comes gives the turn to the next.
            using var limit = clock.CreateTimer(_ => context.Abort(), null, LongestTurn, Timeout.InfiniteTimeSpan);
            await WithAnyMessageAsync(context, id, write).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task WithAnyMessageAsync(HttpContext context, string id, Func<string, MimeMessage, Task> write)
    {
        if (await store.ReadAsync(id, context.RequestAborted).ConfigureAwait(false) is { } content)
            await write(id, MimeMessage.Parse(content)).ConfigureAwait(false);
        else
            await NoMailAsync(context).ConfigureAwait(false);
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task NoMailAsync(HttpContext context) => Answer.ErrorAsync(context, 404, "no-message", Say("there is no such mail, or no longer", "그런 메일이 없거나 이미 지워졌습니다"));

    private static Task NoReadAsync(HttpContext context) => Answer.ErrorAsync(context, 400, "body", Say("""send {"read":true} or {"read":false}""", """{"read":true}나 {"read":false}를 보내십시오"""));

    private static Task ChangedAsync(HttpContext context, int count) => Answer.JsonAsync(context, json => json.WriteNumber("changed", count));

    private static Task DeletedAsync(HttpContext context, int count) => Answer.JsonAsync(context, json => json.WriteNumber("deleted", count));
}
