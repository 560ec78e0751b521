using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Pabal.Smtp.Server;

/// <summary>What a client logs in with. Printing it never shows the password.</summary>
internal sealed record Login(string User, string Password)
{
    public override string ToString() => User;
}

/// <summary>The server's side of AUTH PLAIN (RFC 4616) and AUTH LOGIN: what the client sends becomes a <see cref="Login"/>.</summary>
internal sealed class LoginExchange
{
    private readonly bool isPlain;
    private string? user;

    private LoginExchange(bool isPlain) => this.isPlain = isPlain;

    /// <summary>Null for a mechanism that is not offered.</summary>
    public static LoginExchange? For(string mechanism) => mechanism switch
    {
        "PLAIN" => new LoginExchange(isPlain: true),
        "LOGIN" => new LoginExchange(isPlain: false),
        _ => null,
    };

    /// <summary>The challenge for the next response.</summary>
    public SmtpReply Challenge => new(334, isPlain ? "" : user is null ? "VXNlcm5hbWU6" : "UGFzc3dvcmQ6");

    /// <summary>Takes a response in base64: a login, or a refusal, or neither when more is needed.</summary>
    public (Login? Login, SmtpReply? Refusal) Receive(ReadOnlySpan<byte> base64)
    {
        if (base64 is [(byte)'*'])
            return (null, Replies.LoginCancelled);
        if (Decode(base64) is not { } text)
            return (null, Replies.BadLogin);
        if (isPlain)
            return text.Split('\0') is [var identity, var name, var password] ? Plain(identity, name, password) : (null, Replies.BadLogin);
        if (user is not null)
            return text.Contains('\0') ? (null, Replies.BadLogin) : (new Login(user, text), null);
        user = text;
        return IsName(user) ? (null, null) : (null, Replies.BadLogin);
    }

    // To act for somebody else is a right that nobody is given here.
    private static (Login? Login, SmtpReply? Refusal) Plain(string identity, string name, string password) =>
        !IsName(name) ? (null, Replies.BadLogin)
        : identity.Length > 0 && identity != name ? (null, Replies.WrongLogin)
        : (new Login(name, password), null);

    // It will be logged and shown.
    private static bool IsName(string text) => text.Length > 0 && !text.Any(char.IsControl);

    private static string? Decode(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return !base64.ContainsAny(" \t"u8)
            && Base64.DecodeFromUtf8(base64, bytes, out _, out var written) == OperationStatus.Done
            && Utf8.IsValid(bytes.AsSpan(0, written))
            ? Encoding.UTF8.GetString(bytes, 0, written)
            : null;
    }
}
