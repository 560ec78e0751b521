using System.Collections.Immutable;
using System.Text;
using Pabal.Smtp;

namespace Pabal.Testing;

/// <summary>What a client and a server said, to be written to a file and played again by <see cref="ReplayServer"/>. Of the secrets only <c>********</c> is kept.</summary>
public sealed class Conversation
{
    private readonly Lock gate = new();
    private ImmutableList<TranscriptLine> lines;

    /// <summary>Nothing said so far: set <see cref="Record"/> as the <see cref="SmtpClientOptions.Transcript"/> of a client that talks to the real server.</summary>
    public Conversation() => lines = [];

    private Conversation(ImmutableList<TranscriptLine> lines) => this.lines = lines;

    /// <summary>What was said, in order.</summary>
    public IReadOnlyList<TranscriptLine> Lines => lines;

    /// <summary>Adds a line. Content is left out: a replay takes any.</summary>
    public void Record(TranscriptLine line)
    {
        lock (gate)
        {
            if (line.Side != TranscriptSide.Content)
                lines = lines.Add(line);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote: lines that begin with <c>C: </c>, <c>S: </c> or <c>*: </c>; others are remarks.</summary>
    public static Conversation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Conversation([.. from line in text.ReplaceLineEndings("\n").Split('\n')
                                    where line.Length > 2 && line[1] == ':' && line[0] is 'C' or 'S' or '*'
                                    select new TranscriptLine(default, line[0] switch { 'C' => TranscriptSide.Client, 'S' => TranscriptSide.Server, _ => TranscriptSide.Note }, line[2..].TrimStart())]);
    }

    /// <summary>One line of text for each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
