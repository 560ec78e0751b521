using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pabal.Mime;

/// <summary>Header fields in order, immutable; names compare without regard to case.</summary>
[CollectionBuilder(typeof(HeaderList), nameof(Create))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A header is a list of fields.")]
public sealed class HeaderList : IReadOnlyList<HeaderField>
{
    private readonly ImmutableArray<HeaderField> fields;

    internal HeaderList(ImmutableArray<HeaderField> fields) => this.fields = fields;

    /// <summary>The list without fields.</summary>
    public static HeaderList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => fields.Length;

    /// <inheritdoc/>
    public HeaderField this[int index] => fields[index];

    /// <summary>The decoded value of the first field of that name; null if there is none.</summary>
    public string? this[string name] => Find(name)?.Value;

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

    /// <summary>A list with one more field at its end.</summary>
    public HeaderList Add(HeaderField field) => new(fields.Add(field));

    /// <summary>A list with one more field before all others, where trace fields and signatures belong.</summary>
    public HeaderList Prepend(HeaderField field) => new(fields.Insert(0, field));

    /// <summary>A list in which the field stands in place of the first of its name and the others of that name are gone; at the end if there was none.</summary>
    public HeaderList Set(HeaderField field)
    {
        var index = fields.FindIndexOf(field.Name);
        return index < 0 ? Add(field) : new(fields.SetItem(index, field).RemoveAll(other => other != field && other.Is(field.Name)));
    }

    /// <summary>A list without the fields of that name.</summary>
    public HeaderList Remove(string name) => fields.FindIndexOf(name) < 0 ? this : new(fields.RemoveAll(field => field.Is(name)));

    /// <inheritdoc/>
    public IEnumerator<HeaderField> GetEnumerator() => ((IEnumerable<HeaderField>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

file static class FieldSearch
{
    public static int FindIndexOf(this ImmutableArray<HeaderField> fields, string name)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Is(name))
                return i;
        }
        return -1;
    }
}
