using System.Globalization;
using System.Security.Cryptography;
using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>A DKIM-Signature field that was read and found usable (RFC 6376 3.5, 6.1.1).</summary>
internal sealed class DkimSignature
{
    private const int MaxField = 32 * 1024;
    private const int MaxSignedFields = 500;
    private static readonly TimeSpan ClockDrift = TimeSpan.FromMinutes(5);

    private readonly RawField field;
    private readonly TagList tags;

    private DkimSignature(RawField field, TagList tags)
    {
        this.field = field;
        this.tags = tags;
        var domain = KeyName.Domain(tags["d"] ?? "");
        Description = new DkimResult(DkimStatus.PermError, "")
        {
            Domain = domain,
            Selector = tags["s"] is { } selector && KeyName.IsSelector(selector) ? selector : null,
            Identity = HeaderText.OneLine(tags["i"] ?? $"@{domain}"),
            Algorithm = tags["a"] is { } algorithm ? HeaderText.OneLine(algorithm) : null,
            SignedFields = tags.List("h") is { Length: <= MaxSignedFields } names ? [.. names.Select(HeaderText.OneLine)] : [],
        };
    }

    /// <summary>What can be told of the field, usable or not.</summary>
    public DkimResult Description { get; }

    /// <summary>Where the key is published.</summary>
    public string RecordName => KeyName.Of(Description.Selector!, Description.Domain!)!;

    /// <summary>The type that the key must have, <c>rsa</c> or <c>ed25519</c>.</summary>
    public string KeyType => Algorithm == "rsa-sha256" ? "rsa" : "ed25519";

    public DkimCanonicalization HeaderForm => Forms!.Value.Header;

    public DkimCanonicalization BodyForm => Forms!.Value.Body;

    /// <summary>How many octets of the canonical body are signed (<c>l=</c>); null for all.</summary>
    public long? BodyLength => Number("l");

    public byte[] BodyHash => tags.Base64("bh") ?? [];

    public byte[] Value => tags.Base64("b") ?? [];

    /// <summary>True if <c>i=</c> names a subdomain of <c>d=</c>.</summary>
    public bool IsForSubdomain => !IdentityDomain.Equals(Description.Domain, StringComparison.OrdinalIgnoreCase);

    private string? Algorithm => tags["a"]?.ToLowerInvariant();

    private string IdentityDomain => KeyName.Domain(Description.Identity![(Description.Identity!.LastIndexOf('@') + 1)..]) ?? "";

    private (DkimCanonicalization Header, DkimCanonicalization Body)? Forms => (tags["c"] ?? "simple").ToLowerInvariant() switch
    {
        "simple" or "simple/simple" => (DkimCanonicalization.Simple, DkimCanonicalization.Simple),
        "simple/relaxed" => (DkimCanonicalization.Simple, DkimCanonicalization.Relaxed),
        "relaxed" or "relaxed/simple" => (DkimCanonicalization.Relaxed, DkimCanonicalization.Simple),
        "relaxed/relaxed" => (DkimCanonicalization.Relaxed, DkimCanonicalization.Relaxed),
        _ => null,
    };

    /// <summary>Reads a field. Where it can't be used there is no signature, and the description says why.</summary>
    public static (DkimSignature? Signature, DkimResult Description) Read(RawField field, DateTimeOffset now)
    {
        if (field.Bytes.Length > MaxField)
            return (null, new DkimResult(DkimStatus.PermError, Say("the signature field is larger than 32 KiB", "서명 필드가 32KiB보다 큽니다")));
        var (tags, reason) = TagList.Parse(field.Bytes[(field.Colon + 1)..]);
        if (tags is null)
            return (null, new DkimResult(DkimStatus.PermError, Say($"the signature field is malformed: {reason}", $"서명 필드의 형식이 잘못되었습니다. {reason}")));
        var signature = new DkimSignature(field, tags);
        var problem = signature.FormProblem() ?? signature.IdentityProblem() ?? signature.FieldsProblem() ?? signature.TimeProblem(now);
        return problem is null ? (signature, signature.Description) : (null, signature.Description with { Reason = problem });
    }

