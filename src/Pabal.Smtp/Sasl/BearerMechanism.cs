using System.Globalization;
using System.Text;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Sasl;

/// <summary>An OAuth 2.0 access token in one message. A server that refuses it says why in a challenge, which is JSON and must be answered before it ends the exchange.</summary>
internal sealed class BearerMechanism : BoundedMechanism
{
    private readonly string message;
    private readonly string token;
    private readonly byte[] acknowledgement;
    private string? errorResult;

    private BearerMechanism(string name, string message, string token, byte[] acknowledgement) : base(name, challenges: 1)
    {
        this.message = message;
        this.token = token;
        this.acknowledgement = acknowledgement;
    }

    public override bool SendsSecret => true;

    public override string? ErrorResult => errorResult;

    /// <summary>OAUTHBEARER (RFC 7628).</summary>
    public static BearerMechanism OAuthBearer(SmtpCredentials credentials, string host, int port)
    {
        var authorize = credentials.User.Length == 0 ? "" : $"a={SaslName.Escape(credentials.User)}";
        var message = string.Create(CultureInfo.InvariantCulture, $"n,{authorize},\u0001host={host}\u0001port={port}\u0001{Authorization(credentials)}");
        return new BearerMechanism("OAUTHBEARER", message, credentials.Secret, [0x01]);
    }

    /// <summary>XOAUTH2, what Google and Microsoft had before there was an RFC.</summary>
    public static BearerMechanism XOAuth2(SmtpCredentials credentials) =>
        new("XOAUTH2", $"user={credentials.User}\u0001{Authorization(credentials)}", credentials.Secret, []);

    public override byte[] Start() => Encoding.UTF8.GetBytes(message);

    protected override byte[] Answer(int step, ReadOnlySpan<byte> challenge)
    {
        // Whoever shows this shows what a server said, and a server may repeat what it heard.
        var said = Printable.Decode(challenge).Replace(token, TranscriptLine.Redacted, StringComparison.Ordinal);
        errorResult = said.Length == 0 ? null : Printable.Spaced(said);
        return acknowledgement;
    }

    private static string Authorization(SmtpCredentials credentials) => $"auth=Bearer {credentials.Secret}\u0001\u0001";
}
