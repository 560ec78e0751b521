using System.Net;
using System.Net.Sockets;
using Pabal.Smtp.Diagnostics;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>Opens the connection: to the server or to the proxy before it, over TCP or a Unix domain socket, all within one time.</summary>
internal sealed class Dialer(SmtpClientOptions options, Transcript transcript)
{
    private readonly string host = options.Proxy?.Host ?? options.Host;
    private readonly int port = options.Proxy?.Port ?? options.Port;
    private readonly List<string> reasons = [];
    private readonly List<SocketException> errors = [];

    /// <summary>How a name becomes addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    // Whom the connection is to, as a person is told.
    private string Peer => options.UnixSocketPath ?? (options.Proxy is { } proxy ? Say($"the proxy {proxy}", $"프록시 {proxy}") : options.Host);

    /// <summary>The end point of a Unix domain socket; null if there can be none with such a path.</summary>
    public static EndPoint? ToEndPoint(string path)
    {
        try
        {
            return path.Contains('\0') ? null : new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>By turns of IPv6 and IPv4, beginning with what the resolver, which knows the routes, puts first (RFC 8305 4).</summary>
    public static IPAddress[] Interleaved(IPAddress[] addresses) =>
        addresses.Length == 1 ? addresses : [.. addresses.GroupBy(address => address.AddressFamily).SelectMany(family => family.Select((address, turn) => (address, turn))).OrderBy(one => one.turn).Select(one => one.address)];

    public async Task<SocketStream> DialAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options.Timeouts.Connect, options.TimeProvider, cancellationToken);
        var endPoints = options.UnixSocketPath is { } path ? [ToEndPoint(path)!] : await ResolveAsync(deadline).ConfigureAwait(false);
        var socket = await RaceAsync(endPoints, deadline).ConfigureAwait(false);
        try
        {
            transcript.Note(Say($"connected to {socket.RemoteEndPoint}", $"{socket.RemoteEndPoint}에 연결함"));
            if (options.Proxy is { } proxy)
            {
                await Tunnel.OpenAsync(socket, proxy, options, deadline.Token).ConfigureAwait(false);
                transcript.Note(Say($"through {Peer} to {options.Host}:{options.Port}", $"{Peer}을(를) 거쳐 {options.Host}:{options.Port}에 연결함"));
            }
            if (options.ProxyHeader is { } header)
                await Tunnel.SendAsync(socket, header.ToOctets(), deadline.Token).ConfigureAwait(false);
            return new SocketStream(socket, options.Proxy is not null);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            socket.Dispose();
            throw Failure(SmtpStage.Connect, SmtpFailure.TimedOut, Say($"{Peer} did not answer in time", $"{Peer}이(가) 제때 응답하지 않았습니다"), error);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw Failure(SmtpStage.Connect, SmtpFailure.Disconnected, Say($"{Peer} closed the connection", $"{Peer}이(가) 연결을 끊었습니다"), error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<EndPoint[]> ResolveAsync(Deadline deadline)
    {
        try
        {
            var all = IPAddress.TryParse(host, out var literal) ? [literal] : await Resolve(host, deadline.Token).ConfigureAwait(false);
            var usable = options.SourceAddress is { } source ? Array.FindAll(all, address => address.AddressFamily == source.AddressFamily) : all;
            return usable.Length > 0 ? Array.ConvertAll(Interleaved(usable), address => new IPEndPoint(address, port)) : throw Failure(SmtpStage.Resolve, SmtpFailure.Unreachable,
                Say($"{host} has no address that can be reached from {options.SourceAddress}", $"{host}에는 {options.SourceAddress}에서 갈 수 있는 주소가 없습니다"), null);
        }
        catch (SocketException error)
        {
            throw Failure(SmtpStage.Resolve, SmtpFailure.Unreachable,
                Say($"the name {host} can't be found ({error.SocketErrorCode})", $"{host}(이)라는 이름을 찾을 수 없습니다 ({error.SocketErrorCode})"), error);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw Failure(SmtpStage.Resolve, SmtpFailure.TimedOut,
                Say($"the name {host} could not be looked up in time", $"{host}(이)라는 이름을 제때 찾지 못했습니다"), error);
        }
    }

    private async Task<Socket> RaceAsync(EndPoint[] endPoints, Deadline deadline)
    {
        if (endPoints is [var only])
            return await ConnectAsync(only, deadline).ConfigureAwait(false);
        var race = new AddressRace<Socket>(ConnectAsync, Failed, options.TimeProvider);
        try
        {
            return await race.RunAsync(endPoints, deadline.Token).ConfigureAwait(false) ?? throw NoConnection();
        }
        catch (OperationCanceledException) when (deadline.HasExpired)
        {
            foreach (var endPoint in race.Unanswered)
                Failed(endPoint, new SocketException((int)SocketError.TimedOut));
            throw NoConnection();
        }
    }

    private async Task<Socket> ConnectAsync(EndPoint endPoint, Deadline deadline)
    {
        try
        {
            return await ConnectAsync(endPoint, deadline.Token).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            Failed(endPoint, error);
            throw NoConnection();
        }
        catch (OperationCanceledException) when (deadline.HasExpired)
        {
            Failed(endPoint, new SocketException((int)SocketError.TimedOut));
            throw NoConnection();
        }
    }

    private async Task<Socket> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var isTcp = endPoint is IPEndPoint;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, isTcp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (isTcp)
                socket.NoDelay = true;
            if (isTcp && options.SourceEndPoint is { } source)
            {
                // A port that was asked for may just have been used, and is used again for the next address.
                if (source.Port != 0)
                    socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(source);
            }
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Failed(EndPoint endPoint, SocketException error)
    {
        errors.Add(error);
        reasons.Add($"{endPoint}: {Reason(endPoint, error)}");
        transcript.Note(reasons[^1]);
    }

    private SmtpException NoConnection()
    {
        var allSilent = errors.TrueForAll(error => error.SocketErrorCode == SocketError.TimedOut);
        var told = string.Join("; ", reasons);
        return Failure(SmtpStage.Connect, allSilent ? SmtpFailure.TimedOut : SmtpFailure.Unreachable,
            Say($"no connection to {Peer} ({told})", $"{Peer}에 연결할 수 없습니다 ({told})"), errors[^1]);
    }

    // What fails on the way to a proxy is the proxy's matter, not the server's.
    private SmtpException Failure(SmtpStage stage, SmtpFailure failure, string message, Exception? inner) =>
        Verdict.Failure(host, stage, failure, message, inner: options.Proxy is null ? inner : new ProxyException(Symptom.ProxyUnreachable, message, inner));

    private static string Reason(EndPoint endPoint, SocketException error) => (error.SocketErrorCode, endPoint) switch
    {
        (SocketError.ConnectionRefused, UnixDomainSocketEndPoint) => Say("refused, nobody listens there", "거부됨. 거기서 기다리는 프로그램이 없습니다"),
        (_, UnixDomainSocketEndPoint) when !Path.Exists(endPoint.ToString()) => Say("there is no such socket", "그런 소켓이 없음"),
        (SocketError.ConnectionRefused, _) => Say("refused, nobody listens on that port", "거부됨. 그 포트에서 기다리는 프로그램이 없습니다"),
        (SocketError.TimedOut, _) => Say("no answer in time", "제때 응답이 없음"),
        (SocketError.NetworkUnreachable or SocketError.HostUnreachable, _) => Say("no way there from this network", "이 네트워크에서는 갈 수 없음"),
        (SocketError.AddressNotAvailable, _) => Say("the source address is none of this machine", "출발 주소가 이 컴퓨터의 것이 아님"),
        (SocketError.AddressAlreadyInUse, _) => Say("the source port is in use", "출발 포트를 이미 쓰고 있음"),
        _ => error.Message,
    };
}
