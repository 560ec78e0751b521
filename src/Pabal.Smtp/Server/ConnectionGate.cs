using System.Collections.Immutable;
using System.Net;

namespace Pabal.Smtp.Server;

/// <summary>Counts connections, all together and by address. This machine and trusted proxies may have any number.</summary>
internal sealed class ConnectionGate(SmtpLimits limits, ImmutableArray<IPNetwork> proxies)
{
    private readonly Lock guard = new();
    private readonly Dictionary<IPAddress, int> byAddress = [];
    private int total;

    /// <summary>True while more than four fifths of the connections are taken.</summary>
    public bool IsCrowded => Volatile.Read(ref total) * 5L > limits.Connections * 4L;

    /// <summary>True for a proxy that is believed.</summary>
    public bool IsProxy(IPAddress address)
    {
        foreach (var network in proxies)
        {
            if (network.Contains(Canonical(address)))
                return true;
        }
        return false;
    }

    /// <summary>Lets a connection in, or says why not. Whoever was let in gives the place back by disposing it.</summary>
    public Place? Enter(IPAddress address, out SmtpReply? refusal)
    {
        var from = Canonical(address);
        lock (guard)
        {
            refusal = total >= limits.Connections ? Replies.Overloaded : Count(from);
            if (refusal is not null)
                return null;
            total++;
            return new Place(this, from);
        }
    }

    private SmtpReply? Count(IPAddress address)
    {
        var same = byAddress.GetValueOrDefault(address);
        if (same >= limits.ConnectionsPerAddress && !IPAddress.IsLoopback(address) && !IsProxy(address))
            return Replies.TooManyFromAddress;
        byAddress[address] = same + 1;
        return null;
    }

    private void Discount(IPAddress address)
    {
        if (--byAddress[address] == 0)
            byAddress.Remove(address);
    }

    private static IPAddress Canonical(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>One connection that was let in.</summary>
    public sealed class Place(ConnectionGate gate, IPAddress address) : IDisposable
    {
        private IPAddress? holder = address;

        /// <summary>The connection turns out to be somebody else's: why they may not have it, or null.</summary>
        public SmtpReply? Move(IPAddress address)
        {
            var to = Canonical(address);
            lock (gate.guard)
            {
                if (gate.Count(to) is { } refusal)
                    return refusal;
                gate.Discount(holder!);
                holder = to;
                return null;
            }
        }

        public void Dispose()
        {
            lock (gate.guard)
            {
                if (holder is null)
                    return;
                gate.Discount(holder);
                gate.total--;
                holder = null;
            }
        }
    }
}
