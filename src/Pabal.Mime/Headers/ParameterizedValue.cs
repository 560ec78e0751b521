using System.Collections.Immutable;

namespace Pabal.Mime.Headers;

/// <summary>A field like Content-Type, read: its value in lower case, its parameters decoded, and the boundary's very octets.</summary>
internal readonly record struct ParameterizedValue(
    string Value, ImmutableArray<KeyValuePair<string, string>> Parameters, ReadOnlyMemory<byte> Boundary, ParameterFlaws Flaws)
{
    public string? this[string parameter]
    {
        get
        {
            foreach (var (name, value) in Parameters)
            {
                if (name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
            return null;
        }
    }
}
