namespace Pabal.Testing;

/// <summary>Other mail came than a test said.</summary>
public sealed class InboxAssertionException : Exception
{
    /// <summary>With what was expected and what came.</summary>
    public InboxAssertionException(string message) : base(message) { }

    /// <summary>With what was expected and what came.</summary>
    public InboxAssertionException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Without a word.</summary>
    public InboxAssertionException() { }
}
