using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Pabal.Mime.Tests.Dkim;

/// <summary>Keys, messages and a key directory in place of the DNS.</summary>
internal static class Samples
{
    public const string Domain = "football.example.com";

    // RFC 8463 A.1 and A.2.
    public const string Ed25519Seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    public const string Ed25519Record = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    public const string Rsa1024Pem = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
        Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
        KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
        AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
        6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
        zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
        6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
        uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
        WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
        WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
        licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
        o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
        uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
        -----END RSA PRIVATE KEY-----
        """;

    public const string Rsa1024Record =
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
        + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static readonly Lazy<string> Rsa2048 = new(() => NewRsa(2048));

    public static string RsaPem => Rsa2048.Value;

    public static DkimSignerOptions AtNow { get; } = new() { Clock = new Stopped(Now) };

    public static DkimSigner Rsa(DateTimeOffset? now = null) => new(Domain, "test", RsaPem, new() { Clock = new Stopped(now ?? Now) });

    public static DkimSigner Ed25519(DateTimeOffset? now = null) => new(Domain, "brisbane", Ed25519Seed, new() { Clock = new Stopped(now ?? Now) });

    public static string NewRsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Lines as they stand in the source, ended by CRLF on the wire.</summary>
    public static byte[] Wire(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    public static byte[] Dinner { get; } = Wire("""
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.

        """);

    /// <summary>The message as it travels: the signature's field before it.</summary>
    public static byte[] Signed(DkimSigner signer, byte[] message) => [.. signer.Sign(message).Raw.Span, .. message];

    public static byte[] Replace(byte[] message, string old, string with)
    {
        var text = Encoding.Latin1.GetString(message);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace(old, with, StringComparison.Ordinal));
    }

    public static async Task<ImmutableArray<DkimResult>> Verify(byte[] message, params (string Name, string? Record)[] keys)
    {
        var directory = keys.ToDictionary(key => key.Name, key => key.Record);
        var verifier = new DkimVerifier((name, _) => new(directory.GetValueOrDefault(name))) { Clock = new Stopped(Now) };
        return await verifier.VerifyAsync(message, TestContext.Current.CancellationToken);
    }

    public static async Task<DkimResult> VerifyOne(DkimSigner signer, byte[] message, string? record = null) =>
        Assert.Single(await Verify(message, (signer.RecordName, record ?? signer.Record)));

    public sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
