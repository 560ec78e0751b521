using Pabal.Cli.Settings;

namespace Pabal.Cli.Sendmailing;

/// <summary>What was asked of <c>pabal sendmail</c>.</summary>
internal sealed record SendmailRequest
{
    public ServerRequest Server { get; init; } = new();

    /// <summary>Recipients named on the command line.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary><c>-t</c>: those of the header too.</summary>
    public bool ReadsRecipients { get; init; }

    /// <summary>Not <c>-i</c>: a dot on a line of its own ends the message.</summary>
    public bool DotEnds { get; init; } = true;

    /// <summary><c>-f</c>, <c>-r</c>: the envelope sender.</summary>
    public string? Sender { get; init; }

    /// <summary><c>-F</c>: the name in a From that the message does not have.</summary>
    public string? FullName { get; init; }

    /// <summary><c>-bs</c>: SMTP on standard input and output.</summary>
    public bool SpeaksSmtp { get; init; }

    public string? Notify { get; init; }

    public string? Return { get; init; }

    public string? EnvelopeId { get; init; }

    public int Verbosity { get; init; }
}
