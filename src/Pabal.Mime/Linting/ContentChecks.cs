using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Linting;

/// <summary>What readers see: pictures that are not there, HTML that is cut, files that are blocked.</summary>
internal static class ContentChecks
{
    private const int GmailClipsAt = 102 * 1024;

    // What Gmail and Outlook block by name, inside archives too.
    private static readonly FrozenSet<string> Blocked = new[]
    {
        ".ade", ".adp", ".apk", ".appx", ".bat", ".cab", ".chm", ".cmd", ".com", ".cpl", ".dll", ".dmg", ".exe", ".hta", ".ins", ".iso", ".jar",
        ".js", ".jse", ".lib", ".lnk", ".mde", ".msc", ".msi", ".msp", ".pif", ".ps1", ".scr", ".sct", ".sys", ".vb", ".vbe", ".vbs", ".vxd", ".wsc", ".wsf", ".wsh",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> EndOfId = SearchValues.Create("\"'>) \t\r\n");

    public static IEnumerable<LintFinding> Run(MimeMessage message)
    {
        var html = message.HtmlBody;
        var ids = message.Parts.Select(each => each.Part.ContentId).OfType<string>().ToHashSet();
        var used = html is null ? [] : ReferencedIds(html);
        foreach (var id in used.Except(ids))
            yield return HeaderChecks.Warning("unresolved-cid", Say($"the HTML shows cid:{id}, but no part has that Content-ID", $"HTML이 cid:{id}를 보여 주려 하지만 그 Content-ID를 가진 부분이 없습니다"), Say("add the picture as an inline part, or take the reference out", "그림을 본문 안 부분으로 넣거나 참조를 지우십시오"));
        if (html is not null)
        {
            foreach (var id in message.InlineParts.Select(part => part.ContentId).OfType<string>().Except(used))
                yield return HeaderChecks.Warning("unused-cid", Say($"the inline part {id} is shown nowhere in the HTML", $"본문 안 부분 {id}이(가) HTML 어디에도 쓰이지 않았습니다"), Say("refer to it as cid:…, or attach it", "cid:…로 쓰거나 첨부로 바꾸십시오"));
            if (Encoding.UTF8.GetByteCount(html) > GmailClipsAt)
                yield return HeaderChecks.Warning("html-clipped", Say($"the HTML has {Encoding.UTF8.GetByteCount(html)} octets; Gmail cuts it after {GmailClipsAt}", $"HTML이 {Encoding.UTF8.GetByteCount(html)}바이트입니다. Gmail은 {GmailClipsAt}바이트 뒤를 자릅니다"), Say("shorten it, or link to a page", "줄이거나 웹 페이지로 연결하십시오"));
            if (message.TextBody is null)
                yield return HeaderChecks.Warning("html-only", Say("there is HTML but no plain text", "HTML만 있고 일반 본문이 없습니다"), Say("add the same as text; filters and readers without HTML need it", "같은 내용을 텍스트로도 넣으십시오. 필터와 HTML을 못 보는 프로그램에 필요합니다"));
        }
        foreach (var (path, part) in message.Parts)
        {
            // What can be read only once is not read for this.
            if (message.CanBeWrittenAgain && part.MatchesMd5 == false)
                yield return HeaderChecks.Warning("wrong-content-md5", Say($"part {path} is not what its Content-MD5 says", $"부분 {path}의 내용이 Content-MD5와 다릅니다"), Say("remove the field, or get the message again: it was changed or damaged", "그 헤더를 지우거나 메시지를 다시 받으십시오. 바뀌었거나 손상되었습니다"));
        }
        foreach (var part in message.Attachments)
        {
            if (part.FileName is { } name && Blocked.Contains(Path.GetExtension(name)))
                yield return HeaderChecks.Refused("blocked-file-type", Say($"{name} is of a kind that Gmail and Outlook do not deliver", $"{name}은(는) Gmail과 Outlook이 배달하지 않는 종류입니다"), Say("share it by a link instead", "링크로 나누십시오"));
        }
    }

    // Everything after "cid:" up to what ends an attribute or a CSS url(); percent-encoding undone (RFC 2392 2).
    private static HashSet<string> ReferencedIds(string html)
    {
        var ids = new HashSet<string>();
        for (var at = html.IndexOf("cid:", StringComparison.OrdinalIgnoreCase); at >= 0; at = html.IndexOf("cid:", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            if (at > 0 && html[at - 1] is not ('"' or '\'' or '=' or '(' or ' '))
                continue;
            var rest = html.AsSpan(at + 4);
            var end = rest.IndexOfAny(EndOfId);
            var id = Uri.UnescapeDataString((end < 0 ? rest : rest[..end]).ToString());
            if (id.Length > 0)
                ids.Add(id);
        }
        return ids;
    }
}
