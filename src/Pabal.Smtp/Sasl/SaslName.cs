namespace Pabal.Smtp.Sasl;

/// <summary>A name where commas part attributes (saslname, RFC 5801 4).</summary>
internal static class SaslName
{
    public static string Escape(string name) =>
        name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    /// <summary>Null if it is no such name.</summary>
    public static string? Unescape(string name)
    {
        var plain = name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return Escape(plain) == name ? plain : null;
    }
}
