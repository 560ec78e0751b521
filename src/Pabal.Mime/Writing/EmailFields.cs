using System.Collections.Frozen;
using System.Text;
using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>The message's header as an <see cref="Email"/> asks for it, the fields of its content apart.</summary>
internal static class EmailFields
{
    // Made from properties or from the tree; a second one beside them would be a defect that large providers refuse.
    private static readonly FrozenDictionary<string, string> Reserved = new Dictionary<string, string>
    {
        ["From"] = "From",
        ["Sender"] = "Sender",
        ["Reply-To"] = "ReplyTo",
        ["To"] = "To",
        ["Cc"] = "Cc",
        ["Bcc"] = "Bcc",
        ["Resent-Bcc"] = "Bcc",
        ["Subject"] = "Subject",
        ["MIME-Version"] = "",
        ["Content-Type"] = "",
        ["Content-Transfer-Encoding"] = "",
        ["Content-Disposition"] = "",
        ["Content-ID"] = "",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly HeaderField MimeVersion = new("MIME-Version", "1.0");

    public static List<HeaderField> Of(Email email, Encoding charset, TimeProvider clock)
    {
        if (email.From.Count == 0)
            throw new ArgumentException(Say("the mail has no From address", "메일에 보내는 사람(From)이 없습니다"), nameof(email));
        var fields = new List<HeaderField>(12) { Addresses("From", email.From) };
        if (email.Sender is not null)
            fields.Add(Addresses("Sender", email.Sender));
        AddAddresses("Reply-To", email.ReplyTo);
        AddAddresses("To", email.To);
        AddAddresses("Cc", email.Cc);
        if (email.Subject.Length > 0)
            fields.Add(new("Subject", HeaderComposer.Compose("Subject", email.Subject, charset)));
        if (email.Headers.Find("Date") is null)
            fields.Add(HeaderField.Date("Date", email.Date ?? clock.GetLocalNow()));
        if (email.Headers.Find("Message-ID") is null)
            fields.Add(email.MessageId is { } given ? new("Message-ID", given) : NewId(Author(email).AsciiDomain));
        AddIds("In-Reply-To", [.. email.InReplyTo]);
        AddIds("References", email.References.IsEmpty ? [.. email.InReplyTo] : [.. email.References]);
        fields.AddRange(Priority(email.Priority));
        AddAddresses("Disposition-Notification-To", email.ReadReceiptTo);
        if (email.Unsubscribe is { } unsubscribe)
            fields.AddRange(unsubscribe.Fields);
        AddExtras(fields, email.Headers);
        fields.Add(MimeVersion);
        return fields;

        HeaderField Addresses(string name, AddressList addresses) => new(name, HeaderComposer.Addresses(name, addresses, charset));

        void AddAddresses(string name, AddressList addresses)
        {
            if (addresses.Count > 0)
                fields.Add(Addresses(name, addresses));
        }

        void AddIds(string name, string[] ids)
        {
            // One that the caller wrote stands in place of the one that would follow from InReplyTo.
            if (ids.Length > 0 && (name == "In-Reply-To" || email.References.Length > 0 || email.Headers.Find(name) is null))
                fields.Add(new(name, string.Join(' ', ids)));
        }
    }

    private static HeaderField NewId(string domain)
    {
        var id = MessageIds.New(domain);
        return new("Message-ID", HeaderComposer.Tokens("Message-ID", id)) { Composed = id };
    }

    private static EmailAddress Author(Email email) => email.From is [Mailbox author, ..] ? author.Address : email.From.Mailboxes.First().Address;

    // RFC 2156 has Importance and Priority, which Outlook and gateways read; X-Priority, in no RFC, is what most programs show.
    private static HeaderField[] Priority(EmailPriority priority) => priority switch
    {
        EmailPriority.High => [new("X-Priority", "1"), new("Importance", "high"), new("Priority", "urgent")],
        EmailPriority.Low => [new("X-Priority", "5"), new("Importance", "low"), new("Priority", "non-urgent")],
        _ => [],
    };

    private static void AddExtras(List<HeaderField> fields, HeaderList extras)
    {
        var made = fields.Count;
        foreach (var extra in extras)
        {
            if (Reserved.TryGetValue(extra.Name, out var property))
            {
                throw new ArgumentException(property.Length > 0
                    ? Say($"the field {extra.Name} is made from {property}; set that instead of an extra header", $"{extra.Name} 헤더는 {property}에서 만들어집니다. 추가 헤더 대신 그것을 쓰십시오")
                    : Say($"the field {extra.Name} follows from the content and can't be set", $"{extra.Name} 헤더는 내용에서 정해지므로 따로 쓸 수 없습니다"), nameof(extras));
            }
            if (fields.FindIndex(0, made, field => field.Is(extra.Name)) >= 0)
            {
                throw new ArgumentException(Say($"the field {extra.Name} is made from a property of the mail already; remove one of the two",
                                                $"{extra.Name} 헤더는 이미 메일의 속성에서 만들어집니다. 둘 중 하나를 지우십시오"), nameof(extras));
            }
            fields.Add(extra.WithoutHistory());
        }
    }
}
