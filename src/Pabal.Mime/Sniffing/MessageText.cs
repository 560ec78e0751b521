namespace Pabal.Mime.Sniffing;

/// <summary>A mail that was saved as a file: a header and the empty line after it.</summary>
internal static class MessageText
{
    private const int MaxFields = 1000;

    // Any of these under the extension of a mail; From, Date and one of the trace that only a mail on its way gets under any other.
    private static readonly string[] Telling = ["From", "Date", "Received", "Return-Path", "Message-ID", "Delivered-To", "DKIM-Signature", "MIME-Version"];

    /// <summary>True if the text is a message as far as can be seen.</summary>
    public static bool Detect(ReadOnlySpan<byte> text, FileExtension extension)
    {
        var found = 0;
        for (var lines = 0; lines < MaxFields && text.IndexOf((byte)'\n') is var feed and >= 0; lines++)
        {
            var line = text[..feed].TrimEnd((byte)'\r');
            text = text[(feed + 1)..];
            if (line.IsEmpty)
                return extension.Is("eml") ? found != 0 : Has(found, "From") && Has(found, "Date") && (Has(found, "Message-ID") || Has(found, "Received"));
            if (lines > 0 && line[0] is (byte)' ' or (byte)'\t')
                continue;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~'))
                return false;
            for (var i = 0; i < Telling.Length; i++)
                found |= System.Text.Ascii.EqualsIgnoreCase(line[..colon], Telling[i]) ? 1 << i : 0;
        }
        return false;
    }

    private static bool Has(int found, string name) => (found & (1 << Array.IndexOf(Telling, name))) != 0;
}
