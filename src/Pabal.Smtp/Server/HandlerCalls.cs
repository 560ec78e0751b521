using Microsoft.Extensions.Logging;

namespace Pabal.Smtp.Server;

/// <summary>The handler as one session calls it: it may throw, hang or answer nonsense, and the session goes on.</summary>
internal sealed class HandlerCalls(ServerContext server, Func<SmtpSessionInfo> session)
{
    private readonly SmtpHandler handler = server.Handler;
    private readonly ILogger log = server.Options.Logger;
    private bool isConnected;

    private SmtpSessionInfo Now => session();

    public ValueTask<SmtpReply> ConnectAsync()
    {
        isConnected = true;
        return AskAsync(new Step.AskConnect());
    }

    /// <summary>The verdict on what a step asks. A handler that does not heed its token is left to itself when the server stops at once.</summary>
    public async ValueTask<SmtpReply> AskAsync(Step step)
    {
        try
        {
            var call = Call(step, server.Aborting);
            var reply = call.IsCompletedSuccessfully ? call.Result : await call.AsTask().WaitAsync(server.Aborting).ConfigureAwait(false);
            if (reply.IsHangUp || Fits(step, reply))
                return reply;
            log.HandlerMisfit(Now.Id, step.GetType().Name, reply.Code);
        }
        catch (Exception error) when (!server.Aborting.IsCancellationRequested)
        {
            log.HandlerFailed(Now.Id, step.GetType().Name, error);
        }
        server.Aborting.ThrowIfCancellationRequested();
        return Replies.LocalError;
    }

    /// <summary>What the handler keeps of a user, or the reply to a login where it can't tell.</summary>
    public async ValueTask<(ScramSecret? Secret, SmtpReply? Failure)> FindSecretAsync(string user)
    {
        try
        {
            return (await handler.OnSecretAsync(Now, user, server.Aborting).AsTask().WaitAsync(server.Aborting).ConfigureAwait(false), null);
        }
        catch (Exception error) when (!server.Aborting.IsCancellationRequested)
        {
            log.HandlerFailed(Now.Id, "Secret", error);
            return (null, Replies.LocalError);
        }
    }

    /// <summary>The verdict on a message, or in LMTP one for each recipient; what is left of the content when it falls is passed over.</summary>
    public async Task<IReadOnlyList<SmtpReply>> DeliverAsync(Envelope envelope, ContentIntake intake, bool isLmtp)
    {
        var expected = isLmtp ? envelope.Recipients.Length : 1;
        try
        {
            var call = ReadAsync();
            var verdicts = call.IsCompletedSuccessfully ? call.Result : await call.AsTask().WaitAsync(server.Aborting).ConfigureAwait(false);
            if (verdicts.FirstOrDefault(verdict => verdict.IsHangUp) is { } hangUp)
                return [hangUp];
            var isFit = verdicts.Count == expected;
            foreach (var verdict in verdicts)
                isFit &= verdict.Code / 100 != 3;
            if (isFit)
                return verdicts;
            log.HandlerMisfit(Now.Id, "Deliver", verdicts.Count > 0 ? verdicts[0].Code : 0);
        }
        catch (OperationCanceledException) when (server.Aborting.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            if (!intake.HasFailed)
                log.HandlerFailed(Now.Id, "Deliver", error);
        }
        return [.. Enumerable.Repeat(Replies.LocalError, expected)];

        async ValueTask<IReadOnlyList<SmtpReply>> ReadAsync()
        {
            try
            {
                return isLmtp
                    ? await handler.OnDeliveryAsync(Now, envelope, intake.Content, server.Aborting).ConfigureAwait(false)
                    : [await handler.OnMessageAsync(Now, envelope, intake.Content, server.Aborting).ConfigureAwait(false)];
            }
            finally
            {
                intake.Content.Complete();
            }
        }
    }

    public async ValueTask DisconnectAsync()
    {
        if (!isConnected)
            return;
        try
        {
            var call = handler.OnDisconnectAsync(Now);
            if (!call.IsCompletedSuccessfully)
                await call.AsTask().WaitAsync(server.Aborting).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!server.Aborting.IsCancellationRequested)
                log.HandlerFailed(Now.Id, "Disconnect", error);
        }
    }

    private ValueTask<SmtpReply> Call(Step step, CancellationToken token) => step switch
    {
        Step.AskConnect => handler.OnConnectAsync(Now, token),
        Step.AskHello ask => handler.OnHelloAsync(Now, ask.Hello, token),
        Step.AskStartTls => handler.OnStartTlsAsync(Now, token),
        Step.AskLogin { Login: var login } => handler.OnAuthenticateAsync(Now, login.User, login.Secret, token),
        Step.AskToken { Login: var login } => handler.OnTokenAsync(Now, login.User, login.Secret, token),
        Step.AskMail ask => handler.OnMailAsync(Now, ask.Mail, token),
        Step.AskRecipient ask => handler.OnRecipientAsync(Now, ask.Mail, ask.Recipient, token),
        Step.AskData ask => handler.OnDataAsync(Now, ask.Envelope, token),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static bool Fits(Step step, SmtpReply reply) => step switch
    {
        Step.AskConnect => reply.Code == 220 || !reply.IsPositive,
        Step.AskStartTls => reply.Code is 220 or >= 400,
        Step.AskLogin or Step.AskToken => reply.Code == 235 || !reply.IsPositive,
        Step.AskData => reply.Code is 354 or >= 400,
        _ => reply.Code / 100 != 3,
    };
}
