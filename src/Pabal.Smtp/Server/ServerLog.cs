using System.Net;
using Microsoft.Extensions.Logging;

namespace Pabal.Smtp.Server;

/// <summary>Everything a server logs: numbers, codes and sessions, never content, mail addresses or secrets.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {EndPoint}")]
    public static partial void Listening(this ILogger logger, Uri endPoint);

    [LoggerMessage(2, LogLevel.Error, "Accepting connections on {EndPoint} failed; trying again")]
    public static partial void AcceptFailed(this ILogger logger, Uri endPoint, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "Turned away {Remote}: {Reply}")]
    public static partial void TurnedAway(this ILogger logger, EndPoint? remote, SmtpReply reply);

    [LoggerMessage(4, LogLevel.Debug, "{Session}: connected from {Remote}")]
    public static partial void Connected(this ILogger logger, string session, EndPoint remote);

    [LoggerMessage(5, LogLevel.Debug, "{Session}: ended")]
    public static partial void Ended(this ILogger logger, string session);

    [LoggerMessage(6, LogLevel.Information, "{Session}: TLS handshake failed: {Reason}")]
    public static partial void HandshakeFailed(this ILogger logger, string session, string reason);

    [LoggerMessage(7, LogLevel.Debug, "{Session}: the client does not wait for replies as it should ({Where})")]
    public static partial void ImproperPipelining(this ILogger logger, string session, string where);

    [LoggerMessage(8, LogLevel.Information, "{Session}: {Octets} octets to {Recipients} recipients, answered {Code}")]
    public static partial void Message(this ILogger logger, string session, long octets, int recipients, int code);

    [LoggerMessage(9, LogLevel.Information, "{Session}: ends with {Reply}")]
    public static partial void LastWords(this ILogger logger, string session, SmtpReply reply);

    [LoggerMessage(14, LogLevel.Information, "{Session}: cut without a word, as the handler wishes")]
    public static partial void HungUp(this ILogger logger, string session);

    [LoggerMessage(10, LogLevel.Error, "{Session}: the handler failed in {Step}")]
    public static partial void HandlerFailed(this ILogger logger, string session, string step, Exception error);

    [LoggerMessage(11, LogLevel.Error, "{Session}: the handler's reply {Code} does not fit {Step}")]
    public static partial void HandlerMisfit(this ILogger logger, string session, string step, int code);

    [LoggerMessage(13, LogLevel.Debug, "A connection was lost before it began: {Reason}")]
    public static partial void LostAtTheDoor(this ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Error, "{Session}: failed")]
    public static partial void SessionFailed(this ILogger logger, string session, Exception error);
}
