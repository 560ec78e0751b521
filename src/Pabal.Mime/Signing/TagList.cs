using System.Buffers;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>The <c>name=value;</c> grammar of signatures and key records (RFC 6376 3.2).</summary>
internal sealed class TagList
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c), 127]);

    private readonly ReadOnlyMemory<byte> text;
    private readonly Dictionary<string, Range> values = [];

    private TagList(ReadOnlyMemory<byte> text) => this.text = text;

    /// <summary>The name of the first tag; empty if there is none.</summary>
    public string First { get; private set; } = "";

    /// <summary>A value without the white space around it; null without such a tag. Names have case.</summary>
    public string? this[string name] => values.TryGetValue(name, out var range) ? Encoding.UTF8.GetString(text.Span[range].Trim(" \t\r\n"u8)) : null;

    /// <summary>Where the value of a tag stands, with the white space around it.</summary>
    public Range RangeOf(string name) => values[name];

    /// <summary>The tags, or the reason in words why the text is no list of them. An empty place between semicolons is no harm.</summary>
    public static (TagList? Tags, string? Reason) Parse(ReadOnlyMemory<byte> text)
    {
        var span = text.Span;
        if (span.ContainsAny(Controls))
            return (null, Say("it holds a control character", "제어 문자가 들어 있습니다"));
        var tags = new TagList(text);
        foreach (var range in span.Split((byte)';'))
        {
            var spec = span[range];
            if (spec.Trim(" \t\r\n"u8).IsEmpty)
                continue;
            var equals = spec.IndexOf((byte)'=');
            var name = spec[..Math.Max(equals, 0)].Trim(" \t\r\n"u8);
            if (name.IsEmpty || !char.IsAsciiLetter((char)name[0]) || name.ContainsAnyExcept(NameBytes))
                return (null, Say("a part of it is not written name=value", "이름=값으로 쓰이지 않은 부분이 있습니다"));
            var key = Encoding.ASCII.GetString(name);
            if (tags.values.Count == 0)
                tags.First = key;
            if (!tags.values.TryAdd(key, (range.Start.Value + equals + 1)..range.End))
                return (null, Say("it gives a tag twice", "같은 태그가 두 번 나옵니다"));
        }
        return (tags, null);
    }

    /// <summary>A value in base64, white space anywhere; null if there is no such tag or it is no base64.</summary>
    public byte[]? Base64(string name)
    {
        if (this[name] is not { } value)
            return null;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>A value that is a list with colons; null without such a tag.</summary>
    public string[]? List(string name) => this[name]?.Split(':').Select(item => item.Trim(' ', '\t', '\r', '\n')).ToArray();
}
