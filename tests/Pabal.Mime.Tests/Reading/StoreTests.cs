namespace Pabal.Mime.Tests.Reading;

public sealed class StoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly byte[] Box = Mail.Lf(
        "From ann@example.com Sat Nov 21 09:05:00 2026", "From: ann@example.com", "Date: 21 Nov 26 09:05 GMT", "Subject: one", "", "text", ">From quoted", ">>From twice", "From here on it is prose", "",
        "From - Sun Nov 22 10:00:00 2026", "Subject: two", "", "no line end",
        "From MAILER-DAEMON Mon Nov 23 10:00:00 2026", "Subject: three", "", "");

    private static async Task<List<MboxMessage>> ReadAsync(byte[] box, int chunk = int.MaxValue, MimeLimits? limits = null, bool unquote = true)
    {
        var all = new List<MboxMessage>();
        await foreach (var entry in Mbox.ReadAsync(new Slow(box, chunk), limits, unquote, Cancel))
            all.Add(entry);
        return all;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task Mbox_gives_its_messages_one_by_one(int chunk)
    {
        var all = await ReadAsync(Box, chunk);
        Assert.Equal(["one", "two", "three"], all.Select(entry => entry.Message.Subject));
        Assert.Equal(["ann@example.com", "-", "MAILER-DAEMON"], all.Select(entry => entry.Sender));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.Zero), all[0].Received);
        Assert.Equal("text\nFrom quoted\n>From twice\nFrom here on it is prose\n", all[0].Message.TextBody);
        Assert.Equal("no line end\n", all[1].Message.TextBody);
        Assert.Empty(all[0].Message.Defects);
    }

    [Fact]
    public async Task Mbox_leaves_every_byte_when_told_so() =>
        Assert.Equal("text\n>From quoted\n>>From twice\nFrom here on it is prose\n", (await ReadAsync(Box, unquote: false))[0].Message.TextBody);

    [Fact]
    public async Task Mbox_in_CRLF_and_with_long_lines_is_read_too()
    {
        var line = new string('x', 200_000);
        var box = Mail.Crlf("From a@b Sat Nov 21 09:05:00 2026", "Subject: one", "", line, "", "From a@b Sat Nov 21 09:05:00 2026", "Subject: two", "", "x", "");
        var all = await ReadAsync(box, 1000);
        Assert.Equal(line + "\r\n", all[0].Message.TextBody);
        Assert.Equal("x\r\n", all[1].Message.TextBody);
    }

    [Fact]
    public async Task Mbox_passes_over_what_is_longer_than_the_limit()
    {
        var box = Mail.Lf("From a@b Sat Nov 21 09:05:00 2026", "From: a@b.test", "Date: 21 Nov 26 09:05 GMT", "", new string('x', 1000), "", "From a@b Sat Nov 21 09:05:00 2026", "Subject: two", "", "x", "");
        var all = await ReadAsync(box, limits: new MimeLimits { MaxMessage = 100 });
        Assert.Equal(100, all[0].Message.Length);
        Assert.Equal(["message-too-long"], Mail.Ids(all[0].Message));
        Assert.Equal("two", all[1].Message.Subject);
    }

    [Fact]
    public async Task What_is_no_mbox_has_no_messages()
    {
        Assert.Empty(await ReadAsync([]));
        Assert.Empty(await ReadAsync(Mail.Lf("Subject: x", "", "From here on", "")));
    }

    [Fact]
    public async Task A_large_mbox_needs_the_memory_of_one_message()
    {
        var one = Mail.Lf("From a@b Sat Nov 21 09:05:00 2026", "Subject: x", "", new string('x', 10_000), "", "");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        // Other tests hold memory for a while too. Who kept all would hold 5 MB at the first look already.
        var (count, least) = (0, long.MaxValue);
        await foreach (var entry in Mbox.ReadAsync(new Endless(one, 2000), cancellationToken: Cancel))
        {
            if (++count % 500 == 0)
                least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal(2000, count);
        Assert.InRange(least, long.MinValue, 4_000_000);
    }

    [Fact]
    public async Task Maildir_gives_its_messages_with_their_flags()
    {
        var folder = Directory.CreateTempSubdirectory("pabal-maildir").FullName;
        try
        {
            await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await Maildir.ReadAsync(folder, cancellationToken: Cancel).GetAsyncEnumerator(Cancel).MoveNextAsync());
            Directory.CreateDirectory(Path.Combine(folder, "new"));
            Directory.CreateDirectory(Path.Combine(folder, "cur"));
            await File.WriteAllBytesAsync(Path.Combine(folder, "new", "1700000002.M1.host"), Mail.Lf("Subject: two", "", ""), Cancel);
            await File.WriteAllBytesAsync(Path.Combine(folder, "cur", "1700000001.M1.host:2,RS"), Mail.Lf("Subject: one", "", ""), Cancel);
            await File.WriteAllBytesAsync(Path.Combine(folder, "cur", ".hidden"), [], Cancel);
            var all = new List<MaildirMessage>();
            await foreach (var entry in Maildir.ReadAsync(folder, cancellationToken: Cancel))
                all.Add(entry);
            Assert.Equal([("one", "RS"), ("two", "")], all.Select(entry => (entry.Message.Subject!, entry.Flags)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Slow(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }

    // The same message again and again.
    private sealed class Endless(byte[] message, int times) : MemoryStream(message)
    {
        private int left = times;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length && --left > 0)
                Position = 0;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
