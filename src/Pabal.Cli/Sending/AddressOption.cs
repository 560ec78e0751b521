using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary>Options that take addresses as a header does.</summary>
internal static class AddressOption
{
    public static AddressList Parse(string option, params IEnumerable<string> values)
    {
        var all = AddressList.Empty;
        foreach (var value in values)
        {
            if (!AddressList.TryParse(value, out var list, out var reason))
                throw Bad(option, reason);
            if (list.Count == 0)
                throw Bad(option, Say("the address is empty", "주소가 비어 있습니다"));
            all = all.Concat(list);
        }
        return all;
    }

    /// <summary>The same for who sends: a group that nobody is in can't.</summary>
    public static AddressList ParseAuthors(string option, params IEnumerable<string> values)
    {
        var authors = Parse(option, values);
        return authors.Mailboxes.Any() ? authors : throw Bad(option, Say("it names nobody who could send a mail", "메일을 보낼 사람이 적혀 있지 않습니다"));
    }

    private static CliException Bad(string option, string reason) => CliException.BadInput(option, reason,
        Say("write it as ann@example.com or \"Ann <ann@example.com>\", several separated by commas", "ann@example.com 또는 \"길동 <gil@example.com>\"처럼 쓰고, 여럿이면 쉼표로 나누십시오"));
}
