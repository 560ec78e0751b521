using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>A mail as our server took it.</summary>
internal sealed record Received(SmtpSessionInfo Session, Envelope Envelope, byte[] Content)
{
    /// <summary>The recipients of the envelope, as a list.</summary>
    public string Recipients => string.Join(", ", Envelope.Recipients);

    /// <summary>What Python's email package reads in it.</summary>
    public async Task<Verdict> JudgeAsync()
    {
        using var file = new TemporaryFile(Content);
        return await Judge.ReadAsync(file.Path);
    }
}
