using System.Net;
using System.Net.Sockets;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>Opens the TCP connection: every address of the host in order, each with its share of the time that is left.</summary>
internal sealed class Dialer(SmtpClientOptions options, Transcript transcript)
{
    /// <summary>How a name becomes addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public async Task<SocketStream> DialAsync(CancellationToken cancellationToken)
    {
        var started = options.TimeProvider.GetTimestamp();
        var addresses = await ResolveAsync(cancellationToken).ConfigureAwait(false);
        var failures = new List<(IPEndPoint EndPoint, SocketException Error)>();
        for (var i = 0; i < addresses.Length; i++)
        {
            var endPoint = new IPEndPoint(addresses[i], options.Port);
            using var share = new Deadline(Share(started, addresses.Length - i), options.TimeProvider, cancellationToken);
            try
            {
                var stream = await ConnectAsync(endPoint, share.Token).ConfigureAwait(false);
                transcript.Note(Say($"connected to {endPoint}", $"{endPoint}에 연결함"));
                return stream;
            }
            catch (SocketException error)
            {
                failures.Add((endPoint, error));
            }
            catch (OperationCanceledException) when (share.HasExpired)
            {
                failures.Add((endPoint, new SocketException((int)SocketError.TimedOut)));
            }
            transcript.Note($"{endPoint}: {Reason(failures[^1].Error)}");
        }
        var allSilent = failures.TrueForAll(failure => failure.Error.SocketErrorCode == SocketError.TimedOut);
        var reasons = string.Join("; ", failures.Select(failure => $"{failure.EndPoint}: {Reason(failure.Error)}"));
        throw Verdict.Failure(options.Host, SmtpStage.Connect, allSilent ? SmtpFailure.TimedOut : SmtpFailure.Unreachable,
            Say($"no connection to {options.Host} ({reasons})", $"{options.Host}에 연결할 수 없습니다 ({reasons})"), inner: failures[^1].Error);
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options.Timeouts.Connect, options.TimeProvider, cancellationToken);
        try
        {
            var all = IPAddress.TryParse(options.Host, out var literal) ? [literal] : await Resolve(options.Host, deadline.Token).ConfigureAwait(false);
            var usable = options.SourceAddress is { } source ? Array.FindAll(all, address => address.AddressFamily == source.AddressFamily) : all;
            return usable.Length > 0 ? usable : throw Verdict.Failure(options.Host, SmtpStage.Resolve, SmtpFailure.Unreachable,
                Say($"{options.Host} has no address that can be reached from {options.SourceAddress}", $"{options.Host}에는 {options.SourceAddress}에서 갈 수 있는 주소가 없습니다"));
        }
        catch (SocketException error)
        {
            throw Verdict.Failure(options.Host, SmtpStage.Resolve, SmtpFailure.Unreachable,
                Say($"the name {options.Host} can't be found ({error.SocketErrorCode})", $"{options.Host}(이)라는 이름을 찾을 수 없습니다 ({error.SocketErrorCode})"), inner: error);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw Verdict.Failure(options.Host, SmtpStage.Resolve, SmtpFailure.TimedOut,
                Say($"the name {options.Host} could not be looked up in time", $"{options.Host}(이)라는 이름을 제때 찾지 못했습니다"), inner: error);
        }
    }

    private async Task<SocketStream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (options.SourceAddress is { } source)
                socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new SocketStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private TimeSpan Share(long started, int addressesLeft)
    {
        if (options.Timeouts.Connect == Timeout.InfiniteTimeSpan)
            return Timeout.InfiniteTimeSpan;
        var left = (options.Timeouts.Connect - options.TimeProvider.GetElapsedTime(started)) / addressesLeft;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static string Reason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => Say("refused, nobody listens on that port", "거부됨. 그 포트에서 기다리는 프로그램이 없습니다"),
        SocketError.TimedOut => Say("no answer in time", "제때 답이 없음"),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => Say("no way there from this network", "이 네트워크에서는 갈 수 없음"),
        SocketError.AddressNotAvailable => Say("the source address is none of this machine", "출발 주소가 이 컴퓨터의 것이 아님"),
        _ => error.Message,
    };
}
