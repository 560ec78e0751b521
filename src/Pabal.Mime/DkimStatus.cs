namespace Pabal.Mime;

/// <summary>What came of one signature (RFC 8601 2.7.1). Only <see cref="Pass"/> says that the domain vouches for the whole message.</summary>
public enum DkimStatus
{
    /// <summary>The signed fields and the whole body are as the domain signed them.</summary>
    Pass,

    /// <summary>The message or the signature was changed.</summary>
    Fail,

    /// <summary>The signature or its key can never be used; trying again changes nothing.</summary>
    PermError,

    /// <summary>The key could not be had now; try again later.</summary>
    TempError,

    /// <summary>No verdict: it signs only the beginning of the body (<c>l=</c>), or there were too many signatures to look at this one.</summary>
    Neutral,
}
