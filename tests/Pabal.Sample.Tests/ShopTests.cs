using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Sample.Tests;

public sealed class ShopTests
{
    // <wait>
    [Fact]
    public async Task An_order_is_confirmed_by_mail()
    {
        await using var inbox = await TestInbox.StartAsync();
        await using var client = new SmtpClient(inbox.Client);
        var shop = new Shop(client);

        await shop.ConfirmAsync("ann@example.com", "떡");

        var mail = await inbox.WaitForAsync(m => m.Message.Subject!.Contains('떡'), TimeSpan.FromSeconds(5));
        Assert.Equal("ann@example.com", mail.Envelope.Recipients[0].ToString());
        Assert.Equal("영수증.txt", mail.Message.Attachments[0].FileName);
    }
    // </wait>

    // <fault>
    [Fact]
    public async Task A_customer_whose_mailbox_is_gone_is_noticed()
    {
        await using var inbox = await TestInbox.StartAsync();
        await using var client = new SmtpClient(inbox.Client);
        var shop = new Shop(client);

        // The address asks for the reply; inbox.Faults makes any other trouble, at any stage.
        Assert.False(await shop.ConfirmAsync("ann+550@example.com", "떡"));

        inbox.ExpectNone();
    }
    // </fault>

    // <faults>
    [Fact]
    public async Task A_server_that_puts_a_new_sender_off_is_asked_again()
    {
        await using var inbox = await TestInbox.StartAsync();
        inbox.Faults.Faults = [Fault.Parse("rcpt:451:first")];   // greylisting: the first try is refused for now, the next is not
        await using var client = new SmtpClient(inbox.Client with { Pool = new SmtpPoolOptions { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) } });
        var shop = new Shop(client);

        Assert.True(await shop.ConfirmAsync("ann@example.com", "떡"));

        inbox.ExpectOne();
    }
    // </faults>

    // <replay>
    [Fact]
    public async Task The_shop_copes_with_what_the_provider_said_last_week()
    {
        // Recorded by: new SmtpClient(options with { Transcript = conversation.Record })
        var conversation = Conversation.Parse("""
            S: 220 mx.example.net ESMTP
            C: EHLO shop.example.com
            S: 250-mx.example.net
            S: 250 SIZE 35882577
            C: MAIL FROM:<shop@example.com> SIZE=900
            S: 250 2.1.0 OK
            C: RCPT TO:<ann@example.com>
            S: 550 5.2.1 The account is disabled
            C: QUIT
            S: 221 bye
            """);
        await using var server = ReplayServer.Start(conversation);
        await using var client = new SmtpClient(server.Client);
        var shop = new Shop(client);

        Assert.False(await shop.ConfirmAsync("ann@example.com", "떡"));
    }
    // </replay>
}
