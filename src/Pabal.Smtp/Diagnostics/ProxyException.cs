using System.Diagnostics.CodeAnalysis;

namespace Pabal.Smtp.Diagnostics;

/// <summary>What a proxy did not do, and why.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Without a symptom it would say nothing.")]
internal sealed class ProxyException(Symptom symptom, string message, Exception? inner = null) : IOException(message, inner)
{
    public Symptom Symptom { get; } = symptom;
}
