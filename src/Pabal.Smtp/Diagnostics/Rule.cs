using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics;

/// <summary>One cause and its remedy, with the conditions that give it away: all that are set must hold, each by any of its values.</summary>
/// <remarks>The lists are <c>set</c> and not <c>init</c>: the JSON generator overwrites what is left out of an <c>init</c> property with a default, which is no list.</remarks>
internal sealed record Rule(string Id)
{
    public ImmutableArray<SmtpStage> Stages { get; set; } = [];

    public ImmutableArray<SmtpFailure> Failures { get; set; } = [];

    public ImmutableArray<Symptom> Symptoms { get; set; } = [];

    /// <summary>4 or 5: the first digit of the code.</summary>
    public int Class { get; init; }

    public ImmutableArray<int> Codes { get; set; } = [];

    /// <summary>Subject and detail: <c>7.26</c>.</summary>
    public ImmutableArray<string> Enhanced { get; set; } = [];

    /// <summary>Words in the reply, whatever their case.</summary>
    public ImmutableArray<string> Says { get; set; } = [];

    /// <summary>Words that mean the same as <see cref="Codes"/> and <see cref="Enhanced"/>, from servers that give other codes or none.</summary>
    public ImmutableArray<string> OrSays { get; set; } = [];

    public required Phrase Cause { get; init; }

    /// <summary>May mention <c>{host}</c> and <c>{server}</c>, the host by the name people know.</summary>
    public ImmutableArray<Phrase> Remedy { get; set; } = [];

    /// <summary>The facts of the provider that belong to the remedy, or what holds for most where the provider is unknown.</summary>
    public ProviderFacts Adds { get; init; }

    public string? Link { get; init; }

    public required Retry Retry { get; init; }

    /// <summary>The month in which a server was seen to answer so, or the source was read: <c>2026-11</c>.</summary>
    public required string Seen { get; init; }

    /// <summary>What says so: a page, a thread, or the section of an RFC.</summary>
    public required string Source { get; init; }

    public bool Fits(Incident incident) =>
        Allows(Stages, incident.Stage)
        && Allows(Failures, incident.Failure)
        && Allows(Symptoms, incident.Symptom)
        && (Class == 0 || Class == incident.Code / 100)
        && ((Allows(Codes, incident.Code) && Allows(Enhanced, incident.Enhanced)) || incident.Says(OrSays))
        && (Says.IsEmpty || incident.Says(Says));

    private static bool Allows<T>(ImmutableArray<T> values, T value) => values.IsEmpty || values.Contains(value);
}

/// <summary>Whether the same mail may go through later with nothing changed.</summary>
internal enum Retry
{
    No,
    Yes,

    /// <summary>The code tells, where servers use both classes for one cause.</summary>
    If4xx,
}
