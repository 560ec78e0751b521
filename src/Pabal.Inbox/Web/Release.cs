using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>Sends a kept mail on to a real server, byte for byte, and only to addresses that were allowed when the inbox was started.</summary>
internal sealed class Release(SmtpClientOptions? server, ImmutableArray<string> allowed, Metrics metrics)
{
    private const int MostRecipients = 100;

    public async Task RunAsync(HttpContext context, StoredMail mail, ReadOnlyMemory<byte> content, ImmutableArray<string> to)
    {
        if (server is null)
        {
            await Answer.ErrorAsync(context, 403, "release-off", Say("this inbox releases nothing; start it with --release-to SERVER --release-allow PATTERN", "이 편지함은 메일을 내보내지 않습니다. --release-to 서버 --release-allow 패턴으로 시작하십시오")).ConfigureAwait(false);
            return;
        }
        if (Recipients(to) is not { } recipients)
        {
            await Answer.ErrorAsync(context, 400, "recipients", Say($"\"to\" takes 1 to {MostRecipients} addresses", $"\"to\"에는 주소를 1개에서 {MostRecipients}개까지 쓰십시오")).ConfigureAwait(false);
            return;
        }
        if (recipients.FirstOrDefault(recipient => !allowed.Any(pattern => InboxRules.Matches(pattern, recipient.ToString()))) is { } stranger)
        {
            await Answer.ErrorAsync(context, 403, "not-allowed", Say($"mail may not be released to {stranger}; --release-allow says to whom", $"{stranger} 앞으로는 내보낼 수 없습니다. 내보낼 곳은 --release-allow로 정합니다")).ConfigureAwait(false);
            return;
        }
        var sender = EmailAddress.TryParse(mail.Envelope.From, out var given) ? given : null;
        try
        {
            var client = new SmtpClient(server);
            await using (client.ConfigureAwait(false))
            {
                var sent = await client.SendAsync(new Envelope(sender, recipients), MailContent.From(content), cancellationToken: context.RequestAborted).ConfigureAwait(false);
                metrics.Released();
                await WriteAsync(context, sent).ConfigureAwait(false);
            }
        }
        catch (SmtpException e)
        {
            await Answer.ErrorAsync(context, 502, "refused", e.Reply?.ToString() ?? e.Message).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(HttpContext context, SendResult sent) => Answer.JsonAsync(context, json =>
    {
        MailDocument.WriteStrings(json, "accepted", sent.Accepted.Select(recipient => recipient.ToString()));
        json.WriteStartArray("rejected");
        foreach (var rejected in sent.Rejected)
        {
            json.WriteStartObject();
            json.WriteString("address", rejected.Address.ToString());
            json.WriteString("reply", rejected.Reply.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("reply", sent.Reply.ToString());
    });

    private static ImmutableArray<EmailAddress>? Recipients(ImmutableArray<string> to)
    {
        var recipients = ImmutableArray.CreateBuilder<EmailAddress>();
        foreach (var text in to)
        {
            if (!EmailAddress.TryParse(text, out var address) || !address.IsValid)
                return null;
            recipients.Add(address);
        }
        return recipients.Count is > 0 and <= MostRecipients ? recipients.ToImmutable() : null;
    }
}
