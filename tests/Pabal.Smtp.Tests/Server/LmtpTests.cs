using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pabal.Smtp.Tests.Server;

/// <summary>LMTP (RFC 2033), over TCP and over a Unix socket.</summary>
public sealed class LmtpTests : IDisposable
{
    private const string Hello = "S: 220\nC: LHLO x\nS: 250 HELP\n";
    private const string Mail = Hello + "C: MAIL FROM:<a@b>\nS: 250\n";

    private readonly string directory = Directory.CreateTempSubdirectory("lmtp").FullName;

    public static TheoryData<string> Dialogues =>
    [
        "S: 220\nC: EHLO x\nS: 500 5.5.1\nC: HELO x\nS: 500 5.5.1\nC: MAIL FROM:<>\nS: 503\nC: LHLO x\nS: 250 HELP\nC: QUIT\nS: 221\nS: end",
        Mail + "C: DATA\nS: 503 5.5.1\nC: RCPT TO:<good@c>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250 2.1.5 good",
        Mail + "C: RCPT TO:<good@c>\nS: 250\nC: RCPT TO:<bad@c>\nS: 250\nC: RCPT TO:<good@c>\nS: 250\nC: RCPT TO:<full@c>\nS: 250\nC: DATA\nS: 354\nC: x\nC: .\nS: 250 2.1.5 good\nS: 550 5.1.1 bad\nS: 250 2.1.5 good\nS: 452 4.2.2 full\nC: NOOP\nS: 250",
        Mail + "C: RCPT TO:<bad@c>\nS: 250\nC: RCPT TO:<full@c>\nS: 250\nC: DATA\nS: 354\nC: x\nC: .\nS: 550 5.1.1\nS: 452 4.2.2\nC: MAIL FROM:<>\nS: 250",
        // A message that is refused is refused for each.
        Mail + "C: RCPT TO:<good@c>\nS: 250\nC: RCPT TO:<bad@c>\nS: 250\nC: DATA\nS: 354\nc: a\\nb\\r\\n.\\r\\n\nS: 550 5.6.11\nS: 550 5.6.11\nC: NOOP\nS: 250",
        // In chunks, the last has a reply for each and the others one.
        Mail + "C: RCPT TO:<good@c>\nS: 250\nC: RCPT TO:<bad@c>\nS: 250\nc: BDAT 3\\r\\na\\r\\n\nS: 250 2.0.0\nC: BDAT 0 LAST\nS: 250 2.1.5 good\nS: 550 5.1.1 bad\nC: NOOP\nS: 250",
    ];

    [Theory]
    [MemberData(nameof(Dialogues))]
    public async Task Each_recipient_has_its_reply_however_it_is_cut(string script)
    {
        await using var server = await TestServer.StartAsync(new Postman(), TestServer.Options with { Listen = ["lmtp://127.0.0.1:0"] });
        foreach (var cut in new[] { 0, 1 })
        {
            await using var client = await RawClient.ConnectAsync(server, cut);
            await Script.PlayAsync(client, script);
        }
    }

    [Fact]
    public async Task One_reply_is_for_all_unless_there_are_more_and_a_wrong_number_is_nobodys()
    {
        await using var simple = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Listen = ["lmtp://127.0.0.1:0"] });
        await using var wrong = await TestServer.StartAsync(new Postman { Surplus = 1 }, TestServer.Options with { Listen = ["lmtp://127.0.0.1:0"] });
        foreach (var (server, reply) in new[] { (simple, "250 2.0.0 kept"), (wrong, "451 4.3.0") })
        {
            await using var client = await RawClient.ConnectAsync(server);
            await Script.PlayAsync(client, Mail + $"C: RCPT TO:<a@c>\nS: 250\nC: RCPT TO:<b@c>\nS: 250\nC: DATA\nS: 354\nC: .\nS: {reply}\nS: {reply}\nC: NOOP\nS: 250");
        }
    }

    [Fact]
    public async Task Our_client_delivers_over_a_Unix_socket_whose_file_goes_with_the_server()
    {
        var path = Path.Combine(directory, "lmtp.sock");
        var options = TestServer.Options with { Listen = [$"lmtp+unix://{path}"], Tls = TlsMode.None };
        await using (var server = await TestServer.StartAsync(new Postman(), options))
        {
            Assert.Equal($"lmtp+unix://{path}", server.EndPoints[0].ToString());
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, ModeOf(path));
            await using var client = new SmtpClient(SmtpClientOptions.Parse($"lmtp+unix://{path}") with { Tls = TlsMode.None });
            var sent = await client.SendAsync(new Envelope("a@example.com", "good@example.com", "full@example.com"), MailContent.From("x\r\n"u8.ToArray()), null, TestContext.Current.CancellationToken);
            Assert.Equal("452 4.2.2 full", Assert.Single(sent.Rejected).Reply.ToString());

            await using var second = new SmtpServer(options, new Postman());
            await Assert.ThrowsAsync<IOException>(() => second.StartAsync(TestContext.Current.CancellationToken));
            Assert.True(File.Exists(path));
        }
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_socket_nobody_listens_on_is_replaced_and_a_file_that_is_none_is_left_alone()
    {
        var path = Path.Combine(directory, "smtp.sock");
        var grave = Path.Combine(directory, "grave.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, grave);   // the file of a disposed socket goes with it
        }
        File.Move(grave, path);
        var options = TestServer.Options with { Listen = [$"smtp+unix://{path}"], SocketMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using (await TestServer.StartAsync(new RecordingHandler(), options))
            Assert.Equal(options.SocketMode, ModeOf(path));

        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        await using var other = new SmtpServer(options, new RecordingHandler());
        await Assert.ThrowsAsync<IOException>(() => other.StartAsync(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("lmtp+unix:///run/x.sock", true)]
    [InlineData("lmtp://[::1]:24", true)]
    [InlineData("lmtp+unix://run/x.sock", false)]
    [InlineData("lmtp+unix:///", false)]
    [InlineData("smtps+unix:///run/x.sock", false)]
    public void A_socket_to_listen_on_has_a_whole_path(string address, bool isValid)
    {
        if (isValid)
            Assert.Equal([address], new SmtpServerOptions { Listen = [address] }.Listen);
        else
            Assert.Throws<FormatException>(() => new SmtpServerOptions { Listen = [address] });
        Assert.Throws<FormatException>(() => new SmtpServerOptions { Listen = ["smtp+unix:///" + new string('x', 200)] });
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    /// <summary>Has a mind of its own about each recipient.</summary>
    private sealed class Postman : SmtpHandler
    {
        public int Surplus { get; init; }

        public override ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("LMTP delivers");

        public override async ValueTask<IReadOnlyList<SmtpReply>> OnDeliveryAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
            return [.. envelope.Recipients.Select(recipient => recipient.LocalPart switch
            {
                "bad" => new SmtpReply(550, "5.1.1", "bad"),
                "full" => new SmtpReply(452, "4.2.2", "full"),
                var name => new SmtpReply(250, "2.1.5", name),
            }), .. Enumerable.Repeat(new SmtpReply(250, "2.1.5", "nobody"), Surplus)];
        }
    }
}
