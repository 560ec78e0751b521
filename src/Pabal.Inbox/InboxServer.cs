using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pabal.Inbox.Pop3;
using Pabal.Inbox.Web;
using Pabal.Smtp;
using Pabal.Testing;
using static Pabal.Localized;

namespace Pabal.Inbox;

/// <summary>The development inbox: takes every mail by SMTP into a store, and shows it over HTTP and POP3. Nothing goes further unless it is released.</summary>
public sealed class InboxServer : IAsyncDisposable
{
    private const int LargestBody = 64 * 1024;
    private const int MostConnections = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly SmtpServer smtp;
    private readonly Pop3Server? pop3;
    private readonly Routes routes;
    private readonly WebApplication web;
    private bool isStopped;

    private InboxServer(InboxServerOptions options, InboxStore store)
    {
        var metrics = new Metrics();
        var login = new Login(options.User, options.Password);
        var catcher = new MailCatcher(async (mail, cancellationToken) =>
        {
            var kept = await store.AddAsync(mail, cancellationToken).ConfigureAwait(false);
            metrics.Received();
            return new SmtpReply(250, "2.0.0", $"kept as {kept.Id}");
        }, options.TimeProvider)
        {
            MayLogIn = (user, password) => login.Admits(user, password) || metrics.RefusedLogin(),
        };
        smtp = new SmtpServer(new SmtpServerOptions
        {
            Listen = [$"smtp://{options.Smtp}"],
            Auth = login.IsRequired ? SmtpAuthPolicy.Required : SmtpAuthPolicy.Offered,
            // A password that opens everything is no secret.
            DangerousAuthInClear = !login.IsRequired,
            Certificate = options.Certificate,
            Intermediates = options.Intermediates,
            Limits = new SmtpLimits { MessageSize = options.MaxSize },
            TimeProvider = options.TimeProvider,
            Transcript = (Action<SmtpSessionInfo, TranscriptLine>)catcher.Listen + options.Transcript,
        }, new FaultyHandler(catcher, options.Faults, options.TimeProvider));
        pop3 = options.Pop3 is { } address ? new Pop3Server(Listening.Parse(address), store, login, metrics, smtp.Certificate, options.Intermediates) : null;
        routes = new Routes(store, new Release(options.ReleaseTo, options.ReleaseAllow, metrics), options.Faults, metrics, options.TimeProvider, stopping.Token);
        web = Web(options, new Gate(login, options.AllowedHosts), routes, json => WriteInfo(json, options, store));
    }

    /// <summary>Where mail comes in, with the real port.</summary>
    public IPEndPoint Smtp => IPEndPoint.Parse(smtp.EndPoints[0].Authority);

    /// <summary>Where the page and the API are, with the real port.</summary>
    public IPEndPoint Http { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where mail is read by POP3, with the real port; null for nowhere.</summary>
    public IPEndPoint? Pop3 => pop3?.EndPoint;

    /// <summary>Method and path of every route.</summary>
    internal IEnumerable<string> RouteNames =>
        from endpoint in ((IEndpointRouteBuilder)web).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select $"{method} {endpoint.RoutePattern.RawText}";

    /// <summary>Opens all listeners, or none: throws <see cref="IOException"/> naming the address that can't be had. The store stays the caller's.</summary>
    public static async Task<InboxServer> StartAsync(InboxServerOptions options, InboxStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        var server = new InboxServer(options, store);
        try
        {
            await server.smtp.StartAsync(cancellationToken).ConfigureAwait(false);
            server.pop3?.Start();
            await server.web.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = server.web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            server.Http = new IPEndPoint(Listening.Parse(options.Http).Address, new Uri(address).Port);
            return server;
        }
        catch (Exception e)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (e is SocketException or IOException { InnerException: AddressInUseException })
                throw new IOException(Say($"can't listen on {options.Http}: {e.Message}", $"{options.Http}을(를) 열 수 없습니다: {e.Message}"), e);
            throw;
        }
    }

    /// <summary>Stops: whoever waits hears so, mails on their way may come in for a few seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isStopped, true))
            return;
        await stopping.CancelAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(Patience);
        await web.StopAsync(limit.Token).ConfigureAwait(false);
        await web.DisposeAsync().ConfigureAwait(false);
        routes.Dispose();
        if (pop3 is not null)
            await pop3.DisposeAsync().ConfigureAwait(false);
        await smtp.StopAsync(limit.Token).ConfigureAwait(false);
        await smtp.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    // Built of nothing: neither variables nor an appsettings.json in the working directory have a say in where it listens.
    private static WebApplication Web(InboxServerOptions options, Gate gate, Routes routes, Action<Utf8JsonWriter> info)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(Listening.Parse(options.Http));
        });
        builder.Services.AddRoutingCore();
        var web = builder.Build();
        web.Use(gate.PassAsync);
        web.UseRouting();
        routes.Map(web);
        web.MapGet("/api/info", context => Answer.JsonAsync(context, info));
        return web;
    }

    // What a page wants to say: how it is reached and what it may do.
    private void WriteInfo(Utf8JsonWriter json, InboxServerOptions options, InboxStore store)
    {
        json.WriteString("version", typeof(InboxServer).Assembly.GetName().Version!.ToString(3));
        json.WriteString("smtp", Smtp.ToString());
        json.WriteString("http", Http.ToString());
        json.WriteString("pop3", Pop3?.ToString());
        json.WriteBoolean("password", options.Password is not null);
        json.WriteNumber("maxSize", options.MaxSize);
        json.WriteNumber("maxMessages", store.Options.MaxMessages);
        json.WriteBoolean("durable", store.Options.Folder is not null);
        if (options.ReleaseTo is null)
            json.WriteNull("releaseAllow");
        else
            MailDocument.WriteStrings(json, "releaseAllow", options.ReleaseAllow);
    }
}
