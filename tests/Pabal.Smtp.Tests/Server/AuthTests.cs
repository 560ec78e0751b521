using System.Text;

namespace Pabal.Smtp.Tests.Server;

public sealed class AuthTests
{
    private const string Hello = "S: 220\nC: EHLO x\nS: 250 HELP\n";
    private const string Good = "AGFubgBzM2NyZXQh";    // \0ann\0s3cret!
    private const string Bad = "AGFubgB3cm9uZw==";     // \0ann\0wrong

    public static TheoryData<string> Dialogues =>
    [
        Hello + $"C: AUTH PLAIN {Good}\nS: 235 2.7.0\nC: AUTH PLAIN {Good}\nS: 503 5.5.1\nC: STARTTLS\nS: 503 5.5.1\nC: MAIL FROM:<>\nS: 250",
        Hello + $"C: AUTH PLAIN\nS: 334 \nC: {Good}\nS: 235",
        Hello + "C: auth login\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: czNjcmV0IQ==\nS: 235",
        Hello + "C: AUTH LOGIN YW5u\nS: 334 UGFzc3dvcmQ6\nC: czNjcmV0IQ==\nS: 235",
        Hello + $"C: AUTH PLAIN YW5uAGFubgBzM2NyZXQh\nS: 235",
        // Somebody else's identity, a wrong password.
        Hello + "C: AUTH PLAIN Ym9iAGFubgBzM2NyZXQh\nS: 535 5.7.8\n" + $"C: AUTH PLAIN {Bad}\nS: 535 5.7.8\nC: AUTH PLAIN {Good}\nS: 235",
        // What is no response at all.
        Hello + "C: AUTH PLAIN !!!\nS: 501 5.5.2\nC: AUTH PLAIN AAA\nS: 501 5.5.2\nC: AUTH PLAIN =\nS: 501 5.5.2\nC: AUTH PLAIN YW5u\nS: 501 5.5.2\nC: AUTH PLAIN AGFubg==\nS: 501 5.5.2\nC: AUTH PLAIN AAB4\nS: 501 5.5.2\nC: NOOP\nS: 250",
        Hello + "C: AUTH PLAIN AGFubgD/\nS: 501 5.5.2\nC: AUTH LOGIN\nS: 334\nC: YW 5u\nS: 501 5.5.2\nC: AUTH LOGIN\nS: 334\nC: \nS: 501 5.5.2\nC: AUTH LOGIN\nS: 334\nC: YQBi\nS: 501 5.5.2",
        // What nobody can be called.
        Hello + "C: AUTH PLAIN AGEKYgB4\nS: 501 5.5.2\nC: AUTH LOGIN YQpi\nS: 501 5.5.2\nC: AUTH PLAIN AO+/vQB4\nS: 535 5.7.8\nC: NOOP\nS: 250",
        Hello + "C: AUTH PLAIN\nS: 334\nC: *\nS: 501 5.7.0\nC: AUTH LOGIN\nS: 334\nC: YW5u\nS: 334\nC: *\nS: 501 5.7.0\nC: NOOP\nS: 250",
        Hello + "C: AUTH LOGIN\nS: 334\nc: YW5u\\n\nS: 500 5.5.2\nC: NOOP\nS: 250",
        // Where it has no place.
        "S: 220\n" + $"C: AUTH PLAIN {Good}\nS: 503 5.5.1\nC: HELO x\nS: 250\nC: AUTH PLAIN {Good}\nS: 503 5.5.1",
        Hello + "C: MAIL FROM:<>\nS: 250\n" + $"C: AUTH PLAIN {Good}\nS: 503 5.5.1\nC: RSET\nS: 250\nC: AUTH PLAIN {Good}\nS: 235",
        Hello + "C: AUTH\nS: 501 5.5.4\nC: AUTH GSSAPI\nS: 504 5.5.4\nC: AUTH PLAIN a b\nS: 501 5.5.4",
        // Three failures, whatever is done between them.
        Hello + $"C: AUTH PLAIN {Bad}\nS: 535\nC: RSET\nS: 250\nC: AUTH PLAIN {Bad}\nS: 535\nC: EHLO y\nS: 250 HELP\nC: AUTH PLAIN {Bad}\nS: 421 4.7.0\nS: end",
    ];

