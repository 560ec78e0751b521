using System.Diagnostics;
using System.Security.Authentication;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>A mechanism in which the client sends one message and the server answers with success or failure.</summary>
internal sealed class OneMessageMechanism : BoundedMechanism
{
    private const int MaxTrace = 255; // RFC 4505 2, in characters

    private readonly string message;

    private OneMessageMechanism(string name, string message, bool sendsSecret) : base(name, challenges: 0)
    {
        this.message = message;
        SendsSecret = sendsSecret;
    }

    public override bool SendsSecret { get; }

    /// <summary>PLAIN (RFC 4616). User and password go as they are: preparing them is the server's part.</summary>
    public static OneMessageMechanism Plain(SmtpCredentials credentials) =>
        new("PLAIN", $"\0{credentials.User}\0{credentials.Secret}", sendsSecret: true);

    /// <summary>EXTERNAL (RFC 4422 appendix A): the server knows the client already, by its certificate say; the user is whom to act as, perhaps nobody.</summary>
    public static OneMessageMechanism External(SmtpCredentials credentials) => new("EXTERNAL", credentials.User, sendsSecret: false);

    /// <summary>ANONYMOUS (RFC 4505): the user is a trace for the server's log, perhaps empty.</summary>
    public static OneMessageMechanism Anonymous(SmtpCredentials credentials) => new("ANONYMOUS", credentials.User, sendsSecret: false);

    public override byte[] Start() => Name == "ANONYMOUS" && message.EnumerateRunes().Count() > MaxTrace
        ? throw new AuthenticationException(Say($"ANONYMOUS takes a name of at most {MaxTrace} characters", $"ANONYMOUS의 이름은 {MaxTrace}자까지입니다"))
        : Encoding.UTF8.GetBytes(message);

    protected override byte[] Answer(int step, ReadOnlySpan<byte> challenge) => throw new UnreachableException();
}
