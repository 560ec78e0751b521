using System.Security.Cryptography;
using System.Text;

namespace Pabal.Inbox.Web;

/// <summary>Who is let in by SMTP, POP3 and HTTP alike. Compares in the same time whatever is wrong.</summary>
internal sealed class Login(string? user, string? password)
{
    private readonly byte[] userHash = Hash(user ?? "");
    private readonly byte[] passwordHash = Hash(password ?? "");

    /// <summary>Whether anybody is asked.</summary>
    public bool IsRequired => password is not null;

    public bool Admits(string name, string secret)
    {
        var isUser = CryptographicOperations.FixedTimeEquals(userHash, Hash(name));
        var isPassword = CryptographicOperations.FixedTimeEquals(passwordHash, Hash(secret));
        return !IsRequired || ((isUser || user is null) && isPassword);
    }

    /// <summary>The same for <c>Basic</c> of RFC 7617.</summary>
    public bool AdmitsBasic(string? authorization)
    {
        const string Scheme = "Basic ";
        if (!IsRequired)
            return true;
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var decoded = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), decoded, out var length))
            return false;
        var pair = Encoding.UTF8.GetString(decoded, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 && Admits(pair[..colon], pair[(colon + 1)..]);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
