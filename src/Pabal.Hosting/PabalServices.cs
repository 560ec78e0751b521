using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Pabal.Hosting.Accounts;
using Pabal.Hosting.Sending;
using Pabal.Smtp;

namespace Pabal.Hosting;

/// <summary>Mail among the services of an application.</summary>
public static class PabalServices
{
    /// <summary>The name of the logger, the meter and the activity source: <c>AddSource("Pabal.Smtp")</c>, <c>AddMeter("Pabal.Smtp")</c> in OpenTelemetry.</summary>
    public const string TelemetryName = "Pabal.Smtp";

    /// <summary>Adds <see cref="IMailSender"/> and <see cref="SmtpClient"/>, set up by the section <c>Pabal</c> of the configuration and then by <paramref name="configure"/>.
    /// A host that starts with wrong settings throws <see cref="OptionsValidationException"/> naming the keys; when it ends, the client says goodbye to its server.</summary>
    public static IServiceCollection AddPabal(this IServiceCollection services, Action<PabalOptions>? configure = null) => Add(services, "", configure);

    /// <summary>The same for a named account, as keyed services of that name and set up by <c>Pabal:Accounts:NAME</c>.</summary>
    public static IServiceCollection AddPabal(this IServiceCollection services, string account, Action<PabalOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return Add(services, account, configure);
    }

    /// <summary>Sends no mail of any account but keeps it in a <see cref="CapturingMailSender"/>, whether added before or after the accounts; they need no settings then.</summary>
    public static IServiceCollection AddPabalCapture(this IServiceCollection services)
    {
        services.TryAddSingleton<CapturingMailSender>();
        return services.AddPabal();
    }

    /// <summary>Adds a health check that connects to an account's server and logs in, at most once a minute and for 10 s; no mail is sent.
    /// It is called <c>pabal</c>, or <c>pabal:NAME</c> for a named account.</summary>
    public static IHealthChecksBuilder AddPabalCheck(this IHealthChecksBuilder builder, string account = "")
    {
        builder.Services.TryAddKeyedSingleton(account, (provider, _) =>
            new LoginCheck(provider.GetRequiredService<AccountBook>().Find(account), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return builder.Add(new HealthCheckRegistration(account.Length == 0 ? "pabal" : $"pabal:{account}",
            provider => provider.GetRequiredKeyedService<LoginCheck>(account), failureStatus: null, tags: null));
    }

    private static IServiceCollection Add(IServiceCollection services, string account, Action<PabalOptions>? configure)
    {
        services.TryAddSingleton<AccountBook>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<PabalOptions>, AccountBook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PabalOptions>, AccountBook>());
        services.TryAdd(Singleton(account, book => book.Client(account)));
        services.TryAdd(Singleton(account, book => book.Sender(account)));
        services.AddOptions<PabalOptions>(account).Configure(configure ?? (static _ => { })).ValidateOnStart();
        return services;
    }

    private static ServiceDescriptor Singleton<T>(string account, Func<AccountBook, T> make) where T : class => account.Length == 0
        ? ServiceDescriptor.Singleton(provider => make(provider.GetRequiredService<AccountBook>()))
        : ServiceDescriptor.KeyedSingleton(account, (provider, _) => make(provider.GetRequiredService<AccountBook>()));
}
