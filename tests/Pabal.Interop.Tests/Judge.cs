using System.Collections.Immutable;
using System.Text.Json;

namespace Pabal.Interop.Tests;

/// <summary>What Python's email package, which knows nothing of Pabal, reads in a message.</summary>
/// <param name="Subject">Decoded; null when there is none, as with the other fields.</param>
/// <param name="From">Decoded, as a person writes it.</param>
/// <param name="To">Decoded, as a person writes it.</param>
/// <param name="Cc">Decoded, as a person writes it.</param>
/// <param name="HasBcc">True when a Bcc field is left in the message.</param>
/// <param name="Parts">The leaves of the tree, in order.</param>
/// <param name="Defects">What it finds wrong: <c>FIELD: text</c> in a field, <c>NAME: text</c> in a body.</param>
internal sealed record Verdict(string? Subject, string? From, string? To, string? Cc, bool HasBcc, ImmutableArray<JudgedPart> Parts, ImmutableArray<string> Defects);

/// <summary>One leaf: its decoded content by hash, and as text where it is text.</summary>
internal sealed record JudgedPart(string ContentType, string? Disposition, string? FileName, string? ContentId, string Sha256, string? Text);

internal static class Judge
{
    public static async Task<Verdict> ReadAsync(string mailFile)
    {
        Peer.Require("python3");
        var run = await Run.OfAsync("python3", [Path.Combine(AppContext.BaseDirectory, "judge.py"), mailFile]);
        return JsonSerializer.Deserialize<Verdict>(run.Succeeded(), JsonSerializerOptions.Web)!;
    }
}
