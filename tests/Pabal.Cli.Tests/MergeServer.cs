using System.Collections.Concurrent;
using System.IO.Pipelines;
using Pabal.Smtp;

namespace Pabal.Cli.Tests;

/// <summary>A server that remembers who got mail, how often, and does what the test says when the content has come.</summary>
internal sealed class MergeServer : SmtpHandler, IAsyncDisposable
{
    private readonly SmtpServer server;
    private int messages;

    public MergeServer() => server = new SmtpServer(new SmtpServerOptions { Tls = TlsMode.None }, this);

    public ConcurrentQueue<string> Accepted { get; } = new();

    public Uri Uri => server.EndPoints[0];

    /// <summary>The reply to the message of that number, counted from 1, for that recipient; null accepts it.</summary>
    public Func<int, string, CancellationToken, Task<SmtpReply?>> Judge { get; set; } = (_, _, _) => Task.FromResult<SmtpReply?>(null);

    public Func<string, SmtpReply?> JudgeRecipient { get; set; } = _ => null;

    public static async Task<MergeServer> StartAsync()
    {
        var started = new MergeServer();
        await started.server.StartAsync();
        return started;
    }

    public override ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        JudgeRecipient(recipient.Recipient.ToString()) is { } refusal ? new(refusal) : base.OnRecipientAsync(session, mail, recipient, cancellationToken);

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(Stream.Null, cancellationToken);
        var recipient = envelope.Recipients[0].ToString();
        if (await Judge(Interlocked.Increment(ref messages), recipient, cancellationToken) is { } reply)
            return reply;
        Accepted.Enqueue(recipient);
        return new SmtpReply(250, "2.0.0", "queued");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
