using System.Buffers.Binary;
using System.Text;

namespace Pabal.Mime.Sniffing;

/// <summary>The compound file of old office programs ([MS-CFB]): what it is, the streams directly under its root tell, not those of embedded objects.</summary>
internal readonly ref struct CompoundFile
{
    public const string Unknown = "application/x-ole-storage";

    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int MaxDirectorySectors = 512;
    private const int HeaderFatSectors = 109;
    private const int MaxListSectors = 256;       // 2 GB of file
    private const uint LastSector = 0xFFFFFFFA;   // what is above is a mark, not a sector

    private readonly ContentView content;
    private readonly ReadOnlySpan<byte> header;
    private readonly int sectorLength;

    private CompoundFile(ContentView content, int sectorLength)
    {
        this.content = content;
        header = content.Head[..HeaderLength];
        this.sectorLength = sectorLength;
    }

    public static string? Detect(ContentView content)
    {
        if (!content.Head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return null;
        var isReadable = content.Head.Length >= HeaderLength && content.Head[30] is 9 or 12 && content.Head[31] == 0;
        return (isReadable ? new CompoundFile(content, 1 << content.Head[30]).Type() : null)
            ?? (content.Head.IndexOf("HWP Document File"u8) > 0 ? "application/x-hwp" : Unknown);
    }

    private string? Type()
    {
        var directory = ReadDirectory();
        foreach (var name in RootEntries(directory))
        {
            var type = name switch
            {
                "WordDocument" => "application/msword",
                "Workbook" or "Book" => "application/vnd.ms-excel",
                "PowerPoint Document" => "application/vnd.ms-powerpoint",
                "VisioDocument" => "application/vnd.visio",
                "__properties_version1.0" => "application/vnd.ms-outlook",
                "\u0005HwpSummaryInformation" => "application/x-hwp",
                _ => null,
            };
            if (type is not null)
                return type;
        }
        return null;
    }

    // The root's children are a binary tree of entries linked by their numbers.
    private static List<string> RootEntries(ReadOnlySpan<byte> directory)
    {
        var names = new List<string>();
        var seen = new HashSet<uint>();
        var open = new Stack<uint>();
        if (directory.Length >= EntryLength)
            open.Push(Number(directory, 76));
        while (open.TryPop(out var index))
        {
            if (index >= directory.Length / EntryLength || !seen.Add(index))
                continue;
            var entry = directory.Slice((int)index * EntryLength, EntryLength);
            names.Add(Encoding.Unicode.GetString(entry[..Math.Clamp(entry[64] - 2, 0, 62)]));
            open.Push(Number(entry, 68));
            open.Push(Number(entry, 72));
        }
        return names;
    }

    private ReadOnlySpan<byte> ReadDirectory()
    {
        var directory = new List<byte>();
        var sector = Number(header, 48);
        for (var count = 0; sector < LastSector && count < MaxDirectorySectors; count++)
        {
            directory.AddRange(Sector(sector));
            sector = Next(sector);
        }
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(directory);
    }

    private uint Next(uint sector)
    {
        var perSector = (uint)sectorLength / 4;
        return Number(Sector(FatSector(sector / perSector)), (int)(sector % perSector) * 4);
    }

    // The first sectors of the allocation table are listed in the header, further ones in a chain of sectors.
    private uint FatSector(uint index)
    {
        if (index < HeaderFatSectors)
            return Number(header, 76 + (int)index * 4);
        var perSector = (uint)sectorLength / 4 - 1;
        var (links, place) = Math.DivRem(index - HeaderFatSectors, perSector);
        var list = Number(header, 68);
        for (links = Math.Min(links, MaxListSectors); links > 0; links--)
            list = Number(Sector(list), sectorLength - 4);
        return Number(Sector(list), (int)place * 4);
    }

    private ReadOnlySpan<byte> Sector(uint number) => number < LastSector ? content.Slice((number + 1L) * sectorLength, sectorLength) : default;

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) =>
        offset + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]) : LastSector;
}
