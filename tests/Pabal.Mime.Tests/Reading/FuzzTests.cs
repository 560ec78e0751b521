using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class FuzzTests
{
    // Whatever is put together of these is structure of some kind, most of it broken.
    private static readonly string[] Fragments =
    [
        "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: multipart/digest; boundary=\"c\"\n", "Content-Type: multipart/alternative; boundary=bb\r\n",
        "Content-Type: message/rfc822\r\n", "Content-Type: message/delivery-status\r\n", "Content-Type: text/plain; charset=utf-8\r\n", "Content-Type: text/plain; charset=gb2312\r\n", "<meta charset=euc-kr>", "Content-Type: text/html", "Content-Type: image/png; name*0*=utf-8''%ea; name*1*=%b0%80.png\r\n",
        "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "Content-Transfer-Encoding: x-uuencode\r\n", "Content-Transfer-Encoding: what\r\n",
        "Content-Disposition: attachment; filename=\"a\\\"b.txt\"\r\n", "Content-Disposition: inline; filename*=euc-kr''%b0%a1\r\n", "Content-ID: <i@x>\r\n",
        "Subject: =?utf-8?q?a=0D=0A?= =?utf-8?b?7ZWc6riA?=\r\n", "Subject: =?utf-8?b?7ZWc", "Subject: =?x?q?=ZZ?= =?euc-kr?b?7ZWc6riA?=\r\n", "From: A <a@b.c>, \"q\" <d@e>, g: x@y;\r\n", "To: (c (n) \\) <a@b\r\n", "Date: Mon, 1 Jan 24 10:00 EST\r\n", "References: <a@b> <c\r\n",
        "\uFEFF", "From me@x Sat Jan  1 00:00:00 2000\r\n", ">From x\n", "Subject : spaced\r\n", "no colon at all\r\n", "\r\n", "\r\n", "\r\n", "\n", "\n", "\r", " ", " \r\n", "\t\n", "\0", "\r\r\n",
        "--b\r\n", "--b\r\n", "--b\r\n", "--b--\r\n", "--b--\n", "--bb\r\n", "--bb--\r\n", "--c\n", "--c--\n", "--b", "--", "-- \r\n", "--b  \r\n", "\r\n--b\r\n", "\n--b--",
        "text text text\r\n", "=3D=\r\n", "=", "QUJD", "QUI=\r\n", "begin 644 x\n", "#86)C\n", "end\n", ";", "\"", "(", ")", "<", ">", ":", "é", "\u00b0\u00a1", "x-y: z\r\n", "한",
    ];

    // PABAL_FUZZ=1000 runs a thousand times as many cases.
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("PABAL_FUZZ"), out var times) ? times : 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_that_is_put_together_breaks_the_parser_and_all_of_it_is_written_back(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000 * Times; i++)
        {
            var text = string.Concat(random.GetItems(Fragments, random.Next(1, 40)));
            Check(seed, i, random.Next(2) == 0 ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Nothing_that_is_damaged_breaks_the_parser_and_all_of_it_is_written_back(int seed)
    {
        var random = new Random(seed);
        foreach (var sample in Samples.All)
        {
            for (var i = 0; i < 30 * Times; i++)
                Check(seed, i, Damage(random, sample));
        }
    }

    [Fact]
    public void However_tight_the_limits_all_is_written_back()
    {
        var limits = new MimeLimits { MaxDepth = 1, MaxParts = 3, MaxHeaders = 2, MaxHeaderBlock = 60, MaxHeader = 20, MaxParameters = 1, MaxBoundary = 1 };
        var random = new Random(6);
        for (var i = 0; i < 2000 * Times; i++)
            Everything.Holds(Encoding.Latin1.GetBytes(string.Concat(random.GetItems(Fragments, random.Next(1, 40)))), limits);
    }

    private static byte[] Damage(Random random, byte[] sample)
    {
        var bytes = sample.ToList();
        for (var n = random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.Insert(at, "\r\n\0:;=\"(<-?"u8[random.Next(11)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    private static void Check(int seed, int round, byte[] input)
    {
        try
        {
            Everything.Holds(input);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Assert.Fail($"seed {seed}, round {round}: {error}\n{Encoding.Latin1.GetString(input)}");
        }
    }
}
