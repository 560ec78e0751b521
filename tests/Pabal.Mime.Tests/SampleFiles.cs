using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pabal.Mime.Tests;

/// <summary>Small files of many formats, made here.</summary>
internal static class SampleFiles
{
    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Noise(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A signature in front of noise.</summary>
    public static byte[] Begins(string latin1, int noise = 300) => [.. Latin1(latin1), .. Noise(noise)];

    public static byte[] Png()
    {
        using var file = new MemoryStream();
        file.Write(Latin1("\u0089PNG\r\n\u001a\n"));
        Chunk(file, "IHDR", [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(new byte[2 * (1 + 2 * 3)]);
        Chunk(file, "IDAT", pixels.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static byte[] Bmp()
    {
        var file = new byte[54 + 16];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        return file;
    }

    public static byte[] Icon()
    {
        var file = new byte[22 + 40];
        new byte[] { 0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 40, 0, 0, 0, 22, 0, 0, 0 }.CopyTo(file, 0);
        return file;
    }

    public static byte[] Riff(string form) => [.. "RIFF"u8, 0x24, 8, 0, 0, .. Latin1(form), .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0];

    public static byte[] IsoMedia(string major, params string[] compatible)
    {
        var box = new byte[16 + 4 * compatible.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Latin1("ftyp" + major).CopyTo(box, 4);
        Latin1(string.Concat(compatible)).CopyTo(box, 16);
        return [.. box, 0, 0, 0, 8, .. "free"u8];
    }

    /// <summary>Frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz: 417 octets each.</summary>
    public static byte[] Mp3Frames(int count = 3) => [.. Enumerable.Range(0, count).SelectMany(_ => new byte[417].Select((_, at) => at switch { 0 => (byte)0xFF, 1 => (byte)0xFB, 2 => (byte)0x90, _ => (byte)0 }))];

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }

    public static byte[] Zip(params string[] names) => Zip([.. names.Select(name => (name, "some content"u8.ToArray()))]);

    /// <summary>The same written to a stream that can't seek: sizes follow the data.</summary>
    public static byte[] StreamedZip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(new OneWay(file), ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("some content"u8);
            }
        }
        return file.ToArray();
    }

    /// <summary>A compound file; names are streams under the root, those of <paramref name="embedded"/> lie in a storage below it. The directory is at <paramref name="directorySector"/>.</summary>
    public static byte[] CompoundFile(string[] names, string[]? embedded = null, int directorySector = 1)
    {
        const int Sector = 512;
        embedded ??= [];
        string[] all = ["Root Entry", .. names, .. embedded.Length > 0 ? ["ObjectPool"] : Array.Empty<string>(), .. embedded];
        var directorySectors = (all.Length + 3) / 4;
        var file = new byte[(1 + directorySector + directorySectors) * Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(file, 0);
        file[24] = 0x3E;
        file[26] = 3;
        file[28] = 0xFE;
        file[29] = 0xFF;
        file[30] = 9;
        file[32] = 6;
        Write(44, 1);
        Write(48, (uint)directorySector);
        Write(68, 0xFFFFFFFE);
        for (var i = 0; i < 109; i++)
            Write(76 + i * 4, i == 0 ? 0 : 0xFFFFFFFF);
        for (var i = 0; i < Sector / 4; i++)
            Write(Sector + i * 4, i == 0 ? 0xFFFFFFFD : i >= directorySector && i < directorySector + directorySectors - 1 ? (uint)i + 1 : 0xFFFFFFFE);
        for (var i = 0; i < all.Length; i++)
        {
            var entry = (1 + directorySector) * Sector + i * 128;
            Encoding.Unicode.GetBytes(all[i]).CopyTo(file, entry);
            file[entry + 64] = (byte)(all[i].Length * 2 + 2);
            file[entry + 66] = i == 0 ? (byte)5 : all[i] == "ObjectPool" ? (byte)1 : (byte)2;
            Write(entry + 68, 0xFFFFFFFF);
            // Every name's right sibling is the next, which makes the tree a list.
            var isLast = i == 0 || i == names.Length + (embedded.Length > 0 ? 1 : 0) || i == all.Length - 1;
            Write(entry + 72, isLast ? 0xFFFFFFFF : (uint)i + 1);
            Write(entry + 76, i == 0 ? 1 : all[i] == "ObjectPool" ? (uint)i + 1 : 0xFFFFFFFF);
        }
        return file;

        void Write(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
    }

    private static void Chunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Latin1(type), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
        file.Write(number);
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>A stream that can't seek, in either direction; reads come in small pieces.</summary>
    public sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1000));
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
