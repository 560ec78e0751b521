using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pabal.Smtp.Client;

namespace Pabal.Smtp.Server;

/// <summary>What a server tells of itself, by the same source and meter as a client. Addresses, content and secrets are no part of it.</summary>
internal static class ServerTelemetry
{
    private static readonly ActivitySource Source = new(Telemetry.Name);
    private static readonly Meter Meter = new(Telemetry.Name);
    private static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("pabal.server.connections", "{connection}", "Open connections of all servers.");
    private static readonly Histogram<double> Sessions = Meter.CreateHistogram<double>("pabal.server.session.duration", "s", "Time from a connection to its end.");
    private static readonly Counter<long> TurnedAways = Meter.CreateCounter<long>("pabal.server.turned_away", "{connection}", "Connections not let in, by the code of the reply.");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("pabal.server.refusals", "{reply}", "Commands and messages refused, by the code of the reply.");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("pabal.server.messages", "{mail}", "Messages received to their end, by the code of the reply.");
    private static readonly Counter<long> Octets = Meter.CreateCounter<long>("pabal.server.octets", "By", "Content of messages received.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("pabal.server.message.duration", "s", "Time from the first octet of a message to the reply.");

    public static void Connected() => Connections.Add(1);

    public static void Left(TimeSpan time)
    {
        Connections.Add(-1);
        Sessions.Record(time.TotalSeconds);
    }

    public static void TurnedAway(SmtpReply reply) => TurnedAways.Add(1, Code(reply));

    public static void Said(SmtpReply reply)
    {
        if (reply.Code >= 400)
            Refusals.Add(1, Code(reply));
    }

    public static Activity? Begin(Envelope envelope) =>
        Source.StartActivity("smtp receive", ActivityKind.Server)?.SetTag("pabal.recipients", envelope.Recipients.Length);

    public static void Received(Activity? activity, TimeSpan time, long octets, SmtpReply reply)
    {
        Messages.Add(1, Code(reply));
        Octets.Add(octets);
        Duration.Record(time.TotalSeconds, Code(reply));
        activity?.SetTag("pabal.octets", octets).SetTag("pabal.reply", reply.Code).SetStatus(reply.IsPositive ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
    }

    private static KeyValuePair<string, object?> Code(SmtpReply reply) => new("code", reply.Code);
}
