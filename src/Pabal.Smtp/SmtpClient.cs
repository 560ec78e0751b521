using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Sends mail. Thread-safe; one connection is kept and used again, and sends take turns on it.</summary>
public sealed class SmtpClient : IAsyncDisposable
{
    private readonly SmtpClientOptions options;
    private readonly SemaphoreSlim turn = new(1, 1);
    private SmtpConnection? kept;
    private bool isDisposed;

    /// <summary>A client; it connects when the first mail is sent.</summary>
    public SmtpClient(SmtpClientOptions options) => this.options = options;

    /// <summary>A client for a server written as <see cref="SmtpClientOptions.Parse"/> reads it. Throws <see cref="FormatException"/> if it is not, and
    /// <see cref="ArgumentException"/> if it names a user and there are no credentials.</summary>
    public SmtpClient(string server, SmtpCredentials? credentials = null) : this(SmtpClientOptions.Parse(server) with { Credentials = credentials })
    {
        if (options.User is not null && credentials is null)
            throw new ArgumentException(Say(
                "the server is written with a user, but there are no credentials; give SmtpCredentials.Password(…), or leave the user out",
                "서버에 사용자를 적었지만 자격 증명이 없습니다. SmtpCredentials.Password(…)를 주거나 사용자를 빼십시오"), nameof(credentials));
    }

    /// <summary>Composes and sends an e-mail to its To, Cc and Bcc; see <see cref="SendAsync(Envelope, MailContent, IProgress{long}?, CancellationToken)"/>.</summary>
    public Task<SendResult> SendAsync(Email email, CancellationToken cancellationToken = default) =>
        SendAsync(Envelope.For(email), MailContent.From(email.ToMessage(options.TimeProvider)), null, cancellationToken);

    /// <summary>Sends a mail; throws <see cref="SmtpException"/> if no recipient was accepted. A kept connection that the server has closed meanwhile is replaced.
    /// <paramref name="progress"/> is told the octets of content sent so far.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, MailContent content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (kept is { IsOpen: true } && !(kept.MailCount >= kept.Extensions.MaxMails))
            {
                try
                {
                    return await kept.SendAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
                }
                catch (SmtpException failure) when (IsStale(failure))
                {
                    // Closed while it lay idle: nothing of this mail was taken.
                }
            }
            await DropAsync().ConfigureAwait(false);
            kept = await SmtpConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
            return await kept.SendAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Says goodbye to the server, after a mail that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        isDisposed = true;
        await DropAsync().ConfigureAwait(false);
        turn.Release();
    }

    private async ValueTask DropAsync()
    {
        if (kept is not null)
            await kept.DisposeAsync().ConfigureAwait(false);
        kept = null;
    }

    private static bool IsStale(SmtpException failure) =>
        failure is { Stage: SmtpStage.Mail, Accepted.IsEmpty: true } and ({ Failure: SmtpFailure.Disconnected } or { Reply.Code: 421 });
}
