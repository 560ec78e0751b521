namespace Pabal.Smtp;

/// <summary>Mail services by name.</summary>
public static class Providers
{
    /// <summary>The service of that name; null if it is not known.</summary>
    public static Provider? Find(string name) => name == "example" ? new Provider("smtp.example.com", 465, TlsMode.Implicit) : null;
}

/// <summary>A mail service.</summary>
public sealed record Provider(string Host, int Port, TlsMode Tls);
