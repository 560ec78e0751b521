using System.Buffers.Text;
using System.Security.Authentication;
using Pabal.Smtp.Sasl;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>One login (RFC 4954): one mechanism, a bounded number of steps, and only 235 is success.</summary>
/// <param name="dialogue">Whom it is with.</param>
/// <param name="mechanism">The mechanism, not used before.</param>
/// <param name="isLoggedIn">True if somebody has logged in on this connection before.</param>
internal sealed class Login(Dialogue dialogue, SaslMechanism mechanism, bool isLoggedIn)
{
    private const int MaxSteps = 10;
    private const int AlreadyLoggedIn = 503; // RFC 4954 4
    private const int MaxChallenge = 12 * 1024;

    private readonly string host = dialogue.Options.Host;

    /// <summary>Whether a secret may be sent as it is: to a server whose certificate is believed, to this machine, or because clear text was asked for.</summary>
    public static bool IsSafeForSecrets(bool isLocal, TlsSession? tls, TlsMode mode) => tls is { Objection: null } || mode == TlsMode.None || isLocal;

    public async Task<SmtpReply> RunAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskForMoreAsync(Command(), SmtpStage.Auth, dialogue.Options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (isLoggedIn && reply.Code == AlreadyLoggedIn)
            return reply;
        var step = 0;
        while (reply.Code == 334)
        {
            var response = await RespondAsync(reply.Text, ++step, cancellationToken).ConfigureAwait(false);
            reply = await dialogue.AnswerSecretlyAsync(Convert.ToBase64String(response), cancellationToken).ConfigureAwait(false);
        }
        if (reply.Code != 235 && !(step == 0 && SaysAlready(reply)))
            throw Refusal(reply, step);
        try
        {
            mechanism.Finish();
            return reply;
        }
        catch (AuthenticationException error)
        {
            throw dialogue.Break(SmtpStage.Auth, SmtpFailure.Authentication,
                Say($"{host} accepted the login but did not prove who it is: {error.Message}", $"{host}이(가) 로그인을 받았지만 자신을 증명하지 못했습니다: {error.Message}"), inner: error);
        }
    }

    // A server that knows the client by its certificate, say, and offers AUTH all the same. What owes a proof still owes it.
    private static bool SaysAlready(SmtpReply reply) => reply.Code == AlreadyLoggedIn && reply.Text.Contains("already", StringComparison.OrdinalIgnoreCase);

    private SmtpCommand.Auth Command()
    {
        try
        {
            var initial = mechanism.Start();
            var command = new SmtpCommand.Auth(mechanism.Name, initial is null ? null : initial.Length == 0 ? "=" : Convert.ToBase64String(initial));
            dialogue.Conceal(command.InitialResponse);
            return command;
        }
        catch (AuthenticationException error)
        {
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, error.Message, inner: error);
        }
    }

    private async Task<byte[]> RespondAsync(string challenge, int step, CancellationToken cancellationToken)
    {
        try
        {
            if (step > MaxSteps)
                throw new AuthenticationException(Say($"{host} asks without end during the login", $"{host}이(가) 로그인 중에 끝없이 묻습니다"));
            if (challenge.Length > MaxChallenge || !Base64.IsValid(challenge))
                throw new AuthenticationException(Say($"what {host} asks during the login is not base64, or too long", $"{host}이(가) 로그인 중에 보낸 챌린지가 base64가 아니거나 너무 깁니다"));
            return mechanism.Respond(Convert.FromBase64String(challenge));
        }
        catch (AuthenticationException error)
        {
            // RFC 4954 4: a single asterisk takes the login back; the server answers 501.
            await dialogue.AnswerSecretlyAsync("*", cancellationToken).ConfigureAwait(false);
            throw dialogue.Break(SmtpStage.Auth, SmtpFailure.Authentication, error.Message, inner: error);
        }
        catch
        {
            // The caller's own mechanism failed in its own way, and the server still waits for an answer.
            dialogue.End();
            throw;
        }
    }

    private SmtpException Refusal(SmtpReply reply, int step) => reply switch
    {
        { Code: 421 } => dialogue.Refused(SmtpStage.Auth, reply),
        { Code: >= 400 } => dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, Say(
            $"{host} refused the login ({mechanism.Name}): {reply}{Reason(step)}", $"{host}이(가) 로그인을 거부했습니다({mechanism.Name}): {reply}{Reason(step)}"), reply,
            mechanism.ErrorResult is { } told ? new AuthenticationException(told) : null),
        _ => dialogue.Break(SmtpStage.Auth, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Auth, reply), reply),
    };

    private string Reason(int step) => (mechanism, step) switch
    {
        ({ ErrorResult: { } told }, _) => $" ({told})",
        // The password was not asked for yet.
        (ScramMechanism { Binding: { } binding }, 0) => Say(
            $" (perhaps for want of another channel binding than {binding}; the mechanism without -PLUS does without)",
            $" (채널 바인딩이 {binding}이(가) 아니어서일 수 있습니다. -PLUS가 없는 방식은 채널 바인딩을 쓰지 않습니다)"),
        _ => "",
    };
}