    /// <summary>The field as it was when it was signed: without the value of <c>b=</c>.</summary>
    public byte[] Unsigned()
    {
        var value = tags.RangeOf("b");
        var start = field.Colon + 1;
        return [.. field.Bytes.Span[..(start + value.Start.Value)], .. field.Bytes.Span[(start + value.End.Value)..]];
    }

    private string? FormProblem()
    {
        foreach (var required in (ReadOnlySpan<string>)["v", "a", "b", "bh", "d", "h", "s"])
        {
            if (tags[required] is null)
                return Say($"the signature lacks {required}=", $"서명에 {required}=가 없습니다");
        }
        if (tags["v"] != "1")
            return Say("the signature is of another version than 1 (v=)", "서명의 버전이 1이 아닙니다(v=)");
        if (Algorithm == "rsa-sha1")
            return Say("rsa-sha1 proves nothing any more (RFC 8301 3.1)", "rsa-sha1은 이제 아무것도 증명하지 못합니다(RFC 8301 3.1)");
        if (Algorithm is not ("rsa-sha256" or "ed25519-sha256"))
            return Say("the algorithm is unknown (a=)", "알 수 없는 알고리즘입니다(a=)");
        if (Forms is null)
            return Say("the canonical form is unknown (c=)", "알 수 없는 정규화 방식입니다(c=)");
        if (tags.List("q") is { } methods && !methods.Contains("dns/txt", StringComparer.OrdinalIgnoreCase))
            return Say("the key is not published in the DNS (q=)", "키가 DNS에 있지 않습니다(q=)");
        if (!IsNumber("l", 76))
            return Say("the body length is no number (l=)", "본문 길이가 수가 아닙니다(l=)");
        return BodyHash.Length == SHA256.HashSizeInBytes && Value.Length > 0
            ? null
            : Say("the signature or the body hash is damaged (b=, bh=)", "서명이나 본문 해시가 손상되었습니다(b=, bh=)");
    }

    private string? IdentityProblem()
    {
        if (Description is not { Domain: { } domain, Selector: { } selector } || KeyName.Of(selector, domain) is null)
            return Say("the domain or the selector is no name in the DNS (d=, s=)", "도메인이나 셀렉터가 DNS 이름이 아닙니다(d=, s=)");
        var isWithin = Description.Identity!.Contains('@')
            && (!IsForSubdomain || IdentityDomain.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
        return isWithin ? null : Say("the identity is outside the signing domain (i=, d=)", "서명한 도메인 밖의 신원입니다(i=, d=)");
    }

    private string? FieldsProblem()
    {
        if (tags.List("h")!.Length > MaxSignedFields)
            return Say($"it signs more than {MaxSignedFields} fields (h=)", $"서명한 필드가 {MaxSignedFields}개보다 많습니다(h=)");
        if (Description.SignedFields.Any(name => name.Length == 0 || name.Any(c => c is <= ' ' or > '~')))
            return Say("what it signs is no list of field names (h=)", "서명한 필드 목록의 형식이 잘못되었습니다(h=)");
        return Description.SignedFields.Contains("From", StringComparer.OrdinalIgnoreCase)
            ? null
            : Say("it does not sign From (h=)", "From을 서명하지 않았습니다(h=)");
    }

    private string? TimeProblem(DateTimeOffset now)
    {
        if (!IsNumber("t", 12) || !IsNumber("x", 12))
            return Say("a time in it is no number of at most 12 digits (t=, x=)", "시각이 12자리 이하의 수가 아닙니다(t=, x=)");
        if (Number("x") <= Number("t"))
            return Say("it expires before it was made (x=, t=)", "만들어지기도 전에 만료됩니다(x=, t=)");
        if (Number("x") < now.ToUnixTimeSeconds())
            return Say("the signature has expired (x=)", "서명이 만료되었습니다(x=)");
        return Number("t") > (now + ClockDrift).ToUnixTimeSeconds() ? Say("the signature comes from the future (t=)", "미래에 만든 서명입니다(t=)") : null;
    }

    private bool IsNumber(string tag, int maxDigits) => tags[tag] is not { } digits || (digits.Length > 0 && digits.Length <= maxDigits && digits.All(char.IsAsciiDigit));

    // A number beyond the range is as large as can be.
    private long? Number(string tag) =>
        tags[tag] is not { } digits ? null : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
