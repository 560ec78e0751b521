using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pabal.Mime.Tests.Dkim;

public sealed class DkimVerifierTests : IDisposable
{
    private readonly DkimSigner signer = Samples.Rsa();

    public void Dispose() => signer.Dispose();

    [Theory]
    [InlineData("hungry yet?", "hungry yet!")]
    [InlineData("Hi.\r\n", "Hi. Bye.\r\n")]
    [InlineData("Joe.\r\n", "Joe.\r\n\r\nP.S. Send money.\r\n")]
    [InlineData("Joe.\r\n", "")]
    [InlineData("From: Joe SixPack", "From: Joe TwelvePack")]
    [InlineData("Is dinner ready?", "Is dinner ready")]
    [InlineData("Subject: Is dinner ready?\r\n", "")]
    [InlineData("s=test; ", "s=test; q=dns/txt; ")]
    public async Task What_was_changed_fails(string old, string with)
    {
        var signed = Samples.Signed(signer, Samples.Dinner);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, signed)).Status);
        Assert.Equal(DkimStatus.Fail, (await Samples.VerifyOne(signer, Samples.Replace(signed, old, with))).Status);
    }

    [Theory]
    [InlineData("Joe.\r\n", "Joe. \t \r\n\r\n\r\n")]
    [InlineData("the game.  Are", "the game.\t Are")]
    [InlineData("Joe.\r\n", "Joe.")]
    [InlineData("Subject: Is dinner", "SUBJECT:Is\r\n\tdinner")]
    public async Task What_relaxed_form_forgives_passes_and_simple_form_does_not(string old, string with)
    {
        using var simple = new DkimSigner(Samples.Domain, "s", Samples.RsaPem,
            Samples.AtNow with { HeaderCanonicalization = DkimCanonicalization.Simple, BodyCanonicalization = DkimCanonicalization.Simple });
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, Samples.Replace(Samples.Signed(signer, Samples.Dinner), old, with))).Status);
        var expected = with == "Joe." ? DkimStatus.Pass : DkimStatus.Fail;   // the last line end is added in either form
        Assert.Equal(expected, (await Samples.VerifyOne(simple, Samples.Replace(Samples.Signed(simple, Samples.Dinner), old, with))).Status);
    }

    [Fact]
    public async Task Every_flipped_octet_of_a_message_without_loose_white_space_fails()
    {
        using var simple = new DkimSigner(Samples.Domain, "s", Samples.Ed25519Seed,
            Samples.AtNow with { HeaderCanonicalization = DkimCanonicalization.Simple, BodyCanonicalization = DkimCanonicalization.Simple });
        var signed = Samples.Signed(simple, Samples.Dinner);
        for (var i = 0; i < signed.Length; i++)
        {
            var changed = (byte[])signed.Clone();
            changed[i] ^= 1;
            Assert.DoesNotContain(await Samples.Verify(changed, (simple.RecordName, simple.Record)), result => result.Status == DkimStatus.Pass);
        }
    }

    [Fact]
    public async Task Another_key_fails()
    {
        using var other = new DkimSigner(Samples.Domain, "test", Samples.NewRsa(2048));
        Assert.Equal(DkimStatus.Fail, (await Samples.VerifyOne(signer, Samples.Signed(signer, Samples.Dinner), other.Record)).Status);
    }

    [Fact]
    public async Task Lines_on_disk_may_end_in_LF()
    {
        var onDisk = Samples.Replace(Samples.Signed(signer, Samples.Dinner), "\r\n", "\n");
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, onDisk)).Status);
    }

    [Fact]
    public async Task A_stream_gives_the_same_verdict_as_memory_whatever_its_pieces()
    {
        var verifier = new DkimVerifier((_, _) => new(signer.Record)) { Clock = new Samples.Stopped(Samples.Now) };
        using var stream = new Trickle(Samples.Signed(signer, Samples.Dinner));
        Assert.Equal(DkimStatus.Pass, Assert.Single(await verifier.VerifyAsync(stream, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task An_unsigned_message_has_no_results_and_asks_for_no_key()
    {
        var verifier = new DkimVerifier((_, _) => throw new InvalidOperationException());
        Assert.Empty(await verifier.VerifyAsync(Samples.Dinner, TestContext.Current.CancellationToken));
        Assert.Empty(await verifier.VerifyAsync(ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken));
    }

    // A second field beside the one that was signed without oversigning: the lowest is signed, readers show the first.
    [Theory]
    [InlineData("From: mallory@example.org\n", DkimStatus.Fail)]
    [InlineData("SUBJECT : Send money\n", DkimStatus.Fail)]
    [InlineData("Comments: none\n", DkimStatus.Pass)]
    [InlineData("To: mallory@example.org\n", DkimStatus.Pass)]   // not signed at all
    public async Task A_second_field_beside_a_signed_one_is_no_pass_even_if_it_was_not_oversigned(string added, DkimStatus expected)
    {
        var signed = HandMade.Sign(Samples.Dinner, h: "from:subject");
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(signed)).Status);
        Assert.Equal(expected, (await HandMade.Verify([.. Samples.Wire(added), .. signed])).Status);
    }

    // Between the header and the body, where no signature looks and tolerant readers see the body begin.
    [Theory]
    [InlineData("\r\r\nSend money.\r\n")]
    [InlineData("<h1>Send money</h1>\r\n")]
    [InlineData("Send money\r\nto: Mallory\r\n")]
    [InlineData("\0: Send money\r\n")]
    [InlineData("é: Send money\r\n")]
    [InlineData(": Send money\r\n")]
    [InlineData("From Mallory: Send money\r\n")]
    public async Task Lines_of_the_header_that_are_no_fields_are_no_pass(string lines)
    {
        var crafted = Samples.Replace(HandMade.Sign(Samples.Dinner), "\r\n\r\nHi.", $"\r\n{lines}\r\nHi.");
        var result = await HandMade.Verify(crafted);
        Assert.Equal((DkimStatus.PermError, Samples.Domain), (result.Status, result.Domain));
        if (lines[0] != '\r')   // which is an empty line once it is sent
            Assert.Throws<ArgumentException>(() => signer.Sign(crafted));
    }

    [Fact]
    public async Task An_mbox_line_before_the_message_is_no_harm() =>
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify([.. "From joe@example.com Fri Jul 11 21:00:37 2003\r\n"u8, .. HandMade.Sign(Samples.Dinner)])).Status);

    // What the parser shows of a message that passes is what was signed.
    [Fact]
    public async Task Whatever_passes_reads_like_the_original()
    {
        var random = new Random(7);
        string[] bits = ["\r", "\n", "\r\n", "\r\r\n", " ", "\t", "x", "X: y\r\n", "x\r\n", "\n\n", ":", "\0", "From "];
        var signed = HandMade.Sign(Samples.Dinner);
        var original = MimeMessage.Parse(signed);
        var passed = 0;
        for (var round = 0; round < 2000; round++)
        {
            var at = random.Next(signed.Length);
            byte[] changed = [.. signed[..at], .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => bits[random.Next(bits.Length)]))), .. signed[at..]];
            if ((await Samples.Verify(changed, ("test._domainkey.football.example.com", $"p={HandMade.Key}"))).All(result => result.Status != DkimStatus.Pass))
                continue;
            passed++;
            var seen = MimeMessage.Parse(changed);
            Assert.Equal((Squeezed(original.TextBody), Squeezed(original.Subject), original.From), (Squeezed(seen.TextBody), Squeezed(seen.Subject), seen.From));
        }
        Assert.InRange(passed, 20, 1500);

        static string Squeezed(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public async Task Of_fields_with_one_name_the_lowest_is_signed_first()
    {
        var message = Samples.Wire("Received: 1\nReceived: 2\nReceived: 3\nFrom: a@football.example.com\n\nx\n");
        var signed = HandMade.Sign(message, h: "received:from : Received", fields: "received:3\r\nfrom:a@football.example.com\r\nreceived:2\r\n", body: "x\r\n");
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(signed)).Status);
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify([.. Samples.Wire("Received: 0\n"), .. signed])).Status);
        Assert.Equal(DkimStatus.Fail, (await HandMade.Verify(Samples.Replace(signed, "Received: 2", "Received: 4"))).Status);
    }

    [Fact]
    public async Task A_signature_that_lists_its_own_field_means_other_signatures()
    {
        var signed = HandMade.Sign(Samples.Dinner, h: "from:dkim-signature", fields: "from:Joe SixPack <joe@football.example.com>\r\n");
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(signed)).Status);
        using var ed25519 = Samples.Ed25519();
        var results = await Samples.Verify(Samples.Signed(ed25519, signed), ("test._domainkey.football.example.com", $"p={HandMade.Key}"), (ed25519.RecordName, ed25519.Record));
        Assert.Equal([DkimStatus.Pass, DkimStatus.Fail], results.Select(result => result.Status));
    }

    [Fact]
    public async Task A_signature_of_a_part_of_the_body_is_never_a_pass()
    {
        var signed = HandMade.Sign(Samples.Dinner, tags: "l=5; ", body: "Hi.\r\n");
        Assert.Equal(DkimStatus.Neutral, (await HandMade.Verify(signed)).Status);
        Assert.Equal(DkimStatus.Neutral, (await HandMade.Verify([.. signed, .. "<h1>Send money</h1>\r\n"u8])).Status);
        Assert.Equal(DkimStatus.Fail, (await HandMade.Verify(Samples.Replace(signed, "Hi.", "Ho."))).Status);
    }

    [Fact]
    public async Task A_body_length_that_covers_all_or_more_than_all_is_no_pass()
    {
        var body = Samples.Replace(Samples.Dinner[(Samples.Dinner.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..], "  ", " ");
        var all = HandMade.Sign(Samples.Dinner, tags: $"l={body.Length}; ", body: Encoding.ASCII.GetString(body));
        Assert.Equal(DkimStatus.Neutral, (await HandMade.Verify(all)).Status);
        var more = HandMade.Sign(Samples.Dinner, tags: $"l={body.Length + 1}; ", body: Encoding.ASCII.GetString(body));
        Assert.Equal(DkimStatus.Fail, (await HandMade.Verify(more)).Status);
        var huge = HandMade.Sign(Samples.Dinner, tags: $"l={new string('9', 76)}; ", body: Encoding.ASCII.GetString(body));
        Assert.Equal(DkimStatus.Fail, (await HandMade.Verify(huge)).Status);
    }

    [Theory]
    [InlineData("v=1;", "v=2;", "v=")]
    [InlineData("v=1;", "", "v=")]
    [InlineData("v=1;", "v=1; v=1;", "twice")]
    [InlineData("a=rsa-sha256;", "a=rsa-sha1;", "RFC 8301")]
    [InlineData("a=rsa-sha256;", "a=rsa-md5;", "a=")]
    [InlineData("c=relaxed/relaxed;", "c=relaxed/nowsp;", "c=")]
    [InlineData("c=relaxed/relaxed;", "c=relaxed/relaxed/relaxed;", "c=")]
    [InlineData("d=football.example.com;", "d=com;", "d=")]
    [InlineData("d=football.example.com;", "d=a b.example;", "d=")]
    [InlineData("s=test;", "s=a..b;", "s=")]
    [InlineData("s=test;", "s=;", "s=")]
    [InlineData("s=test;", "s=test; i=@example.com;", "i=")]
    [InlineData("s=test;", "s=test; i=@notfootball.example.com;", "i=")]
    [InlineData("s=test;", "s=test; i=football.example.com;", "i=")]
    [InlineData("s=test;", "s=test; i=joe@football.example.com@example.org;", "i=")]
    [InlineData("s=test;", "s=test; q=http/get;", "q=")]
    [InlineData("s=test;", "s=test; l=-1;", "l=")]
    [InlineData("s=test;", "s=test; l=;", "l=")]
    [InlineData("s=test;", "s=test; x=1772600766;", "expired")]
    [InlineData("s=test;", "s=test; x=1772600700;", "before it was made")]
    [InlineData("s=test;", "s=test; x=soon;", "x=")]
    [InlineData("t=1772600767;", "t=1772604368;", "future")]
    [InlineData("t=1772600767;", "t=1234567890123;", "t=")]
    [InlineData("h=from:to;", "h=to:subject;", "From")]
    [InlineData("h=from:to;", "h=;", "h=")]
    [InlineData("h=from:to;", "h=from::to;", "h=")]
    [InlineData("bh=", "bh=AA", "bh=")]
    [InlineData("; b=", "; b=*", "b=")]
    [InlineData("v=1;", "v=1; nonsense;", "name=value")]
    [InlineData("v=1;", "v=1; \u0001=1;", "control")]
    [InlineData("; bh", "; xx", "bh=")]
    public async Task A_signature_that_can_never_be_used_is_a_permanent_error_without_a_look_up(string old, string with, string reason)
    {
        var verifier = new DkimVerifier((_, _) => throw new InvalidOperationException("no look-up is due")) { Clock = new Samples.Stopped(Samples.Now) };
        var signed = HandMade.Sign(Samples.Dinner, tags: "t=1772600767; ", h: "from:to");
        if (with.Contains("x=1772600766", StringComparison.Ordinal))
            signed = Samples.Replace(signed, "t=1772600767; ", "");
        var result = Assert.Single(await verifier.VerifyAsync(Samples.Replace(signed, old, with), TestContext.Current.CancellationToken));
        Assert.Equal(DkimStatus.PermError, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("i=@football.example.com; ")]
    [InlineData("i=joe@Kitchen.football.example.com; ")]
    [InlineData("q=x/y : dns/txt; ")]
    [InlineData("x=1772600767; ")]
    [InlineData("t=1772600767; x=1772600768; ")]
    [InlineData("t=1772600800; ")]
    [InlineData("z=From:x=20y|To:z; unknown=1;; ")]
    [InlineData("\r\n\tq\r\n\t=\r\n\tdns/txt\r\n\t; ")]
    public async Task What_the_grammar_allows_passes(string tags) =>
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, tags))).Status);

    [Fact]
    public async Task More_than_500_signed_fields_are_refused()
    {
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, h: "from" + string.Concat(Enumerable.Repeat(":x", 499))))).Status);
        Assert.Equal(DkimStatus.PermError, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, h: "from" + string.Concat(Enumerable.Repeat(":x", 500))))).Status);
        Assert.Equal(DkimStatus.PermError, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, h: "from" + string.Concat(Enumerable.Repeat(":x", 20_000))))).Status);
    }

    [Theory]
    [InlineData("", "p=")]
    [InlineData("v=DKIM1; k=rsa", "p=")]
    [InlineData("v=DKIM1; p=", "revoked")]
    [InlineData("v=DKIM1; p= ; ", "revoked")]
    [InlineData("v=DKIM2; p=KEY", "v=DKIM1")]
    [InlineData("p=KEY; v=DKIM1", "v=DKIM1")]
    [InlineData("v=spf1 include:example.com -all", "v=DKIM1")]
    [InlineData("hello", "malformed")]
    [InlineData("p=KEY; p=KEY", "malformed")]
    [InlineData("k=ed25519; p=KEY", "k=")]
    [InlineData("h=sha1; p=KEY", "h=")]
    [InlineData("s=tlsrpt; p=KEY", "s=")]
    [InlineData("p=*", "p=")]
    [InlineData("p=AAAA", "p=")]
    [InlineData("p=MAA=", "p=")]
    [InlineData("n=LONG; p=KEY", "8 KiB")]
    public async Task A_key_record_that_does_not_fit_is_a_permanent_error(string record, string reason)
    {
        record = record.Replace("LONG", new string('x', 8192), StringComparison.Ordinal).Replace("KEY", HandMade.Key, StringComparison.Ordinal);
        var result = await HandMade.Verify(HandMade.Sign(Samples.Dinner), record);
        Assert.Equal(DkimStatus.PermError, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Equal("football.example.com", result.Domain);
    }

    [Theory]
    [InlineData("p=KEY", false)]
    [InlineData("v=DKIM1;k=rsa;p=KEY;", false)]
    [InlineData(" v = DKIM1 ; p = KEY", false)]
    [InlineData("p=BARE", false)]
    [InlineData("v=DKIM1; t=y:s; g=; n=a note; s=email; h=sha1:sha256; p=KEY", true)]
    [InlineData("s=* ; p=KEY", false)]
    public async Task Key_records_of_every_shape_are_read(string record, bool isTest)
    {
        record = record.Replace("KEY", HandMade.Key, StringComparison.Ordinal).Replace("BARE", HandMade.BareKey, StringComparison.Ordinal);
        var result = await HandMade.Verify(HandMade.Sign(Samples.Dinner), record);
        Assert.Equal((DkimStatus.Pass, isTest), (result.Status, result.IsTest));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x7f)]
    [InlineData(0xff)]
    public async Task An_Ed25519_key_that_is_no_point_of_the_curve_fails(byte octet)
    {
        using var ed25519 = Samples.Ed25519();
        var key = new byte[32];
        Array.Fill(key, octet);
        var result = await Samples.VerifyOne(ed25519, Samples.Signed(ed25519, Samples.Dinner), $"k=ed25519; p={Convert.ToBase64String(key)}");
        Assert.Equal(DkimStatus.Fail, result.Status);
        Assert.Equal(DkimStatus.PermError, (await Samples.VerifyOne(ed25519, Samples.Signed(ed25519, Samples.Dinner), $"k=ed25519; p={Convert.ToBase64String(key, 0, 31)}")).Status);
    }

    [Fact]
    public async Task A_key_for_the_domain_alone_does_not_serve_its_subdomains()
    {
        var record = $"t=s; p={HandMade.Key}";
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, "i=joe@football.example.com; "), record)).Status);
        Assert.Equal(DkimStatus.PermError, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, "i=joe@kitchen.football.example.com; "), record)).Status);
    }

    [Theory]
    [InlineData(512, DkimStatus.PermError)]
    [InlineData(1016, DkimStatus.PermError)]
    [InlineData(1024, DkimStatus.Pass)]
    [InlineData(3072, DkimStatus.Pass)]
    public async Task RSA_keys_count_from_1024_bits(int bits, DkimStatus expected)
    {
        using var rsa = RSA.Create(bits);
        Assert.Equal(expected, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, rsa: rsa), $"p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}")).Status);
    }

    [Fact]
    public async Task Five_signatures_are_looked_at_and_the_others_are_reported_as_not()
    {
        var lookups = 0;
        var verifier = new DkimVerifier((name, _) => new(name == signer.RecordName && Interlocked.Increment(ref lookups) > 0 ? signer.Record : null)) { Clock = new Samples.Stopped(Samples.Now) };
        var field = signer.Sign(Samples.Dinner).Raw.ToArray();
        byte[] message = [.. Enumerable.Repeat(field, 200).SelectMany(bytes => bytes), .. Samples.Dinner];
        var results = await verifier.VerifyAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal([.. Enumerable.Repeat(DkimStatus.Pass, 5), DkimStatus.Neutral], results.Select(result => result.Status));
        Assert.Contains("195", results[^1].Reason, StringComparison.Ordinal);
        Assert.Equal(5, lookups);
    }

    [Fact]
    public async Task A_look_up_that_fails_is_a_passing_error_and_the_next_signature_counts()
    {
        using var ed25519 = Samples.Ed25519();
        var message = Samples.Signed(ed25519, Samples.Signed(signer, Samples.Dinner));
        var verifier = new DkimVerifier((name, _) => name == signer.RecordName ? new(signer.Record) : throw new TimeoutException("no\r\nanswer")) { Clock = new Samples.Stopped(Samples.Now) };
        var results = await verifier.VerifyAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal([DkimStatus.TempError, DkimStatus.Pass], results.Select(result => result.Status));
        Assert.EndsWith("no  answer", results[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_is_a_permanent_error_and_the_name_asked_for_is_lower_case()
    {
        var asked = new List<string>();
        var verifier = new DkimVerifier((name, _) =>
        {
            asked.Add(name);
            return default;
        })
        { Clock = new Samples.Stopped(Samples.Now) };
        using var loud = new DkimSigner("Example.COM", "S1", Samples.Ed25519Seed, Samples.AtNow);
        var result = Assert.Single(await verifier.VerifyAsync(Samples.Signed(loud, Samples.Dinner), TestContext.Current.CancellationToken));
        Assert.Equal(DkimStatus.PermError, result.Status);
        Assert.Equal(["s1._domainkey.example.com"], asked);
    }

    [Fact]
    public async Task All_look_ups_together_have_one_deadline_even_if_they_ignore_it()
    {
        var verifier = new DkimVerifier((_, _) => new(new TaskCompletionSource<string?>().Task)) { LookupTimeout = TimeSpan.FromMilliseconds(20) };
        var message = Samples.Signed(signer, Samples.Signed(signer, Samples.Dinner));
        var results = await verifier.VerifyAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal([DkimStatus.TempError, DkimStatus.TempError], results.Select(result => result.Status));
        Assert.Contains("in time", results[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_caller_can_cancel()
    {
        using var cancel = new CancellationTokenSource();
        var verifier = new DkimVerifier((_, _) =>
        {
            cancel.Cancel();
            return new(new TaskCompletionSource<string?>().Task);
        })
        { Clock = new Samples.Stopped(Samples.Now) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verifier.VerifyAsync(Samples.Signed(signer, Samples.Dinner), cancel.Token).AsTask());
    }

    [Fact]
    public async Task Reasons_are_also_given_in_Korean()
    {
        var culture = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo("ko-KR");
            var changed = Samples.Replace(Samples.Signed(signer, Samples.Dinner), "hungry", "thirsty");
            Assert.Equal("서명한 뒤에 본문이 바뀌었습니다", (await Samples.VerifyOne(signer, changed)).Reason);
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }
}
