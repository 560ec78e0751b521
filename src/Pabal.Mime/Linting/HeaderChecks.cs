using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Linting;

/// <summary>Fields that must be there, that may stand once, and what must not stand in them (RFC 5322 3.6).</summary>
internal static class HeaderChecks
{
    private static readonly string[] Once =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    public static IEnumerable<LintFinding> Run(MimeMessage message)
    {
        var headers = message.Headers;
        foreach (var name in new[] { "From", "Date", "Message-ID" })
        {
            if (headers.Find(name) is null)
                yield return Refused($"missing-{name.ToLowerInvariant()}", Say($"the field {name} is missing", $"{name} 헤더가 없습니다"), Say($"add {name}; Gmail and Outlook refuse mail without it", $"{name}을(를) 넣으십시오. Gmail과 Outlook은 없으면 거부합니다"));
        }
        foreach (var name in Once)
        {
            if (headers.FindAll(name).Skip(1).Any())
                yield return Refused("duplicate-field", Say($"the field {name} stands more than once", $"{name} 헤더가 두 번 이상 있습니다"), Say("leave one; Gmail refuses duplicate fields", "하나만 남기십시오. Gmail은 겹친 헤더를 거부합니다"));
        }
        if (headers.Find("Subject") is null)
            yield return Warning("missing-subject", Say("there is no Subject", "제목(Subject)이 없습니다"), Say("give it one; mail without a subject looks like spam", "제목을 쓰십시오. 제목 없는 메일은 스팸처럼 보입니다"));
        if (headers.Find("Date") is not null && message.Date is null)
            yield return Refused("bad-date", Say($"the Date can't be read: {headers["Date"]}", $"날짜(Date)를 읽을 수 없습니다: {headers["Date"]}"), Say("write it as Sat, 21 Nov 2026 09:05:00 +0900", "Sat, 21 Nov 2026 09:05:00 +0900처럼 쓰십시오"));
        if (headers["Message-ID"] is { } id && !IsMessageId(id))
            yield return Refused("bad-message-id", Say($"the Message-ID is not valid: {id}", $"Message-ID가 올바르지 않습니다: {id}"), Say("write it as <unique@example.com>", "<고유한값@example.com>처럼 쓰십시오"));
        if (headers.Find("Bcc") is not null || headers.Find("Resent-Bcc") is not null)
            yield return Refused("bcc-present", Say("the message holds a Bcc field: every recipient can read it", "메시지에 숨은 참조(Bcc)가 들어 있어 모든 사람이 볼 수 있습니다"), Say("take it out; Bcc belongs into the envelope only", "지우십시오. 숨은 참조는 봉투에만 둡니다"));
        foreach (var field in headers)
        {
            if (!Ascii.IsValid(field.Raw.Span))
                yield return Warning("raw-8bit-header", Say($"the field {field.Name} holds raw 8-bit octets", $"{field.Name} 헤더에 8비트 바이트가 그대로 있습니다"), Say("use encoded-words (RFC 2047); raw UTF-8 needs SMTPUTF8 on the whole way", "인코딩된 단어(RFC 2047)로 쓰십시오. UTF-8 그대로는 모든 서버가 SMTPUTF8이어야 합니다"));
        }
        if (message.Root is Multipart && headers.Find("MIME-Version") is null)
            yield return Warning("missing-mime-version", Say("MIME-Version is missing though the message is a multipart", "multipart 메시지인데 MIME-Version이 없습니다"), Say("add MIME-Version: 1.0", "MIME-Version: 1.0을 넣으십시오"));
        if (headers.Find("List-Unsubscribe-Post") is not null && headers["List-Unsubscribe"]?.Contains("<https:", StringComparison.OrdinalIgnoreCase) != true)
            yield return Warning("one-click-without-https", Say("List-Unsubscribe-Post stands without an https address in List-Unsubscribe", "List-Unsubscribe에 https 주소가 없는데 List-Unsubscribe-Post가 있습니다"), Say("add <https://…> to List-Unsubscribe (RFC 8058)", "List-Unsubscribe에 <https://…>를 넣으십시오(RFC 8058)"));
    }

    public static LintFinding Refused(string id, string message, string remedy) => new(id, LintSeverity.Refused, message, remedy);

    public static LintFinding Warning(string id, string message, string remedy) => new(id, LintSeverity.Warning, message, remedy);

    private static bool IsMessageId(string id) =>
        id is ['<', .., '>'] && id.IndexOf('@', StringComparison.Ordinal) is var at and > 1 && at == id.LastIndexOf('@') && at < id.Length - 2
        && !id.AsSpan(1, id.Length - 2).ContainsAnyExceptInRange('!', '~') && id.AsSpan(1, id.Length - 2).IndexOfAny('<', '>') < 0;
}
