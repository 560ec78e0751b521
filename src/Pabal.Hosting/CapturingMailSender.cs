using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Hosting;

/// <summary>Keeps mail in memory instead of sending it, for tests; see <see cref="PabalServices.AddPabalCapture"/>. Composes each e-mail as a client does, so what can't be sent fails here too.</summary>
public sealed class CapturingMailSender : IMailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Arrivals<CapturedMail> mails = new();

    /// <summary>What was sent so far, oldest first; it does not change afterwards.</summary>
    public IReadOnlyList<CapturedMail> Mails => mails.All;

    /// <summary>Keeps the e-mail; accepted for all recipients.</summary>
    public Task<SendResult> SendAsync(Email email, CancellationToken cancellationToken = default) => CaptureAsync(email, "", cancellationToken);

    /// <summary>The first mail that is wanted, whether it came already or comes later. Throws <see cref="TimeoutException"/> naming the subjects that came, after 10 s unless told otherwise.</summary>
    public async Task<CapturedMail> WaitForAsync(Func<CapturedMail, bool>? isWanted = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await mails.WaitForAsync(isWanted ?? (static _ => true), timeout ?? Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var subjects = string.Join(", ", Mails.Select(mail => $"“{mail.Email.Subject}”"));
            throw new TimeoutException(Say($"no such mail came; those that came: {subjects}", $"그런 메일이 오지 않았습니다. 온 메일: {subjects}"));
        }
    }

    /// <summary>Forgets what was sent so far.</summary>
    public void Clear() => mails.Clear();

    internal Task<SendResult> CaptureAsync(Email email, string account, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mail = new CapturedMail(email, Envelope.For(email), email.ToMessage()) { Account = account };
        mails.Add(mail);
        return Task.FromResult(new SendResult(mail.Envelope.Recipients, [], new SmtpReply(250, "2.0.0", "captured")) { MessageId = mail.Message.MessageId });
    }
}

/// <summary>A mail that was kept instead of sent.</summary>
/// <param name="Email">As the application wrote it, with the account's From if it had none.</param>
/// <param name="Envelope">Whom it would have gone to, Bcc included.</param>
/// <param name="Message">As its recipients would have read it.</param>
public sealed record CapturedMail(Email Email, Envelope Envelope, MimeMessage Message)
{
    /// <summary>The account it was sent from; empty for the one without a name.</summary>
    public string Account { get; init; } = "";
}
