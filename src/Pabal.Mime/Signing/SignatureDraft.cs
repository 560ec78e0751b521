using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>A signature in the making: the message's bytes go into <see cref="Digest"/>, then its field is written, first without its value to be signed itself.</summary>
internal sealed class SignatureDraft : IDisposable
{
    private const string Name = "DKIM-Signature";
    private const int LineOfBase64 = 72;

    private SignableHeader header = new([]);
    private BodyHash? body;

    public SignatureDraft(DkimCanonicalization bodyForm) => Digest = new MessageDigest(fields =>
    {
        header = new SignableHeader(fields);
        return [body = new BodyHash(bodyForm)];
    })
    { CrEndsLine = true };

    public MessageDigest Digest { get; }

    /// <summary>The finished field, once the message is complete: the given tags, then <c>h=</c>, <c>bh=</c> and <c>b=</c>. There is never an <c>l=</c>.</summary>
    public HeaderField Complete(SigningKey key, DkimCanonicalization headerForm, params ReadOnlySpan<string> tags)
    {
        Digest.Complete();
        if (!header.IsWellFormed)
            throw new ArgumentException(Say("a line of the header is no field; such a message is read differently everywhere and is not signed (RFC 6376 3.8)", "헤더에 필드가 아닌 줄이 있습니다. 읽는 프로그램마다 다르게 보이는 메시지는 서명하지 않습니다(RFC 6376 3.8)"));
        if (header.Count("From") == 0)
            throw new ArgumentException(Say("the message has no From field, which every signature must cover (RFC 6376 5.4)", "메시지에 모든 서명이 포함해야 하는 From 헤더가 없습니다(RFC 6376 5.4)"));
        string[] signed = [.. SignedFields.Choose(header)];
        var bodyHash = Convert.ToBase64String(body!.Finish());
        var unsigned = Write(tags, signed, bodyHash, "");
        var hash = header.Hash(signed, unsigned.AsSpan(..^2), headerForm);
        return new HeaderField(Name, Write(tags, signed, bodyHash, Convert.ToBase64String(key.Sign(hash))));
    }

    public void Dispose() => Digest.Dispose();

    private static byte[] Write(ReadOnlySpan<string> tags, string[] signed, string bodyHash, string value)
    {
        var folder = new HeaderFolder(Name);
        foreach (var tag in tags)
            folder.Word(" ", $"{tag};");
        for (var i = 0; i < signed.Length; i++)
            folder.Word(" ", $"{(i == 0 ? "h=" : "")}{signed[i]}{(i + 1 < signed.Length ? ":" : ";")}");
        folder.Word(" ", $"bh={bodyHash};");
        // On a line of its own whether there is a value yet or not, so that nothing before the value depends on it.
        folder.Break();
        folder.Word(" ", "b=");
        folder.Glue(value.AsSpan(0, Math.Min(LineOfBase64, value.Length)));
        for (var i = LineOfBase64; i < value.Length; i += LineOfBase64)
            folder.Word(" ", value.AsSpan(i, Math.Min(LineOfBase64, value.Length - i)));
        return folder.Finish();
    }
}
