namespace Pabal.Inbox.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pabal-inbox-").FullName;

    private InboxStoreOptions InFolder => new() { Folder = folder };

    [Fact]
    public async Task A_folder_has_its_mails_again_after_it_was_opened_anew()
    {
        string id;
        await using (var store = await OpenAsync(InFolder))
        {
            id = (await store.AddAsync(Mails.Received(Mails.Welcome, user: "shop"), TestInbox.Token)).Id;
            await store.MarkAsync([id], isRead: true, TestInbox.Token);
        }
        await using var again = await OpenAsync(InFolder);
        var mail = Assert.Single(again.List().Mails);
        Assert.Equal((id, true, "shop", "gil@example.com", "가입을 환영합니다"), (mail.Id, mail.IsRead, mail.Envelope.User, mail.Envelope.To[0], mail.Subject));
        Assert.StartsWith("From: ", System.Text.Encoding.UTF8.GetString((await again.ReadAsync(id, TestInbox.Token))!.Value.Span), StringComparison.Ordinal);
        Assert.True(string.CompareOrdinal((await again.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id, id) > 0);
    }

    [Fact]
    public async Task A_folder_without_its_notes_is_read_all_the_same()
    {
        await using (var store = await OpenAsync(InFolder))
        {
            await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
            await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
        }
        var notes = Directory.GetFiles(folder, "*.pabal.json");
        File.Delete(notes[0]);
        File.WriteAllText(notes[1], "{ broken");
        await using var again = await OpenAsync(InFolder);
        Assert.Equal(2, again.List(InboxQuery.Parse("환영")).Total);
        Assert.All(again.List().Mails, mail => Assert.Null(mail.Envelope.From));
    }

    [Fact]
    public async Task What_a_process_left_unfinished_is_cleared_away_and_what_is_not_ours_stays()
    {
        File.WriteAllText(Path.Combine(folder, ".pabal-0123456789abcdef.part"), "half");
        File.WriteAllText(Path.Combine(folder, "20260101000000000.pabal.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "notes.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "mail.part"), "mine");
        await using var store = await OpenAsync(InFolder);
        Assert.Equal([".pabal.lock", "mail.part", "notes.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Files_that_are_put_into_the_folder_and_taken_out_of_it_appear_and_vanish()
    {
        await using var store = await OpenAsync(InFolder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestInbox.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var changes = store.WatchAsync(limit.Token).GetAsyncEnumerator(limit.Token);

        var appeared = changes.MoveNextAsync();
        File.WriteAllText(Path.Combine(folder, "손으로 넣은 것.eml"), "From: a@b.example\nTo: gil@example.com\nSubject: by hand\n\nhello\n");
        Assert.True(await appeared);
        var mail = Assert.Single(changes.Current.Mails);
        Assert.Equal((InboxChange.Added, "by hand"), (changes.Current.Change, mail.Subject));
        Assert.Matches("^[0-9]{17}$", mail.Id);
        Assert.NotNull(await store.ReadAsync(mail.Id, TestInbox.Token));

        var vanished = changes.MoveNextAsync();
        File.Delete(Path.Combine(folder, "손으로 넣은 것.eml"));
        Assert.True(await vanished);
        Assert.Equal(InboxChange.Removed, changes.Current.Change);
        Assert.Equal(0, store.Count);
        await changes.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_belongs_to_one_process_at_a_time()
    {
        await using var store = await OpenAsync(InFolder);
        await Assert.ThrowsAsync<IOException>(() => OpenAsync(InFolder));
    }

    [Fact]
    public async Task Mails_and_their_folder_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        var own = Path.Combine(folder, "own");
        await using var store = await OpenAsync(new InboxStoreOptions { Folder = own });
        await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(own));
        foreach (var file in Directory.GetFiles(own, "2*"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Beyond_a_number_the_oldest_go_and_their_files_too()
    {
        await using var store = await OpenAsync(InFolder with { MaxMessages = 2 });
        foreach (var subject in new[] { "one", "two", "three" })
            await store.AddAsync(Mails.Received(Mails.Welcome with { Subject = subject }), TestInbox.Token);
        Assert.Equal(["three", "two"], store.List().Mails.Select(mail => mail.Subject));
        Assert.Equal(2, Directory.GetFiles(folder, "*.eml").Length);
        Assert.Equal(2, Directory.GetFiles(folder, "*.pabal.json").Length);
    }

    [Fact]
    public async Task Beyond_a_size_the_oldest_go_but_the_newest_stays_however_large()
    {
        await using var store = await OpenAsync(new InboxStoreOptions { MaxBytes = 5000 });
        await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
        var large = await store.AddAsync(Mails.Received(Mails.Welcome with { Text = new string('x', 20_000) }), TestInbox.Token);
        Assert.Equal([large.Id], store.List().Mails.Select(mail => mail.Id));
        Assert.Equal(large.Size, store.Bytes);
    }

    [Fact]
    public async Task Mails_that_are_too_old_go()
    {
        var time = new ManualTime();
        await using var store = await OpenAsync(new InboxStoreOptions { MaxAge = TimeSpan.FromDays(1), TimeProvider = time });
        await store.AddAsync(Mails.Received(Mails.Welcome, time.GetUtcNow()), TestInbox.Token);
        var changes = store.WatchAsync(TestInbox.Token).GetAsyncEnumerator(TestInbox.Token);
        var gone = changes.MoveNextAsync().AsTask();
        await time.AdvanceUntilAsync(gone, TimeSpan.FromHours(9));
        Assert.Equal((InboxChange.Removed, 0), (changes.Current.Change, store.Count));
        await changes.DisposeAsync();
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gaps()
    {
        await using var store = await OpenAsync(new InboxStoreOptions());
        for (var i = 0; i < 5; i++)
            await store.AddAsync(Mails.Received(Mails.Welcome with { Subject = $"{i}" }), TestInbox.Token);
        var first = store.List(limit: 2);
        var second = store.List(limit: 2, before: first.Next);
        store.Delete([second.Mails[^1].Id]);
        var third = store.List(limit: 2, before: second.Next);
        Assert.Equal(["4", "3", "2", "1", "0"], first.Mails.Concat(second.Mails).Concat(third.Mails).Select(mail => mail.Subject));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Inboxes_are_made_by_user_tag_and_pattern()
    {
        var rules = new InboxRules { ByUser = true, ByTag = true, Patterns = [new InboxPattern("all-shop", "*@shop.example.com")] };
        await using var store = await OpenAsync(new InboxStoreOptions { Rules = rules });
        var mail = await store.AddAsync(Mails.Received(Mails.Welcome with { To = "a+beta@Shop.example.com, b@example.com" }, user: "ci"), TestInbox.Token);
        Assert.Equal(["all-shop", "beta", "ci"], mail.Inboxes);
        Assert.Equal(1, store.List(InboxQuery.Inbox("BETA")).Total);
        Assert.Equal(0, store.List(InboxQuery.Inbox("bet")).Total);
        Assert.Equal(["all-shop", "beta", "ci"], store.Inboxes.Select(inbox => inbox.Name));
    }

    [Fact]
    public async Task Many_may_write_read_and_delete_at_once()
    {
        await using var store = await OpenAsync(InFolder with { MaxMessages = 50 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var mail = await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
                await store.MarkAsync([mail.Id], true, TestInbox.Token);
                if (i % 3 == 0)
                    store.Delete([mail.Id]);
                store.List(InboxQuery.Parse("환영"));
            }
        }, TestInbox.Token)));
        Assert.InRange(store.Count, 1, 50);
        Assert.Equal(store.List().Mails.Sum(mail => mail.Size), store.Bytes);
        Assert.Equal(store.Count, Directory.GetFiles(folder, "*.eml").Length);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":null,"received":"2026-01-01T00:00:00Z","envelope":{}}""")]
    [InlineData("""{"id":"20260101000000000","received":"2026-01-01T00:00:00Z","envelope":null}""")]
    [InlineData("""{"id":"20260101000000000","received":"2026-01-01T00:00:00Z","envelope":{"to":null}}""")]
    [InlineData("""{"id":"20260101000000000","received":"2026-01-01T00:00:00Z","envelope":{"to":[null]}}""")]
    [InlineData("""{"id":"20260101000000000","received":"2026-01-01T00:00:00Z","envelope":{},"transcript":null}""")]
    [InlineData("""{"id":"20260101000000000","received":"2026-01-01T00:00:00Z","envelope":{},"transcript":[null]}""")]
    [InlineData("""{"id":"../../evil","received":"2026-01-01T00:00:00Z","envelope":{}}""")]
    [InlineData("""{"id":"99991231235959999","received":"2026-01-01T00:00:00Z","envelope":{}}""")]
    public async Task Notes_that_make_no_sense_are_taken_for_none(string notes)
    {
        File.WriteAllText(Path.Combine(folder, "mail.eml"), "Subject: here\n\nx\n");
        File.WriteAllText(Path.Combine(folder, "mail.pabal.json"), notes);
        await using var store = await OpenAsync(InFolder with { Rules = new InboxRules { ByTag = true } });
        var mail = Assert.Single(store.List(InboxQuery.Parse("here")).Mails);
        Assert.Matches("^20[0-9]{15}$", mail.Id);
        Assert.Equal("here", (await store.AddAsync(Mails.Received("Subject: here\n\nx"), TestInbox.Token)).Subject);
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_hides_no_other()
    {
        string id;
        await using (var store = await OpenAsync(InFolder))
        {
            id = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
            await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token);
        }
        File.Delete(Path.Combine(folder, $"{id}.eml"));
        File.CreateSymbolicLink(Path.Combine(folder, $"{id}.eml"), Path.Combine(folder, "gone"));
        await using var again = await OpenAsync(InFolder);
        Assert.NotEqual(id, Assert.Single(again.List().Mails).Id);
    }

    [Fact]
    public async Task A_file_of_the_future_came_now_and_takes_no_other_along()
    {
        var path = Path.Combine(folder, "early.eml");
        File.WriteAllText(path, "Subject: early\n\nx\n");
        File.SetLastWriteTimeUtc(path, new DateTime(2190, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var store = await OpenAsync(InFolder);
        Assert.InRange(Assert.Single(store.List().Mails).Received, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
        Assert.False((await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id.StartsWith("2190", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_is_not_lost_for_being_larger_than_what_is_taken_in_by_hand()
    {
        await using var store = await OpenAsync(InFolder);
        var id = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
        var changes = store.WatchAsync(TestInbox.Token).GetAsyncEnumerator(TestInbox.Token);
        var appeared = changes.MoveNextAsync();
        await using (var file = File.OpenWrite(Path.Combine(folder, $"{id}.eml")))
            file.SetLength(257 << 20);
        File.WriteAllText(Path.Combine(folder, "stranger.eml"), "Subject: by hand\n\nhello\n");
        Assert.True(await appeared);
        Assert.Equal((InboxChange.Added, "by hand"), (changes.Current.Change, changes.Current.Mails[0].Subject));
        Assert.NotNull(store.Find(id));
        Assert.True(File.Exists(Path.Combine(folder, $"{id}.eml")));
        await changes.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_that_comes_back_with_its_notes_is_what_it_was()
    {
        string id;
        await using (var store = await OpenAsync(InFolder))
            id = (await store.AddAsync(Mails.Received(Mails.Welcome, user: "shop"), TestInbox.Token)).Id;
        var away = Directory.CreateDirectory(Path.Combine(folder, "away")).FullName;
        foreach (var name in new[] { $"{id}.eml", $"{id}.pabal.json" })
            File.Move(Path.Combine(folder, name), Path.Combine(away, name));
        await using var again = await OpenAsync(InFolder);
        Assert.Equal(0, again.Count);
        foreach (var name in new[] { $"{id}.pabal.json", $"{id}.eml" })
            File.Move(Path.Combine(away, name), Path.Combine(folder, name));
        var mail = await again.WaitAsync(InboxQuery.All, TestInbox.Token);
        Assert.Equal((id, "shop", "gil@example.com"), (mail.Id, mail.Envelope.User, mail.Envelope.To[0]));
    }

    [Fact]
    public async Task A_mail_that_could_not_be_written_leaves_nothing()
    {
        await using var store = await OpenAsync(InFolder);
        Directory.CreateDirectory(Path.Combine(folder, "20260101000000000.eml"));
        var mail = Mails.Received(Mails.Welcome, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await Assert.ThrowsAnyAsync<Exception>(() => store.AddAsync(mail, TestInbox.Token));
        Assert.Equal([".pabal.lock"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_mail_whose_file_can_not_be_deleted_stays_and_holds_up_no_other()
    {
        await using var store = await OpenAsync(InFolder with { MaxMessages = 2 });
        var stuck = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
        var other = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
        File.Delete(Path.Combine(folder, $"{stuck}.eml"));
        Directory.CreateDirectory(Path.Combine(folder, $"{stuck}.eml"));
        var third = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
        Assert.Equal(1, store.Delete([stuck, other]));
        Assert.Equal([third, stuck], store.List().Mails.Select(mail => mail.Id));
    }

    [Fact]
    public async Task That_a_mail_was_read_is_known_even_if_it_can_not_be_noted()
    {
        await using var store = await OpenAsync(InFolder);
        var id = (await store.AddAsync(Mails.Received(Mails.Welcome), TestInbox.Token)).Id;
        File.Delete(Path.Combine(folder, $"{id}.pabal.json"));
        Directory.CreateDirectory(Path.Combine(folder, $"{id}.pabal.json"));
        Assert.Equal(1, await store.MarkAsync([id], isRead: true, TestInbox.Token));
        Assert.True(store.Find(id)!.IsRead);
        Assert.Equal(1, store.Delete([id]));
    }

    [Fact]
    public async Task Waiting_misses_nothing_however_fast_mails_come()
    {
        await using var store = await OpenAsync(new InboxStoreOptions { MaxMessages = 5000 });
        using var gate = new ManualResetEventSlim();
        var isLooking = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestInbox.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var waiting = store.WaitAsync(new InboxQuery(entry =>
        {
            Volatile.Write(ref isLooking, true);
            gate.Wait(limit.Token);
            return entry.Mail.Subject == "needle";
        }), limit.Token);
        await store.AddAsync(Mails.Received("Subject: slow to look at\n\nx"), TestInbox.Token);
        await TestInbox.UntilAsync(() => Volatile.Read(ref isLooking));
        await store.AddAsync(Mails.Received("Subject: needle\n\nx"), TestInbox.Token);
        for (var i = 0; i < 1500; i++)
            await store.AddAsync(Mails.Received("Subject: hay\n\nx"), TestInbox.Token);
        gate.Set();
        Assert.Equal("needle", (await waiting).Subject);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<InboxStore> OpenAsync(InboxStoreOptions options) => InboxStore.OpenAsync(options, TestInbox.Token);
}
