using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>What is written in a charset, and what a text costs that is thought to be that.</summary>
internal abstract class Language(string charset, double rarity)
{
    protected const double Hole = 30;
    private const double Plain = 5, CutOff = 12;

    private readonly Encoding encoding = Charsets.Find(charset)!;

    public string Charset => charset;

    /// <summary>How seldom the charset is found, in bits.</summary>
    public double Rarity => rarity;

    public string Read(ReadOnlySpan<byte> sample) => encoding is MailEncoding own ? own.Decode(sample) : encoding.GetString(sample);

    /// <summary>The price of the whole text in bits.</summary>
    public double Cost(ReadOnlySpan<char> text)
    {
        var sum = 0.0;
        for (var i = 0; i < text.Length; i++)
            sum += char.IsAscii(text[i]) ? Plain : IsCutOff(text, i) ? CutOff : Cost(text, i);
        return sum;
    }

    /// <summary>The price in bits of one character that is not ASCII: the logarithm of how seldom it is.</summary>
    protected abstract double Cost(ReadOnlySpan<char> text, int index);

    protected static bool IsBroken(char c) => c is '\uFFFD' or (>= '\u0080' and <= '\u009F') or (>= '\uE000' and <= '\uF8FF');

    // What is left of a character at the sample's end says little.
    private static bool IsCutOff(ReadOnlySpan<char> text, int index) => text[index] == '\uFFFD' && index > 0 && index == text.Length - 1;
}
