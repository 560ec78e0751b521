using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pabal.Hosting.Tests;

/// <summary>Real hosts with settings of the test's own and nothing of the developer's environment.</summary>
internal static class TestHost
{
    public static IHost Build(Dictionary<string, string?> settings, Action<IServiceCollection> add, string environment = "Production", ILoggerProvider? log = null, string? root = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, ContentRootPath = root ?? AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        if (log is not null)
            builder.Logging.AddProvider(log);
        add(builder.Services);
        return builder.Build();
    }

    public static async Task<IHost> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection> add, string environment = "Production", ILoggerProvider? log = null, string? root = null)
    {
        var host = Build(settings, add, environment, log, root);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
