using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Inbox.Tests;

public sealed class InProcessTests
{
    [Fact]
    public async Task A_program_has_an_inbox_of_its_own()
    {
        var cancellationToken = TestInbox.Token;
        // <inbox>
        await using var store = await InboxStore.OpenAsync(cancellationToken: cancellationToken);
        await using var server = await InboxServer.StartAsync(new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" }, store, cancellationToken);

        await using var smtp = new SmtpClient($"smtp://{server.Smtp}?tls=none");
        await smtp.SendAsync(new Email { From = "shop@example.com", To = "ann@example.com", Subject = "주문 확인", Text = "고맙습니다." }, cancellationToken);

        StoredMail mail = await store.WaitAsync(InboxQuery.Parse("to:ann subject:주문"), cancellationToken);
        // </inbox>
        Assert.Equal("주문 확인", mail.Subject);
        Assert.NotEqual(0, server.Http.Port);
    }
}
