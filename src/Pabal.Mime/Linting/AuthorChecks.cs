using static Pabal.Localized;

namespace Pabal.Mime.Linting;

/// <summary>Who the mail is from and to: what DMARC looks at, and what receivers do not take.</summary>
internal static class AuthorChecks
{
    public static IEnumerable<LintFinding> Run(MimeMessage message)
    {
        var from = message.Headers.Addresses("From");   // every one of them, should there be several fields
        var authors = from.Mailboxes.ToArray();
        if (authors.Length > 1)
            yield return HeaderChecks.Refused("several-authors", Say("From holds more than one address", "보내는 사람(From)에 주소가 여럿입니다"), Say("leave one; Gmail and Outlook refuse several", "하나만 남기십시오. Gmail과 Outlook은 여럿이면 거부합니다"));
        foreach (var (field, list) in new[] { ("From", from), ("To", message.To), ("Cc", message.Cc), ("Reply-To", message.ReplyTo) })
        {
            foreach (var mailbox in list.Mailboxes)
            {
                if (!mailbox.Address.IsValid)
                    yield return HeaderChecks.Refused("bad-address", Say($"{field} holds no valid address: {mailbox}", $"{field}에 올바르지 않은 주소가 있습니다: {mailbox}"), Say("write it as Name <name@example.com>", "이름 <name@example.com>처럼 쓰십시오"));
                else if (mailbox.Address.LocalPart.Contains("=?", StringComparison.Ordinal))
                    yield return HeaderChecks.Refused("encoded-address", Say($"{field} holds an encoded-word within an address: {mailbox.Address}", $"{field}의 주소 안에 인코딩된 단어가 있습니다: {mailbox.Address}"), Say("only names are encoded, never addresses (RFC 2047 5)", "이름만 인코딩합니다. 주소는 하지 않습니다(RFC 2047 5)"));
            }
        }
        if (authors is [{ Name: { } name, Address: var address }] && name.Contains('@') && !name.Contains(address.ToString(), StringComparison.OrdinalIgnoreCase))
            yield return HeaderChecks.Warning("address-as-name", Say($"the name in From looks like another address: {name}", $"보내는 사람의 이름이 다른 주소처럼 보입니다: {name}"), Say("use a name without an @; this is what forgers do", "@가 없는 이름을 쓰십시오. 사칭 메일이 이렇게 합니다"));
        if (message.To.Count + message.Cc.Count == 0)
            yield return HeaderChecks.Warning("no-visible-recipient", Say("neither To nor Cc names anybody", "받는 사람(To)도 참조(Cc)도 없습니다"), Say("add a To, for a mailing the sender's own address", "받는 사람을 쓰십시오. 단체 메일이라면 보내는 사람의 주소를 쓰면 됩니다"));
    }
}
