namespace Pabal.Smtp;

/// <summary>The client's side of one SASL exchange (RFC 4422), good for one login. Octets in and out are the mechanism's own; base64 is the connection's matter.</summary>
/// <remarks>
/// A mechanism that is not built in is a class of the caller's own, given to <see cref="SmtpConnection.AuthenticateAsync(SaslMechanism, CancellationToken)"/> or, for each
/// connection anew, to <see cref="SmtpClientOptions.SaslMechanism"/>. No answer is shown in a transcript, and no more than ten challenges are passed on.
/// </remarks>
public abstract class SaslMechanism
{
    /// <summary>The registered name, in upper case: what stands after AUTH.</summary>
    public abstract string Name { get; }

    /// <summary>True when an eavesdropper could use what is sent to log in: such a mechanism never runs over a connection in clear.</summary>
    public abstract bool SendsSecret { get; }

    /// <summary>Why the server says it refuses, told within the exchange (RFC 7628 3.2.2), on one line and without the secret; null when it told nothing.</summary>
    public virtual string? ErrorResult => null;

    /// <summary>The initial response, perhaps empty; null when the server speaks first.
    /// Throws <see cref="System.Security.Authentication.AuthenticationException"/> if the mechanism can't carry these credentials.</summary>
    public abstract byte[]? Start();

    /// <summary>The answer to one challenge, perhaps empty.
    /// Throws <see cref="System.Security.Authentication.AuthenticationException"/> on a wrong or hostile challenge, or on one too many; the exchange is then over.</summary>
    public abstract byte[] Respond(ReadOnlySpan<byte> challenge);

    /// <summary>Called when the server reports success.
    /// Throws <see cref="System.Security.Authentication.AuthenticationException"/> if it owes a proof that it knows the secret too.</summary>
    public virtual void Finish() { }
}
