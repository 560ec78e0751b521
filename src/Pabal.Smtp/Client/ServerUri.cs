namespace Pabal.Smtp.Client;

internal static class ServerUri
{
    public static SmtpClientOptions Parse(string server) => new() { Host = server };
}
