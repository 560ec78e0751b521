using System.Collections.Immutable;
using Pabal.Smtp;

namespace Pabal.Testing.Catching;

/// <summary>The lines of one session, parted by mail: how it began, and what was said since the last mail. A session of thousands of mails costs no more than its longest one.</summary>
internal sealed class SessionLines
{
    private const int MaxLines = 10_000;

    private readonly Lock guard = new();
    private readonly List<TranscriptLine> opening = [];
    private readonly List<TranscriptLine> current = [];
    private bool isOpen;
    private bool isHandedOver;

    public void Add(TranscriptLine line)
    {
        lock (guard)
        {
            // The replies to a mail still come after it; it is over when the client says something else.
            if (isHandedOver && line.Side == TranscriptSide.Client)
            {
                current.Clear();
                isHandedOver = false;
            }
            isOpen |= line.Side == TranscriptSide.Client && line.Text.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase);
            var lines = isOpen ? current : opening;
            if (lines.Count < MaxLines)
                lines.Add(line);
        }
    }

    /// <summary>What belongs to the mail that has just come.</summary>
    public ImmutableArray<TranscriptLine> HandOver()
    {
        lock (guard)
        {
            isHandedOver = true;
            return [.. opening, .. current];
        }
    }
}
