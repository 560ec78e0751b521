using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pabal.Smtp;

namespace Pabal.Cli.Listing;

/// <summary>What <c>pabal providers --json</c> prints of a provider; of all of them in <c>providers</c>.</summary>
internal sealed record ProviderDocument
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required string Title { get; init; }

    public required string Host { get; init; }

    /// <summary>The best first.</summary>
    public required IReadOnlyList<PortDocument> Ports { get; init; }

    public required IReadOnlyList<string> Mechanisms { get; init; }

    /// <summary><c>address</c>, <c>localPart</c>, <c>fixed</c> or <c>issued</c>.</summary>
    public required string UserName { get; init; }

    public required string? FixedUser { get; init; }

    public required bool FromMustBeLogin { get; init; }

    public required ProviderLimits Limits { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>How to get a password that works.</summary>
    public required IReadOnlyList<string> Password { get; init; }

    public required string? Link { get; init; }

    public required IReadOnlyList<string> Unconfirmed { get; init; }

    public required string Confirmed { get; init; }

    public static ProviderDocument From(Provider provider) => new()
    {
        Name = provider.Name,
        Aliases = provider.Aliases,
        Title = provider.DisplayName,
        Host = provider.Host,
        Ports = PortDocument.Of(provider),
        Mechanisms = provider.Mechanisms,
        UserName = NameOf(provider.UserName),
        FixedUser = provider.FixedUser,
        FromMustBeLogin = provider.FromMustBeLogin,
        Limits = provider.Limits,
        Domains = provider.Domains,
        Password = provider.PasswordSteps,
        Link = provider.Link,
        Unconfirmed = provider.Unconfirmed,
        Confirmed = provider.Confirmed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string NameOf(UserNameForm form) => JsonNamingPolicy.CamelCase.ConvertName(form.ToString());
}

/// <summary>A port and its protection: <c>implicit</c> or <c>starttls</c>.</summary>
internal sealed record PortDocument(int Port, string Tls, string Uri)
{
    public static IReadOnlyList<PortDocument> Of(Provider provider)
    {
        ProviderPort[] ports = [new(provider.Port, provider.Tls), .. provider.Alternatives];
        return [.. ports.Select(port => new PortDocument(port.Port, port.Tls == TlsMode.Implicit ? "implicit" : "starttls",
            new SmtpClientOptions { Host = provider.Host, Port = port.Port, Tls = port.Tls }.ServerUri))];
    }
}

internal sealed record ProvidersDocument(IReadOnlyList<ProviderDocument> Providers);

[JsonSerializable(typeof(ProvidersDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProviderJson : JsonSerializerContext;
