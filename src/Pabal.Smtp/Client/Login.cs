using System.Buffers.Text;
using System.Security.Authentication;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>One login (RFC 4954): one mechanism, a bounded number of steps, and only 235 is success.</summary>
internal sealed class Login(Dialogue dialogue, SaslMechanism mechanism)
{
    private const int MaxSteps = 10;
    private const int MaxChallenge = 12 * 1024;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var initial = mechanism.Start();
        var reply = await dialogue.AskForMoreAsync(new SmtpCommand.Auth(mechanism.Name, initial is null ? null : initial.Length == 0 ? "=" : Convert.ToBase64String(initial)),
            SmtpStage.Auth, dialogue.Options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        for (var step = 0; reply.Code == 334; step++)
        {
            var response = step < MaxSteps ? await RespondAsync(reply.Text, cancellationToken).ConfigureAwait(false) : null;
            if (response is null)
                throw await CancelAsync(Say($"{dialogue.Options.Host} asks without end during the login", $"{dialogue.Options.Host}이(가) 로그인 중에 끝없이 묻습니다"), null, cancellationToken).ConfigureAwait(false);
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
                Say($"{dialogue.Options.Host} accepted the login but did not prove who it is: {error.Message}", $"{dialogue.Options.Host}이(가) 로그인을 받았지만 자신을 증명하지 못했습니다: {error.Message}"), inner: error);
        }
    }

    private async Task<byte[]?> RespondAsync(string challenge, CancellationToken cancellationToken)
    {
        try
        {
            if (challenge.Length > MaxChallenge || !Base64.IsValid(challenge))
                throw new AuthenticationException(Say("the challenge is not base64, or too long", "서버의 질문이 base64가 아니거나 너무 깁니다"));
            return mechanism.Respond(Convert.FromBase64String(challenge));
        }
        catch (AuthenticationException error)
        {
            throw await CancelAsync(error.Message, error, cancellationToken).ConfigureAwait(false);
        }
    }

    // RFC 4954 4: a single asterisk takes the login back; the server answers 501.
    private async Task<SmtpException> CancelAsync(string message, Exception? inner, CancellationToken cancellationToken)
    {
        await dialogue.AnswerSecretlyAsync("*", cancellationToken).ConfigureAwait(false);
        return dialogue.Break(SmtpStage.Auth, SmtpFailure.Authentication, message, inner: inner);
    }

    private SmtpException Refusal(SmtpReply reply) => reply switch
    {
        { Code: 421 } => dialogue.Refused(SmtpStage.Auth, reply),
        { IsTransient: true } or { IsPermanent: true } => dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication,
            Say($"{dialogue.Options.Host} refused the login ({mechanism.Name}): {reply}", $"{dialogue.Options.Host}이(가) 로그인을 거절했습니다({mechanism.Name}): {reply}"), reply),
        _ => dialogue.Break(SmtpStage.Auth, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Auth, reply), reply),
    };
}
