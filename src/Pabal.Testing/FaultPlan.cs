using System.Collections.Immutable;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing.Faults;

namespace Pabal.Testing;

/// <summary>Which faults happen, decided by a seed: the same sessions meet the same faults again. May be changed at any time, by any thread.</summary>
public sealed class FaultPlan
{
    private const int MostTries = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Fault, int> occasions = [];
    private readonly HashSet<(string, string, string)> tried = [];
    private ImmutableArray<Fault> faults = [];

    /// <summary>A plan without faults.</summary>
    public FaultPlan(int seed = 0) => Seed = seed;

    /// <summary>What the dice begin with.</summary>
    public int Seed { get; }

    /// <summary>What goes wrong; the first refusal that strikes at a stage is the one, delays add up. Setting begins anew: see <see cref="Restart"/>.</summary>
    public ImmutableArray<Fault> Faults
    {
        get
        {
            lock (gate)
                return faults;
        }
        set
        {
            lock (gate)
            {
                faults = value.IsDefault ? [] : value;
                Begin();
            }
        }
    }

    /// <summary>True obeys addresses such as <c>anyone+451@example.com</c> and <c>anyone+final-drop@example.com</c>, and the field <c>X-Pabal-Fault: final:451</c>. True unless set.</summary>
    public bool HeedsMail { get; set; } = true;

    /// <summary>Throws the dice again from the seed on, and forgets who tried before.</summary>
    public void Restart()
    {
        lock (gate)
            Begin();
    }

    /// <summary>What strikes now.</summary>
    internal Blow Next(SmtpStage stage, IEnumerable<Fault> asked, string client = "", EmailAddress? sender = null, EmailAddress? recipient = null)
    {
        var delay = TimeSpan.Zero;
        lock (gate)
        {
            foreach (var fault in faults.IsEmpty ? asked : faults.Concat(asked))
            {
                if (fault.Stage != stage || !Strikes(fault) || (fault.FirstTryOnly && !IsFirst((client, $"{sender}", $"{recipient}"))))
                    continue;
                delay += fault.Delay;
                if (fault.Reply is not null)
                    return new Blow(delay, fault.Reply);
            }
        }
        return new Blow(delay, null);
    }

    private void Begin()
    {
        occasions.Clear();
        tried.Clear();
    }

    private bool IsFirst((string, string, string) attempt) => tried.Count < MostTries && tried.Add(attempt);

    // Each fault has dice of its own, so that one that is added does not change when the others strike.
    private bool Strikes(Fault fault)
    {
        if (fault.Probability >= 1)
            return true;
        var occasion = occasions.GetValueOrDefault(fault) + 1;
        if (occasion > 1 || occasions.Count < MostTries)   // mails may ask for faults without end
            occasions[fault] = occasion;
        return Dice.Throw(Seed, fault.ToString(), occasion) < fault.Probability;
    }
}
