using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Pabal.Smtp.Client;

/// <summary>What a client tells of itself: the source and meter <c>Pabal.Smtp</c>. Addresses, content and secrets are no part of it.</summary>
internal static class Telemetry
{
    public const string Name = "Pabal.Smtp";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("pabal.client.mails", "{mail}", "Mails sent, by outcome.");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("pabal.client.recipients.refused", "{recipient}", "Recipients refused.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("pabal.client.duration", "s", "Time from asking for a connection to the outcome.");

    public static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("pabal.client.connections", "{connection}", "Open connections of all clients.");

    public static Activity? Begin(SmtpClientOptions options, Envelope envelope)
    {
        var activity = Source.StartActivity("smtp send", ActivityKind.Client);
        activity?.SetTag("server.address", options.Host).SetTag("server.port", options.Port).SetTag("pabal.recipients", envelope.Recipients.Length);
        return activity;
    }

    public static void Sent(SmtpClientOptions options, Activity? activity, TimeSpan? time, SendResult result)
    {
        Count(options, time, "accepted", result.Rejected.Length);
        activity?.SetTag("pabal.refused", result.Rejected.Length);
        options.Logger?.Sent(options.ServerUri, result.MessageId ?? "", result.Accepted.Length, result.Rejected.Length, result.Reply.Code);
    }

    public static void Failed(SmtpClientOptions options, Activity? activity, TimeSpan? time, Exception error)
    {
        var failure = error as SmtpException;
        var kind = failure?.Failure.ToString() ?? error.GetType().Name;
        Count(options, time, kind, failure?.Rejected.Length ?? 0);
        activity?.SetStatus(ActivityStatusCode.Error, kind).SetTag("error.type", kind);
        options.Logger?.Failed(options.ServerUri, failure?.Stage.ToString() ?? "", kind, failure?.Reply?.Code ?? 0, failure?.Diagnosis?.Id ?? "");
    }

    public static void Settled(SmtpClientOptions options, SendOutcome outcome)
    {
        if (outcome.IsAccepted)
            Sent(options, null, null, outcome.Result);
        else
            Failed(options, null, null, outcome.Error);
    }

    private static void Count(SmtpClientOptions options, TimeSpan? time, string outcome, int refused)
    {
        var server = new KeyValuePair<string, object?>("server.address", options.Host);
        Mails.Add(1, server, new("outcome", outcome));
        if (time is { } taken)
            Duration.Record(taken.TotalSeconds, server, new("outcome", outcome));
        if (refused > 0)
            Refused.Add(refused, server);
    }
}

/// <summary>Everything a client logs: numbers, codes and ids, never content, mail addresses or secrets.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(101, LogLevel.Debug, "{Server}: connected, TLS {Tls}")]
    public static partial void Opened(this ILogger logger, string server, string tls);

    [LoggerMessage(102, LogLevel.Information, "{Server}: {MessageId} accepted for {Accepted} recipients, refused for {Rejected}, answered {Code}")]
    public static partial void Sent(this ILogger logger, string server, string messageId, int accepted, int rejected, int code);

    [LoggerMessage(103, LogLevel.Warning, "{Server}: a mail failed at {Stage}: {Kind}, reply {Code}, diagnosis {Diagnosis}")]
    public static partial void Failed(this ILogger logger, string server, string stage, string kind, int code, string diagnosis);

    [LoggerMessage(104, LogLevel.Information, "{Server}: trying again in {Delay}, attempt {Attempt}")]
    public static partial void Retrying(this ILogger logger, string server, TimeSpan delay, int attempt);
}
