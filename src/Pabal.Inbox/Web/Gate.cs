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
            await Answer.ErrorAsync(context, 401, "login", Say("log in with the user name and password of this inbox", "이 편지함의 사용자 이름과 비밀번호로 로그인하십시오")).ConfigureAwait(false);
        }
        else
        {
            // The server leaves out the body itself, as it was asked.
            if (HttpMethods.IsHead(request.Method))
                request.Method = HttpMethods.Get;
            await ServeAsync(context, next).ConfigureAwait(false);
        }
    }

    // What no route has answered is said in JSON too.
    private static async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        (int, string, string)? problem = null;
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.GetEndpoint() is null)
                problem = (404, "no-route", Say("there is nothing here; /api/openapi.json lists what there is", "여기에는 아무것도 없습니다. 있는 것은 /api/openapi.json에 적혀 있습니다"));
            else if (context.Response.StatusCode == 405)
                problem = (405, "method", Say($"{context.Request.Method} means nothing here; Allow says what does", $"여기에는 {context.Request.Method}을(를) 쓸 수 없습니다. 쓸 수 있는 것은 Allow에 적혀 있습니다"));
        }
        catch (BadHttpRequestException e)
        {
            problem = (e.StatusCode, "request", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = (500, "folder", Say($"the folder of the inbox can't be read or written: {e.Message}", $"편지함 폴더를 읽거나 쓸 수 없습니다: {e.Message}"));
        }
        if (problem is var (status, id, message) && !context.Response.HasStarted)
            await Answer.ErrorAsync(context, status, id, message).ConfigureAwait(false);
    }

    // An IP address can't be rebound; a name can, unless it is known to be ours.
    private bool IsOurs(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _) || allowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool ChangesSomething(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    // Programs send neither header; a browser sends at least one that a page can't forge. It may speak TLS, to a proxy that stands before the inbox.
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin && !new[] { $"http://{request.Host}", $"https://{request.Host}" }.Contains(origin.ToString(), StringComparer.OrdinalIgnoreCase))
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
