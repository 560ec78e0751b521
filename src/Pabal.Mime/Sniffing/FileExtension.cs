namespace Pabal.Mime.Sniffing;

/// <summary>What follows the last dot of a file's name, in lower case; a hint that decides only between types the content allows.</summary>
internal readonly struct FileExtension(string? fileName)
{
    private readonly string? value = fileName?.LastIndexOf('.') is >= 0 and var dot ? fileName[(dot + 1)..].ToLowerInvariant() : null;

    public bool Is(params ReadOnlySpan<string> extensions) => value is not null && extensions.Contains(value);

    /// <summary>The closer type that this extension makes of a type found in the content.</summary>
    public string Refine(string type) => (type, value) switch
    {
        ("text/plain", "csv") => "text/csv",
        ("text/plain", "tsv") => "text/tab-separated-values",
        ("text/plain", "md" or "markdown") => "text/markdown",
        ("text/plain", "css") => "text/css",
        ("text/plain", "js" or "mjs") => "text/javascript",
        ("text/plain", "yaml" or "yml") => "application/yaml",
        ("text/plain", "diff" or "patch") => "text/x-diff",
        ("video/mp4", "m4a" or "m4b") => "audio/mp4",
        ("video/webm", "weba") => "audio/webm",
        ("video/matroska", "mka") => "audio/matroska",
        ("video/x-ms-asf", "wmv") => "video/x-ms-wmv",
        ("video/x-ms-asf", "wma") => "audio/x-ms-wma",
        ("application/pkcs7-mime", "p7s") => "application/pkcs7-signature",
        (CompoundFile.Unknown, "doc" or "dot") => "application/msword",
        (CompoundFile.Unknown, "xls" or "xlt") => "application/vnd.ms-excel",
        (CompoundFile.Unknown, "ppt" or "pps") => "application/vnd.ms-powerpoint",
        (CompoundFile.Unknown, "hwp") => "application/x-hwp",
        (CompoundFile.Unknown, "msg") => "application/vnd.ms-outlook",
        (CompoundFile.Unknown, "msi") => "application/x-msi",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "dotx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xltx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "potx") => "application/vnd.openxmlformats-officedocument.presentationml.template",
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppsx") => "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        _ => type,
    };
}
