using System.Security.Authentication;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>A mechanism that answers so many challenges and no more, each of a limited size; one that failed stays failed.</summary>
internal abstract class BoundedMechanism(string name, int challenges) : SaslMechanism
{
    /// <summary>The largest challenge that is looked at, in octets: no less than the longest line of RFC 4954 4 can hold.</summary>
    public const int MaxChallenge = 12 * 1024;

    private int next;

    public sealed override string Name => name;

    public sealed override byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        var step = next;
        next = challenges;
        if (step == challenges)
            throw new AuthenticationException(Say($"the server sent more challenges than {name} has", $"서버가 {name}에 없는 챌린지를 더 보냈습니다"));
        if (challenge.Length > MaxChallenge)
            throw new AuthenticationException(Say($"the server's challenge is longer than {MaxChallenge} octets", $"서버가 보낸 챌린지가 {MaxChallenge}바이트보다 깁니다"));
        var answer = Answer(step, challenge);
        next = step + 1;
        return answer;
    }

    /// <summary>The answer to a challenge; the first is number 0.</summary>
    protected abstract byte[] Answer(int step, ReadOnlySpan<byte> challenge);
}
