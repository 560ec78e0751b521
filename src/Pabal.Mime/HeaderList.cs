using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>Header fields in order, immutable; names compare without regard to case.</summary>
[CollectionBuilder(typeof(HeaderList), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A header is a list of fields.")]
public sealed class HeaderList : IReadOnlyList<HeaderField>
{
    private readonly ImmutableArray<HeaderField> fields;
    private readonly ReadOnlyMemory<byte> lead;
    private readonly ReadOnlyMemory<byte> end;

    private HeaderList(ImmutableArray<HeaderField> fields) : this(default, fields, LineEnd.Crlf) { }

    /// <summary>A header as it was read: <paramref name="lead"/> is what no field begins in, an mbox line for one;
    /// <paramref name="end"/> is the empty line, after what lay beyond a limit.</summary>
    internal HeaderList(ReadOnlyMemory<byte> lead, ImmutableArray<HeaderField> fields, ReadOnlyMemory<byte> end)
    {
        this.lead = lead;
        this.fields = fields;
        this.end = end;
    }

    /// <summary>The list without fields.</summary>
    public static HeaderList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => fields.Length;

    /// <inheritdoc/>
    public HeaderField this[int index] => fields[index];

    /// <summary>The decoded value of the first field of that name; null if there is none.</summary>
    public string? this[string name] => Find(name)?.Value;

    /// <summary>A header as it was read of which there is nothing but the empty line.</summary>
    internal static HeaderList OnlyEmptyLine { get; } = new(default, [], "\r\n"u8.ToArray());

    /// <summary>True when it was made, not read.</summary>
    internal bool IsComposed => end.Equals(LineEnd.Crlf);

    /// <summary>True when lines end in LF alone; a field that is added does likewise.</summary>
    internal bool UsesLf => LineEnd.IsLf(fields.Length > 0 && LineEnd.Ends(fields[0].Raw.Span) ? fields[0].Raw.Span : end.Span);

    /// <summary>A list of the given fields.</summary>
    public static HeaderList Create(params ReadOnlySpan<HeaderField> fields) => fields.IsEmpty ? Empty : new([.. fields]);

    /// <summary>The first field of that name; null if there is none.</summary>
    public HeaderField? Find(string name)
    {
        foreach (var field in fields)
        {
            if (field.Is(name))
                return field;
        }
        return null;
    }

    /// <summary>All fields of that name, in order.</summary>
    public IEnumerable<HeaderField> FindAll(string name) => fields.Where(field => field.Is(name));

    /// <summary>The addresses in all fields of that name, as far as they can be read; one that can't be mailed to has <see cref="EmailAddress.IsValid"/> false.</summary>
    public AddressList Addresses(string name)
    {
        HeaderField? only = null;
        foreach (var field in fields)
        {
            if (!field.Is(name))
                continue;
            if (only is not null)
                return [.. FindAll(name).SelectMany(AddressList.Read)];
            only = field;
        }
        return only is null ? AddressList.Empty : AddressList.Read(only);
    }

    /// <summary>A list with one more field at its end.</summary>
    public HeaderList Add(HeaderField field)
    {
        var ended = WithEmptyLine();
        return new(lead, ended.fields.Add(field.WithLineEnds(UsesLf)), ended.end);
    }

    /// <summary>A list with one more field before all others, where trace fields and signatures belong.</summary>
    public HeaderList Prepend(HeaderField field) =>
        new(lead, fields.Insert(0, field.WithLineEnds(UsesLf)), fields.IsEmpty ? EmptyLine : end);

    /// <summary>A list in which the field stands in place of the first of its name and the others of that name are gone; at the end if there was none.</summary>
    public HeaderList Set(HeaderField field)
    {
        var index = FindIndex(field.Name);
        if (index < 0)
            return Add(field);
        var replacement = field.WithLineEnds(UsesLf);
        return new(lead, fields.SetItem(index, replacement).RemoveAll(other => other != replacement && other.Is(field.Name)), end);
    }

    /// <summary>A list without the fields of that name.</summary>
    public HeaderList Remove(string name) => FindIndex(name) < 0 ? this : new(lead, fields.RemoveAll(field => field.Is(name)), end);

    /// <inheritdoc/>
    public IEnumerator<HeaderField> GetEnumerator() => ((IEnumerable<HeaderField>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>These very fields and an empty line.</summary>
    internal static HeaderList Of(IEnumerable<HeaderField> fields, bool lf) => new(default, [.. fields], LineEnd.Of(lf));

    /// <summary>Composed fields before these.</summary>
    internal HeaderList After(List<HeaderField> first) => new([.. first, .. fields]);

    /// <summary>The same with the empty line that may have been missing.</summary>
    internal HeaderList WithEmptyLine()
    {
        var isEnded = fields is not [.., var last] || LineEnd.Ends(last.Raw.Span);
        return isEnded && !end.IsEmpty ? this : new(lead, isEnded ? fields : fields.SetItem(fields.Length - 1, fields[^1].WithLineEnds(UsesLf)), EmptyLine);
    }

    /// <summary>Everything before the body, in order.</summary>
    internal void AddTo(List<Piece> pieces)
    {
        if (!lead.IsEmpty)
            pieces.Add(new Piece(lead));
        foreach (var field in fields)
            pieces.Add(new Piece(field.Raw));
        if (!end.IsEmpty)
            pieces.Add(new Piece(end));
    }

    /// <summary>These fields in place of those of another header: in its line ends, with all in it that is no field.</summary>
    internal HeaderList InPlaceOf(HeaderList other)
    {
        if (!IsComposed || other.IsComposed)
            return this;
        var kept = other.fields.ToHashSet<HeaderField>(ReferenceEqualityComparer.Instance);
        return new(other.lead, [.. fields.Select(field => kept.Contains(field) ? field : field.WithLineEnds(other.UsesLf))], other.EmptyLine);
    }

    // A field that is added to a header without an empty line must not run into the body.
    private ReadOnlyMemory<byte> EmptyLine => end.IsEmpty ? LineEnd.Of(UsesLf) : end;

    private int FindIndex(string name)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Is(name))
                return i;
        }
        return -1;
    }
}
