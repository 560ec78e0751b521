using System.Runtime.InteropServices;
using System.Text;

namespace Pabal.Mime.Tests.Dkim;

/// <summary>OpenDKIM as an independent judge, both ways; skipped where it is not installed unless PABAL_REQUIRE_PEERS=1.</summary>
public sealed class OpenDkimTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pabal-opendkim-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<DkimCanonicalization, DkimCanonicalization> Forms => new()
    {
        { DkimCanonicalization.Relaxed, DkimCanonicalization.Relaxed },
        { DkimCanonicalization.Relaxed, DkimCanonicalization.Simple },
        { DkimCanonicalization.Simple, DkimCanonicalization.Relaxed },
        { DkimCanonicalization.Simple, DkimCanonicalization.Simple },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void OpenDKIM_accepts_what_we_sign(DkimCanonicalization header, DkimCanonicalization body)
    {
        RequireLibrary();
        using var signer = new DkimSigner(Samples.Domain, "judge", Samples.RsaPem, new() { HeaderCanonicalization = header, BodyCanonicalization = body, Lifetime = TimeSpan.FromDays(1) });
        foreach (var message in Messages())
        {
            var signed = Samples.Signed(signer, message);
            Assert.Equal(Native.Ok, Judge(signed, signer));
            Assert.NotEqual(Native.Ok, Judge(Samples.Replace(signed, "\r\nFrom: ", "\r\nfrom: x"), signer));
            byte[] withSecondFrom = [.. "From: mallory@example.org\r\n"u8, .. signed];
            Assert.NotEqual(Native.Ok, Judge(withSecondFrom, signer));
        }
    }

    [Fact]
    public void OpenDKIM_accepts_an_Ed25519_signature_where_it_can()
    {
        RequireLibrary();
        using var signer = new DkimSigner(Samples.Domain, "judge", Samples.Ed25519Seed);
        var status = Judge(Samples.Signed(signer, Samples.Dinner), signer);
        Assert.SkipWhen(status == Native.CannotVerify, "this OpenDKIM was built without Ed25519");
        Assert.Equal(Native.Ok, status);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task We_accept_what_OpenDKIM_signs_with_a_key_it_made(DkimCanonicalization header, DkimCanonicalization body)
    {
        Peer.Require("opendkim-genkey");
        RequireLibrary();
        var token = TestContext.Current.CancellationToken;
        (await Run.OfAsync(Peer.Find("opendkim-genkey")!, ["-b", "1024", "-d", Samples.Domain, "-s", "peer", "-D", folder.FullName])).Succeeded();
        var key = Path.Combine(folder.FullName, "peer.private");
        // The record stands there as strings in a zone file.
        var record = string.Concat((await File.ReadAllTextAsync(Path.Combine(folder.FullName, "peer.txt"), token)).Split('"').Where((_, i) => i % 2 == 1));
        var verifier = new DkimVerifier((name, _) => new(name == $"peer._domainkey.{Samples.Domain}" ? record : null));
        foreach (var message in Messages())
        {
            byte[] signed = [.. Native.Sign(message, await File.ReadAllBytesAsync(key, token), (int)header, (int)body), .. message];
            var result = Assert.Single(await verifier.VerifyAsync(signed, token));
            Assert.Equal((DkimStatus.Pass, Samples.Domain), (result.Status, result.Domain));
        }
        using var signer = DkimSigner.FromFile(Samples.Domain, "peer", key, Samples.AtNow);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, Samples.Signed(signer, Samples.Dinner), record)).Status);
    }

    private static void RequireLibrary()
    {
        if (!NativeLibrary.TryLoad(Native.Library, out _))
            Peer.Missing($"{Native.Library} is not installed");
    }

    private static IEnumerable<byte[]> Messages()
    {
        yield return Samples.Dinner;
        yield return Samples.Wire("From: a@football.example.com\nSubject:  folded\n\t subject  \n\nx \t y  \n\t\n\n\n");
        yield return Samples.Wire("From: a@football.example.com\nTo: b@example.org\n\n");
        yield return MimeMessage.Create(new()
        {
            From = "홍길동 <gil@football.example.com>",
            To = ["앤 <ann@example.org>"],
            Subject = "저녁은 드셨습니까? 오늘은 조금 긴 제목이라 접히게 됩니다",
            Text = "안녕하세요.\n\n",
            Attachments = [Attachment.FromBytes("사진.bin", new byte[5000])],
        }).ToArray();
    }

    private int Judge(byte[] message, DkimSigner signer)
    {
        var keys = Path.Combine(folder.FullName, "keys");
        File.WriteAllText(keys, $"{signer.RecordName} {signer.Record}\n");
        return Native.Verify(message, keys);
    }

    /// <summary>libopendkim with its keys in a file instead of the DNS.</summary>
    private static class Native
    {
        public const string Library = "libopendkim.so.11";
        public const int Ok = 0;
        public const int CannotVerify = 4;

        private const int SetOption = 1;
        private const int QueryMethod = 6;
        private const int QueryInfo = 7;
        private const int RsaSha256 = 1;

        public static int Verify(byte[] message, string keyFile)
        {
            var library = dkim_init(0, 0);
            var inFile = BitConverter.GetBytes(1);
            var path = Encoding.UTF8.GetBytes(keyFile + "\0");
            Assert.Equal(Ok, dkim_options(library, SetOption, QueryMethod, inFile, (nuint)inFile.Length));
            Assert.Equal(Ok, dkim_options(library, SetOption, QueryInfo, path, (nuint)path.Length));
            var handle = dkim_verify(library, "test\0"u8.ToArray(), 0, out var status);
            Assert.Equal(Ok, status);
            status = Process(handle, message);
            _ = dkim_free(handle);
            dkim_close(library);
            return status;
        }

        public static byte[] Sign(byte[] message, byte[] pem, int header, int body)
        {
            var library = dkim_init(0, 0);
            var handle = dkim_sign(library, "test\0"u8.ToArray(), 0, [.. pem, 0], "peer\0"u8.ToArray(), Encoding.ASCII.GetBytes(Samples.Domain + "\0"), header, body, RsaSha256, -1, out var status);
            Assert.Equal(Ok, status);
            Assert.Equal(Ok, Process(handle, message));
            var value = new byte[4096];
            Assert.Equal(Ok, dkim_getsighdr(handle, value, (nuint)value.Length, (nuint)"DKIM-Signature: ".Length));
            _ = dkim_free(handle);
            dkim_close(library);
            return [.. "DKIM-Signature: "u8, .. value.AsSpan(0, value.AsSpan().IndexOf((byte)0)), .. "\r\n"u8];
        }

        private static int Process(nint handle, byte[] message)
        {
            var status = dkim_chunk(handle, message, (nuint)message.Length);
            if (status == Ok)
                status = dkim_chunk(handle, null, 0);
            return status == Ok ? dkim_eom(handle, 0) : status;
        }

        [DllImport(Library)]
        private static extern nint dkim_init(nint malloc, nint free);

        [DllImport(Library)]
        private static extern void dkim_close(nint library);

        [DllImport(Library)]
        private static extern int dkim_options(nint library, int operation, int option, byte[] value, nuint length);

        [DllImport(Library)]
        private static extern nint dkim_verify(nint library, byte[] id, nint closure, out int status);

        [DllImport(Library)]
        private static extern nint dkim_sign(nint library, byte[] id, nint closure, byte[] key, byte[] selector, byte[] domain, int header, int body, int algorithm, nint length, out int status);

        [DllImport(Library)]
        private static extern int dkim_getsighdr(nint handle, byte[] buffer, nuint length, nuint initial);

        [DllImport(Library)]
        private static extern int dkim_chunk(nint handle, byte[]? bytes, nuint length);

        [DllImport(Library)]
        private static extern int dkim_eom(nint handle, nint isTestKey);

        [DllImport(Library)]
        private static extern int dkim_free(nint handle);
    }
}
