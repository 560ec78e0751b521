using Pabal.Hosting.Accounts;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Sending;

/// <summary>Sends for an account, wherever its mail goes, and fills in whom it is from.</summary>
internal sealed class AccountSender(Account account, Func<Email, CancellationToken, Task<SendResult>> send) : IMailSender
{
    public Task<SendResult> SendAsync(Email email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        return send(email.From.Count == 0 ? email with { From = account.From } : email, cancellationToken);
    }
}
