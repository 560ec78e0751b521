using System.Net.Sockets;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>The end of a connection, such that the client can still read what was written last.</summary>
internal static class Farewell
{
    private const int MaxInput = 1024 * 1024;

    /// <summary>Closes within about <paramref name="time"/>, or at once when <paramref name="aborting"/> fires. A client that <paramref name="isSurprised"/>
    /// may have more under way than has arrived. Never throws.</summary>
    public static async ValueTask CloseAsync(SmtpWire wire, Socket socket, bool isSurprised, TimeSpan time, TimeProvider clock, CancellationToken aborting)
    {
        using var deadline = new Deadline(time, clock, aborting);
        try
        {
            if (wire.Tls is { IsAuthenticated: true } tls)
                await tls.ShutdownAsync().WaitAsync(deadline.Token).ConfigureAwait(false);
            if (socket.Available > 0 || isSurprised)
            {
                socket.Shutdown(SocketShutdown.Send);
                await PassOverInputAsync(socket, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The client is gone, or the time is over: it is closed either way.
        }
        await wire.DisposeAsync().ConfigureAwait(false);
    }

    // A socket closed with unread input is reset, and a client may notice that before it has read all. So what is there is thrown away first,
    // and a client in the middle of something gets a moment to stop.
    private static async ValueTask PassOverInputAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var passed = 0;
        while (socket.Available > 0 && passed < MaxInput)
            passed += socket.Receive(buffer);
        while (passed < MaxInput && await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            passed += read;
    }
}
