using System.Collections.Immutable;
using Pabal.Smtp;

namespace Pabal.Testing.Replaying;

/// <summary>A conversation as the server has to play it.</summary>
internal sealed record Script(ImmutableArray<TranscriptLine> Lines, bool IsImplicitTls, bool HasStartTls)
{
    public static Script Of(Conversation conversation)
    {
        var lines = conversation.Lines;
        var first = lines.TakeWhile(line => line.Side != TranscriptSide.Server);
        return new Script(
            [.. lines.Where(line => line.Side is TranscriptSide.Client or TranscriptSide.Server)],
            first.Any(line => line.Side == TranscriptSide.Note && line.Text.StartsWith("TLS ", StringComparison.Ordinal)),
            lines.Any(line => line.Side == TranscriptSide.Client && line.Text.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)));
    }
}
