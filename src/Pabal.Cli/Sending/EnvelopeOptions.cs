using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--mail-from</c>, <c>--dsn</c> and <c>--dsn-ret</c>.</summary>
internal static class EnvelopeOptions
{
    public static Envelope Apply(SendRequest request, Envelope envelope)
    {
        envelope = envelope with { Notify = Notify(request.Dsn), Return = Return(request.DsnReturn) };
        return request.MailFrom is null ? envelope : envelope with { Sender = Sender("--mail-from", request.MailFrom) };
    }

    /// <summary>An address, or nobody for <c>&lt;&gt;</c>.</summary>
    public static EmailAddress? Sender(string option, string value)
    {
        if (value.Trim() == "<>")
            return null;
        return EmailAddress.TryParse(value, out var sender, out var reason) ? sender : throw CliException.BadInput(option, reason);
    }

    public static DsnNotify Notify(string? words)
    {
        var notify = DsnNotify.Unset;
        foreach (var word in words?.Split(',') ?? [])
        {
            notify |= word.Trim().ToUpperInvariant() switch
            {
                "NEVER" => DsnNotify.Never,
                "SUCCESS" => DsnNotify.Success,
                "FAILURE" => DsnNotify.Failure,
                "DELAY" => DsnNotify.Delay,
                _ => throw new CliException(ExitCode.Usage, Say("--dsn takes never, or any of success,failure,delay", "--dsn에는 never 또는 success,failure,delay를 쓰십시오")),
            };
        }
        return (notify & DsnNotify.Never) == 0 || notify == DsnNotify.Never ? notify
            : throw new CliException(ExitCode.Usage, Say("--dsn never excludes the others", "--dsn never는 다른 것과 함께 쓸 수 없습니다"));
    }

    public static DsnReturn Return(string? word) => word?.ToUpperInvariant() switch
    {
        null => DsnReturn.Unset,
        "FULL" => DsnReturn.Full,
        "HDRS" => DsnReturn.Headers,
        _ => throw new CliException(ExitCode.Usage, Say("--dsn-ret takes full or hdrs", "--dsn-ret에는 full 또는 hdrs를 쓰십시오")),
    };
}
