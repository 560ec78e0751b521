namespace Pabal.Mime;

/// <summary>How much a message may be reshaped on its way before a signature breaks (RFC 6376 3.4).</summary>
public enum DkimCanonicalization
{
    /// <summary>Almost nothing: only empty lines at the end of the body don't count.</summary>
    Simple,

    /// <summary>Runs of white space count as one space, field names have no case, and folding doesn't count.</summary>
    Relaxed,
}
