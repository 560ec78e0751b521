using Microsoft.AspNetCore.Http;

namespace Pabal.Inbox.Web;

/// <summary>What the page has to know of the inbox to say how mail is sent to it and whom it may be released to.</summary>
internal static class ServerAnswer
{
    public static Task WriteAsync(HttpContext context, InboxServer server, InboxServerOptions options) => Answer.JsonAsync(context, json =>
    {
        json.WriteString("smtp", server.Smtp.ToString());
        json.WriteString("pop3", server.Pop3?.ToString());
        json.WriteBoolean("login", options.Password is not null);
        if (options.ReleaseTo is null)
        {
            json.WriteNull("release");
            return;
        }
        json.WriteStartObject("release");
        MailDocument.WriteStrings(json, "allow", options.ReleaseAllow);
        json.WriteEndObject();
    });
}
