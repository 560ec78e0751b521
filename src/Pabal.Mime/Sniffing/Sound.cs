namespace Pabal.Mime.Sniffing;

/// <summary>Sound without a container: frames that follow one another, and a headerless format of old.</summary>
internal static class Sound
{
    // kbit/s by layer II, III of version 1 and layers II, III of versions 2 and 2.5; 0 is "free", 15 is forbidden.
    private static readonly short[][] BitRates =
    [
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] SampleRates = [44100, 48000, 32000];

    public static string? Detect(ReadOnlySpan<byte> head, FileExtension extension)
    {
        if (IsId3(head) || HasTwoFrames(head, MpegFrameLength))
            return "audio/mpeg";
        if (HasTwoFrames(head, AdtsFrameLength))
            return "audio/aac";
        // SoundTool raw data knows only zero, zero, a sample rate: too little to believe without the name.
        return extension.Is("sndr") && head is [0, 0, var low, var high, ..] && (high << 8 | low) is >= 4000 and <= 25000 ? "audio/x-sndr" : null;
    }

    private static bool IsId3(ReadOnlySpan<byte> head) =>
        head is [(byte)'I', (byte)'D', (byte)'3', >= 2 and <= 4, < 0xFF, _, < 0x80, < 0x80, < 0x80, < 0x80, ..];

    private delegate int FrameLength(ReadOnlySpan<byte> frame);

    // Eleven set bits begin much that is no sound; a second frame just where the first one ends does not happen by chance.
    private static bool HasTwoFrames(ReadOnlySpan<byte> head, FrameLength lengthOf)
    {
        var first = lengthOf(head);
        if (first == 0 || first + 4 > head.Length)
            return false;
        var second = head[first..];
        return lengthOf(second) > 0 && head[1] == second[1] && (head[2] & 0x0C) == (second[2] & 0x0C);
    }

    private static int MpegFrameLength(ReadOnlySpan<byte> frame)
    {
        if (frame is not [0xFF, >= 0xE0, _, _, ..])
            return 0;
        int version = frame[1] >> 3 & 3, layer = frame[1] >> 1 & 3, bitRate = frame[2] >> 4, sampleRate = frame[2] >> 2 & 3;
        if (version == 1 || layer is 0 or 3 || bitRate is 0 or 15 || sampleRate == 3)
            return 0;
        var isVersion1 = version == 3;
        var isLayer3 = layer == 1;
        var rate = SampleRates[sampleRate] >> (isVersion1 ? 0 : version == 2 ? 1 : 2);
        var kbits = BitRates[!isVersion1 ? 2 : isLayer3 ? 1 : 0][bitRate];
        return (isLayer3 && !isVersion1 ? 72 : 144) * kbits * 1000 / rate + (frame[2] >> 1 & 1);
    }

    private static int AdtsFrameLength(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 7 || frame[0] != 0xFF || (frame[1] & 0xF6) != 0xF0 || (frame[2] >> 2 & 15) > 12)
            return 0;
        var length = (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5;
        return length > 7 ? length : 0;
    }
}
