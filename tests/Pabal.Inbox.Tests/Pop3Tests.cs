using System.Net.Sockets;
using System.Text;

namespace Pabal.Inbox.Tests;

public sealed class Pop3Tests
{
    [Fact]
    public async Task Mails_are_listed_read_and_deleted_at_the_end_only()
    {
        await using var inbox = await StartAsync();
        var first = await inbox.SendAsync("Subject: one\n\n.dots\nend\n");
        await inbox.SendAsync("Subject: two\n\nx\n");
        using (var pop = await Client.ConnectAsync(inbox))
        {
            Assert.Equal("+OK 2 messages", await pop.LogInAsync("any", "thing"));
            Assert.Matches(@"^\+OK 2 \d+$", await pop.SayAsync("STAT"));
            Assert.Equal($"+OK 1 {first}", await pop.SayAsync("UIDL 1"));
            Assert.Equal(["+OK", "1 " + "Subject: one\r\n\r\n.dots\r\nend\r\n".Length, "2 " + "Subject: two\r\n\r\nx\r\n".Length], await pop.ListAsync("LIST"));
            Assert.Equal(["+OK 28 octets", "Subject: one", "", "..dots", "end"], await pop.ListAsync("RETR 1"));
            Assert.Equal(["+OK 28 octets", "Subject: one", "", "..dots"], await pop.ListAsync("TOP 1 1"));
            Assert.Equal("+OK", await pop.SayAsync("DELE 1"));
            Assert.StartsWith("-ERR", await pop.SayAsync("RETR 1"), StringComparison.Ordinal);
            Assert.Equal("+OK", await pop.SayAsync("RSET"));
            Assert.Equal("+OK", await pop.SayAsync("DELE 2"));
        }
        Assert.Equal(2, inbox.Store.Count);
        using (var pop = await Client.ConnectAsync(inbox))
        {
            await pop.LogInAsync("any", "thing");
            await pop.SayAsync("DELE 2");
            Assert.StartsWith("+OK", await pop.SayAsync("QUIT"), StringComparison.Ordinal);
            Assert.Null(await pop.ReadAsync());
        }
        Assert.Equal((1, true), (inbox.Store.Count, inbox.Store.Find(first)!.IsRead));
    }

    [Fact]
    public async Task A_user_whose_name_is_an_inbox_sees_that_one_alone()
    {
        await using var inbox = await StartAsync(rules: new InboxRules { ByTag = true });
        await inbox.SendAsync("Subject: one\n\nx", "a+shop@example.com");
        await inbox.SendAsync("Subject: two\n\nx", "a+bank@example.com");
        using var shop = await Client.ConnectAsync(inbox);
        Assert.Equal("+OK 1 messages", await shop.LogInAsync("shop", ""));
        using var all = await Client.ConnectAsync(inbox);
        Assert.Equal("+OK 2 messages", await all.LogInAsync("gil", ""));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_taken()
    {
        await using var inbox = await StartAsync("gil", "secret");
        using var pop = await Client.ConnectAsync(inbox);
        Assert.StartsWith("-ERR", await pop.SayAsync("STAT"), StringComparison.Ordinal);
        Assert.StartsWith("-ERR", await pop.LogInAsync("gil", "guess"), StringComparison.Ordinal);
        Assert.StartsWith("-ERR", await pop.SayAsync("PASS secret"), StringComparison.Ordinal);
        Assert.Equal("+OK 0 messages", await pop.SayAsync($"AUTH PLAIN {Convert.ToBase64String("\0gil\0secret"u8)}"));
    }

    [Fact]
    public async Task What_CAPA_promises_is_kept_and_spaces_belong_to_the_password()
    {
        await using var inbox = await StartAsync("gil", " 열려라 참깨 ");
        using var pop = await Client.ConnectAsync(inbox);
        Assert.Contains("UTF8", await pop.ListAsync("CAPA"));
        Assert.Equal("+OK", await pop.SayAsync("UTF8"));
        Assert.Equal("+OK 0 messages", await pop.LogInAsync("gil", " 열려라 참깨 "));
    }

    [Fact]
    public async Task Commands_that_were_slipped_in_behind_STLS_end_the_session()
    {
        await using var inbox = await StartAsync();
        using var pop = await Client.ConnectAsync(inbox);
        Assert.Equal("+OK begin TLS", await pop.SayAsync("STLS\r\nUSER evil"));
        Assert.Null(await pop.ReadAsync());
    }

    [Fact]
    public async Task Lines_without_end_and_errors_without_number_end_the_session()
    {
        await using var inbox = await StartAsync();
        using var endless = await Client.ConnectAsync(inbox);
        await endless.WriteAsync(new string('x', 5000));
        Assert.Null(await endless.ReadAsync());
        using var lost = await Client.ConnectAsync(inbox);
        await lost.WriteAsync(string.Concat(Enumerable.Repeat("WHAT\r\n", 30)));
        var answers = 0;
        while (await lost.ReadAsync() is not null)
            answers++;
        Assert.Equal(20, answers);
    }

    [Fact]
    public async Task A_file_with_bare_line_feeds_and_no_last_line_end_counts_as_it_is_sent()
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        var mail = await store.AddAsync(new Testing.ReceivedMail
        {
            Id = "x",
            Received = DateTimeOffset.UtcNow,
            Session = Mails.Received(Mails.Welcome).Session,
            Envelope = new("a@example.com", ["b@example.com"]),
            Content = "Subject: x\n\na\r\nb"u8.ToArray(),
        }, TestInbox.Token);
        Assert.Equal("Subject: x\r\n\r\na\r\nb\r\n".Length, mail.WireSize);
    }

    private static Task<TestInbox> StartAsync(string? user = null, string? password = null, InboxRules? rules = null) => TestInbox.StartAsync(new InboxStoreOptions { Rules = rules ?? new() },
        new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", Pop3 = "127.0.0.1:0", User = user, Password = password });

    private sealed class Client(TcpClient tcp) : IDisposable
    {
        private readonly StreamReader reader = new(tcp.GetStream(), Encoding.UTF8);

        public static async Task<Client> ConnectAsync(TestInbox inbox)
        {
            var tcp = new TcpClient();
            await tcp.ConnectAsync(inbox.Server.Pop3!, TestInbox.Token);
            var client = new Client(tcp);
            Assert.StartsWith("+OK", await client.ReadAsync(), StringComparison.Ordinal);
            return client;
        }

        public async Task<string?> LogInAsync(string user, string password)
        {
            Assert.Equal("+OK", await SayAsync($"USER {user}"));
            return await SayAsync($"PASS {password}");
        }

        public async Task<string?> SayAsync(string command)
        {
            await WriteAsync($"{command}\r\n");
            return await ReadAsync();
        }

        public async Task<List<string>> ListAsync(string command)
        {
            var lines = new List<string>();
            for (var line = await SayAsync(command); line != "."; line = await ReadAsync())
                lines.Add(line!);
            return lines;
        }

        public async Task WriteAsync(string text) => await tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestInbox.Token);

        // A session that is cut off while it was sent something ends in a reset.
        public async Task<string?> ReadAsync()
        {
            try
            {
                return await reader.ReadLineAsync(TestInbox.Token);
            }
            catch (IOException)
            {
                return null;
            }
        }

        public void Dispose()
        {
            reader.Dispose();
            tcp.Dispose();
        }
    }
}
