using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Headers;

/// <summary>What a part's header says of its content beside its type.</summary>
internal static class ContentFacts
{
    private const int MaxLanguages = 100;

    public static ImmutableArray<string> Languages(HeaderList headers)
    {
        if (headers.Find("Content-Language") is not { } field)
            return [];
        var languages = ImmutableArray.CreateBuilder<string>();
        var lexer = FieldLexer.Of(field);
        while (languages.Count < MaxLanguages && lexer.NextBeyondComments(",") is { Kind: not LexemeKind.End } next)
        {
            if (next.Kind == LexemeKind.Word)
                languages.Add(next.Text);
        }
        return languages.DrainToImmutable();
    }

    public static TimeSpan? Duration(HeaderList headers) =>
        headers.Find("Content-Duration") is { } field && FieldLexer.Of(field) is var lexer
        && int.TryParse(lexer.NextBeyondComments("").Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The field is defined by it and proves nothing but that nothing broke.")]
    public static bool? MatchesMd5(MimePart part)
    {
        if (part is Multipart or MessagePart || part.Headers.Find("Content-MD5") is not { } field)
            return null;
        var lexer = FieldLexer.Of(field);
        Span<byte> told = stackalloc byte[MD5.HashSizeInBytes];
        if (!Convert.TryFromBase64String(lexer.NextBeyondComments("").Text, told, out var length) || length != told.Length)
            return false;
        // Of text, the lines as they travel (RFC 1864 2).
        var content = part is TextPart ? LineEnd.Convert(part.Content, lf: false) : part.Content;
        return told.SequenceEqual(MD5.HashData(content.Span));
    }
}
