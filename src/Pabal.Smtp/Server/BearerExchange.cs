namespace Pabal.Smtp.Server;

/// <summary>The server's side of OAUTHBEARER (RFC 7628) and of XOAUTH2, which came before it. A refusal is told as a challenge first, which the client answers with next to nothing.</summary>
internal sealed class BearerExchange(bool isStandard) : LoginExchange
{
    public override Step.Say TellRefusal() => Challenge(isStandard ? """{"status":"invalid_token"}""" : """{"status":"401","schemes":"bearer"}""");

    protected override Step? Receive(string response)
    {
        if (response.Split('\u0001') is not [var head, .. var fields, "", ""]
            || (isStandard ? StandardUser(head) : OldUser(head)) is not { } user || user.Any(char.IsControl))
            return null;
        var authorization = fields.FirstOrDefault(field => field.StartsWith("auth=", StringComparison.Ordinal));
        return authorization?["auth=".Length..].Split(' ') is [var scheme, { Length: > 0 } token] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new Step.AskToken(new Login(user, token))
            : null;
    }

    private static string? StandardUser(string gs2) => Gs2Header.Parse(gs2) is { Rest: "" } header ? header.Identity : null;

    private static string? OldUser(string head) => head.StartsWith("user=", StringComparison.Ordinal) && head.Length > 5 ? head[5..] : null;
}
