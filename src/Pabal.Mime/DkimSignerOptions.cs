using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>How a <see cref="DkimSigner"/> signs.</summary>
public sealed record DkimSignerOptions
{
    /// <summary>The canonical form of the header; relaxed unless set.</summary>
    public DkimCanonicalization HeaderCanonicalization { get; init; } = DkimCanonicalization.Relaxed;

    /// <summary>The canonical form of the body; relaxed unless set.</summary>
    public DkimCanonicalization BodyCanonicalization { get; init; } = DkimCanonicalization.Relaxed;

    /// <summary>How long a signature is good for (<c>x=</c>), a second to ten years; without end if null. Mail may wait for days in a queue.</summary>
    public TimeSpan? Lifetime
    {
        get;
        init => field = value is null || (value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(3653))
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), Say("a signature lasts for a second at least and ten years at most", "서명의 유효 기간은 1초 이상 10년 이하여야 합니다"));
    }

    /// <summary>What the time of signing (<c>t=</c>) is taken from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
