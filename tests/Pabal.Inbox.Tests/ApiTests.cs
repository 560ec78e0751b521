using System.Net;
using System.Text.Json.Nodes;
using Pabal.Smtp;

namespace Pabal.Inbox.Tests;

public sealed class ApiTests
{
    [Fact]
    public async Task The_list_has_the_newest_first_and_no_bodies()
    {
        await using var inbox = await TestInbox.StartAsync();
        await inbox.SendAsync(Mails.Welcome with { Subject = "older" });
        var id = await inbox.SendAsync(Mails.Welcome with { Bcc = "bob@example.com" });
        var list = await inbox.GetAsync("/api/messages");
        Assert.Equal(["가입을 환영합니다", "older"], list["messages"]!.AsArray().Select(mail => (string)mail!["subject"]!));
        var first = list["messages"]![0]!;
        Assert.Equal((id, 2, 2, "홍길동"), ((string)first["id"]!, (int)list["total"]!, (int)list["unread"]!, (string)first["to"]![0]!["name"]!));
        Assert.Equal(["gil@example.com", "bob@example.com"], first["envelope"]!["to"]!.AsArray().Select(to => (string)to!));
        Assert.DoesNotContain("482913", list.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_the_show_document_and_how_it_came()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync(Mails.Welcome);
        var mail = await inbox.GetAsync($"/api/messages/{id}");
        Assert.Equal(["id", "received", "envelope", "size", "read", "inboxes", "headers", "from", "sender", "replyTo", "to", "cc", "bcc", "subject", "date", "messageId", "inReplyTo", "references", "text", "html", "attachments", "root", "defects"],
            mail.AsObject().Select(member => member.Key));
        Assert.Equal(["from", "to", "helo", "remote", "tls", "user"], mail["envelope"]!.AsObject().Select(member => member.Key));
        Assert.StartsWith("127.0.0.1:", (string)mail["envelope"]!["remote"]!, StringComparison.Ordinal);
        Assert.Equal("인증번호는 482913입니다.", ((string)mail["text"]!).Trim());
        Assert.Empty(mail["defects"]!.AsArray());
    }

    [Fact]
    public async Task The_octets_come_back_as_they_were_sent()
    {
        await using var inbox = await TestInbox.StartAsync();
        const string Message = "Subject: dots\n\n.one\n..two\n\nend\n";
        using var raw = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{await inbox.SendAsync(Message)}/raw");
        Assert.Equal(Message.ReplaceLineEndings("\r\n"), await raw.Content.ReadAsStringAsync(TestInbox.Token));
        Assert.Equal("message/rfc822", raw.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task Waiting_ends_when_the_mail_comes_and_is_not_fooled_by_others()
    {
        await using var inbox = await TestInbox.StartAsync();
        var waiting = inbox.GetAsync("/api/messages/wait?to=gil@example.com&subject=환영&timeout=30");
        await inbox.SendAsync(Mails.Welcome with { To = "other-gil@example.com" });
        await inbox.SendAsync(Mails.Welcome with { Subject = "something else" });
        Assert.False(waiting.IsCompleted);
        var id = await inbox.SendAsync(Mails.Welcome);
        Assert.Equal(id, (string)(await waiting)["id"]!);
        Assert.Equal(id, (string)(await inbox.GetAsync("/api/messages/wait?to=GIL@example.com&subject=환영&timeout=0"))["id"]!);
    }

    [Fact]
    public async Task Waiting_after_a_mail_takes_only_later_ones()
    {
        await using var inbox = await TestInbox.StartAsync();
        var first = await inbox.SendAsync(Mails.Welcome);
        using var none = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/wait?to=gil@example.com&after={first}&timeout=0.05");
        Assert.Equal(HttpStatusCode.RequestTimeout, none.StatusCode);
        var waiting = inbox.GetAsync($"/api/messages/wait?to=gil@example.com&after={first}");
        var second = await inbox.SendAsync(Mails.Welcome);
        Assert.Equal(second, (string)(await waiting)["id"]!);
    }

    [Fact]
    public async Task Who_waits_when_the_inbox_stops_hears_so_at_once()
    {
        await using var inbox = await TestInbox.StartAsync();
        var waiting = inbox.AskAsync(HttpMethod.Get, "/api/messages/wait?to=nobody@example.com&timeout=600");
        await TestInbox.UntilAsync(() => inbox.Store.Watchers > 0);
        await inbox.Server.DisposeAsync();
        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestInbox.Token);
        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/messages?search=foo:bar", 400)]
    [InlineData("/api/messages?limit=0", 400)]
    [InlineData("/api/messages?limit=1001", 400)]
    [InlineData("/api/messages/wait?timeout=-1", 400)]
    [InlineData("/api/messages/wait?timeout=601", 400)]
    [InlineData("/api/messages/20200101000000000", 404)]
    [InlineData("/api/messages/..%2F..%2Fetc%2Fpasswd", 404)]
    [InlineData("/api/messages/..%2F..%2Fetc%2Fpasswd/raw", 404)]
    [InlineData("/api/messages/x/html", 404)]
    [InlineData("/api/messages/x/insights", 404)]
    [InlineData("/api/messages/x/transcript", 404)]
    [InlineData("/api/messages/x/parts/1", 404)]
    [InlineData("/wwwroot/index.html", 404)]
    [InlineData("/nothing", 404)]
    public async Task What_can_not_be_answered_is_explained_in_both_languages(string path, int status)
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Get, path);
        Assert.Equal(status, (int)answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestInbox.Token))!["error"]!;
        Assert.DoesNotMatch("[가-힣]", (string)error["message"]!);
        using var korean = await inbox.AskAsync(HttpMethod.Get, path, null, ("Accept-Language", "ko-KR,ko;q=0.9"));
        Assert.Matches("[가-힣]", await korean.Content.ReadAsStringAsync(TestInbox.Token));
    }

