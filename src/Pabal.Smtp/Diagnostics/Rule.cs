using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics;

/// <summary>One cause and its remedy, with the conditions that give it away: all that are set must hold, each by any of its values.</summary>
internal sealed record Rule(string Id)
{
    public ImmutableArray<SmtpStage> Stages { get; init; } = [];

    public ImmutableArray<SmtpFailure> Failures { get; init; } = [];

    public ImmutableArray<Symptom> Symptoms { get; init; } = [];

    /// <summary>4 or 5: the first digit of the code.</summary>
    public int Class { get; init; }

    public ImmutableArray<int> Codes { get; init; } = [];

    /// <summary>Subject and detail: <c>7.26</c>.</summary>
    public ImmutableArray<string> Enhanced { get; init; } = [];

    /// <summary>Words in the reply, whatever their case.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>Words that mean the same as <see cref="Codes"/> and <see cref="Enhanced"/>, from servers that give other codes or none.</summary>
    public ImmutableArray<string> OrSays { get; init; } = [];

    public required Phrase Cause { get; init; }

    /// <summary>May mention <c>{host}</c> and <c>{server}</c>, the host by the name people know.</summary>
    public required ImmutableArray<Phrase> Remedy { get; init; }

    /// <summary>The facts of the provider that belong to the remedy, or what holds for most where the provider is unknown.</summary>
    public ProviderFacts Adds { get; init; }

    public string? Link { get; init; }

    public bool Fits(Incident incident) =>
        Allows(Stages, incident.Stage)
        && Allows(Failures, incident.Failure)
        && Allows(Symptoms, incident.Symptom)
        && (Class == 0 || Class == incident.Code / 100)
        && ((Allows(Codes, incident.Code) && Allows(Enhanced, incident.Enhanced)) || incident.Says(OrSays))
        && (Says.IsEmpty || incident.Says(Says));

    private static bool Allows<T>(ImmutableArray<T> values, T value) => values.IsEmpty || values.Contains(value);
}
