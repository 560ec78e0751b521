using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pabal.Hosting.Accounts;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Hosting.Sending;

/// <summary>Goes as far as the login. What it found is good for a minute: probes come every few seconds, and providers lock out who logs in that often.</summary>
internal sealed class LoginCheck(Account account, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Task<HealthCheckResult>? latest;
    private long since;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (account.Client is null)
            return HealthCheckResult.Healthy(Say("mail is not sent here", "여기서는 메일을 보내지 않습니다"));
        var found = await Latest(account.Client).WaitAsync(cancellationToken).ConfigureAwait(false);
        return found.Status == HealthStatus.Healthy ? found : new HealthCheckResult(context.Registration.FailureStatus, found.Description, found.Exception, found.Data);
    }

    // Shared by all who ask meanwhile, so it ends with its own limit and not with one of them.
    private Task<HealthCheckResult> Latest(SmtpClientOptions client)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && clock.GetElapsedTime(since) >= Freshness))
                (latest, since) = (TryAsync(client), clock.GetTimestamp());
            return latest;
        }
    }

    private async Task<HealthCheckResult> TryAsync(SmtpClientOptions client)
    {
        var data = new Dictionary<string, object> { ["server"] = client.ServerUri };
        using var limit = new CancellationTokenSource(Limit, clock);
        try
        {
            var connection = await SmtpConnection.OpenAsync(client, limit.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await connection.NoopAsync(limit.Token).ConfigureAwait(false);
                data["tls"] = connection.Tls?.Version ?? "none";
                return HealthCheckResult.Healthy(Say($"{client.ServerUri} answers", $"{client.ServerUri}이(가) 응답합니다"), data);
            }
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(Say($"{client.ServerUri} did not answer within {Limit.TotalSeconds} s", $"{client.ServerUri}이(가) {Limit.TotalSeconds}초 안에 응답하지 않았습니다"), null, data);
        }
        catch (SmtpException failure)
        {
            data["failure"] = failure.Failure.ToString();
            if (failure.Diagnosis is { } diagnosis)
                data["diagnosis"] = diagnosis.Id;
            return HealthCheckResult.Unhealthy(failure.Diagnosis?.Cause ?? failure.Message, failure, data);
        }
    }
}