    [Fact]
    public async Task Mails_are_marked_as_read_one_by_one_and_all_at_once()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync(Mails.Welcome);
        await inbox.SendAsync(Mails.Welcome);
        using (await inbox.AskAsync(HttpMethod.Patch, $"/api/messages/{id}", """{"read":true}"""))
            Assert.Equal(1, (int)(await inbox.GetAsync("/api/messages?search=is:unread"))["total"]!);
        using (await inbox.AskAsync(HttpMethod.Patch, "/api/messages", """{"read":true}"""))
            Assert.Equal(0, (int)(await inbox.GetAsync("/api/messages"))["unread"]!);
        using var wrong = await inbox.AskAsync(HttpMethod.Patch, $"/api/messages/{id}", """{"red":true}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var nobody = await inbox.AskAsync(HttpMethod.Patch, "/api/messages/x", """{"read":true}""");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Mails_are_deleted_one_by_one_by_search_and_all_at_once()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync(Mails.Welcome);
        await inbox.SendAsync(Mails.Welcome with { Subject = "keep" });
        await inbox.SendAsync(Mails.Welcome with { Subject = "go" });
        using (var one = await inbox.AskAsync(HttpMethod.Delete, $"/api/messages/{id}"))
            Assert.True(one.IsSuccessStatusCode);
        using (var again = await inbox.AskAsync(HttpMethod.Delete, $"/api/messages/{id}"))
            Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        using (await inbox.AskAsync(HttpMethod.Delete, "/api/messages?search=subject:go"))
            Assert.Equal(["keep"], inbox.Store.List().Mails.Select(mail => mail.Subject));
        using (var wrong = await inbox.AskAsync(HttpMethod.Delete, "/api/messages?search=oops:x"))
            Assert.Equal((HttpStatusCode.BadRequest, 1), (wrong.StatusCode, inbox.Store.Count));
        using (await inbox.AskAsync(HttpMethod.Delete, "/api/messages"))
            Assert.Equal(0, inbox.Store.Count);
    }

    [Fact]
    public async Task Inboxes_do_not_see_each_other()
    {
        await using var inbox = await TestInbox.StartAsync(new InboxStoreOptions { Rules = new InboxRules { ByTag = true } });
        await inbox.SendAsync(Mails.Welcome with { To = "a+one@example.com" });
        await inbox.SendAsync(Mails.Welcome with { To = "a+two@example.com" });
        Assert.Equal(["one", "two"], (await inbox.GetAsync("/api/inboxes"))["inboxes"]!.AsArray().Select(box => (string)box!["name"]!));
        Assert.Equal(1, (int)(await inbox.GetAsync("/api/messages?inbox=one"))["total"]!);
        using (await inbox.AskAsync(HttpMethod.Delete, "/api/messages?inbox=one"))
            Assert.Equal(1, (int)(await inbox.GetAsync("/api/messages?inbox=two"))["total"]!);
    }

    [Fact]
    public async Task What_happens_is_told_as_it_happens()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Get, "/api/events");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(TestInbox.Token));
        Assert.StartsWith(":", await events.ReadLineAsync(TestInbox.Token), StringComparison.Ordinal);
        await events.ReadLineAsync(TestInbox.Token);

        var id = await inbox.SendAsync(Mails.Welcome);
        Assert.Equal((id, "가입을 환영합니다"), await NextAsync("added", data => ((string)data["message"]!["id"]!, (string)data["message"]!["subject"]!)));
        await inbox.Store.MarkAsync([id], true, TestInbox.Token);
        Assert.Equal((id, true), await NextAsync("changed", data => ((string)data["ids"]![0]!, (bool)data["read"]!)));
        inbox.Store.Delete([id]);
        Assert.Equal((id, 1), await NextAsync("removed", data => ((string)data["ids"]![0]!, (int)data["count"]!)));

        async Task<T> NextAsync<T>(string name, Func<JsonNode, T> read)
        {
            Assert.Equal($"event: {name}", await events.ReadLineAsync(TestInbox.Token));
            var data = JsonNode.Parse((await events.ReadLineAsync(TestInbox.Token))!["data: ".Length..])!;
            await events.ReadLineAsync(TestInbox.Token);
            return read(data);
        }
    }

    [Fact]
    public async Task What_was_said_is_kept_without_the_password()
    {
        await using var inbox = await TestInbox.StartAsync(credentials: SmtpCredentials.Password("shop", "correct horse"));
        var id = await inbox.SendAsync(Mails.Welcome);
        var lines = (await inbox.GetAsync($"/api/messages/{id}/transcript"))["lines"]!.AsArray();
        Assert.Contains(lines, line => (string)line!["side"]! == "client" && ((string)line["text"]!).StartsWith("MAIL FROM:<ann@example.com>", StringComparison.Ordinal));
        Assert.Contains(lines, line => ((string)line!["text"]!).Contains("********", StringComparison.Ordinal));
        Assert.Equal("shop", (string)(await inbox.GetAsync($"/api/messages/{id}"))["envelope"]!["user"]!);
        Assert.DoesNotContain(Convert.ToBase64String("\0shop\0correct horse"u8), lines.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_set_and_taken_away_while_it_runs()
    {
        await using var inbox = await TestInbox.StartAsync();
        using (await inbox.AskAsync(HttpMethod.Put, "/api/faults", """{"faults":["rcpt:550"]}"""))
            Assert.Equal("rcpt:550", (string)(await inbox.GetAsync("/api/faults"))["faults"]![0]!);
        Assert.Equal(550, (await Assert.ThrowsAsync<SmtpException>(() => inbox.SendAsync(Mails.Welcome))).Rejected[0].Reply.Code);
        using (var wrong = await inbox.AskAsync(HttpMethod.Put, "/api/faults", """{"faults":["nonsense"]}"""))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (await inbox.AskAsync(HttpMethod.Delete, "/api/faults"))
            await inbox.SendAsync(Mails.Welcome);
        Assert.Equal(1, inbox.Store.Count);
    }

    [Fact]
    public async Task A_mail_is_released_byte_for_byte_and_only_to_whom_it_may_go()
    {
        await using var real = await Testing.TestInbox.StartAsync(cancellationToken: TestInbox.Token);
        var options = new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", ReleaseTo = real.Client, ReleaseAllow = ["*@allowed.example"] };
        await using var inbox = await TestInbox.StartAsync(options: options);
        var id = await inbox.SendAsync(Mails.Welcome);

        using (var stranger = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{id}/release"))
            Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        using (var mixed = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{id}/release", """{"to":["a@allowed.example", "b@allowed.example.evil.test"]}"""))
            Assert.Equal(HttpStatusCode.Forbidden, mixed.StatusCode);
        using (var none = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{id}/release", """{"to":["no address"]}"""))
            Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        real.ExpectNone();
        using (var sent = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{id}/release", """{"to":["me@allowed.example"]}"""))
            Assert.Contains("\"accepted\":[\"me@allowed.example\"]", await sent.Content.ReadAsStringAsync(TestInbox.Token), StringComparison.Ordinal);
        Assert.Equal((await inbox.Store.ReadAsync(id, TestInbox.Token))!.Value.ToArray(), real.ExpectOne().Content.ToArray());
    }

    [Theory]
    [InlineData("""{"to":"gil@example.com"}""")]
    [InlineData("""{"to":[1]}""")]
    [InlineData("""{"to":null}""")]
    [InlineData("""{"to":[]}""")]
    public async Task A_mail_is_released_to_nobody_if_it_is_not_clear_to_whom(string json)
    {
        await using var real = await TestInbox.StartAsync();
        await using var inbox = await TestInbox.StartAsync(options: new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", ReleaseTo = SmtpClientOptions.Parse($"smtp://{real.Server.Smtp}?tls=none"), ReleaseAllow = ["*"] });
        using var answer = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{await inbox.SendAsync(Mails.Welcome)}/release", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, real.Store.Count);
    }

    [Fact]
    public async Task A_fault_that_is_no_text_takes_none_of_the_others_away()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var set = await inbox.AskAsync(HttpMethod.Put, "/api/faults", """{"faults":["rcpt:451"]}""");
        using var answer = await inbox.AskAsync(HttpMethod.Put, "/api/faults", """{"faults":[451]}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("rcpt:451", (string)(await inbox.GetAsync("/api/faults"))["faults"]![0]!);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/api/messages")]
    public async Task HEAD_says_what_GET_would_say_without_the_body(string path)
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestInbox.Token));
    }

    [Fact]
    public async Task A_method_that_means_nothing_is_refused_in_JSON()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Put, "/api/messages");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("PATCH", answer.Content.Headers.Allow);
        Assert.Equal("method", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestInbox.Token))!["error"]!["id"]!);
    }

    [Fact]
    public async Task Who_does_not_read_what_was_asked_for_costs_little()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = (await inbox.Store.AddAsync(Mails.Received($"Subject: large\n\n{new string('x', 20_000_000)}"), TestInbox.Token)).Id;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        // Each has got the beginning, so that what is sent at once has been copied.
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
            answers.Add(await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{id}/raw"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100_000_000);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task A_listener_that_has_missed_something_is_hung_up_on()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Get, "/api/events");
        await TestInbox.UntilAsync(() => inbox.Store.Watchers > 0);
        var mail = Mails.Received($"Subject: {new string('x', 1500)}\n\nx");
        for (var i = 0; i < 8000; i++)
            await inbox.Store.AddAsync(mail, TestInbox.Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestInbox.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await answer.Content.CopyToAsync(Stream.Null, limit.Token);
    }

    [Fact]
    public async Task Nothing_is_released_unless_it_was_started_so()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Post, $"/api/messages/{await inbox.SendAsync(Mails.Welcome)}/release", """{"to":["ann@example.com"]}""");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_who_has_gone_is_told_anything()
    {
        await using var inbox = await TestInbox.StartAsync();
        using (var answer = await inbox.AskAsync(HttpMethod.Get, "/api/events"))
            Assert.Equal(1, inbox.Store.Watchers);
        await inbox.SendAsync(Mails.Welcome);
        await inbox.GetAsync("/api/messages/wait?to=gil@example.com");
        await inbox.Store.WaitAsync(InboxQuery.All, TestInbox.Token);
        await TestInbox.UntilAsync(() => inbox.Store.Watchers == 0);
    }

    [Fact]
    public async Task It_says_how_it_is_reached_and_what_it_may_do()
    {
        await using var inbox = await TestInbox.StartAsync();
        var info = await inbox.GetAsync("/api/info");
        Assert.Equal((inbox.Server.Smtp.ToString(), false, 1000), ((string)info["smtp"]!, (bool)info["durable"]!, (int)info["maxMessages"]!));
        Assert.Null(info["releaseAllow"]);
    }

    [Fact]
    public async Task Every_route_is_described_and_nothing_else()
    {
        await using var inbox = await TestInbox.StartAsync();
        var described = from path in (await inbox.GetAsync("/api/openapi.json"))["paths"]!.AsObject()
                        from method in path.Value!.AsObject()
                        select $"{method.Key.ToUpperInvariant()} {path.Key}";
        Assert.Equal(inbox.Server.RouteNames.Where(route => !route.Contains('.', StringComparison.Ordinal) || route.StartsWith("GET /api/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_says_that_it_is_well_and_what_it_has_done()
    {
        await using var inbox = await TestInbox.StartAsync();
        await inbox.SendAsync(Mails.Welcome);
        Assert.Equal("ok", (string)(await inbox.GetAsync("/health"))["status"]!);
        var metrics = await inbox.Http.GetStringAsync("/metrics", TestInbox.Token);
        Assert.Contains("\npabal_inbox_messages 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\npabal_inbox_received_total 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var inbox = await TestInbox.StartAsync(options: new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", MaxSize = 10_000 });
        var refused = await Assert.ThrowsAsync<SmtpException>(() => inbox.SendAsync(Mails.Welcome with { Text = new string('x', 20_000) }));
        Assert.Equal(0, inbox.Store.Count);
        Assert.False(refused.IsTransient);
    }
}
