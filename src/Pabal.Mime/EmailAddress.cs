using System.Diagnostics.CodeAnalysis;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>One addr-spec (RFC 5321 4.1.2, RFC 6531): <c>local-part@domain</c>. It can never hold CR, LF or NUL.</summary>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    private string? text;

    internal EmailAddress(string localPart, string domain, string asciiDomain, bool isValid)
    {
        LocalPart = localPart;
        Domain = domain;
        AsciiDomain = asciiDomain;
        IsValid = isValid;
    }

    /// <summary>The part before the <c>@</c>, without quotes: <c>john smith</c> for <c>"john smith"@example.com</c>.</summary>
    public string LocalPart { get; }

    /// <summary>The domain as it was written, or an address literal such as <c>[192.0.2.1]</c>.</summary>
    public string Domain { get; }

    /// <summary>The domain in A-labels (<c>xn--…</c>, RFC 5890): what goes on the wire.</summary>
    public string AsciiDomain { get; }

    /// <summary>False only for an address read from a message that breaks the grammar; such an address can be shown but not mailed to.</summary>
    public bool IsValid { get; }

    /// <summary>True when the local part is not ASCII, so that the server must offer SMTPUTF8 (RFC 6531).</summary>
    public bool RequiresUtf8 => !System.Text.Ascii.IsValid(LocalPart);

    /// <summary>Reads exactly one address, bare or in angle brackets. Throws <see cref="FormatException"/> saying what is wrong.</summary>
    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address, out var reason) ? address : throw new FormatException(reason);

    /// <summary>Reads exactly one address, bare or in angle brackets; otherwise <paramref name="reason"/> says in words why it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out string? reason)
    {
        var trimmed = (text ?? "").Trim(' ', '\t');
        if (trimmed is ['<', .., '>'])
            trimmed = trimmed[1..^1];
        (address, reason) = AddressSyntax.ParseStrict(trimmed);
        if (address is not null)
            return true;
        reason ??= "";
        return false;
    }

    /// <summary>Reads exactly one address, bare or in angle brackets.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address) => TryParse(text, out address, out _);

    /// <summary>Same as <see cref="Parse"/>.</summary>
    public static implicit operator EmailAddress(string text) => Parse(text);

    /// <summary>The address as it travels: local part quoted where it must be, domain in A-labels.</summary>
    public override string ToString() => text ??=
        AsciiDomain.Length > 0 ? $"{AddressSyntax.QuoteLocalPart(LocalPart)}@{AsciiDomain}"
        : LocalPart.Length > 0 ? AddressSyntax.QuoteLocalPart(LocalPart) : "";

    /// <summary>Local parts compare exactly, domains without regard to case (RFC 5321 2.4).</summary>
    public bool Equals(EmailAddress? other) =>
        other is not null && LocalPart == other.LocalPart && AsciiDomain.Equals(other.AsciiDomain, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LocalPart, StringComparer.OrdinalIgnoreCase.GetHashCode(AsciiDomain));
}
