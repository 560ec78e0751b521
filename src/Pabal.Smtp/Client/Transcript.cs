using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Client;

/// <summary>Tells the session line by line to whoever asked for it; nothing is made when nobody did.</summary>
internal sealed class Transcript(SmtpClientOptions options)
{
    public bool IsWanted => options.Transcript is not null;

    public bool WantsContent => options is { Transcript: not null, TranscribeContent: true };

    public void Client(string line) => Tell(TranscriptSide.Client, line);

    public void Server(string line) => Tell(TranscriptSide.Server, line);

    public void Note(string text) => Tell(TranscriptSide.Note, text);

    public void Content(string line) => Tell(TranscriptSide.Content, line);

    private void Tell(TranscriptSide side, string text) =>
        options.Transcript?.Invoke(new TranscriptLine(options.TimeProvider.GetUtcNow(), side, Printable.Escaped(text)));
}
