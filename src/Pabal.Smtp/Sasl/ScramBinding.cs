namespace Pabal.Smtp.Sasl;

/// <summary>What SCRAM says about channel binding (RFC 5802 6).</summary>
/// <param name="Header">The gs2-header, which the server hears twice, the second time under the proof.</param>
/// <param name="Data">The cbind-data.</param>
internal sealed record ScramBinding(string Header, byte[] Data)
{
    /// <summary>This client has none.</summary>
    public static ScramBinding None { get; } = new("n,,", []);

    /// <summary>This client could, and did not see the server offer it. A server that did offer it knows then that somebody took it out on the way.</summary>
    public static ScramBinding NotOffered { get; } = new("y,,", []);

    /// <summary>Bound to this connection: the -PLUS mechanisms.</summary>
    public static ScramBinding To(TlsBinding binding) => new($"p={binding.Type},,", binding.Data);

    public bool IsBound => Header[0] == 'p';

    /// <summary>What to say in a mechanism that is not a -PLUS one.</summary>
    public static ScramBinding Without(TlsBinding? binding, bool isOffered) => binding is null || isOffered ? None : NotOffered;
}
