using System.Buffers.Text;
using System.Text;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Markdown.Pictures;

/// <summary>A picture written into its address (RFC 2397): <c>data:image/png;base64,…</c>.</summary>
internal static class DataAddress
{
    public static Attachment Read(string url)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var head = comma < 0 ? "" : url["data:".Length..comma];
        var isBase64 = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        var type = MediaType.TryParse(isBase64 ? head[..^";base64".Length] : head, out var parsed) && parsed.Type == "image" ? parsed
            : throw Bad(url, Say("does not say that it is a picture", "은(는) 그림이라고 밝히지 않습니다"));
        var data = Uri.UnescapeDataString(url[(comma + 1)..]);
        var bytes = !isBase64 ? Encoding.UTF8.GetBytes(data)
            : Base64.IsValid(data) ? Convert.FromBase64String(data)
            : throw Bad(url, Say("is no base64", "은(는) base64가 아닙니다"));
        return Attachment.FromBytes($"picture.{type.Subtype.Split('+')[0]}", bytes) with { MediaType = type };
    }

    private static ArgumentException Bad(string url, string reason) =>
        BadPicture.Because(url, reason, Say("write it like data:image/png;base64,…", "data:image/png;base64,…처럼 쓰십시오"));
}
