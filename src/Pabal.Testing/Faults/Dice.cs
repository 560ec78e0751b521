namespace Pabal.Testing.Faults;

/// <summary>Numbers that look thrown and are the same on every machine, in every version.</summary>
internal static class Dice
{
    /// <summary>The number of this occasion, 0 to just under 1.</summary>
    public static double Throw(int seed, string name, int occasion)
    {
        var mixed = Mix((ulong)(uint)seed);
        foreach (var c in name)
            mixed = Mix(mixed ^ c);
        return (Mix(mixed ^ (uint)occasion) >> 11) * (1.0 / (1UL << 53));
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
