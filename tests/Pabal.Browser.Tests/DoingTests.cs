using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pabal.Inbox;
using Pabal.Smtp;
using static Pabal.Browser.Tests.Reader;

namespace Pabal.Browser.Tests;

/// <summary>What is done with mails: found, deleted, released; and what happens when the inbox itself goes away.</summary>
public sealed class DoingTests(Chromium chromium)
{
    [Fact]
    public async Task A_search_narrows_the_list_and_says_what_it_does_not_understand()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("Apples"));
        await reader.SendAsync(Letters.Plain("배와 사과"));
        var search = reader.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search" });
        await search.FillAsync("사과");
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Rows.First).ToContainTextAsync("배와 사과");
        await search.FillAsync("\"never closed");
        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is never closed");
        await search.FillAsync("pears");
        await Expect(reader.Page.Locator("#none")).ToHaveTextAsync("No mail matches. Try fewer words.");
        await search.FillAsync("");
        await Expect(reader.Rows).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task What_comes_in_while_somebody_searches_is_shown_only_if_it_matches()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("Apples"));
        await reader.Page.GetByRole(AriaRole.Searchbox).FillAsync("subject:apples");
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await reader.SendAsync(Letters.Plain("Pears"));
        await reader.SendAsync(Letters.Plain("More apples"));
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await Expect(reader.Rows.First).ToContainTextAsync("More apples");
    }

    [Fact]
    public async Task A_flood_of_mails_does_not_grow_the_page_without_end()
    {
        await using var reader = await SitDownAsync(chromium, storing: new InboxStoreOptions { MaxMessages = 5000 });
        for (var lot = 1; lot <= 3; lot++)
        {
            for (var i = 0; i < 400; i++)
                await reader.SendAsync(Letters.Plain($"{lot}-{i}"));
            await Expect(reader.Page.Locator("#list-count")).ToContainTextAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lot * 400:N0} mails"), new() { Timeout = 30_000 });
        }
        await Expect(reader.Rows.First).ToContainTextAsync("3-399");
        await Expect(reader.Rows).ToHaveCountAsync(1000);
        await reader.Page.Locator("#more").ScrollIntoViewIfNeededAsync();
        await Expect(reader.Rows.Last).ToContainTextAsync("1-150");
    }

    [Fact]
    public async Task Unread_mails_are_a_view_of_their_own()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("First"));
        await reader.SendAsync(Letters.Plain("Second"));
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Rows.First).ToHaveClassAsync("row");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Unread", Exact = false }).First.ClickAsync();
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Rows.First).ToContainTextAsync("First");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Mark as unread" }).ClickAsync();
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "All mails" }).ClickAsync();
        await Expect(reader.Page.Locator(".row.unread")).ToHaveCountAsync(0);
        Assert.DoesNotContain(reader.Store.List().Mails, mail => !mail.IsRead);
    }

    [Fact]
    public async Task A_deleted_mail_is_gone_and_the_next_one_is_open()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("First"));
        await reader.SendAsync(Letters.Plain("Second"));
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await reader.Rows.First.ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Subject).ToHaveTextAsync("First");
        await Expect(reader.Page.Locator("#list-count")).ToHaveTextAsync("1 mail");
        Assert.Equal("First", Assert.Single(reader.Store.List().Mails).Subject);
    }

    [Fact]
    public async Task A_mail_that_somebody_else_deletes_goes_away_by_itself()
    {
        await using var reader = await SitDownAsync(chromium);
        var id = await reader.SendAsync(Letters.Plain());
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Subject).ToHaveTextAsync("Your order is on its way");
        reader.Store.Delete([id]);
        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The mail was deleted.");
        await Expect(reader.Subject).ToHaveTextAsync("No mail yet");
    }

    [Fact]
    public async Task Deleting_all_asks_first()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("First"));
        await reader.SendAsync(Letters.Plain("Second"));
        await Expect(reader.Rows).ToHaveCountAsync(2);
        var delete = reader.Page.GetByRole(AriaRole.Button, new() { Name = "Delete all mails" });
        await delete.ClickAsync();
        var dialog = reader.Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete all mails" });
        await Expect(dialog).ToContainTextAsync("2 mails will be gone for good.");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await reader.PressAsync("Enter");
        await Expect(delete).ToBeFocusedAsync();
        Assert.Equal(2, reader.Store.Count);
        await delete.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(reader.Rows).ToHaveCountAsync(0);
        Assert.Equal(0, reader.Store.Count);
    }

    [Fact]
    public async Task A_mail_is_released_to_whom_it_may_be()
    {
        await using var real = await SitDownAsync(chromium, opened: false);
        await using var reader = await SitDownAsync(chromium, options: new InboxServerOptions
        {
            Smtp = "127.0.0.1:0",
            Http = "127.0.0.1:0",
            ReleaseTo = SmtpClientOptions.Parse($"smtp://{real.Server.Smtp}?tls=none"),
            ReleaseAllow = ["*@example.com"],
        });
        await reader.SendAsync(Letters.Plain());
        await reader.Rows.First.ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        var dialog = reader.Page.GetByRole(AriaRole.Dialog, new() { Name = "Release to real recipients" });
        var recipients = dialog.GetByLabel("Recipients, one a line");
        await Expect(recipients).ToBeFocusedAsync();
        await Expect(recipients).ToHaveValueAsync("gil@example.com");
        await recipients.FillAsync("boss@elsewhere.example");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("mail may not be released to boss@elsewhere.example");
        await recipients.FillAsync("ann@example.com");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Released to 1 recipient");
        Assert.Equal(["ann@example.com"], Assert.Single(real.Store.List().Mails).Envelope.To);
    }

    [Fact]
    public async Task Where_nothing_is_released_it_is_said_how_it_would_be()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain());
        await reader.Rows.First.ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("--release-to");
    }

    [Fact]
    public async Task Faults_are_added_and_taken_away()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Faults" }).ClickAsync();
        var dialog = reader.Page.GetByRole(AriaRole.Dialog, new() { Name = "Faults" });
        await dialog.GetByLabel("Code").FillAsync("9");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await dialog.GetByLabel("Code").FillAsync("550");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(dialog.Locator(".faults")).ToContainTextAsync("rcpt:550");
        await Assert.ThrowsAsync<SmtpException>(() => reader.SendAsync(Letters.Plain()));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove rcpt:550" }).ClickAsync();
        await Expect(dialog.Locator(".faults")).ToContainTextAsync("Nothing goes wrong.");
        await reader.SendAsync(Letters.Plain());
    }

    [Fact]
    public async Task What_came_while_the_inbox_was_away_is_caught_up_with()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("Before"));
        await Expect(reader.Rows).ToHaveCountAsync(1);
        var ports = new InboxServerOptions { Smtp = $"{reader.Server.Smtp}", Http = $"{reader.Server.Http}" };
        await reader.Server.DisposeAsync();
        await Expect(reader.Page.Locator("#live")).ToContainTextAsync("Not connected, trying again");
        reader.Server = await InboxServer.StartAsync(ports, reader.Store, Token);
        await reader.SendAsync(Letters.Plain("After"));
        await Expect(reader.Page.Locator("#live")).ToContainTextAsync("Live", new() { Timeout = 30_000 });
        await Expect(reader.Rows).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Of_thousands_of_mails_only_some_are_there_until_they_are_wanted()
    {
        await using var reader = await SitDownAsync(chromium, storing: new InboxStoreOptions { MaxMessages = 5000 }, opened: false);
        for (var i = 0; i < 2000; i++)
            await reader.Store.AddAsync(Mails.Received($"Mail {i}"), Token);
        await reader.OpenAsync();
        await Expect(reader.Page.Locator("#list-count")).ToHaveTextAsync("2,000 mails");
        Assert.InRange(await reader.Rows.CountAsync(), 50, 100);
        await reader.Rows.First.FocusAsync();
        for (var i = 0; i < 3; i++)
        {
            var before = await reader.Rows.CountAsync();
            await reader.PressAsync("End");
            await Assertions.Expect(reader.Page).ToHaveURLAsync(new Regex("#/"));
            await reader.Page.WaitForFunctionAsync("before => document.querySelectorAll('.row').length > before", before);
        }
        await reader.PressAsync("Home");
        await Expect(reader.Subject).ToHaveTextAsync("Mail 1999");
        await reader.Page.GetByRole(AriaRole.Searchbox).FillAsync("\"Mail 1234\"");
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Rows.First).ToContainTextAsync("Mail 1234");
    }

    [Fact]
    public async Task Named_inboxes_are_seen_apart()
    {
        await using var reader = await SitDownAsync(chromium, storing: new InboxStoreOptions { Rules = new InboxRules { ByTag = true } });
        await reader.SendAsync(Letters.Plain("To nobody’s inbox"));
        await reader.SendAsync(Letters.Plain("To the shop") with { To = "gil+shop@example.com" });
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "shop" }).ClickAsync();
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Rows.First).ToContainTextAsync("To the shop");
        await Expect(reader.Page.Locator("#list-title")).ToHaveTextAsync("shop");
    }

    [Fact]
    public async Task With_a_password_nobody_sees_anything_without_it()
    {
        var options = new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", User = "gil", Password = "correct horse" };
        await using var stranger = await SitDownAsync(chromium, options: options, opened: false);
        Assert.Equal(401, (await stranger.Page.APIRequest.GetAsync(stranger.Address)).Status);
        await using var reader = await SitDownAsync(chromium, new() { HttpCredentials = new() { Username = "gil", Password = "correct horse" } }, options);
        await Expect(reader.Page.Locator(".settings")).ToContainTextAsync("user and password of this inbox");
        Assert.Empty(reader.Errors);
    }
}
