using System.Runtime.CompilerServices;
using Pabal.Mime;
using Pabal.Smtp.Client;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Sends mail. Thread-safe; connections are kept and used again, within <see cref="SmtpClientOptions.Pool"/>.</summary>
public sealed class SmtpClient : IAsyncDisposable
{
    private readonly SmtpClientOptions options;
    private readonly ConnectionPool pool;
    private readonly Pacer pacer;
    private readonly RetryPolicy retries;

    /// <summary>A client; it connects when the first mail is sent.</summary>
    public SmtpClient(SmtpClientOptions options)
    {
        this.options = options;
        pool = new ConnectionPool(options);
        pacer = new Pacer(options.Pool.MailsPerMinute, options.TimeProvider);
        retries = new RetryPolicy(options);
    }

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

    /// <summary>Sends a mail; throws <see cref="SmtpException"/> if no recipient was accepted. A kept connection that the server has closed meanwhile is replaced;
    /// what failed for now is tried again as often as <see cref="SmtpPoolOptions.Retries"/> says. <paramref name="progress"/> is told the octets of content sent so far.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, MailContent content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        using var activity = Telemetry.Begin(options, envelope);
        var start = options.TimeProvider.GetTimestamp();
        try
        {
            var result = await TryAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
            Telemetry.Sent(options, activity, options.TimeProvider.GetElapsedTime(start), result);
            return result;
        }
        catch (Exception error)
        {
            Telemetry.Failed(options, activity, options.TimeProvider.GetElapsedTime(start), error);
            throw;
        }
    }

    /// <summary>Sends many mails over as many connections as the pool allows, pipelined, and tells what became of each, in the order they are settled. No more of
    /// <paramref name="mails"/> is asked for than can be sent and told. A mail that was lost with its connection is sent over another one, unless it may have
    /// arrived: that is told as <see cref="MailFate.Unknown"/>. Where no connection can be had any more, the rest is told as <see cref="MailFate.NotSent"/>.</summary>
    public async IAsyncEnumerable<SendOutcome> SendManyAsync(IAsyncEnumerable<OutgoingMail> mails, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var sender = new BulkSender(options, pool, pacer, retries);
        await foreach (var outcome in sender.SendAsync(mails, cancellationToken).ConfigureAwait(false))
            yield return outcome;
    }

    /// <summary>Composes and sends many e-mails; see the other overload.</summary>
    public IAsyncEnumerable<SendOutcome> SendManyAsync(IEnumerable<Email> emails, CancellationToken cancellationToken = default) =>
        SendManyAsync(emails.Select(email => OutgoingMail.From(email, options.TimeProvider)).ToAsyncEnumerable(), cancellationToken);

    /// <summary>Says goodbye to the server, after the mails that are under way.</summary>
    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<SendResult> TryAsync(Envelope envelope, MailContent content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryOnceAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpException failure) when (content.CanBeWrittenAgain && retries.MayRetry(failure, attempt))
            {
                await retries.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<SendResult> TryOnceAsync(Envelope envelope, MailContent content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await pacer.WaitAsync(cancellationToken).ConfigureAwait(false);
        for (var mayBeKept = true; ; mayBeKept = false)
        {
            var seat = await pool.TakeAsync(mayBeKept, cancellationToken).ConfigureAwait(false);
            try
            {
                return await seat.Connection.SendAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpException failure) when (seat.WasUsed && IsStale(failure))
            {
                // Closed while it lay idle: nothing of this mail was taken.
            }
            finally
            {
                await pool.GiveBackAsync(seat).ConfigureAwait(false);
            }
        }
    }

    private static bool IsStale(SmtpException failure) =>
        failure is { Stage: SmtpStage.Mail, Accepted.IsEmpty: true } and ({ Failure: SmtpFailure.Disconnected } or { Reply.Code: 421 });
}
