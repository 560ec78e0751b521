using System.Net;

namespace Pabal.Smtp.Server;

/// <summary>Counts connections, all together and by address.</summary>
internal sealed class ConnectionGate(SmtpLimits limits)
{
    private readonly Lock guard = new();
    private readonly Dictionary<IPAddress, int> byAddress = [];
    private int total;

    /// <summary>True while more than four fifths of the connections are taken.</summary>
    public bool IsCrowded => Volatile.Read(ref total) * 5L > limits.Connections * 4L;

    /// <summary>Lets a connection in, or says why not. Whoever was let in must <see cref="Leave"/>.</summary>
    public SmtpReply? Enter(IPAddress address)
    {
        var from = Canonical(address);
        lock (guard)
        {
            if (total >= limits.Connections)
                return Replies.Overloaded;
            var same = byAddress.GetValueOrDefault(from);
            if (same >= limits.ConnectionsPerAddress && !IPAddress.IsLoopback(from))
                return Replies.TooManyFromAddress;
            byAddress[from] = same + 1;
            total++;
            return null;
        }
    }

    public void Leave(IPAddress address)
    {
        var from = Canonical(address);
        lock (guard)
        {
            total--;
            if (--byAddress[from] == 0)
                byAddress.Remove(from);
        }
    }

    private static IPAddress Canonical(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
