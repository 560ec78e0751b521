using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Authentication;
using Pabal.Smtp.Sasl;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>One login (RFC 4954): one mechanism, a bounded number of steps, and only 235 is success.</summary>
internal sealed class Login(Dialogue dialogue, SaslMechanism mechanism)
{
    private const int MaxSteps = 10;
    private const int MaxChallenge = 12 * 1024;

    private readonly string host = dialogue.Options.Host;

    /// <summary>The strongest mechanism both sides have, or the one that was asked for; of two that may not be sent as things are, the first.</summary>
    public static SaslMechanism Choose(Dialogue dialogue, SmtpCredentials credentials, ImmutableArray<string> offered, bool encrypted, Func<SaslMechanism, bool> mayBeSent)
    {
        var options = dialogue.Options;
        dialogue.Conceal(credentials.Secret);
        var known = options.Mechanism is { } asked ? [asked] : SaslMechanisms.Ranked(credentials, encrypted);
        if (!known.Any(offered.Contains))
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, Say(
                $"no way to log in: {options.Host} offers {Listed(offered)}; what can be used here is {Listed(known)}",
                $"로그인할 방법이 없습니다. {options.Host}이(가) 지원하는 방식: {Listed(offered)}. 여기서 쓸 수 있는 방식: {Listed(known)}"));
        try
        {
            var usable = known.Where(offered.Contains).Select(name => SaslMechanisms.Create(name, credentials, options.Host, options.Port)).ToList();
            return usable.Find(mayBeSent.Invoke) ?? usable[0];
        }
        catch (ArgumentException error)
        {
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, error.Message, inner: error);
        }
    }

    /// <summary>Whether a secret may be sent as it is: to a server whose certificate is believed, to this machine, or because clear text was asked for.</summary>
    public static bool IsSafeForSecrets(bool isLocal, TlsSession? tls, TlsMode mode) => tls is { Objection: null } || mode == TlsMode.None || isLocal;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskForMoreAsync(Command(), SmtpStage.Auth, dialogue.Options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        for (var step = 1; reply.Code == 334; step++)
        {
            var response = await RespondAsync(reply.Text, step, cancellationToken).ConfigureAwait(false);
            reply = await dialogue.AnswerSecretlyAsync(Convert.ToBase64String(response), cancellationToken).ConfigureAwait(false);
        }
        if (reply.Code != 235)
            throw Refusal(reply);
        try
        {
            mechanism.Finish();
        }
        catch (AuthenticationException error)
        {
            throw dialogue.Break(SmtpStage.Auth, SmtpFailure.Authentication,
                Say($"{host} accepted the login but did not prove who it is: {error.Message}", $"{host}이(가) 로그인을 받았지만 자신을 증명하지 못했습니다: {error.Message}"), inner: error);
        }
    }

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
                throw new AuthenticationException(Say($"what {host} asks during the login is not base64, or too long", $"{host}이(가) 로그인 중에 보낸 질문이 base64가 아니거나 너무 깁니다"));
            return mechanism.Respond(Convert.FromBase64String(challenge));
        }
        catch (AuthenticationException error)
        {
            // RFC 4954 4: a single asterisk takes the login back; the server answers 501.
            await dialogue.AnswerSecretlyAsync("*", cancellationToken).ConfigureAwait(false);
            throw dialogue.Break(SmtpStage.Auth, SmtpFailure.Authentication, error.Message, inner: error);
        }
    }

    private SmtpException Refusal(SmtpReply reply) => reply switch
    {
        { Code: 421 } => dialogue.Refused(SmtpStage.Auth, reply),
        { Code: >= 400 } => dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, Say(
            $"{host} refused the login ({mechanism.Name}): {reply}{Reason}", $"{host}이(가) 로그인을 거절했습니다({mechanism.Name}): {reply}{Reason}"), reply,
            mechanism.ErrorResult is { } told ? new AuthenticationException(told) : null),
        _ => dialogue.Break(SmtpStage.Auth, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Auth, reply), reply),
    };

    private string Reason => mechanism.ErrorResult is { } told ? $" ({told})" : "";

    private static string Listed(ImmutableArray<string> names) => names.IsEmpty ? Say("nothing", "없음") : string.Join(' ', names);
}
