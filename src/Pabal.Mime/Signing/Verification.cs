using System.Collections.Immutable;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>The verification of one message: its bytes go into <see cref="Digest"/>, then its signatures are judged one by one.</summary>
internal sealed class Verification : IDisposable
{
    private const int MaxSignatures = 5;
    private const int MaxHeader = 1024 * 1024;
    private const int MaxFields = 10_000;

    private readonly DateTimeOffset now;
    private readonly List<Candidate> candidates = [];
    private SignableHeader header = new([]);
    private bool hasTooManyFields;
    private int ignored;

    public Verification(DateTimeOffset now)
    {
        this.now = now;
        Digest = new MessageDigest(OpenBody) { MaxHeader = MaxHeader };
    }

    public MessageDigest Digest { get; }

    /// <summary>The verdicts in the order of the fields, once the message is complete.</summary>
    /// <param name="findKey">Gives a usable key for a signature, or the verdict that there is none.</param>
    public async ValueTask<ImmutableArray<DkimResult>> JudgeAsync(Func<DkimSignature, ValueTask<(KeyRecord? Key, DkimResult Verdict)>> findKey)
    {
        if (Digest.IsHeaderTooLong)
            return [new DkimResult(DkimStatus.PermError, Say("the header is larger than 1 MiB", "헤더가 1MiB보다 큽니다"))];
        if (hasTooManyFields)
            return [new DkimResult(DkimStatus.PermError, Say($"the header holds more than {MaxFields} fields", $"헤더 필드가 {MaxFields}개보다 많습니다"))];
        var verdicts = ImmutableArray.CreateBuilder<DkimResult>();
        foreach (var candidate in candidates)
        {
            if (candidate.Signature is null)
            {
                verdicts.Add(candidate.Description);
                continue;
            }
            var (key, verdict) = await findKey(candidate.Signature).ConfigureAwait(false);
            using (key)
                verdicts.Add(key is null ? verdict : Judge(candidate, candidate.Signature, key));
        }
        if (ignored > 0)
            verdicts.Add(new DkimResult(DkimStatus.Neutral, Say($"{ignored} more signatures were not looked at", $"나머지 서명 {ignored}개는 살펴보지 않았습니다")));
        return verdicts.ToImmutable();
    }

    public void Dispose() => Digest.Dispose();

    private BodyHash[] OpenBody(List<RawField> fields)
    {
        hasTooManyFields = fields.Count > MaxFields;
        if (hasTooManyFields)
            return [];
        header = new SignableHeader(fields);
        foreach (var field in fields.Where(field => field.Is("DKIM-Signature")))
        {
            if (candidates.Count == MaxSignatures)
            {
                ignored++;
                continue;
            }
            var (signature, description) = DkimSignature.Read(field, now);
            candidates.Add(header.IsWellFormed ? new Candidate(field, signature, description) : new Candidate(field, null, description with { Reason = NotWellFormed() }));
        }
        return [.. candidates.Select(candidate => candidate.Body).OfType<BodyHash>()];
    }

    private static string NotWellFormed() =>
        Say("a line of the header is no field, so that readers may show what nobody signed", "헤더에 필드가 아닌 줄이 있어 서명하지 않은 내용이 보일 수 있습니다");

    private DkimResult Judge(Candidate candidate, DkimSignature signature, KeyRecord key)
    {
        var (status, reason) = Verdict(candidate, signature, key);
        return candidate.Description with { Status = status, Reason = reason, IsTest = key.IsTest };
    }

    private (DkimStatus, string) Verdict(Candidate candidate, DkimSignature signature, KeyRecord key)
    {
        if (key.IsStrict && signature.IsForSubdomain)
            return (DkimStatus.PermError, Say("the key is not for subdomains (i=, t=s)", "하위 도메인에는 쓸 수 없는 키입니다(i=, t=s)"));
        if (SignedFields.FindAdded(header, candidate.Description.SignedFields) is { } added)
            return (DkimStatus.Fail, Say($"a second {added} field was added to the signed one", $"서명된 {added} 필드 말고 하나가 더 끼어들었습니다"));
        var bodyHash = candidate.Body!.Finish();
        if (signature.BodyLength > candidate.Body.Length)
            return (DkimStatus.Fail, Say("a part of the signed body is missing (l=)", "서명된 본문의 일부가 없습니다(l=)"));
        if (!bodyHash.AsSpan().SequenceEqual(signature.BodyHash))
            return (DkimStatus.Fail, Say("the body was changed after it was signed", "서명한 뒤에 본문이 바뀌었습니다"));
        var hash = header.Hash(candidate.Description.SignedFields, signature.Unsigned(), signature.HeaderForm, candidate.Field);
        if (!key.Verify(hash, signature.Value))
            return (DkimStatus.Fail, Say("a signed header field or the signature was changed, or another key signed", "서명된 헤더나 서명이 바뀌었거나 다른 키로 서명했습니다"));
        return signature.BodyLength is { } length
            ? (DkimStatus.Neutral, Say($"only the first {length} octets of the body are signed (l=)", $"본문의 처음 {length}바이트만 서명되어 있습니다(l=)"))
            : (DkimStatus.Pass, Say($"the message is as {candidate.Description.Domain} signed it", $"{candidate.Description.Domain}이(가) 서명한 그대로입니다"));
    }

    private sealed record Candidate(RawField Field, DkimSignature? Signature, DkimResult Description)
    {
        public BodyHash? Body { get; } = Signature is null ? null : new BodyHash(Signature.BodyForm, Signature.BodyLength);
    }
}
