namespace Pabal.Smtp.Client;

internal static class ServerUri
{
    public static SmtpClientOptions Parse(string server) => new() { Host = server };
    public static string? ToHost(string host) => host;
    public static string Print(SmtpClientOptions options) => $"{(options.Tls == TlsMode.Implicit ? "smtps" : "smtp")}://{(options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host)}:{options.Port}";
}
