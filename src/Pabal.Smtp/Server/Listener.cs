using System.Net;
using System.Net.Sockets;
using static Pabal.Localized;

namespace Pabal.Smtp.Server;

/// <summary>Opens what <see cref="ListenAddress"/> names.</summary>
internal static class Listener
{
    private const int Backlog = 512;
    private const int NoSuchDevice = 6;   // ENXIO: what opening a socket as a file comes to

    /// <summary>Throws <see cref="IOException"/> naming the address that can't be had. A socket file is taken away when the listener is disposed.</summary>
    public static Socket Open(ListenAddress address, UnixFileMode socketMode)
    {
        var listener = new Socket(address.EndPoint.AddressFamily, SocketType.Stream, address.IsUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            if (address.EndPoint is IPEndPoint { Address: var ip } && ip.Equals(IPAddress.IPv6Any))
                listener.DualMode = true;
            if (address.IsUnix)
                BindFile(listener, address.EndPoint, socketMode);
            else
                listener.Bind(address.EndPoint);
            listener.Listen(Backlog);
            return listener;
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            throw new IOException(Say($"can't listen on {address.EndPoint}: {error.Message}", $"{address.EndPoint}을(를) 열 수 없습니다: {error.Message}"), error);
        }
    }

    private static void BindFile(Socket listener, EndPoint endPoint, UnixFileMode mode)
    {
        var path = endPoint.ToString()!;
        try
        {
            listener.Bind(endPoint);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && IsSocket(path) && IsDeserted(endPoint))
        {
            File.Delete(path);
            listener.Bind(endPoint);
        }
        // Nobody can connect before it listens, so nobody gets in by the mode it was made with.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    // Left by a server that did not end in peace: nobody answers.
    private static bool IsDeserted(EndPoint endPoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    // Connecting to a file that is none is refused too, and such a file is somebody's.
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return false;
        }
        catch (IOException error)
        {
            return (error.HResult & 0xFFFF) == NoSuchDevice;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
