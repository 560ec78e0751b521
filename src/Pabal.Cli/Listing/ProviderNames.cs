using Pabal.Cli.Terminal;
using Pabal.Smtp;

namespace Pabal.Cli.Listing;

/// <summary>The names that <c>--server</c> and <c>pabal providers</c> take.</summary>
internal static class ProviderNames
{
    public static IEnumerable<string> All => Providers.All.Select(provider => provider.Name);

    /// <summary>All names that are a server by themselves.</summary>
    public static IEnumerable<string> Servers => All.Append("sandbox");

    /// <summary>The name that was probably meant: the provider of that domain, or one written nearly so. Null when none comes near.</summary>
    public static string? NearestTo(string typed)
    {
        var lower = typed.ToLowerInvariant();
        return Providers.All.FirstOrDefault(provider => provider.Domains.Contains(lower))?.Name
            ?? Nearest.To(lower, Providers.All.SelectMany(provider => provider.Aliases.Prepend(provider.Name)));
    }
}
