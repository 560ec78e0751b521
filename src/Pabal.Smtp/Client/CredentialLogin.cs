using System.Collections.Immutable;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Pabal.Smtp.Sasl;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>
/// A login with credentials: by the strongest mechanism that both sides have. The next one is tried only where the server says that it lacks the
/// one tried, never where it refused the login, so that no server gets a secret out of a client by refusing what hides it.
/// </summary>
/// <param name="dialogue">Whom it is with.</param>
/// <param name="offered">The mechanisms offered.</param>
/// <param name="mayBeSent">Whether the connection is safe enough for a mechanism.</param>
/// <param name="run">Runs one.</param>
internal sealed class CredentialLogin(Dialogue dialogue, ImmutableArray<string> offered, Func<SaslMechanism, bool> mayBeSent, Func<SaslMechanism, CancellationToken, Task<SmtpReply>> run)
{
    private readonly SmtpClientOptions options = dialogue.Options;

    public async Task<SmtpReply> RunAsync(SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        var names = NamesFor(credentials);
        var first = await AtHandAsync(credentials, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TryAsync(names, first, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException failure) when (credentials.IsRenewable && dialogue.IsOpen && SaysTokenIsNotValid(failure))
        {
            var second = await AtHandAsync(credentials, cancellationToken).ConfigureAwait(false);
            if (second.Secret == first.Secret)
                throw;
            dialogue.Transcript.Note(Say("the token is not valid, once more with a new one", "토큰이 유효하지 않아 새 토큰으로 다시 시도함"));
            return await TryAsync(names, second, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SmtpReply> TryAsync(ImmutableArray<string> names, SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        dialogue.Conceal(credentials.Secret);
        dialogue.Conceal(Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.Secret ?? "")));
        var usable = names.Select(name => Create(name, credentials)).ToList();
        var allowed = usable.FindAll(mayBeSent.Invoke);
        for (var i = 0; i < allowed.Count - 1; i++)
        {
            try
            {
                return await run(allowed[i], cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpException failure) when (dialogue.IsOpen && IsLacking(failure.Reply))
            {
                dialogue.Transcript.Note(Say($"no {allowed[i].Name} after all, {allowed[i + 1].Name} instead", $"{allowed[i].Name}을(를) 쓸 수 없어 {allowed[i + 1].Name}을(를) 씀"));
            }
        }
        // Where none is allowed, the first is told to be unfit.
        return await run(allowed.Count > 0 ? allowed[^1] : usable[0], cancellationToken).ConfigureAwait(false);
    }

    private ImmutableArray<string> NamesFor(SmtpCredentials credentials)
    {
        var known = options.Mechanism is { } asked ? [asked] : SaslMechanisms.Ranked(credentials, encrypted: dialogue.Wire.Tls is not null);
        // What can't be bound here is not for here, unless it was asked for by name.
        if (options.Mechanism is null && TlsBinding.Of(dialogue.Wire.Tls) is null)
            known = known.RemoveRange(SaslMechanisms.Bound);
        ImmutableArray<string> names = [.. known.Where(offered.Contains)];
        return !names.IsEmpty ? names : throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, Say(
            $"no way to log in: {options.Host} offers {Listed(offered)}; what can be used here is {Listed(known)}",
            $"로그인할 방법이 없습니다. {options.Host}이(가) 지원하는 방식: {Listed(offered)}. 여기서 쓸 수 있는 방식: {Listed(known)}"));
    }

    private SaslMechanism Create(string name, SmtpCredentials credentials)
    {
        try
        {
            return SaslMechanisms.Create(name, credentials, options.Host, options.Port, TlsBinding.Of(dialogue.Wire.Tls), offered.Any(SaslMechanisms.Bound.Contains));
        }
        catch (ArgumentException error)
        {
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, error.Message, inner: error);
        }
    }

    private async Task<SmtpCredentials> AtHandAsync(SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.AtHandAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Its message is not repeated: who knows what stands in it.
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Authentication, Say("no OAuth token could be had", "OAuth 토큰을 얻지 못했습니다"), inner: error);
        }
    }

    // RFC 4954 4 has 504 5.5.4; some say it by one of the two, Microsoft 5.7.4.
    private static bool IsLacking(SmtpReply? reply) => reply is { Code: 504 }
        || (reply is { Code: >= 500 and not 535, Enhanced: { } status } && (status.Subject, status.Detail) is (5, 4) or (7, 4));

    // What RFC 7628 3.2.2 calls invalid_token is 400 or 401 to Google and Microsoft.
    private static bool SaysTokenIsNotValid(SmtpException failure)
    {
        if (failure.InnerException is not AuthenticationException { Message: var told })
            return false;
        try
        {
            using var json = JsonDocument.Parse(told);
            return json.RootElement is { ValueKind: JsonValueKind.Object } error
                && error.TryGetProperty("status", out var status) && status.ToString() is "invalid_token" or "400" or "401";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Listed(ImmutableArray<string> names) => names.IsEmpty ? Say("nothing", "없음") : string.Join(' ', names);
}
