using System.Collections.Immutable;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The XCLIENT command: for whom a trusted client speaks. The server then begins the session anew, as if they had connected themselves.</summary>
internal static class ClientIdentity
{
    private const int MaxLine = 512;

    /// <summary>The command. Throws if the server does not offer it or one of the attributes.</summary>
    public static SmtpCommand ToCommand(Dialogue dialogue, SmtpExtensions extensions, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var host = dialogue.Options.Host;
        if (!extensions.Keywords.TryGetValue("XCLIENT", out var offered))
            throw dialogue.Failure(SmtpStage.Ehlo, SmtpFailure.BadInput, Say($"{host} does not offer XCLIENT to this client", $"{host}이(가) 이 클라이언트에게 XCLIENT를 지원하지 않습니다"));
        var known = offered.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var given = attributes.Select(pair => (Name: pair.Key.ToUpperInvariant(), pair.Value)).ToImmutableArray();
        foreach (var (name, _) in given)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw dialogue.Failure(SmtpStage.Ehlo, SmtpFailure.BadInput, Say(
                    $"XCLIENT of {host} has no “{Printable.Escaped(name)}”; it has {Printable.Escaped(offered)}",
                    $"{host}의 XCLIENT에는 “{Printable.Escaped(name)}”이(가) 없습니다. 있는 것: {Printable.Escaped(offered)}"));
        }
        var command = new SmtpCommand.Plain("XCLIENT", string.Join(' ', given.Select(pair => $"{pair.Name}={XText.Encode(pair.Value)}")));
        return !given.IsEmpty && command.ToString().Length + 2 <= MaxLine ? command : throw dialogue.Failure(SmtpStage.Ehlo, SmtpFailure.BadInput, Say(
            "XCLIENT has at least one attribute, and all of them fit into one line of 512 octets",
            "XCLIENT에는 속성이 하나 이상 있어야 하고, 모두 512바이트 한 줄에 들어가야 합니다"));
    }
}
