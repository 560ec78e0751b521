namespace Pabal.Mime.Encodings;

/// <summary>Undoes a transfer encoding stretch by stretch, so that content of any size takes little memory. Never throws; what a stretch ends in is kept in mind for the next.</summary>
internal abstract class ContentDecoder
{
    /// <summary>How often the content breaks its encoding's rules, up to now.</summary>
    public int Damage { get; protected set; }

    /// <summary>The most octets that come out of a stretch.</summary>
    public virtual int MaxLength(int stretch) => stretch;

    /// <summary>Where to cut what has to be cut; more than <paramref name="most"/> octets only where nothing less will do.</summary>
    public abstract int FindCut(ReadOnlySpan<byte> text, int most);

    /// <summary>Decodes a stretch; how many octets came out.</summary>
    public abstract int Decode(ReadOnlySpan<byte> text, Span<byte> output);

    /// <summary>There is no more.</summary>
    public virtual void Finish() { }
}
