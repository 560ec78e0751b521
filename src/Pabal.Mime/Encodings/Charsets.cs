using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Charset labels as mail uses them; nothing has to be registered by the caller.</summary>
internal static class Charsets
{
    private const int MaxLabel = 64;
    private const char Replacement = '\uFFFD';

    /// <summary>UTF-8 without a byte order mark, U+FFFD for what is broken.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The encoding behind a label, whatever its spelling; null when nobody knows it. It reads what is found under that label in practice, which may be
    /// a wider charset (UHC for euc-kr), and writes what the label allows; its <see cref="Encoding.WebName"/> is the preferred name.
    /// </summary>
    public static Encoding? Find(string label) =>
        label.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? Utf8 : label.Length <= MaxLabel ? CharsetLabels.Find(label) : null;

    /// <summary>The name to write for an encoding, the caller's own or one of these.</summary>
    public static string Name(Encoding encoding) => (Own(encoding) ?? encoding).WebName;

    /// <summary>True when every character of the text can be written under the encoding's name: syllables beyond KS X 1001 can't in euc-kr.</summary>
    public static bool CanEncode(Encoding encoding, string text) => FirstUnencodable(encoding, text) is null;

    /// <summary>The first character that can't be written under the encoding's name, and where it stands; null if all can.</summary>
    public static (string Character, int Index)? FirstUnencodable(Encoding encoding, string text)
    {
        var strict = (Encoding)(Own(encoding) ?? encoding).Clone();
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        try
        {
            _ = strict.GetByteCount(text);
            return null;
        }
        catch (EncoderFallbackException lacking)
        {
            return (lacking.IsUnknownSurrogate() ? new string([lacking.CharUnknownHigh, lacking.CharUnknownLow]) : lacking.CharUnknown.ToString(), lacking.Index);
        }
    }

    /// <summary>True for no label and for the one that claims the least: octets over 127 under it are read by a guess.</summary>
    public static bool IsUnlabelled(string? label) => string.IsNullOrWhiteSpace(label) || Find(label) is AsciiEncoding;

    /// <summary>Text under a label, guessed if there is none or it is unknown. UTF-8's byte order mark counts for more than a label; none is part of the text.</summary>
    public static string Decode(string? label, ReadOnlySpan<byte> bytes)
    {
        var encoding = bytes.StartsWith("\uFEFF"u8) ? Utf8 : (label is null ? null : Find(label)) ?? Likeliest(bytes);
        var text = Decode(IsMislabelledUtf8(encoding, bytes) ? Utf8 : encoding, bytes);
        return text is ['\uFEFF', ..] ? text[1..] : text;
    }

    /// <summary>True for what is no text in its charset as that is defined, no wider one, but is UTF-8: then the label lies. What is both is what its label says.</summary>
    public static bool IsMislabelledUtf8(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (encoding is not MailEncoding own || own is AsciiEncoding || Ascii.IsValid(bytes) || !System.Text.Unicode.Utf8.IsValid(bytes))
            return false;
        return own is Iso2022Encoding || (own is NarrowEncoding narrow ? narrow.Strict : own).Decode(bytes).Contains(Replacement);
    }

    /// <summary>True if nothing in the octets had to be replaced, or read in another charset, to get that text.</summary>
    public static bool Fits(Encoding encoding, ReadOnlySpan<byte> bytes, string text) =>
        !(encoding is AsciiEncoding or Iso2022Encoding && !Ascii.IsValid(bytes))
        && !(text.Contains(Replacement) && bytes.IndexOf("\uFFFD"u8) < 0)
        && !IsMislabelledUtf8(encoding, bytes);

    /// <summary>Text without a label: UTF-8 if it is valid, else by its escape sequences or its language, else windows-1252.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) => Decode(Likeliest(bytes), bytes);

    /// <summary>The same into as many chars as there are octets, or fewer.</summary>
    public static int Guess(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var encoding = Likeliest(bytes);
        return encoding is MailEncoding own ? own.Decode(bytes, chars) : encoding.GetChars(bytes, chars);
    }

    private static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes) => encoding is MailEncoding own ? own.Decode(bytes) : encoding.GetString(bytes);

    private static Encoding Likeliest(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B))
            return Encoding.Latin1;
        var survey = new TextSurvey();
        _ = survey.Add(bytes);
        return survey.Charset(isComplete: true) switch
        {
            "us-ascii" => Encoding.Latin1,
            var name => Find(name ?? "windows-1252")!,
        };
    }

    // An encoding of the framework stands for its code page, strictly; the framework itself replaces what it lacks by look-alikes.
    private static Encoding? Own(Encoding encoding) => encoding is MailEncoding ? encoding : Find($"cp{encoding.CodePage}") ?? Find(encoding.WebName);
}
