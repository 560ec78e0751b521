using System.Collections.Frozen;
using System.Collections.Immutable;
using Pabal.Mime;
using Pabal.Smtp.ProviderData;

namespace Pabal.Smtp;

/// <summary>The providers known by name.</summary>
public static class Providers
{
    /// <summary>All of them; Amazon SES stands for its regions, each of which <see cref="Find"/> knows as <c>ses-REGION</c>.</summary>
    public static ImmutableArray<Provider> All { get; } = [.. KoreanProviders.All, .. MailboxProviders.All, .. SendingServices.All];

    private static readonly FrozenDictionary<string, Provider> ByName = Index(provider => [provider.Name, .. provider.Aliases]);
    private static readonly FrozenDictionary<string, Provider> ByDomain = Index(provider => provider.Domains);
    private static readonly FrozenDictionary<string, Provider> ByHost = Index(provider => [provider.Host, .. provider.OtherHosts]);

    /// <summary>The provider of that name or alias, whatever its case: <c>gmail</c>, <c>ses-ap-northeast-2</c>. Null when there is none.</summary>
    public static Provider? Find(string name) => ByName.GetValueOrDefault(name) ?? SesRegion.FromName(name);

    /// <summary>The provider an address belongs to, by its domain; null when unknown, as with every company's own domain.</summary>
    public static Provider? ForAddress(EmailAddress address) => ByDomain.GetValueOrDefault(address.AsciiDomain);

    /// <summary>The provider whose submission server this is; where several share a host, the first of <see cref="All"/>. Null when unknown.</summary>
    public static Provider? ForHost(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return ByHost.GetValueOrDefault(name) ?? SesRegion.FromHost(name);
    }

    private static FrozenDictionary<string, Provider> Index(Func<Provider, IEnumerable<string>> keys)
    {
        var index = new Dictionary<string, Provider>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in All)
        {
            foreach (var key in keys(provider))
                _ = index.TryAdd(key, provider);
        }
        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
