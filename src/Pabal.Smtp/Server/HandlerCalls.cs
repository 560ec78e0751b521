using Microsoft.Extensions.Logging;

namespace Pabal.Smtp.Server;

/// <summary>The handler as one session calls it: it may throw, hang or answer nonsense, and the session goes on.</summary>
internal sealed class HandlerCalls(ServerContext server, Func<SmtpSessionInfo> session)
{
    private readonly SmtpHandler handler = server.Handler;
    private readonly ILogger log = server.Options.Logger;
    private bool isConnected;

    private SmtpSessionInfo Now => session();

    public Task<SmtpReply> ConnectAsync()
    {
        isConnected = true;
        return GuardAsync("connect", token => handler.OnConnectAsync(Now, token), reply => reply.Code == 220 || !reply.IsPositive);
    }

    /// <summary>The verdict on what a step asks.</summary>
    public Task<SmtpReply> AskAsync(Step step) => step switch
    {
        Step.AskHello ask => GuardAsync("hello", token => handler.OnHelloAsync(Now, ask.Hello, token)),
        Step.AskStartTls => GuardAsync("starttls", token => handler.OnStartTlsAsync(Now, token), reply => reply.Code == 220 || reply.Code >= 400),
        Step.AskLogin { Login: var login } => GuardAsync("login",
            token => handler.OnAuthenticateAsync(Now, login.User, login.Password, token), reply => reply.Code == 235 || !reply.IsPositive),
        Step.AskMail ask => GuardAsync("mail", token => handler.OnMailAsync(Now, ask.Mail, token)),
        Step.AskRecipient ask => GuardAsync("recipient", token => handler.OnRecipientAsync(Now, ask.Mail, ask.Recipient, token)),
        Step.AskData ask => GuardAsync("data", token => handler.OnDataAsync(Now, ask.Envelope, token), reply => reply.Code == 354 || reply.Code >= 400),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The verdict on a message; what is left of the content when it falls is passed over.</summary>
    public Task<SmtpReply> ReceiveAsync(Envelope envelope, ContentIntake intake)
    {
        return GuardAsync("message", ReadAsync, isExpected: () => intake.HasFailed);

        async ValueTask<SmtpReply> ReadAsync(CancellationToken token)
        {
            try
            {
                return await handler.OnMessageAsync(Now, envelope, intake.Content, token).ConfigureAwait(false);
            }
            finally
            {
                await intake.Content.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    public async Task DisconnectAsync()
    {
        if (!isConnected)
            return;
        try
        {
            await handler.OnDisconnectAsync(Now).AsTask().WaitAsync(server.Aborting).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!server.Aborting.IsCancellationRequested)
                log.HandlerFailed(Now.Id, "disconnect", error);
        }
    }

    // A handler that does not heed its token is left to itself when the server stops at once.
    private async Task<SmtpReply> GuardAsync(
        string step, Func<CancellationToken, ValueTask<SmtpReply>> call, Func<SmtpReply, bool>? isFit = null, Func<bool>? isExpected = null)
    {
        try
        {
            var reply = await call(server.Aborting).AsTask().WaitAsync(server.Aborting).ConfigureAwait(false);
            if (reply.IsHangUp || (isFit is null ? reply.Code / 100 != 3 : isFit(reply)))
                return reply;
            log.HandlerMisfit(Now.Id, step, reply.Code);
        }
        catch (OperationCanceledException) when (server.Aborting.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            if (isExpected?.Invoke() != true)
                log.HandlerFailed(Now.Id, step, error);
        }
        return Replies.LocalError;
    }
}
