using System.Collections.Immutable;

namespace Pabal.Mime;

/// <summary>The verdict on one DKIM-Signature field and the reason in words. What could not be read of the field is null or empty.</summary>
public sealed record DkimResult(DkimStatus Status, string Reason)
{
    /// <summary>The domain that takes responsibility (<c>d=</c>), in A-labels.</summary>
    public string? Domain { get; init; }

    /// <summary>Which of the domain's keys (<c>s=</c>).</summary>
    public string? Selector { get; init; }

    /// <summary>The user or agent (<c>i=</c>) as written, or <c>@</c> and the domain; it names no mailbox.</summary>
    public string? Identity { get; init; }

    /// <summary>The algorithm (<c>a=</c>), as <c>rsa-sha256</c>.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The names that <c>h=</c> lists, absent and repeated ones too.</summary>
    public ImmutableArray<string> SignedFields { get; init; } = [];

    /// <summary>The key record says that the domain is only testing (<c>t=y</c>): treat the message like an unsigned one.</summary>
    public bool IsTest { get; init; }
}
