namespace Pabal.Mime.Encodings;

/// <summary>UTF-8 that is cut off or damaged here and there, in any language; whole UTF-8 needs no guess.</summary>
internal sealed class DamagedUtf8() : Language("utf-8", rarity: 0)
{
    protected override double Cost(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        '\uFFFD' => Hole,
        < '\u0800' => 12,
        _ when char.IsSurrogate(text[index]) => 10,
        _ => 14,
    };
}
