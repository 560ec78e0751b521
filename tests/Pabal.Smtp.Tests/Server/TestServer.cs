namespace Pabal.Smtp.Tests.Server;

/// <summary>Servers as most tests want them: on a free port, without the delays that punish errors.</summary>
internal static class TestServer
{
    public static SmtpServerOptions Options { get; } = new()
    {
        HostName = "mx.example.com",
        Auth = SmtpAuthPolicy.Offered,
        Limits = new SmtpLimits { ErrorDelay = TimeSpan.Zero },
    };

    public static async Task<SmtpServer> StartAsync(SmtpHandler handler, SmtpServerOptions? options = null)
    {
        var server = new SmtpServer(options ?? Options, handler);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
