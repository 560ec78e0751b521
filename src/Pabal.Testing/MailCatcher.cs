using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Pipelines;
using Pabal.Smtp;

namespace Pabal.Testing;

/// <summary>Takes every mail whole into memory and hands it on. Wants <see cref="Listen"/> in <see cref="SmtpServerOptions.Transcript"/> if mails are to carry what was said.</summary>
/// <param name="keep">What becomes of a mail; its reply is what the client hears, so a positive one means that the mail is safe.</param>
/// <param name="timeProvider">The clock; the system's unless given.</param>
public sealed class MailCatcher(Func<ReceivedMail, CancellationToken, ValueTask<SmtpReply>> keep, TimeProvider? timeProvider = null) : SmtpHandler
{
    private const int MaxLines = 10_000;

    /// <summary>Who may log in; everyone unless set.</summary>
    public Func<string, string, bool> MayLogIn { get; init; } = static (_, _) => true;

    private readonly TimeProvider clock = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, ImmutableList<TranscriptLine>> transcripts = [];
    private long last;

    /// <summary>Notes one line of a session, for the mails that come in it.</summary>
    public void Listen(SmtpSessionInfo session, TranscriptLine line)
    {
        ArgumentNullException.ThrowIfNull(session);
        transcripts.AddOrUpdate(session.Id, _ => [line], (_, lines) => lines.Count < MaxLines ? lines.Add(line) : lines);
    }

    /// <inheritdoc/>
    public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken) =>
        MayLogIn(user, password) ? new(new SmtpReply(235, "2.7.0", "welcome")) : base.OnAuthenticateAsync(session, user, password, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(content);
        byte[] octets;
        while (true)
        {
            var result = await content.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCompleted)
            {
                octets = result.Buffer.ToArray();
                break;
            }
            content.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
        var received = clock.GetUtcNow();
        return await keep(new ReceivedMail
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{received:yyyyMMddHHmmss}-{Interlocked.Increment(ref last):x8}"),
            Received = received,
            Session = session,
            Envelope = envelope,
            Content = octets,
            Transcript = transcripts.TryGetValue(session.Id, out var lines) ? [.. lines] : [],
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask OnDisconnectAsync(SmtpSessionInfo session)
    {
        ArgumentNullException.ThrowIfNull(session);
        transcripts.TryRemove(session.Id, out _);
        return ValueTask.CompletedTask;
    }
}
