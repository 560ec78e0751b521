using System.Text;
using Microsoft.Playwright;
using Pabal.Mime;
using static Pabal.Browser.Tests.Reader;

namespace Pabal.Browser.Tests;

/// <summary>What is seen of mails: they come in by themselves, and every view shows its side of them.</summary>
public sealed class ReadingTests(Chromium chromium)
{
    [Fact]
    public async Task An_empty_inbox_says_how_to_send_to_it()
    {
        await using var reader = await SitDownAsync(chromium);
        await Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "No mail yet" })).ToBeVisibleAsync();
        await Expect(reader.Page.Locator(".settings")).ToContainTextAsync($"{reader.Server.Smtp.Port}");
        foreach (var sample in await reader.Page.Locator(".samples pre").AllTextContentsAsync())
            Assert.Contains($"{reader.Server.Smtp.Port}", sample);
    }

    [Fact]
    public async Task A_mail_appears_by_itself_and_is_announced()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain());
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Rows.First).ToContainTextAsync("Seoul Books");
        await Expect(reader.Page.Locator("#said")).ToHaveTextAsync("New mail from Seoul Books: Your order is on its way");
        await Expect(reader.Page.GetByRole(AriaRole.Status)).ToHaveCountAsync(1);
        await Assertions.Expect(reader.Page).ToHaveTitleAsync("(1) Pabal");
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public async Task An_opened_mail_shows_its_html_and_counts_as_read()
    {
        await using var reader = await SitDownAsync(chromium);
        var id = await reader.SendAsync(Letters.Welcome);
        await Expect(reader.Rows.First).ToHaveClassAsync("row unread");
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Subject).ToHaveTextAsync("Confirm your address");
        await Expect(reader.Mail.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Welcome, Gil!");
        await Expect(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Copy 482913" })).ToBeVisibleAsync();
        await Expect(reader.Rows.First).ToHaveClassAsync("row");
        await Expect(reader.Rows.First).ToHaveAttributeAsync("aria-current", "true");
        Assert.True(reader.Store.Find(id)!.IsRead);
        await Assertions.Expect(reader.Page).ToHaveTitleAsync("Pabal");
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public async Task Every_view_shows_its_side_of_the_mail()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Welcome);
        await reader.Rows.First.ClickAsync();
        await reader.TabAsync("Text");
        await Expect(reader.Panel).ToContainTextAsync("Your code is 482 913.");
        await reader.TabAsync("Headers");
        await Expect(reader.Panel).ToContainTextAsync("RCPT TO");
        await Expect(reader.Panel).ToContainTextAsync("audit@shop.example");
        await Expect(reader.Panel).ToContainTextAsync("The name of this mail, unlike any other; answers refer to it.");
        await reader.TabAsync("Parts");
        await Expect(reader.Panel).ToContainTextAsync("multipart/alternative");
        await Expect(reader.Panel).ToContainTextAsync("영수증.csv");
        await reader.TabAsync("Checks");
        await Expect(reader.Panel).ToContainTextAsync("It is shown whole.");
        await Expect(reader.Panel).ToContainTextAsync("https://shop.example/confirm?t=abc");
        await reader.TabAsync("SMTP");
        await Expect(reader.Panel).ToContainTextAsync("MAIL FROM:<hello@shop.example>");
        await Expect(reader.Panel.Locator("li.server").Last).ToContainTextAsync("354");
        await reader.TabAsync("Source");
        await Expect(reader.Panel).ToContainTextAsync("MIME-Version: 1.0");
        await reader.Panel.GetByRole(AriaRole.Button, new() { Name = "HTML" }).ClickAsync();
        await Expect(reader.Panel).ToContainTextAsync("<h1 style=");
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public async Task A_blind_copy_is_shown_as_such()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Welcome);
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Page.Locator(".who")).ToContainTextAsync("Also sent toaudit@shop.example");
    }

    [Fact]
    public async Task What_readers_will_miss_is_said()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(new Email
        {
            From = "news@shop.example",
            To = "gil@example.com",
            Subject = "News",
            Text = "News.",
            Html = $"""<p>Begin</p><img src="https://shop.example/a.png"><img src="https://shop.example/o.gif" width="1" height="1">{string.Concat(Enumerable.Repeat("<p>much of it</p>", 9000))}<p>End</p>""",
        });
        await reader.Rows.First.ClickAsync();
        await reader.TabAsync("Checks");
        await Expect(reader.Panel).ToContainTextAsync("1 picture has no alt text");
        await Expect(reader.Panel).ToContainTextAsync("1 picture is too small to be seen");
        await Expect(reader.Panel).ToContainTextAsync("Gmail clips after 102 KB. The end, often with the unsubscribe link, is hidden.");
        await reader.Panel.GetByRole(AriaRole.Link, new() { Name = "See it" }).ClickAsync();
        await Expect(reader.Mail.GetByText("End", new() { Exact = true })).ToHaveCountAsync(1);
        await reader.Panel.GetByRole(AriaRole.Button, new() { Name = "As Gmail clips it" }).ClickAsync();
        await Expect(reader.Mail.GetByText("End", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(reader.Mail.GetByText("Begin", new() { Exact = true })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_is_broken_is_listed_with_a_remedy()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync("From: a@example.com\nTo: b@example.com\nSubject: one\nSubject: two\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nno end");
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "Checks" }).Locator(".badge")).ToBeVisibleAsync();
        await reader.TabAsync("Checks");
        await Expect(reader.Panel.Locator(".finding.refused")).ToContainTextAsync(["Date", "Gmail refuses duplicate fields"]);
        await Expect(reader.Panel.Locator(".finding.defect").First).ToContainTextAsync("At byte");
    }

    [Fact]
    public async Task Attachments_are_previewed_and_saved()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Welcome);
        await reader.Rows.First.ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Preview 영수증.csv" }).ClickAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Dialog, new() { Name = "영수증.csv" })).ToContainTextAsync("파발,12000");
        await reader.PressAsync("Escape");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Preview stamp.png" }).ClickAsync();
        var picture = reader.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Img, new() { Name = "stamp.png" });
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 1);
        await reader.PressAsync("Escape");
        var saved = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "Download 영수증.csv" }).ClickAsync());
        Assert.Equal("영수증.csv", saved.SuggestedFilename);
    }

    [Fact]
    public async Task A_mail_is_downloaded_as_it_came()
    {
        await using var reader = await SitDownAsync(chromium);
        var id = await reader.SendAsync("From: a@example.com\nTo: b@example.com\nSubject: =?utf-8?q?=ED=95=9C?=\n\nbody\n.\n");
        await reader.Rows.First.ClickAsync();
        var saved = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal($"{id}.eml", saved.SuggestedFilename);
        Assert.Equal(Encoding.UTF8.GetString((await reader.Store.ReadAsync(id, Token))!.Value.Span), await File.ReadAllTextAsync((await saved.PathAsync())!, Token));
    }

    [Fact]
    public async Task The_html_is_looked_at_in_the_width_of_a_phone_and_in_the_dark()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Welcome);
        await reader.Rows.First.ClickAsync();
        var phone = reader.Panel.GetByRole(AriaRole.Button, new() { Name = "Phone" });
        await phone.ClickAsync();
        await Expect(phone).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.InRange((await reader.Page.Locator("iframe").BoundingBoxAsync())!.Width, 370, 380);
        await reader.Panel.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(reader.Mail.Locator("html")).ToHaveCSSAsync("filter", "invert(0.92) hue-rotate(180deg)");
    }

    [Fact]
    public async Task A_mail_is_where_its_address_says_and_a_wrong_one_says_so()
    {
        await using var reader = await SitDownAsync(chromium, opened: false);
        var id = await reader.SendAsync(Letters.Plain());
        await reader.OpenAsync($"#/{id}/source");
        await Expect(reader.Panel).ToContainTextAsync("Subject: Your order is on its way");
        await reader.Page.GotoAsync($"{reader.Address}#/20200101000000000");
        await Expect(reader.Page.Locator("main")).ToContainTextAsync("there is no such mail, or no longer");
    }
}
