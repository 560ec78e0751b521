using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The first reply, and what it means when it does not come: mostly that one side speaks TLS and the other does not.</summary>
internal static class Greeting
{
    /// <summary>How long a server may be silent before it is asked whether it waits for TLS: the answer is there within two seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    // MX hosts never begin with TLS, and some hold their greeting back to see who speaks before it.
    private const int RelayPort = 25;

    public static async Task<SmtpReply> HearAsync(Dialogue dialogue, CancellationToken cancellationToken)
    {
        var options = dialogue.Options;
        var time = options.Timeouts.Greeting;
        try
        {
            var reply = await dialogue.WithinAsync(SmtpStage.Greeting, time, async token =>
            {
                // Even one octet tells a TLS record, which has no line end to wait for.
                var arrival = dialogue.Wire.WaitForInputAsync();
                if (dialogue.Wire.Tls is null && options is { Port: not RelayPort, UnixSocketPath: null } && await WaitsForTlsAsync(options, arrival, token).ConfigureAwait(false))
                    throw dialogue.Break(SmtpStage.Greeting, SmtpFailure.Tls, SpeaksTls(options));
                await arrival.WaitAsync(token).ConfigureAwait(false);
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

    // A greeting that is slow and no more ends the asking, and is as good as any.
    private static async Task<bool> WaitsForTlsAsync(SmtpClientOptions options, Task arrival, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(Patience, options.TimeProvider, stop.Token);
        var isSilent = await Task.WhenAny(arrival, pause).ConfigureAwait(false) == pause && !stop.IsCancellationRequested;
        var probe = isSilent ? TlsProbe.IsAnsweredAsync(options, stop.Token) : Task.FromResult(false);
        await Task.WhenAny(arrival, probe).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return await probe.ConfigureAwait(false) && !arrival.IsCompleted;
    }

    private static string SpeaksTls(SmtpClientOptions options) => Say(
        $"{options.Host} speaks TLS from the first octet on port {options.Port}; use smtps://{options.Host}:{options.Port}",
        $"{options.Host}의 {options.Port}번 포트는 처음부터 TLS로 말합니다. smtps://{options.Host}:{options.Port}을(를) 쓰십시오");

    private static string Silent(SmtpClientOptions options, TimeSpan time) => Say(
        $"{options.Host} did not greet within {time.TotalSeconds:0.#} s on port {options.Port}; if that port expects TLS from the first octet, as 465 does, use smtps://{options.Host}:{options.Port}",
        $"{options.Host}의 {options.Port}번 포트가 {time.TotalSeconds:0.#}초 안에 인사하지 않았습니다. 465번처럼 처음부터 TLS를 기다리는 포트라면 smtps://{options.Host}:{options.Port}을(를) 쓰십시오");
}
