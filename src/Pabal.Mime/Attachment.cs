using System.Buffers;
using Pabal.Mime.Writing;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>A file that goes with a mail. Its type is found from its content unless it is given.</summary>
public sealed record Attachment
{
    private static readonly SearchValues<char> NotInIds = SearchValues.Create("<>()\"\\");

    private Attachment(string fileName, ContentSource content)
    {
        FileName = fileName;
        Content = content;
    }

    /// <summary>The name the recipient sees; any language, no control characters, no folders.</summary>
    public string FileName
    {
        get;
        init => field = CheckedName(value);
    }

    /// <summary>The type; null finds it from the content.</summary>
    public MediaType? MediaType { get; init; }

    /// <summary>The id by which HTML shows it as <c>cid:ID</c>, without angle brackets; set, it is inline and no attachment to the eye.</summary>
    public string? ContentId
    {
        get;
        init => field = value is null || IsContentId(value)
            ? value
            : throw new ArgumentException(Say($"“{Headers.HeaderText.OneLine(value)}” is no content id; use printable ASCII without spaces or < > ( ) \" \\", $"“{Headers.HeaderText.OneLine(value)}”은(는) 콘텐츠 ID가 아닙니다. 공백과 < > ( ) \" \\ 없는 ASCII로 쓰십시오"), nameof(value));
    }

    /// <summary>The size in octets; null when it is not known before it is read.</summary>
    public long? Size => Content.Length;

    internal ContentSource Content { get; private init; }

    /// <summary>A file on disk, opened only while it is read. Throws <see cref="FileNotFoundException"/> or <see cref="UnauthorizedAccessException"/> at once, not when it is sent.</summary>
    public static Attachment FromFile(string path, string? fileName = null)
    {
        var info = new FileInfo(path);
        if (Directory.Exists(path))
            throw new UnauthorizedAccessException(Say($"{path} is a folder; attach the files in it one by one, or a zip of it", $"{path}은(는) 폴더입니다. 안의 파일을 하나씩 붙이거나 zip으로 묶으십시오"));
        if (!info.Exists)
            throw new FileNotFoundException(Say($"there is no file {path}", $"{path} 파일이 없습니다"), path);
        using (File.OpenRead(path))
        {
        }
        return new Attachment(CheckedName(fileName ?? info.Name), new ContentSource.File(info.FullName));
    }

    /// <summary>Bytes under a name.</summary>
    public static Attachment FromBytes(string fileName, ReadOnlyMemory<byte> content) => new(CheckedName(fileName), new ContentSource.Memory(content));

    /// <summary>A stream under a name, read from its position when the mail is written; the caller closes it. One that can't seek can be sent only once.</summary>
    public static Attachment FromStream(string fileName, Stream content) => new(CheckedName(fileName), new ContentSource.Borrowed(content));

    /// <summary>A picture shown within the HTML as <c>cid:NAME</c>, from a file; the id is the file's name unless given.</summary>
    public static Attachment Inline(string path, string? contentId = null)
    {
        var file = FromFile(path);
        return file with { ContentId = contentId ?? DefaultContentId(file.FileName) };
    }

    /// <summary>The same file, read and encoded now and kept in memory so (four thirds of its size): for one that goes with many mails.</summary>
    public Attachment EncodedOnce() => Content is ContentSource.Encoded
        ? this
        : this with { Content = new ContentSource.Encoded(Content), MediaType = MediaType ?? ContentSniffer.Detect(Content, FileName) };

    /// <summary>The name as a content id: what an id can't hold becomes <c>_</c>.</summary>
    public static string DefaultContentId(string fileName) =>
        IsContentId(fileName) ? fileName : Uri.EscapeDataString(fileName.Normalize()).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);

    // macOS hands out decomposed names; composed ones are what every other system shows right.
    private static string CheckedName(string name)
    {
        Headers.HeaderText.Checked(name, nameof(name));
        return name.Length is > 0 and <= 3000
            ? name.Normalize(System.Text.NormalizationForm.FormC)
            : throw new ArgumentException(Say("a file name has 1 to 3,000 characters", "파일 이름은 1~3,000자여야 합니다"), nameof(name));
    }

    private static bool IsContentId(string id) =>
        id.Length is > 0 and <= 250 && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && !id.AsSpan().ContainsAny(NotInIds);
}
