using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Sendmailing;

/// <summary>Names without a domain, as in cron's mail to <c>root</c>: the account says whose mailbox that is. Guessing could make it a stranger's.</summary>
internal sealed class LocalNames(IReadOnlyDictionary<string, string>? aliases)
{
    private const string Everybody = "default";

    public IEnumerable<EmailAddress> Resolve(IEnumerable<string> typed) =>
        typed.SelectMany(text => text.Contains('@', StringComparison.Ordinal) ? Addresses(text) : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Named));

    public IEnumerable<EmailAddress> Resolve(AddressList header) =>
        header.Mailboxes.SelectMany(mailbox => IsLocal(mailbox) ? Named(mailbox.Address.LocalPart) : [mailbox.Address]);

    /// <summary>The field with whole addresses in place of the names that the account knows: many servers refuse mail with bare ones in its header.</summary>
    public MimeMessage Qualify(MimeMessage message, string field)
    {
        var written = message.Headers.Addresses(field);
        return written.Any(IsKnown)
            ? message.WithHeader(HeaderField.Addresses(field, AddressList.Create([.. written.SelectMany(entry => IsKnown(entry) ? List(Alias(((Mailbox)entry).Address.LocalPart)!) : [entry])])))
            : message;
    }

    private static bool IsLocal(Mailbox mailbox) => mailbox.Address.Domain.Length == 0;

    private bool IsKnown(Address entry) => entry is Mailbox mailbox && IsLocal(mailbox) && Alias(mailbox.Address.LocalPart) is not null;

    private static AddressList List(string text) => AddressList.TryParse(text, out var list, out var reason) ? list : throw new CliException(ExitCode.BadInput, reason);

    private static IEnumerable<EmailAddress> Addresses(string text) => List(text).Mailboxes.Select(mailbox => mailbox.Address);

    private IEnumerable<EmailAddress> Named(string name) => Alias(name) is { } alias ? Addresses(alias) : throw new CliException(ExitCode.AllRefused,
        Say($"“{name}” is no address, and nothing says whose mailbox it is", $"“{name}”은(는) 주소가 아니고, 누구의 메일함인지 정해 두지 않았습니다"),
        Say($"add to the account in {ConfigFile.Path}: \"aliases\": {{\"{name}\": \"you@example.com\"}}; \"default\" stands for all names", $"{ConfigFile.Path}의 계정에 \"aliases\": {{\"{name}\": \"you@example.com\"}}을(를) 넣으십시오. \"default\"는 모든 이름을 뜻합니다"));

    private string? Alias(string name) => aliases?.GetValueOrDefault(name) ?? aliases?.GetValueOrDefault(Everybody);
}
