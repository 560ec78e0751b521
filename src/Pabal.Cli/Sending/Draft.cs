using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Cli.Sending;

/// <summary>A mail ready to go.</summary>
/// <param name="Envelope">From whom and to whom.</param>
/// <param name="Message">What.</param>
/// <param name="Author">Whose address chooses the server and logs in, where nothing else says so; null when there is none.</param>
internal sealed record Draft(Envelope Envelope, MimeMessage Message, EmailAddress? Author);
