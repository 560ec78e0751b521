using Pabal.Cli.Terminal;
using Pabal.Smtp;

namespace Pabal.Cli.Listing;

/// <summary>The names that <c>--server</c> and <c>pabal providers</c> take.</summary>
internal static class ProviderNames
{
    /// <summary>The name that was probably meant: the provider of that domain, or one written nearly so. Null when none comes near.</summary>
    public static string? NearestTo(string typed)
    {
        var lower = typed.ToLowerInvariant();
        return Providers.All.FirstOrDefault(provider => provider.Domains.Contains(lower))?.Name
            ?? Nearest.To(lower, Providers.All.SelectMany(provider => provider.Aliases.Prepend(provider.Name)));
    }
}
