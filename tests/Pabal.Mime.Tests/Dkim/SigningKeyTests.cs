using System.Security.Cryptography;

namespace Pabal.Mime.Tests.Dkim;

public sealed class SigningKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pabal-dkim-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task RSA_in_PKCS1_and_PKCS8_and_Ed25519_in_PKCS8_and_as_a_seed_are_read_from_text_and_file()
    {
        using var rsa = RSA.Create(2048);
        // RFC 8410 10.3's shape around the seed of RFC 8463 A.1.
        var pkcs8 = PemEncoding.WriteString("PRIVATE KEY",
            [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20, .. Convert.FromBase64String(Samples.Ed25519Seed)]);
        string[] keys = [rsa.ExportRSAPrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), "Bag Attributes\n" + rsa.ExportPkcs8PrivateKeyPem() + "\n", pkcs8, Samples.Ed25519Seed, $"{Samples.Ed25519Seed}\n"];
        foreach (var key in keys)
        {
            using var fromText = new DkimSigner(Samples.Domain, "s", key);
            var path = Path.Combine(folder.FullName, "key");
            await File.WriteAllTextAsync(path, key, TestContext.Current.CancellationToken);
            using var fromFile = DkimSigner.FromFile(Samples.Domain, "s", path, Samples.AtNow);
            Assert.Equal(fromText.Record, fromFile.Record);
            Assert.Equal(key.Contains("RSA", StringComparison.Ordinal) || key.Length > 500 ? 2048 : 256, fromText.KeySize);
            Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(fromText, Samples.Signed(fromFile, Samples.Dinner))).Status);
        }
        using var signer = new DkimSigner(Samples.Domain, "s", pkcs8);
        Assert.Equal(Samples.Ed25519Record, signer.Record);
    }

    public static TheoryData<string, string> BadKeys()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var iterations = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        return new()
        {
            { "", "neither" },
            { "hunter2 is my secret", "neither" },
            { "bm90IDMyIG9jdGV0cw==", "neither" },
            { "-----BEGIN RSA PRIVATE KEY-----\nTWFsbG9yeQ==\n-----END RSA PRIVATE KEY-----", "damaged" },
            { "-----BEGIN PRIVATE KEY-----\nTWFsbG9yeQ==\n-----END PRIVATE KEY-----", "damaged" },
            { PemEncoding.WriteString("PRIVATE KEY", [0x30, 0x0e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 2, 4, 0]), "damaged" },
            { ec.ExportPkcs8PrivateKeyPem(), "neither an RSA nor an Ed25519" },
            { ec.ExportECPrivateKeyPem(), "neither an RSA nor an Ed25519" },
            { rsa.ExportSubjectPublicKeyInfoPem(), "public key" },
            { rsa.ExportEncryptedPkcs8PrivateKeyPem("x", iterations), "encrypted" },
            { "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nTWFsbG9yeQ==\n-----END RSA PRIVATE KEY-----", "encrypted" },
            { Samples.NewRsa(1016), "1016 bits" },
        };
    }

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public void A_bad_key_is_refused_with_its_file_and_the_reason_but_never_its_content(string key, string reason)
    {
        var path = Path.Combine(folder.FullName, "dkim.pem");
        File.WriteAllText(path, key);
        var error = Assert.Throws<ArgumentException>(() => DkimSigner.FromFile(Samples.Domain, "s", path));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        foreach (var word in key.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 7 && !word.Contains("PRIVATE", StringComparison.Ordinal)))
            Assert.DoesNotContain(word, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new DkimSigner(Samples.Domain, "s", key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named_and_a_huge_one_is_not_read_to_its_end()
    {
        var missing = Path.Combine(folder.FullName, "missing.pem");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => DkimSigner.FromFile(Samples.Domain, "s", missing)).Message, StringComparison.Ordinal);
        var huge = Path.Combine(folder.FullName, "huge.pem");
        using (var file = File.Create(huge))
            file.SetLength(10L << 30);
        Assert.Contains("too large", Assert.Throws<ArgumentException>(() => DkimSigner.FromFile(Samples.Domain, "s", huge)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com\r\nX: y", "s")]
    [InlineData("example.com; l=0", "s")]
    [InlineData("com", "s")]
    [InlineData("", "s")]
    [InlineData("[192.0.2.1]", "s")]
    [InlineData("example..com", "s")]
    [InlineData("example.com", "")]
    [InlineData("example.com", "a;b")]
    [InlineData("example.com", "a\r\nb")]
    [InlineData("example.com", "a..b")]
    [InlineData("example.com", "키")]
    public void What_is_no_domain_or_selector_never_gets_into_a_signature(string domain, string selector) =>
        Assert.Throws<ArgumentException>(() => new DkimSigner(domain, selector, Samples.Ed25519Seed));

    [Fact]
    public void A_name_too_long_for_the_DNS_is_refused()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));
        Assert.Throws<ArgumentException>(() => new DkimSigner(domain, "selector", Samples.Ed25519Seed));
    }

    [Fact]
    public async Task A_Korean_domain_signs_in_A_labels()
    {
        using var signer = new DkimSigner("예시.한국", "s", Samples.Ed25519Seed, Samples.AtNow);
        Assert.Equal("xn--vv4b11d.xn--3e0b707e", signer.Domain);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, Samples.Signed(signer, Samples.Dinner))).Status);
    }

    [Theory]
    [InlineData(Samples.Ed25519Seed)]
    [InlineData(Samples.Rsa1024Pem)]
    public void A_disposed_signer_signs_no_more(string key)
    {
        var signer = new DkimSigner(Samples.Domain, "s", key);
        signer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => signer.Sign(Samples.Dinner));
    }
}
