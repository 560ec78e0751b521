using System.Net;
using Pabal.Mime.Text;

namespace Pabal.Inbox.Insight;

/// <summary>The pictures of HTML in order: what a reader sees who has them off, and those that are there only to tell somebody that the mail was opened.</summary>
internal static class PictureFinder
{
    private const int MostPictures = 500;
    private const int LongestText = 500;

    public static List<Picture> Find(string html)
    {
        var pictures = new List<Picture>();
        for (var pos = 0; pictures.Count < MostPictures && (pos = html.IndexOf("<img", pos, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var tag = new HtmlTag(html, pos + 1);
            var isPicture = tag.Name.Equals("img", StringComparison.OrdinalIgnoreCase);
            string? source = null, alt = null;
            var isTiny = false;
            while (isPicture && tag.TryReadAttribute(out var name, out var value))
            {
                if (name.Equals("src", StringComparison.OrdinalIgnoreCase))
                    source ??= Text(value);
                else if (name.Equals("alt", StringComparison.OrdinalIgnoreCase))
                    alt ??= Text(value);
                else if (name.Equals("width", StringComparison.OrdinalIgnoreCase) || name.Equals("height", StringComparison.OrdinalIgnoreCase))
                    isTiny |= value is "0" or "1" or "0px" or "1px";
            }
            pos = isPicture ? Math.Max(tag.End, pos + 4) : pos + 4;
            if (source is not null)
                pictures.Add(new Picture(source, alt, isTiny && source.StartsWith("http", StringComparison.OrdinalIgnoreCase)));
        }
        return pictures;
    }

    private static string Text(ReadOnlySpan<char> value)
    {
        var text = WebUtility.HtmlDecode(value[..Math.Min(value.Length, 4 * LongestText)].ToString()).Trim();
        return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
    }
}
