using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>Receives connections: turns some away, learns from proxies whom they bring, serves the others to their end, and knows when all have left.</summary>
internal sealed class Doorman(ServerContext server)
{
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int inside = 1;   // the door itself

    public void Admit(Socket socket, ListenAddress listener)
    {
        Interlocked.Increment(ref inside);
        _ = Task.Run(() => ServeAsync(socket, listener));
    }

    /// <summary>Nobody is admitted any more: done when the last has left.</summary>
    public Task CloseAsync()
    {
        Leave();
        return empty.Task;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref inside) == 0)
            empty.SetResult();
    }

    private async Task ServeAsync(Socket socket, ListenAddress listener)
    {
        try
        {
            using (socket)
                await ReceiveAsync(socket, listener).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            server.Options.Logger.LostAtTheDoor(error.Message);
        }
        finally
        {
            Leave();
        }
    }

    private async Task ReceiveAsync(Socket socket, ListenAddress listener)
    {
        // A client of a Unix socket has no address of its own.
        var remote = listener.IsUnix ? listener.EndPoint : Canonical(socket.RemoteEndPoint!);
        var local = listener.IsUnix ? listener.EndPoint : Canonical(socket.LocalEndPoint!);
        using var place = server.Gate.Enter((remote as IPEndPoint)?.Address ?? IPAddress.Loopback, out var refusal);
        if (!listener.IsUnix)
            socket.NoDelay = true;
        if (refusal is null && remote is IPEndPoint { Address: var address } && server.Gate.IsProxy(address)
            && await ReadPreambleAsync(socket).ConfigureAwait(false) is var (source, destination))
        {
            (remote, local) = (Canonical(source), Canonical(destination));
            refusal = place!.Move(source.Address);
        }
        if (refusal is not null)
        {
            TurnAway(socket, remote, listener.IsImplicitTls, refusal);
            return;
        }
        ServerTelemetry.Connected();
        var start = server.Options.TimeProvider.GetTimestamp();
        var session = new Session(socket, remote, local, listener, server);
        await using (session.ConfigureAwait(false))
            await session.RunAsync().ConfigureAwait(false);
        ServerTelemetry.Left(server.Options.TimeProvider.GetElapsedTime(start));
    }

    private async Task<(IPEndPoint Source, IPEndPoint Destination)?> ReadPreambleAsync(Socket socket)
    {
        using var deadline = new Deadline(server.Options.Limits.ProxyTimeout, server.Options.TimeProvider, server.Stopping);
        var stream = new NetworkStream(socket, ownsSocket: false);
        await using (stream.ConfigureAwait(false))
            return await ProxyPreamble.ReadAsync(stream, deadline.Token).ConfigureAwait(false);
    }

    // A fresh connection has room for one line, so this can't block. In the middle of a TLS handshake nobody would understand it.
    private void TurnAway(Socket socket, EndPoint remote, bool isImplicitTls, SmtpReply refusal)
    {
        server.Options.Logger.TurnedAway(remote, refusal);
        ServerTelemetry.TurnedAway(refusal);
        if (isImplicitTls)
            return;
        var line = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(line, refusal);
        socket.Blocking = false;
        socket.Send(line.WrittenSpan, SocketFlags.None, out _);
    }

    // A listener for both families reports IPv4 clients in IPv6 clothes.
    private static EndPoint Canonical(EndPoint endPoint) =>
        endPoint is IPEndPoint { Address: { IsIPv4MappedToIPv6: true } address } mapped ? new IPEndPoint(address.MapToIPv4(), mapped.Port) : endPoint;
}
