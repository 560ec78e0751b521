using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>A value with the name of the system it belongs to, as reports have them (RFC 3464 2.1.2): <c>dns; mx.example.com</c>, <c>rfc822; ann@example.com</c>, <c>smtp; 550 no such user</c>.</summary>
public sealed record TypedText
{
    /// <summary>A type and what stands under it. Throws <see cref="ArgumentException"/> if the type is no token or the text holds a control character.</summary>
    public TypedText(string type, string text)
    {
        Type = MediaType.IsToken(type) ? type : throw new ArgumentException(Localized.Say($"“{HeaderText.OneLine(type)}” is no token", $"“{HeaderText.OneLine(type)}”은(는) 토큰이 아닙니다"), nameof(type));
        Text = HeaderText.Checked(text, nameof(text));
    }

    /// <summary>The type: <c>dns</c> for a server, <c>rfc822</c> or <c>utf-8</c> for an address, <c>smtp</c> for a reply.</summary>
    public string Type { get; }

    /// <summary>The name, address or text; one line.</summary>
    public string Text { get; }

    /// <summary>A mail address: <c>utf-8</c> where it is not ASCII (RFC 6533 3), else <c>rfc822</c>.</summary>
    public static TypedText Address(EmailAddress address) => new(address.RequiresUtf8 ? "utf-8" : "rfc822", address.ToString());

    /// <summary>As it is written.</summary>
    public override string ToString() => $"{Type}; {Text}";
}
