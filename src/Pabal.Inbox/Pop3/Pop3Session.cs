using System.Globalization;
using System.Net.Security;
using System.Text;
using Pabal.Inbox.Web;

namespace Pabal.Inbox.Pop3;

/// <summary>One session (RFC 1939): who it is, then the mails as they were at that moment, the oldest first. What was marked is deleted at QUIT and only then.</summary>
internal sealed class Pop3Session(Pop3Line line, InboxStore store, Login login, Metrics metrics, SslServerAuthenticationOptions tls)
{
    private const int MostErrors = 20;
    private const int MostLogins = 3;
    private static readonly TimeSpan WrongLoginPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(15);

    private readonly HashSet<int> deleted = [];
    private IReadOnlyList<StoredMail>? mails;   // null before the login
    private string? user;
    private int errors;
    private int failedLogins;
    private bool isOver;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ReplyAsync("+OK Pabal inbox ready", cancellationToken).ConfigureAwait(false);
        while (!isOver && await line.ReadAsync(cancellationToken).ConfigureAwait(false) is { } command)
        {
            var space = command.IndexOf(' ', StringComparison.Ordinal);
            var verb = (space < 0 ? command : command[..space]).ToUpperInvariant();
            var argument = space < 0 ? "" : command[(space + 1)..];
            await (mails is null ? AuthorizeAsync(verb, argument, cancellationToken) : TransactAsync(verb, argument.Trim(), cancellationToken)).ConfigureAwait(false);
        }
    }

    private Task AuthorizeAsync(string verb, string argument, CancellationToken cancellationToken) => verb switch
    {
        "CAPA" => CapabilitiesAsync(cancellationToken),
        "STLS" when !line.IsEncrypted => EncryptAsync(cancellationToken),
        "UTF8" => ReplyAsync("+OK", cancellationToken),   // RFC 6856: mails are sent as they are in any case
        "USER" when argument.AsSpan().Trim().Length > 0 => NameAsync(argument.Trim(), cancellationToken),
        "PASS" when user is not null => LogInAsync(user, argument, cancellationToken),   // RFC 1939 7: spaces are part of the password
        "AUTH" => SaslAsync(argument, cancellationToken),
        "QUIT" => EndAsync("+OK bye", cancellationToken),
        _ => FailAsync("USER and PASS first", cancellationToken),
    };

    private Task TransactAsync(string verb, string argument, CancellationToken cancellationToken) => verb switch
    {
        "CAPA" => CapabilitiesAsync(cancellationToken),
        "STAT" => ReplyAsync(Invariant($"+OK {Left.Count()} {Left.Sum(i => mails![i].WireSize)}"), cancellationToken),
        "LIST" => ListAsync(argument, i => Invariant($"{mails![i].WireSize}"), cancellationToken),
        "UIDL" => ListAsync(argument, i => mails![i].Id, cancellationToken),
        "RETR" => RetrieveAsync(Number(argument), null, cancellationToken),
        "TOP" => argument.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? RetrieveAsync(Number(number), lines, cancellationToken)
            : FailAsync("TOP takes a message and a number of lines", cancellationToken),
        "DELE" => DeleteAsync(Number(argument), cancellationToken),
        "RSET" => ResetAsync(cancellationToken),
        "NOOP" => ReplyAsync("+OK", cancellationToken),
        "QUIT" => QuitAsync(cancellationToken),
        _ => FailAsync("this command is not known here", cancellationToken),
    };

    private IEnumerable<int> Left => Enumerable.Range(0, mails!.Count).Where(i => !deleted.Contains(i));

    private Task CapabilitiesAsync(CancellationToken cancellationToken) =>
        ReplyAsync($"+OK\r\nTOP\r\nUIDL\r\nUTF8\r\nRESP-CODES\r\n{(CanLogIn ? "USER\r\nSASL PLAIN\r\n" : "")}{(line.IsEncrypted || mails is not null ? "" : "STLS\r\n")}IMPLEMENTATION Pabal\r\n.", cancellationToken);

    // A password is taken in clear only where everybody is let in anyway, or by TLS.
    private bool CanLogIn => line.IsEncrypted || !login.IsRequired || line.IsLocal;

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        await ReplyAsync("+OK begin TLS", cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(HandshakePatience);
        await line.EncryptAsync(tls, limit.Token).ConfigureAwait(false);
        user = null;
    }

    private Task NameAsync(string name, CancellationToken cancellationToken)
    {
        if (!CanLogIn)
            return FailAsync("[AUTH] STLS first", cancellationToken);
        user = name;
        return ReplyAsync("+OK", cancellationToken);
    }

    private async Task SaslAsync(string argument, CancellationToken cancellationToken)
    {
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_] or [_, _]) || !words[0].Equals("PLAIN", StringComparison.OrdinalIgnoreCase) || !CanLogIn)
        {
            await FailAsync("AUTH takes PLAIN", cancellationToken).ConfigureAwait(false);
            return;
        }
        var response = words is [_, var initial] ? initial : "";
        if (words.Length == 1)
        {
            await ReplyAsync("+ ", cancellationToken).ConfigureAwait(false);
            response = await line.ReadAsync(cancellationToken).ConfigureAwait(false) ?? "";
        }
        var decoded = new byte[response.Length];
        if (Convert.TryFromBase64String(response, decoded, out var length) && Encoding.UTF8.GetString(decoded, 0, length).Split('\0') is [_, var name, var password])
            await LogInAsync(name, password, cancellationToken).ConfigureAwait(false);
        else
            await FailAsync("this is no PLAIN response", cancellationToken).ConfigureAwait(false);
    }

    private async Task LogInAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (!login.Admits(name, password))
        {
            metrics.RefusedLogin();
            user = null;
            await Task.Delay(WrongLoginPause, cancellationToken).ConfigureAwait(false);
            await FailAsync("[AUTH] wrong user name or password", cancellationToken).ConfigureAwait(false);
            isOver = ++failedLogins >= MostLogins;
            return;
        }
        // Where there are inboxes, a user whose name is one of them sees that one alone.
        var query = store.Inboxes.Any(inbox => inbox.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? InboxQuery.Inbox(name) : InboxQuery.All;
        mails = [.. store.List(query).Mails.Reverse()];
        await ReplyAsync(Invariant($"+OK {mails.Count} messages"), cancellationToken).ConfigureAwait(false);
    }

    private Task ListAsync(string argument, Func<int, string> fact, CancellationToken cancellationToken)
    {
        if (argument.Length > 0)
            return Number(argument) is { } one ? ReplyAsync(Invariant($"+OK {one + 1} {fact(one)}"), cancellationToken) : NoMailAsync(cancellationToken);
        var list = new StringBuilder("+OK\r\n");
        foreach (var i in Left)
            list.Append(CultureInfo.InvariantCulture, $"{i + 1} {fact(i)}\r\n");
        return ReplyAsync(list.Append('.').ToString(), cancellationToken);
    }

    private async Task RetrieveAsync(int? number, int? lines, CancellationToken cancellationToken)
    {
        if (number is not { } i || await store.ReadAsync(mails![i].Id, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            await NoMailAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
        await ReplyAsync(Invariant($"+OK {mails[i].WireSize} octets"), cancellationToken).ConfigureAwait(false);
        await line.WriteAsync(Pop3Text.Of(content.Span, lines), cancellationToken).ConfigureAwait(false);
        if (lines is null)
            await store.MarkAsync([mails[i].Id], isRead: true, cancellationToken).ConfigureAwait(false);
    }

    private Task DeleteAsync(int? number, CancellationToken cancellationToken)
    {
        if (number is not { } i)
            return NoMailAsync(cancellationToken);
        deleted.Add(i);
        return ReplyAsync("+OK", cancellationToken);
    }

    private Task ResetAsync(CancellationToken cancellationToken)
    {
        deleted.Clear();
        return ReplyAsync("+OK", cancellationToken);
    }

    private Task QuitAsync(CancellationToken cancellationToken)
    {
        store.Delete(deleted.Select(i => mails![i].Id));
        return EndAsync("+OK bye", cancellationToken);
    }

    private Task EndAsync(string reply, CancellationToken cancellationToken)
    {
        isOver = true;
        return ReplyAsync(reply, cancellationToken);
    }

    // Counted from 1, and only those that are not marked as deleted.
    private int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= mails!.Count && !deleted.Contains(number - 1) ? number - 1 : null;

    private Task NoMailAsync(CancellationToken cancellationToken) => FailAsync("there is no such message", cancellationToken);

    private Task FailAsync(string why, CancellationToken cancellationToken)
    {
        isOver = ++errors >= MostErrors;
        return ReplyAsync($"-ERR {why}", cancellationToken);
    }

    private Task ReplyAsync(string reply, CancellationToken cancellationToken) => line.WriteAsync($"{reply}\r\n", cancellationToken);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
