using System.Collections.Immutable;
using Pabal.Mime.Headers;
using Pabal.Mime.Signing;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>Verifies the DKIM signatures of a message (RFC 6376 6, RFC 8301, RFC 8463): at most five, each with one look-up of its key.</summary>
/// <param name="findRecord">Gives the TXT record under a name such as <c>selector._domainkey.example.com</c>, its strings joined; null where there is none. What it throws counts as a passing failure.</param>
public sealed class DkimVerifier(Func<string, CancellationToken, ValueTask<string?>> findRecord)
{
    /// <summary>The time for all look-ups of one message together; 20 seconds unless set.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>By which signatures expire.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>One result for each signature, in the order of the fields; none for an unsigned message. Lines may end in CRLF or LF.</summary>
    public async ValueTask<ImmutableArray<DkimResult>> VerifyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        using var verification = new Verification(Clock.GetUtcNow());
        verification.Digest.Append(message.Span);
        return await JudgeAsync(verification, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As above for a message that is read as it is verified; of it only the header is ever in memory.</summary>
    public async ValueTask<ImmutableArray<DkimResult>> VerifyAsync(Stream message, CancellationToken cancellationToken = default)
    {
        using var verification = new Verification(Clock.GetUtcNow());
        await verification.Digest.AppendAsync(message, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(verification, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ImmutableArray<DkimResult>> JudgeAsync(Verification verification, CancellationToken cancellationToken)
    {
        verification.Digest.Complete();
        using var timeout = new CancellationTokenSource(LookupTimeout, Clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await verification.JudgeAsync(async signature =>
        {
            string? record;
            try
            {
                record = await findRecord(signature.RecordName, deadline.Token).AsTask().WaitAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (null, signature.Description with { Status = DkimStatus.TempError, Reason = LookupFailed(error, timeout.IsCancellationRequested) });
            }
            return Usable(signature, record);
        }).ConfigureAwait(false);
    }

    private static (KeyRecord?, DkimResult) Usable(DkimSignature signature, string? record)
    {
        if (record is null)
            return (null, signature.Description with { Reason = Say($"there is no key at {signature.RecordName}", $"{signature.RecordName}에 키가 없습니다") });
        var (key, reason) = KeyRecord.Parse(record, signature.KeyType);
        return (key, signature.Description with { Reason = reason ?? "" });
    }

    private static string LookupFailed(Exception error, bool isLate) => isLate
        ? Say("the key could not be looked up in time", "정해진 시간 안에 키를 조회하지 못했습니다")
        : Say($"the key could not be looked up: {HeaderText.OneLine(error.Message)}", $"키를 조회하지 못했습니다: {HeaderText.OneLine(error.Message)}");
}
