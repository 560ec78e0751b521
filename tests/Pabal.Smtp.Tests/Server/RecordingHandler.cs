using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Takes every message, keeps it, and lets a test decide what each hook answers.</summary>
internal sealed class RecordingHandler : SmtpHandler
{
    public ConcurrentQueue<(SmtpSessionInfo Session, Envelope Envelope, byte[] Content)> Messages { get; } = [];

    public ConcurrentQueue<SmtpSessionInfo> Disconnected { get; } = [];

    public Func<SmtpSessionInfo, Task<SmtpReply>>? Connect { get; init; }

    public Func<SmtpCommand.Hello, SmtpReply>? Hello { get; init; }

    public SmtpReply? StartTls { get; init; }

    public Func<string, string, SmtpReply>? Authenticate { get; init; }

    public Func<SmtpCommand.Mail, SmtpReply>? Mail { get; init; }

    public Func<SmtpCommand.Rcpt, SmtpReply>? Recipient { get; init; }

    public Func<Envelope, SmtpReply>? Data { get; init; }

    public Func<PipeReader, CancellationToken, Task<SmtpReply>>? Message { get; init; }

    public override async ValueTask<SmtpReply> OnConnectAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        Connect is null ? await base.OnConnectAsync(session, cancellationToken) : await Connect(session);

    public override ValueTask<SmtpReply> OnHelloAsync(SmtpSessionInfo session, SmtpCommand.Hello hello, CancellationToken cancellationToken) =>
        Hello is null ? base.OnHelloAsync(session, hello, cancellationToken) : new(Hello(hello));

    public override ValueTask<SmtpReply> OnStartTlsAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        StartTls is null ? base.OnStartTlsAsync(session, cancellationToken) : new(StartTls);

    public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken) =>
        Authenticate is null ? base.OnAuthenticateAsync(session, user, password, cancellationToken) : new(Authenticate(user, password));

    public override ValueTask<SmtpReply> OnMailAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, CancellationToken cancellationToken) =>
        Mail is null ? base.OnMailAsync(session, mail, cancellationToken) : new(Mail(mail));

    public override ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        Recipient is null ? base.OnRecipientAsync(session, mail, recipient, cancellationToken) : new(Recipient(recipient));

    public override ValueTask<SmtpReply> OnDataAsync(SmtpSessionInfo session, Envelope envelope, CancellationToken cancellationToken) =>
        Data is null ? base.OnDataAsync(session, envelope, cancellationToken) : new(Data(envelope));

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        if (Message is not null)
            return await Message(content, cancellationToken);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        Messages.Enqueue((session, envelope, bytes.ToArray()));
        return new SmtpReply(250, "2.0.0", "kept");
    }

    public override ValueTask OnDisconnectAsync(SmtpSessionInfo session)
    {
        Disconnected.Enqueue(session);
        return ValueTask.CompletedTask;
    }

    public static SmtpReply Accepts(string user, string password) =>
        (user, password) == ("ann", "s3cret!") ? new SmtpReply(235, "2.7.0", "welcome") : new SmtpReply(535, "5.7.8", "wrong user name or password");
}
