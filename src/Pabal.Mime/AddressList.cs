using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>An immutable address-list (RFC 5322 3.4), made from a string or a collection expression: <c>["Ann &lt;ann@example.com&gt;", "b@example.com"]</c>.</summary>
[CollectionBuilder(typeof(AddressList), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "address-list is the RFC's noun.")]
public sealed class AddressList : IReadOnlyList<Address>, IEquatable<AddressList>
{
    private readonly ImmutableArray<Address> entries;

    private AddressList(ImmutableArray<Address> entries) => this.entries = entries;

    /// <summary>The list without entries.</summary>
    public static AddressList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => entries.Length;

    /// <inheritdoc/>
    public Address this[int index] => entries[index];

    /// <summary>All mailboxes, those inside groups too.</summary>
    public IEnumerable<Mailbox> Mailboxes => entries.SelectMany(entry => entry.Mailboxes);

    /// <summary>A list of the given entries.</summary>
    public static AddressList Create(params ReadOnlySpan<Address> entries) => entries.IsEmpty ? Empty : new([.. entries]);

    /// <summary>Reads a list as a person writes it in a header. Throws <see cref="FormatException"/> naming the entry and what is wrong with it.</summary>
    public static AddressList Parse(string text) => TryParse(text, out var list, out var reason) ? list : throw new FormatException(reason);

    /// <summary>Reads a list as a person writes it in a header, strictly; otherwise <paramref name="reason"/> names the entry and what is wrong with it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AddressList? list, [NotNullWhen(false)] out string? reason)
    {
        var parsed = AddressParser.Parse(text ?? "", strict: true);
        (list, reason) = parsed.Problem is null ? (new AddressList(parsed.Entries), null) : ((AddressList?)null, parsed.Problem);
        return list is not null;
    }

    /// <summary>What can be read of a field; never throws.</summary>
    internal static AddressList Read(HeaderField field) =>
        AddressParser.Parse(HeaderDecoder.Unfold(field.Readable), strict: false).Entries is { Length: > 0 } entries ? new(entries) : Empty;

    /// <summary>Reads a list as a person writes it in a header, strictly.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AddressList? list) => TryParse(text, out list, out _);

    /// <summary>Same as <see cref="Parse"/>.</summary>
    public static implicit operator AddressList(string text) => Parse(text);

    /// <summary>A list of one.</summary>
    public static implicit operator AddressList(Address entry) => new([entry]);

    /// <summary>This list and then another.</summary>
    public AddressList Concat(AddressList other) => Count == 0 ? other : other.Count == 0 ? this : new(entries.AddRange(other.entries));

    /// <inheritdoc/>
    public IEnumerator<Address> GetEnumerator() => ((IEnumerable<Address>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Lists are equal when their entries are, in order.</summary>
    public bool Equals(AddressList? other) => other is not null && entries.SequenceEqual(other.entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressList);

    /// <inheritdoc/>
    public override int GetHashCode() => entries.Aggregate(entries.Length, HashCode.Combine);

    /// <summary>As a person writes it: entries joined by commas.</summary>
    public override string ToString() => string.Join(", ", entries);
}