    [Theory]
    [MemberData(nameof(Dialogues))]
    public async Task A_login_goes_by_the_book_however_it_is_cut(string script)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts });
        foreach (var cut in new[] { 0, 1 })
        {
            await using var client = await RawClient.ConnectAsync(server, cut);
            await Script.PlayAsync(client, script);
        }
    }

    [Fact]
    public async Task Who_logged_in_is_known_to_the_handler_and_AUTH_is_offered_no_more()
    {
        var handler = new RecordingHandler { Authenticate = RecordingHandler.Accepts };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Auth = SmtpAuthPolicy.Required });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<>", "530 5.7.0");
        await client.SayAsync($"AUTH PLAIN {Good}", "235");
        Assert.DoesNotContain("AUTH", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SayAsync(".", "250");
        Assert.Equal("ann", Assert.Single(handler.Messages).Session.User);
    }

    [Fact]
    public async Task A_response_may_be_12288_octets_long_and_no_longer()
    {
        var seen = 0;
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Authenticate = (_, password) =>
            {
                seen = password.Length;
                return new SmtpReply(235, "2.7.0", "ok");
            },
        });
        foreach (var (line, expected) in new[] { (Response(12286), "235"), (Response(12290), "500 5.5.2"), (Response(1_000_000), "500 5.5.2") })
        {
            await using var client = await RawClient.HelloAsync(server);
            await client.SayAsync("AUTH PLAIN", "334");
            await client.SayAsync(line, expected);
            await client.SayAsync("NOOP", "250");
        }
        await using var inOneLine = await RawClient.HelloAsync(server);
        await inOneLine.SayAsync($"AUTH PLAIN {Response(8000)}", "235");
        Assert.Equal(Base64Length(8000) - 3, seen);

        static int Base64Length(int characters) => characters / 4 * 3;
        static string Response(int characters) => Convert.ToBase64String(Encoding.ASCII.GetBytes("\0u\0" + new string('p', Base64Length(characters) - 3)));
    }

    [Fact]
    public async Task Without_AUTH_switched_on_there_is_none()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts }, TestServer.Options with { Auth = SmtpAuthPolicy.Off });
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220");
        Assert.DoesNotContain("AUTH", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        await client.SayAsync($"AUTH PLAIN {Good}", "502 5.5.1");
    }

    [Fact]
    public void From_another_machine_a_login_in_clear_is_neither_offered_nor_taken_unless_switched_on()
    {
        var session = new SmtpSessionInfo
        {
            Id = "1",
            Started = default,
            RemoteEndPoint = new System.Net.IPEndPoint(new System.Net.IPAddress([192, 0, 2, 1]), 1),
            LocalEndPoint = new System.Net.IPEndPoint(0, 25),
            ServerName = "mx.example.com",
        };
        foreach (var (isSwitchedOn, offer, code) in new[] { (false, "", 538), (true, "AUTH PLAIN LOGIN", 334) })
        {
            var machine = new Smtp.Server.SessionMachine(TestServer.Options with { DangerousAuthInClear = isSwitchedOn }, session, isLoopback: false);
            var ehlo = machine.Settle(machine.Receive(new SmtpCommand.Hello(HelloVerb.Ehlo, "x")), new SmtpReply(250, "hi"));
            Assert.Equal(offer, ehlo.Reply.Lines.SingleOrDefault(line => line.StartsWith("AUTH", StringComparison.Ordinal)) ?? "");
            var auth = Assert.IsType<Smtp.Server.Step.Say>(machine.Receive(new SmtpCommand.Auth("PLAIN", null)));
            Assert.Equal(code, auth.Reply.Code);
        }
    }

    [Fact]
    public async Task A_handler_that_forgets_to_override_lets_nobody_in()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync($"AUTH PLAIN {Good}", "535 5.7.8");
    }
}
