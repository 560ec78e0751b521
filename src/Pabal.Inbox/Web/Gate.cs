using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>
/// What stands before every route: the Host must be one that belongs here, or the page of a stranger has made its name point here (DNS rebinding); what changes
/// something must not come from another site; and the password, where there is one. Adds the headers that keep a browser from guessing.
/// </summary>
internal sealed class Gate(Login login, IReadOnlyCollection<string> allowedHosts)
{
    private static readonly TimeSpan WrongPasswordPause = TimeSpan.FromMilliseconds(300);

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        CultureInfo.CurrentUICulture = Language(request) ?? CultureInfo.CurrentUICulture;
        if (!IsOurs(request.Host.Host))
        {
            await Answer.ErrorAsync(context, 403, "host", Say($"this inbox is not called {Shown(request.Host.Host)}; if it is, start it with --allow-host", $"이 편지함의 이름은 {Shown(request.Host.Host)}이(가) 아닙니다. 맞다면 --allow-host로 알려 주십시오")).ConfigureAwait(false);
        }
        else if (ChangesSomething(request) && IsFromElsewhere(request))
        {
            await Answer.ErrorAsync(context, 403, "cross-site", Say("a page of another site may change nothing here", "다른 사이트의 페이지는 여기서 아무것도 바꿀 수 없습니다")).ConfigureAwait(false);
        }
        else if (request.Path != "/health" && !login.AdmitsBasic(request.Headers.Authorization))
        {
            if (request.Headers.Authorization.Count > 0)
                await Task.Delay(WrongPasswordPause, context.RequestAborted).ConfigureAwait(false);
            headers.WWWAuthenticate = "Basic realm=\"Pabal inbox\", charset=\"UTF-8\"";
            await Answer.ErrorAsync(context, 401, "login", Say("log in with the user name and password of this inbox", "이 편지함의 사용자 이름과 암호로 로그인하십시오")).ConfigureAwait(false);
        }
        else
        {
            await next(context).ConfigureAwait(false);
            if (context.GetEndpoint() is null && !context.Response.HasStarted)
                await Answer.ErrorAsync(context, 404, "no-route", Say("there is nothing here; /api/openapi.json lists what there is", "여기에는 아무것도 없습니다. 있는 것은 /api/openapi.json에 적혀 있습니다")).ConfigureAwait(false);
        }
    }

    // An IP address can't be rebound; a name can, unless it is known to be ours.
    private bool IsOurs(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _) || allowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool ChangesSomething(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    // Programs send neither header; a browser sends at least one that a page can't forge.
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers.Origin is [{ } origin, ..] && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            return true;
        return request.Headers["Sec-Fetch-Site"] is [{ } site, ..] && site is not ("same-origin" or "none");
    }

    private static CultureInfo? Language(HttpRequest request) => ((string?)request.Query["lang"] ?? request.Headers.AcceptLanguage.ToString()) switch
    {
        ['k' or 'K', 'o' or 'O', ..] => CultureInfo.GetCultureInfo("ko"),
        ['e' or 'E', 'n' or 'N', ..] => CultureInfo.GetCultureInfo("en"),
        _ => null,
    };

    private static string Shown(string host) => host.Length <= 100 ? host : $"{host[..100]}…";
}
