namespace Pabal.Smtp;

/// <summary>Who spoke a line of a session.</summary>
public enum TranscriptSide
{
    /// <summary>The client.</summary>
    Client,

    /// <summary>The server.</summary>
    Server,

    /// <summary>A remark about the session, such as a TLS handshake, spoken by nobody.</summary>
    Note,

    /// <summary>A line of a message's content, spoken by the client.</summary>
    Content,
}

/// <summary>One line of a session, fit to be shown: secrets are <c>********</c>, control characters are escaped.</summary>
/// <param name="Time">When it was sent or received.</param>
/// <param name="Side">Who spoke.</param>
/// <param name="Text">The line, without its line end.</param>
public readonly record struct TranscriptLine(DateTimeOffset Time, TranscriptSide Side, string Text)
{
    /// <summary>What stands in place of a secret, whatever its length.</summary>
    public const string Redacted = "********";

    /// <summary><c>C: </c>, <c>S: </c> or <c>*: </c> and the text.</summary>
    public override string ToString() => Side switch
    {
        TranscriptSide.Server => $"S: {Text}",
        TranscriptSide.Note => $"*: {Text}",
        _ => $"C: {Text}",
    };
}
