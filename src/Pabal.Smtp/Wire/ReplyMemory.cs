namespace Pabal.Smtp.Wire;

/// <summary>The last few replies of one line: in a session of many mails most come again and again.</summary>
internal sealed class ReplyMemory
{
    private const int Size = 4;
    private const int MaxLine = 128;

    private readonly (byte[] Line, SmtpReply Reply)[] kept = new (byte[], SmtpReply)[Size];
    private int next;

    public SmtpReply? Find(ReadOnlySpan<byte> line)
    {
        foreach (var (known, reply) in kept)
        {
            if (known is not null && line.SequenceEqual(known))
                return reply;
        }
        return null;
    }

    public void Keep(byte[] line, SmtpReply reply)
    {
        if (line.Length > MaxLine)
            return;
        kept[next] = (line, reply);
        next = (next + 1) % Size;
    }
}
