using System.Buffers;

namespace Pabal.Smtp.ProviderData;

/// <summary>Amazon SES has one server for each region, and new regions open: any name of the right form is taken.</summary>
internal static class SesRegion
{
    private const string NamePrefix = "ses-";
    private const string HostPrefix = "email-smtp.";
    private const string HostSuffix = ".amazonaws.com";
    private const int MaxLength = 32;

    private static readonly SearchValues<char> RegionLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static Provider? FromName(string name) =>
        name.StartsWith(NamePrefix, StringComparison.OrdinalIgnoreCase) ? In(name[NamePrefix.Length..]) : null;

    public static Provider? FromHost(string host) =>
        host.StartsWith(HostPrefix, StringComparison.OrdinalIgnoreCase) && host.EndsWith(HostSuffix, StringComparison.OrdinalIgnoreCase)
        && host.Length > HostPrefix.Length + HostSuffix.Length
            ? In(host[HostPrefix.Length..^HostSuffix.Length])
            : null;

    private static Provider? In(string region)
    {
        var name = region.ToLowerInvariant();
        var isRegion = name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(RegionLetters)
            && char.IsAsciiDigit(name[^1]) && name.Count(c => c == '-') >= 2;
        return isRegion
            ? SendingServices.AmazonSes with
            {
                Name = NamePrefix + name,
                Host = HostPrefix + name + HostSuffix,
                Title = ($"Amazon SES ({name})", $"Amazon SES ({name})"),
            }
            : null;
    }
}
