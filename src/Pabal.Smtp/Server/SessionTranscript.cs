using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>Tells the session line by line to whoever asked for it, without secrets.</summary>
internal sealed class SessionTranscript(SmtpServerOptions options)
{
    private const int MaxShown = 200;

    private bool mayBeSecret;

    /// <summary>A command. One that was refused unparsed is not shown if it could hold a secret: if it speaks of AUTH, or if the client did before and
    /// may not have noticed that nobody asked for its password.</summary>
    public void Command(SmtpSessionInfo session, ReadOnlySpan<byte> line, SmtpCommand? command, bool isRefused)
    {
        if (options.Transcript is null)
            return;
        if (command is not null and not SmtpCommand.Plain || !isRefused)
        {
            mayBeSecret = command is SmtpCommand.Auth;
            Tell(session, TranscriptSide.Client, command!.ToRedactedString());
            return;
        }
        var text = Printable.Decode(line);
        var isSecret = mayBeSecret || text.Contains("AUTH", StringComparison.OrdinalIgnoreCase);
        Tell(session, TranscriptSide.Client, isSecret ? TranscriptLine.Redacted : text.Length > MaxShown ? $"{text[..MaxShown]}…" : text);
    }

    public void Response(SmtpSessionInfo session) => Tell(session, TranscriptSide.Client, TranscriptLine.Redacted);

    public void Reply(SmtpSessionInfo session, SmtpReply reply)
    {
        if (options.Transcript is null)
            return;
        var enhanced = reply.Enhanced is { } status ? $"{status} " : "";
        for (var i = 0; i < reply.Lines.Length; i++)
            Tell(session, TranscriptSide.Server, $"{reply.Code}{(i == reply.Lines.Length - 1 ? ' ' : '-')}{enhanced}{reply.Lines[i]}");
    }

    public void Note(SmtpSessionInfo session, string text) => Tell(session, TranscriptSide.Note, text);

    private void Tell(SmtpSessionInfo session, TranscriptSide side, string text) =>
        options.Transcript?.Invoke(session, new TranscriptLine(options.TimeProvider.GetUtcNow(), side, Printable.Escaped(text)));
}
