using System.Text;

namespace Pabal.Smtp.Sasl;

/// <summary>LOGIN, never standardized: the server asks twice, in words that differ from server to server, so that only the order counts.</summary>
internal sealed class LoginMechanism(SmtpCredentials credentials) : BoundedMechanism("LOGIN", challenges: 2)
{
    public override bool SendsSecret => true;

    public override byte[]? Start() => null;

    protected override byte[] Answer(int step, ReadOnlySpan<byte> challenge) =>
        Encoding.UTF8.GetBytes(step == 0 ? credentials.User : credentials.Secret);
}
