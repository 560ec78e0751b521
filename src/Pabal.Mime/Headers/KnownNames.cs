using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Pabal.Mime.Headers;

/// <summary>Names that nearly every message holds, so that reading one makes no new strings of them.</summary>
internal static class KnownNames
{
    private const int MaxLength = 32;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = FrozenSet.ToFrozenSet(
    [
        "Return-Path", "Delivered-To", "Received", "DKIM-Signature", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results",
        "Authentication-Results", "Received-SPF", "From", "Sender", "Reply-To", "To", "Cc", "CC", "Bcc", "Subject", "Date",
        "Message-ID", "Message-Id", "In-Reply-To", "References", "MIME-Version", "Mime-Version", "Content-Type", "Content-type",
        "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Id", "Content-Description", "Content-Language",
        "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Post", "Precedence", "Auto-Submitted", "User-Agent", "X-Mailer",
        "text", "plain", "html", "calendar", "multipart", "mixed", "alternative", "related", "signed", "report", "application", "pdf",
        "octet-stream", "zip", "image", "png", "jpeg", "gif", "message", "rfc822", "delivery-status",
        "charset", "boundary", "name", "filename", "format", "flowed", "delsp", "yes", "type", "start", "protocol", "micalg", "report-type", "size",
        "text/plain", "text/html", "multipart/mixed", "multipart/alternative", "multipart/related", "message/rfc822",
        "application/octet-stream", "application/pdf", "image/png", "image/jpeg",
        "utf-8", "UTF-8", "us-ascii", "iso-8859-1", "ISO-8859-1", "euc-kr", "EUC-KR", "ks_c_5601-1987", "iso-2022-jp",
        "attachment", "inline", "7bit", "8bit", "binary", "base64", "quoted-printable",
    ], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The string for these octets if it is a known one, exactly as spelled.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[MaxLength];
        return name.Length <= MaxLength && Ascii.ToUtf16(name, chars, out var length) == OperationStatus.Done
            && Names.TryGetValue(chars[..length], out var known) ? known : null;
    }

    /// <summary>The string for these characters, a known one if there is one.</summary>
    public static string Of(ReadOnlySpan<char> name) => Names.TryGetValue(name, out var known) ? known : name.ToString();

    /// <summary>The string for these ASCII octets in lower case, on one line whatever they are.</summary>
    public static string Lower(ReadOnlySpan<byte> token)
    {
        Span<byte> lower = stackalloc byte[MaxLength];
        return token.Length <= MaxLength && Ascii.ToLower(token, lower, out var length) == OperationStatus.Done && Find(lower[..length]) is { } known
            ? known
            : HeaderText.OneLine(Encoding.ASCII.GetString(token).ToLowerInvariant());
    }
}
