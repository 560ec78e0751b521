using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Server;

/// <summary>What a client says before the message of its mechanism (RFC 5801 4), with the comma at its end.</summary>
/// <param name="Text">As it was said.</param>
/// <param name="Identity">Whom to act for; empty when that is whoever logs in.</param>
/// <param name="Rest">What follows it.</param>
internal sealed record Gs2Header(string Text, string Identity, string Rest)
{
    /// <summary>Null for what is none, and for a client that insists on channel binding, which is not offered.</summary>
    public static Gs2Header? Parse(string text)
    {
        if (text is not (['n' or 'y', ',', .. var rest]) || rest.IndexOf(',', StringComparison.Ordinal) is not (>= 0 and var comma))
            return null;
        var identity = rest[..comma] switch
        {
            "" => "",
            ['a', '=', .. var name] => SaslName.Unescape(name),
            _ => null,
        };
        return identity is null ? null : new Gs2Header(text[..(comma + 3)], identity, rest[(comma + 1)..]);
    }
}
