using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>An entry of an address list: a <see cref="Mailbox"/> or a <see cref="MailboxGroup"/> (RFC 5322 3.4).</summary>
public abstract record Address
{
    private protected Address() { }

    /// <summary>The mailboxes it stands for: itself, or the members of the group.</summary>
    public abstract IEnumerable<Mailbox> Mailboxes { get; }

    /// <summary>Reads one mailbox or group as a person writes it in a header. Throws <see cref="FormatException"/> saying what is wrong.</summary>
    public static Address Parse(string text) =>
        AddressList.Parse(text) is [var only]
            ? only
            : throw new FormatException(Localized.Say($"“{text}” must be exactly one address", $"“{text}”은(는) 주소 하나여야 합니다"));

    /// <summary>Same as <see cref="Parse"/>.</summary>
    public static implicit operator Address(string text) => Parse(text);
}

/// <summary>A person's address with an optional display name: <c>홍길동 &lt;gil@example.com&gt;</c>.</summary>
public sealed record Mailbox : Address
{
    /// <summary>A mailbox. Throws <see cref="ArgumentException"/> if the name holds a control character.</summary>
    public Mailbox(string? name, EmailAddress address)
    {
        Name = string.IsNullOrWhiteSpace(name) ? null : HeaderText.Checked(name.Trim(), nameof(name));
        Address = address;
    }

    /// <summary>A mailbox without a display name.</summary>
    public Mailbox(EmailAddress address) : this(null, address) { }

    /// <summary>The display name, decoded; null when there is none.</summary>
    public string? Name { get; }

    /// <summary>The address itself.</summary>
    public EmailAddress Address { get; }

    /// <inheritdoc/>
    public override IEnumerable<Mailbox> Mailboxes => [this];

    /// <summary>Reads one mailbox as a person writes it in a header. Throws <see cref="FormatException"/> saying what is wrong.</summary>
    public static new Mailbox Parse(string text) =>
        Mime.Address.Parse(text) as Mailbox
            ?? throw new FormatException(Localized.Say($"“{text}” is a group; a single mailbox is needed", $"“{text}”은(는) 그룹입니다. 주소 하나가 필요합니다"));

    /// <summary>Same as <see cref="Parse"/>.</summary>
    public static implicit operator Mailbox(string text) => Parse(text);

    /// <summary>As a person writes it: the name quoted where it must be, then the address in angle brackets.</summary>
    public override string ToString() => Name is null ? Address.ToString() : $"{HeaderText.QuotePhrase(Name)} <{Address}>";
}

/// <summary>A named group of mailboxes: <c>Team: a@example.com, b@example.com;</c> (RFC 5322 3.4).</summary>
public sealed record MailboxGroup : Address
{
    /// <summary>A group. Throws <see cref="ArgumentException"/> if the name holds a control character.</summary>
    public MailboxGroup(string name, params IEnumerable<Mailbox> members)
    {
        Name = HeaderText.Checked(name, nameof(name));
        Members = [.. members];
    }

    /// <summary>The group's display name, decoded.</summary>
    public string Name { get; }

    /// <summary>Its members; often none, as in <c>undisclosed-recipients:;</c>.</summary>
    public IReadOnlyList<Mailbox> Members { get; }

    /// <inheritdoc/>
    public override IEnumerable<Mailbox> Mailboxes => Members;

    /// <inheritdoc/>
    public bool Equals(MailboxGroup? other) => other is not null && Name == other.Name && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Members.Count);

    /// <summary>As a person writes it.</summary>
    public override string ToString() => $"{HeaderText.QuotePhrase(Name)}: {string.Join(", ", Members)};";
}
