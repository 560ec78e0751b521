namespace Pabal.Mime.Tests.Dkim;

public class RfcExampleTests
{
    // RFC 6376 A.2 as it was signed (errata 3192 and 4926: one space after "game.", folds of six), its key from appendix C.
    private static readonly byte[] Rfc6376 = Samples.Wire("""
        DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
              c=simple/simple; q=dns/txt; i=joe@football.example.com;
              h=Received : From : To : Subject : Date : Message-ID;
              bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
              b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
              4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
              KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
              4bmp/YzhwvcubU4=;
        Received: from client1.football.example.com  [192.0.2.1]
              by submitserver.example.com with SUBMISSION;
              Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game. Are you hungry yet?

        Joe.

        """);

    // RFC 8463 A.3.
    private static readonly byte[] Rfc8463 = Samples.Wire("""
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
         Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=test; t=1528637909; h=from : to : subject :
         date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
         DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
         dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=

        """);

    [Fact]
    public async Task The_example_of_RFC_6376_passes()
    {
        var result = Assert.Single(await Samples.Verify(Rfc6376, ("brisbane._domainkey.example.com",
            "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v"
            + "/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB")));
        Assert.Equal((DkimStatus.Pass, "joe@football.example.com"), (result.Status, result.Identity));
    }

    [Fact]
    public async Task Both_signatures_of_the_example_of_RFC_8463_pass()
    {
        var results = await Samples.Verify([.. Rfc8463, .. Samples.Replace(Samples.Dinner, ".  A", ". A")],
            ("brisbane._domainkey.football.example.com", Samples.Ed25519Record), ("test._domainkey.football.example.com", Samples.Rsa1024Record));
        Assert.Equal([DkimStatus.Pass, DkimStatus.Pass], results.Select(result => result.Status));
        Assert.Equal(["ed25519-sha256", "rsa-sha256"], results.Select(result => result.Algorithm));
    }

    [Theory]
    [InlineData(Samples.Ed25519Seed, Samples.Ed25519Record)]
    [InlineData(Samples.Rsa1024Pem, Samples.Rsa1024Record)]
    public void The_record_of_a_key_is_the_one_RFC_8463_publishes(string key, string record)
    {
        using var signer = new DkimSigner(Samples.Domain, "test", key);
        Assert.Equal(record, signer.Record);
        Assert.Equal("test._domainkey.football.example.com", signer.RecordName);
    }
}
