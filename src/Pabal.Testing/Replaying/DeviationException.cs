namespace Pabal.Testing.Replaying;

/// <summary>A client that says something else than the script has.</summary>
internal sealed class DeviationException(string message) : Exception(message);
