using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting;

/// <summary>What an application sends mail with; a singleton, safe for many threads. A named account's is the keyed service of that name.</summary>
public interface IMailSender
{
    /// <summary>Sends an e-mail to its To, Cc and Bcc; one without From is from the account's. Throws <see cref="SmtpException"/> if no recipient was accepted,
    /// and <see cref="ArgumentException"/> for an e-mail that can't be sent.</summary>
    Task<SendResult> SendAsync(Email email, CancellationToken cancellationToken = default);
}
