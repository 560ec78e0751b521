using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Pabal.Smtp.Server;

/// <summary>What a client logs in with. Printing it never shows the password or token.</summary>
internal sealed record Login(string User, string Secret)
{
    public override string ToString() => User;
}

/// <summary>The server's side of one AUTH: what the client sends becomes a question to the handler, a further challenge or a refusal.</summary>
internal abstract class LoginExchange
{
    /// <summary>What there is; which of them are offered is an option.</summary>
    public static readonly string[] Mechanisms = ["PLAIN", "LOGIN", "SCRAM-SHA-256", "OAUTHBEARER", "XOAUTH2"];

    public static LoginExchange For(string mechanism, byte[] key) => mechanism switch
    {
        "LOGIN" => new NameThenPassword(),
        "SCRAM-SHA-256" => new ScramExchange(key),
        "OAUTHBEARER" or "XOAUTH2" => new BearerExchange(isStandard: mechanism == "OAUTHBEARER"),
        _ => new PlainLogin(),
    };

    /// <summary>The challenge when the client began with none of its own.</summary>
    public virtual Step.Say First { get; } = new(new SmtpReply(334, ""));

    /// <summary>Takes a response in base64.</summary>
    public (Step? Step, SmtpReply? Refusal) Receive(ReadOnlySpan<byte> base64)
    {
        if (base64 is [(byte)'*'])
            return (null, Replies.LoginCancelled);
        return Decode(base64) is { } text && Receive(text) is { } step
            ? step is Step.Say { Reply.Code: >= 400 } refusal ? (null, refusal.Reply) : (step, null)
            : (null, Replies.BadLogin);
    }

    /// <summary>What was said about a user whose secret was asked for.</summary>
    public virtual Step.Say Continue(ScramSecret? secret) => new(Replies.NoMechanism);

    /// <summary>How a refusal is told within the exchange, before its reply; null where it is not.</summary>
    public virtual Step.Say? TellRefusal() => null;

    /// <summary>Takes a response; null if it is none.</summary>
    protected abstract Step? Receive(string response);

    protected static Step.Say Challenge(string text) => new(new SmtpReply(334, Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));

    protected static Step Wrong { get; } = new Step.Say(Replies.WrongLogin);

    // It will be logged and shown.
    protected static bool IsName(string text) => text.Length > 0 && !text.Any(char.IsControl);

    private static string? Decode(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return !base64.ContainsAny(" \t"u8)
            && Base64.DecodeFromUtf8(base64, bytes, out _, out var written) == OperationStatus.Done
            && Utf8.IsValid(bytes.AsSpan(0, written))
            ? Encoding.UTF8.GetString(bytes, 0, written)
            : null;
    }

    /// <summary>AUTH PLAIN (RFC 4616).</summary>
    private sealed class PlainLogin : LoginExchange
    {
        // To act for somebody else is a right that nobody is given here.
        protected override Step? Receive(string response) => response.Split('\0') switch
        {
            [var identity, var name, var password] when IsName(name) => identity.Length > 0 && identity != name ? Wrong : new Step.AskLogin(new Login(name, password)),
            _ => null,
        };
    }

    /// <summary>AUTH LOGIN, which has no RFC.</summary>
    private sealed class NameThenPassword : LoginExchange
    {
        private string? user;

        public override Step.Say First { get; } = Challenge("Username:");

        protected override Step? Receive(string response)
        {
            if (user is not null)
                return response.Contains('\0') ? null : new Step.AskLogin(new Login(user, response));
            user = response;
            return IsName(user) ? Challenge("Password:") : null;
        }
    }
}
