using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The first reply, and what it means when it does not come: mostly that one side speaks TLS and the other does not.</summary>
internal static class Greeting
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    public static async Task<SmtpReply> HearAsync(Dialogue dialogue, CancellationToken cancellationToken)
    {
        var options = dialogue.Options;
        var time = WaitFor(options);
        try
        {
            var reply = await dialogue.WithinAsync(SmtpStage.Greeting, time, async token =>
            {
                // Even one octet tells a TLS record, which has no line end to wait for.
                await dialogue.Wire.WaitForInputAsync().WaitAsync(token).ConfigureAwait(false);
                return dialogue.Socket.StartsWithTls && dialogue.Wire.Tls is null
                    ? throw dialogue.Break(SmtpStage.Greeting, SmtpFailure.Tls, SpeaksTls(options))
                    : await dialogue.ListenAsync(SmtpStage.Greeting, time, token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            if (reply.Code >= 400)
                throw dialogue.Refused(SmtpStage.Greeting, reply);
            return reply.Code == 220 ? reply : throw dialogue.Break(SmtpStage.Greeting, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Greeting, reply), reply);
        }
        catch (SmtpException failure) when (failure.Failure == SmtpFailure.TimedOut && options.Tls != TlsMode.Implicit)
        {
            throw dialogue.Break(SmtpStage.Greeting, SmtpFailure.TimedOut, Silent(options, time), inner: failure);
        }
    }

    /// <summary>On port 465 the server waits for TLS to begin: there is no use in waiting long for it to speak in clear.</summary>
    public static TimeSpan WaitFor(SmtpClientOptions options) =>
        options is { Port: 465, Tls: not TlsMode.Implicit } && !(options.Timeouts.Greeting >= TimeSpan.Zero && options.Timeouts.Greeting < ShortWait) ? ShortWait : options.Timeouts.Greeting;

    private static string SpeaksTls(SmtpClientOptions options) => Say(
        $"{options.Host} speaks TLS from the first octet on port {options.Port}; use smtps://{options.Host}:{options.Port}",
        $"{options.Host}의 {options.Port}번 포트는 처음부터 TLS로 말합니다. smtps://{options.Host}:{options.Port}을(를) 쓰십시오");

    private static string Silent(SmtpClientOptions options, TimeSpan time) => Say(
        $"{options.Host} did not greet within {time.TotalSeconds:0.#} s on port {options.Port}; if that port expects TLS from the first octet, as 465 does, use smtps://{options.Host}:{options.Port}",
        $"{options.Host}의 {options.Port}번 포트가 {time.TotalSeconds:0.#}초 안에 인사하지 않았습니다. 465번처럼 처음부터 TLS를 기다리는 포트라면 smtps://{options.Host}:{options.Port}을(를) 쓰십시오");
}
