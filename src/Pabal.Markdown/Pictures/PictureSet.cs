using System.Globalization;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Markdown.Pictures;

/// <summary>The pictures that go along with a mail, each once, under a content id that no other attachment has.</summary>
internal sealed class PictureSet(string? folder, IEnumerable<Attachment> others)
{
    private readonly HashSet<string> ids = [.. others.Select(other => other.ContentId).OfType<string>()];
    private readonly Dictionary<string, Attachment> added = [];
    private readonly PictureFolder? place = folder is null ? null : new PictureFolder(folder);

    /// <summary>What the mail needs beside what it had, in the order it is shown.</summary>
    public IEnumerable<Attachment> Added => added.Values;

    /// <summary>Turns every picture of the document that can go along into a reference to an attachment.</summary>
    public void Take(MarkdownDocument document)
    {
        foreach (var picture in document.Descendants<LinkInline>().Where(link => link.IsImage))
            picture.Url = Address(picture.Url ?? "");
    }

    private string Address(string url) => SchemeOf(url) switch
    {
        "http" or "https" or "cid" => url,
        "data" => "cid:" + Keep(url, DataAddress.Read).ContentId,
        null => "cid:" + Keep(Place(url).Find(url), path => Attachment.FromFile(path)).ContentId,
        _ => throw BadPicture.Because(url, Say("is at an address that no mail can show", "의 주소는 메일에서 보일 수 없습니다"),
                                           Say("save it beside the Markdown, or use https:", "마크다운 곁에 저장하거나 https:를 쓰십시오")),
    };

    private PictureFolder Place(string url) => place
        ?? throw BadPicture.Because(url, Say("is relative, and no folder was given", "은(는) 상대 경로인데 폴더가 주어지지 않았습니다"),
                                         Say("name the folder that the Markdown lies in", "마크다운이 있는 폴더를 지정하십시오"));

    private Attachment Keep(string source, Func<string, Attachment> open)
    {
        if (!added.TryGetValue(source, out var picture))
        {
            picture = open(source);
            added[source] = picture = picture with { ContentId = NewId(picture.FileName) };
        }
        return picture;
    }

    // Only characters that no program writes differently in an address than in a field.
    private string NewId(string fileName)
    {
        var name = fileName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && fileName.Length <= 100 ? fileName : "picture";
        var id = name;
        for (var i = 2; !ids.Add(id); i++)
            id = string.Create(CultureInfo.InvariantCulture, $"{i}-{name}");
        return id;
    }

    // What stands before a colon that no slash precedes (RFC 3986 4.2); a drive is one too.
    private static string? SchemeOf(string url)
    {
        var end = url.AsSpan().IndexOfAny(":/\\?#");
        return end > 0 && url[end] == ':' ? url[..end].ToLowerInvariant() : null;
    }
}
