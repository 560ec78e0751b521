using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Markdown.Pictures;

/// <summary>A folder out of which no picture leads: neither by its path nor by a link on the way.</summary>
internal sealed class PictureFolder(string folder)
{
    private const int MostLinks = 40;

    private readonly string root = Path.GetFullPath(folder);

    /// <summary>The path of a picture, links followed, given its address relative to the folder.</summary>
    public string Find(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var name = Uri.UnescapeDataString(end < 0 ? url : url[..end]).Replace('\\', '/');
        if (name.Length == 0 || name.Contains('\0'))
            throw BadPicture.Because(url, Say("is no name of a file", "은(는) 파일 이름이 아닙니다"), Say("write the path of a picture", "그림의 경로를 쓰십시오"));
        var path = Path.GetFullPath(Path.Combine(root, name));
        if (Path.IsPathRooted(name) || !IsWithin(root, path))
            throw Outside(url);
        if (Directory.Exists(path))
            throw BadPicture.Because(url, Say("is a folder", "은(는) 폴더입니다"), Say("name a file in it", "그 안의 파일을 지정하십시오"));
        if (!File.Exists(path))
            throw new FileNotFoundException(Say($"the picture {BadPicture.Shown(url)} is not there: there is no file {path}; check its name, and that it lies in {root}",
                                                $"그림 {BadPicture.Shown(url)}이(가) 없습니다: {path} 파일이 없습니다. 이름과 {root}에 있는지를 확인하십시오"), path);
        var real = Followed(path, MostLinks);
        if (!IsWithin(Followed(root, MostLinks), real))
            throw Outside(url);
        CheckContent(url, real);
        return real;
    }

    // A slip, or Markdown of somebody else, must not send what is no picture.
    private static void CheckContent(string url, string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4096];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (ContentSniffer.Detect(head.AsSpan(0, length), path, isComplete: length < head.Length).Type != "image")
            throw BadPicture.Because(url, Say("is no picture by its content", "의 내용은 그림이 아닙니다"), Say("attach it as a file instead", "파일로 첨부하십시오"));
    }

    private static bool IsWithin(string root, string path) =>
        Path.GetRelativePath(root, path) is var relative && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);

    // Links may be anywhere on the way, and may lead through links.
    private static string Followed(string path, int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var name in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Join(real, name);
            if (new FileInfo(real).LinkTarget is { } target)
                real = links > 0 ? Followed(Path.GetFullPath(target, Path.GetDirectoryName(real)!), links - 1) : throw new IOException(Say($"{path} leads in a circle", $"{path}이(가) 돌고 돕니다"));
        }
        return real;
    }

    private static ArgumentException Outside(string url) => BadPicture.Because(url,
        Say("leads outside the folder of the Markdown", "은(는) 마크다운의 폴더 밖입니다"), Say("copy it into that folder and write its path there", "그 폴더에 복사하고 그곳의 경로로 쓰십시오"));
}
