using System.Collections.Concurrent;
using System.IO.Pipelines;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Tests;

/// <summary>A server that lets ann in with her password, keeps what comes and remembers what was said.</summary>
internal sealed class MailServer : SmtpHandler, IAsyncDisposable
{
    public const string Password = "s3cret! 비밀";

    private readonly SmtpServer server;

    public MailServer() => server = new SmtpServer(new SmtpServerOptions
    {
        Auth = SmtpAuthPolicy.Required,
        Limits = new SmtpLimits { ErrorDelay = TimeSpan.Zero },
        Transcript = (_, line) => Lines.Enqueue(line.ToString()),
    }, this);

    public ConcurrentQueue<(Envelope Envelope, MimeMessage Message)> Messages { get; } = [];

    public ConcurrentQueue<string> Lines { get; } = [];

    public int Logins { get; private set; }

    public string Uri => $"smtp://localhost:{server.EndPoints[0].Port}";

    /// <summary>The settings of an account that can send.</summary>
    public Dictionary<string, string?> Settings => new() { ["Pabal:Server"] = Uri, ["Pabal:User"] = "ann", ["Pabal:Password"] = Password, ["Pabal:From"] = "Ann <ann@example.com>" };

    public static async Task<MailServer> StartAsync()
    {
        var started = new MailServer();
        await started.server.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken)
    {
        Logins++;
        return new((user, password) == ("ann", Password) ? new SmtpReply(235, "2.7.0", "welcome") : new SmtpReply(535, "5.7.8", "wrong user name or password"));
    }

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        Messages.Enqueue((envelope, MimeMessage.Parse(bytes.ToArray())));
        return new SmtpReply(250, "2.0.0", "kept");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
