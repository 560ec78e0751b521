using System.Text;
using Pabal.Inbox.Searching;
using Pabal.Mime;

namespace Pabal.Inbox.Tests;

public sealed class SearchTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "invoice,welcome,report")]
    [InlineData("환영", "welcome")]
    [InlineData("482913입", "welcome")]
    [InlineData("INVOICE", "invoice")]
    [InlineData("voic", "invoice")]
    [InlineData("from:ann", "invoice,welcome")]
    [InlineData("from:앤", "report")]
    [InlineData("to:gil@example.com", "welcome")]
    [InlineData("to:홍길동", "welcome")]
    [InlineData("cc:boss", "invoice")]
    [InlineData("bcc:hidden@example.com", "invoice")]
    [InlineData("to:hidden@example.com", "")]
    [InlineData("subject:환영", "welcome")]
    [InlineData("subject:482913", "")]
    [InlineData("has:attachment", "invoice")]
    [InlineData("invoice.pdf", "invoice")]
    [InlineData("-from:ann", "report")]
    [InlineData("-환영 -invoice", "report")]
    [InlineData("\"quarterly figures\"", "report")]
    [InlineData("\"figures quarterly\"", "")]
    [InlineData("figures quarterly", "report")]
    [InlineData("subject:\"the report\"", "report")]
    [InlineData("-subject:\"the report\" from:앤", "")]
    [InlineData("larger:4k", "invoice")]
    [InlineData("smaller:4k", "welcome,report")]
    [InlineData("message-id:report-1", "report")]
    [InlineData("before:2026-10-20", "invoice")]
    [InlineData("after:2026-10-20", "welcome,report")]
    [InlineData("after:2d", "report")]
    [InlineData("after:2026-11-01T12:00:00Z", "report")]
    [InlineData("https://example.com/r?q=1", "report")]
    [InlineData("10:30", "report")]
    [InlineData("is:read", "")]
    [InlineData("is:unread", "invoice,welcome,report")]
    [InlineData("inbox:shop", "invoice")]
    [InlineData("nothing-like-it", "")]
    public async Task A_query_finds_what_it_says(string query, string expected)
    {
        await using var store = await FilledAsync();
        var found = store.List(InboxQuery.Parse(query, new ManualTime())).Mails.Reverse().Select(mail => mail.MessageId![1..mail.MessageId!.IndexOf('-')]);
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Theory]
    [InlineData("foo:bar", "foo:")]
    [InlineData("has:wings", "has:wings")]
    [InlineData("is:happy", "is:read")]
    [InlineData("before:yesterday", "2026-11-21")]
    [InlineData("larger:big", "10k")]
    [InlineData("from:", "from:")]
    [InlineData("subject:\"never closed", "position 9")]
    public void What_is_not_understood_is_explained(string query, string named)
    {
        Assert.False(InboxQuery.TryParse(query, out _, out var reason));
        Assert.Contains(named, reason, StringComparison.Ordinal);
        Assert.Matches("[가-힣]", Spoken.InKorean(() => InboxQuery.TryParse(query, out _, out var korean) ? "" : korean));
    }

    [Fact]
    public async Task Decomposed_Korean_is_found_by_composed_and_the_other_way()
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        await store.AddAsync(Mails.Received($"Subject: {"첨부파일".Normalize(NormalizationForm.FormD)}\n\n보고서"), TestInbox.Token);
        Assert.Equal(1, store.List(InboxQuery.Parse("첨부")).Total);
        Assert.Equal(1, store.List(InboxQuery.Parse("보고서".Normalize(NormalizationForm.FormD))).Total);
    }

    [Fact]
    public async Task The_text_of_mail_that_is_HTML_only_is_found_and_its_tags_are_not()
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        await store.AddAsync(Mails.Received("Content-Type: text/html\n\n<table><td>Order <b>42</b> shipped</table>"), TestInbox.Token);
        Assert.Equal(1, store.List(InboxQuery.Parse("\"order 42 shipped\"")).Total);
        Assert.Equal(0, store.List(InboxQuery.Parse("table")).Total);
    }

    [Fact]
    public async Task Half_characters_and_endless_fields_are_survived()
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        await store.AddAsync(Mails.Received($"Subject: {new string('x', 300_000)}\nFrom: =?utf-16?B?2AA=?= <a@b.example>\n\nbody"), TestInbox.Token);
        Assert.Equal(1, store.List(InboxQuery.Parse("body \uD800".TrimEnd('\uD800'))).Total);
        Assert.Equal(0, store.List(InboxQuery.Parse("\uD800q")).Total);
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    [InlineData("\uFDD0")]
    [InlineData("\U0001FFFE")]
    public async Task What_is_no_character_breaks_no_search(string odd)
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        await store.AddAsync(Mails.Received($"Subject: odd\nContent-Type: text/plain; charset=utf-8\n\nbefore {odd} 뒤"), TestInbox.Token);
        Assert.Equal(1, store.List(InboxQuery.Parse("뒤")).Total);
        Assert.Equal(0, store.List(InboxQuery.Parse($"nowhere{odd}")).Total);
    }

    [Fact]
    public void A_run_of_marks_without_end_is_cut_up()
    {
        Assert.True(SearchText.Of([$"a{new string('\u0301', 40)}"]).Contains("\u034F"u8));
        Assert.False(SearchText.Of([$"a{new string('\u0301', 30)}"]).Contains("\u034F"u8));
    }

    [Fact]
    public async Task A_recipient_is_meant_whole_by_its_address_and_in_part_by_anything_else()
    {
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        await store.AddAsync(Mails.Received("Subject: x\n\nx", to: "joann@example.com"), TestInbox.Token);
        Assert.Equal(0, store.List(InboxQuery.To("ann@example.com")).Total);
        Assert.Equal(1, store.List(InboxQuery.To("JoAnn@example.com")).Total);
        Assert.Equal(1, store.List(InboxQuery.To("@example.com")).Total);
    }

    private static async Task<InboxStore> FilledAsync()
    {
        var store = await InboxStore.OpenAsync(new InboxStoreOptions { Rules = new InboxRules { Patterns = [new InboxPattern("shop", "shop@*")] } }, TestInbox.Token);
        await store.AddAsync(Mails.Received(new Email
        {
            From = "Ann <ann@example.com>",
            To = "shop@example.com",
            Cc = "boss@example.com",
            Bcc = "hidden@example.com",
            Subject = "Invoice 7",
            Text = "see attached",
            MessageId = "<invoice-1@example.com>",
            Attachments = [Attachment.FromBytes("invoice.pdf", new byte[6000])],
        }, Now.AddDays(-20)), TestInbox.Token);
        await store.AddAsync(Mails.Received(Mails.Welcome with { MessageId = "<welcome-1@example.com>" }, Now.AddDays(-5)), TestInbox.Token);
        await store.AddAsync(Mails.Received(new Email
        {
            From = "앤 <report@example.net>",
            To = "all@example.com",
            Subject = "The report",
            Text = "Quarterly\r\n   figures at 10:30, see https://example.com/r?q=1",
            MessageId = "<report-1@example.com>",
        }, Now.AddHours(-3)), TestInbox.Token);
        return store;
    }
}
