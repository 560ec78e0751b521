using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>One connection from greeting to end: reads commands, lets the <see cref="SessionMachine"/> decide, asks the handler, writes replies.</summary>
internal sealed class Session : IAsyncDisposable
{
    private static readonly TimeSpan LastWordsTime = TimeSpan.FromSeconds(1);

    private readonly Socket socket;
    private readonly bool isImplicitTls;
    private readonly ServerContext server;
    private readonly SmtpServerOptions options;
    private readonly SmtpLimits limits;
    private readonly ILogger log;
    private readonly SmtpWire wire;
    private readonly ReplyOutput output;
    private readonly SessionMachine machine;
    private readonly SessionTranscript transcript;
    private readonly HandlerCalls handler;
    private bool turnsAway;
    private bool isCut;

    public Session(Socket socket, bool isImplicitTls, ServerContext server)
    {
        this.socket = socket;
        this.isImplicitTls = isImplicitTls;
        this.server = server;
        options = server.Options;
        limits = options.Limits;
        log = options.Logger;
        wire = new SmtpWire(new NetworkStream(socket, ownsSocket: true));
        output = new ReplyOutput(wire, server);
        transcript = new SessionTranscript(options);
        var remote = Canonical(socket.RemoteEndPoint!);
        machine = new SessionMachine(
            options,
            new SmtpSessionInfo
            {
                Id = RandomNumberGenerator.GetHexString(16, lowercase: true),
                Started = options.TimeProvider.GetUtcNow(),
                RemoteEndPoint = remote,
                LocalEndPoint = Canonical(socket.LocalEndPoint!),
                ServerName = options.HostName,
            },
            isLoopback: remote is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address));
        handler = new HandlerCalls(server, () => machine.Session);
    }

    /// <summary>Never throws.</summary>
    public async Task RunAsync()
    {
        log.Connected(machine.Session.Id, machine.Session.RemoteEndPoint);
        try
        {
            if (isImplicitTls)
                await HandshakeAsync().ConfigureAwait(false);
            await ConverseAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await SayLastWordsAsync(error).ConfigureAwait(false);
        }
        await handler.DisconnectAsync().ConfigureAwait(false);
        log.Ended(machine.Session.Id);
    }

    private async Task ConverseAsync()
    {
        var greeting = await handler.ConnectAsync().ConfigureAwait(false);
        if (greeting.Code == 220 && wire.Tls is null && socket.Available > 0 && IsImproper("before the greeting"))
            greeting = Replies.Improper;
        if (greeting.IsHangUp)
        {
            await HangUpAsync().ConfigureAwait(false);
            return;
        }
        Write(greeting);
        if (greeting.Code != 220)
        {
            turnsAway = true;
            await output.FlushAsync().ConfigureAwait(false);
            return;
        }
        while (await ReadStepAsync().ConfigureAwait(false) is { } step)
        {
            if (await CarryOutAsync(step).ConfigureAwait(false) is not { } say)
                continue;
            if (say.Reply.IsHangUp)
            {
                await HangUpAsync().ConfigureAwait(false);
                return;
            }
            if (say.IsDelayed)
                await Task.Delay(limits.ErrorDelay, options.TimeProvider, server.Stopping).ConfigureAwait(false);
            Write(say.Reply);
            if (say.Closes)
            {
                turnsAway = !say.Reply.IsPositive;
                await output.FlushAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    // Null when the client has closed.
    private async ValueTask<Step?> ReadStepAsync()
    {
        if (!wire.HasUnreadLine || output.IsPlenty)
            await output.FlushAsync().ConfigureAwait(false);
        var time = server.Gate.IsCrowded && limits.CrowdedCommandTimeout < limits.CommandTimeout ? limits.CrowdedCommandTimeout : limits.CommandTimeout;
        var (status, line) = await Deadline.RunAsync(time, options.TimeProvider, ReadLineAsync, server.Stopping).ConfigureAwait(false);
        return status switch
        {
            LineStatus.Closed => null,
            LineStatus.TooLong => machine.Refuse(Replies.LineTooLong),
            _ when machine.ExpectsResponse => ReadResponse(status, line),
            _ => ReadCommand(status, line),
        };
    }

    private async ValueTask<(LineStatus Status, byte[] Line)> ReadLineAsync(CancellationToken cancellationToken)
    {
        var (status, line) = await wire.ReadLineAsync(Math.Max(limits.CommandLine, limits.AuthLine), cancellationToken).ConfigureAwait(false);
        return status == LineStatus.TooLong && !await wire.SkipLineAsync(cancellationToken).ConfigureAwait(false)
            ? (LineStatus.Closed, line)
            : (status, line);
    }

    private Step ReadResponse(LineStatus status, byte[] line)
    {
        transcript.Response(machine.Session);
        return status == LineStatus.BareLf ? machine.Refuse(Replies.BareLineFeed) : machine.ReceiveResponse(line);
    }

    private Step ReadCommand(LineStatus status, byte[] line)
    {
        var isTooLong = line.Length + 2 > limits.CommandLine && !Ascii.EqualsIgnoreCase(line.AsSpan(0, Math.Min(5, line.Length)), "AUTH "u8);
        var (command, refusal) =
            isTooLong ? (null, Replies.LineTooLong)
            : status == LineStatus.BareLf ? (null, Replies.BareLineFeed)
            : SmtpCommand.Parse(line, options.HostName);
        var session = machine.Session;
        var step = command is null ? machine.Refuse(refusal!) : machine.Receive(command);
        transcript.Command(session, line, command, isRefused: step is Step.Say { Reply.IsPositive: false });
        return step is Step.AskHello or Step.AskData && wire.HasUnreadInput && IsImproper(step is Step.AskHello ? "after EHLO" : "after DATA")
            ? new Step.Say(Replies.Improper, Closes: true)
            : step;
    }

    // Null when there is nothing left to say.
    private async ValueTask<Step.Say?> CarryOutAsync(Step step) => step switch
    {
        Step.Say say => say,
        Step.AskStartTls ask => await StartTlsAsync(ask).ConfigureAwait(false),
        Step.AskData ask => await ReceiveContentAsync(ask).ConfigureAwait(false),
        _ => machine.Settle(step, await handler.AskAsync(step).ConfigureAwait(false)),
    };

    private async ValueTask<Step.Say?> StartTlsAsync(Step.AskStartTls ask)
    {
        var consent = await handler.AskAsync(ask).ConfigureAwait(false);
        if (consent.Code != 220)
            return machine.Settle(ask, consent);
        if (wire.HasUnreadInput || socket.Available > 0)
            return new Step.Say(Replies.Smuggled, Closes: true);
        Write(consent);
        await output.FlushAsync().ConfigureAwait(false);
        await HandshakeAsync().ConfigureAwait(false);
        return null;
    }

    private async Task HandshakeAsync()
    {
        using var deadline = new Deadline(limits.HandshakeTimeout, options.TimeProvider, server.Stopping);
        try
        {
            await wire.StartTlsAsync(server.Tls, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not AuthenticationException)
        {
            // Whatever it was, there is nothing left that a reply could be written to.
            throw new AuthenticationException(deadline.HasExpired ? "it took too long" : error.Message, error);
        }
        var tls = wire.Tls!;
        machine.Secure(tls.SslProtocol == SslProtocols.Tls13 ? "1.3" : "1.2", tls.NegotiatedCipherSuite.ToString());
        transcript.Note(machine.Session, $"TLS {machine.Session.TlsVersion} {machine.Session.TlsCipher}");
    }

    private async ValueTask<Step.Say> ReceiveContentAsync(Step.AskData ask)
    {
        var consent = await handler.AskAsync(ask).ConfigureAwait(false);
        if (consent.Code != 354)
            return machine.Settle(ask, consent);
        Write(consent);
        await output.FlushAsync().ConfigureAwait(false);
        var intake = new ContentIntake(wire, options, server.Aborting);
        var handling = HandleAsync(ask.Envelope, intake);
        SmtpReply? refusal;
        try
        {
            refusal = await intake.RunAsync().ConfigureAwait(false);
        }
        catch
        {
            await ((Task)handling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        var verdict = await handling.ConfigureAwait(false);
        var reply = verdict.IsHangUp ? verdict : refusal ?? verdict;
        transcript.Note(machine.Session, $"{intake.Length} octets of content");
        log.Message(machine.Session.Id, intake.Length, ask.Envelope.Recipients.Length, reply.Code);
        var say = machine.Finish(reply);
        return intake.IsCut ? say with { Closes = true } : say;
    }

    // What was said before is still owed to the client.
    private async ValueTask HangUpAsync()
    {
        if (isCut)
            return;
        await output.FlushAsync().ConfigureAwait(false);
        HangUp();
    }

    // A handler that hangs up does so at once, whatever is still to come.
    private async Task<SmtpReply> HandleAsync(Envelope envelope, ContentIntake intake)
    {
        var verdict = await handler.ReceiveAsync(envelope, intake).ConfigureAwait(false);
        if (verdict.IsHangUp)
            HangUp();
        return verdict;
    }

    private void HangUp()
    {
        isCut = true;
        log.HungUp(machine.Session.Id);
        wire.Abort();
    }

    private bool IsImproper(string where)
    {
        log.ImproperPipelining(machine.Session.Id, where);
        return options.RefuseImproperPipelining;
    }

    private void Write(SmtpReply reply)
    {
        output.Write(reply);
        transcript.Reply(machine.Session, reply);
    }

    private async Task SayLastWordsAsync(Exception error)
    {
        SmtpReply? words = null;
        switch (error)
        {
            case AuthenticationException:
                log.HandshakeFailed(machine.Session.Id, error.Message);
                break;
            case TimeoutException:
                words = Replies.TimedOut;
                break;
            case OperationCanceledException:
                words = Replies.ShuttingDown;
                break;
            case IOException or SocketException or ObjectDisposedException:
                break;
            default:
                log.SessionFailed(machine.Session.Id, error);
                words = Replies.BrokenSession;
                break;
        }
        if (words is null || isCut)
            return;
        log.LastWords(machine.Session.Id, words);
        try
        {
            Write(words);
            await output.FlushLastAsync(LastWordsTime).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody listens.
        }
    }

    public ValueTask DisposeAsync() => isCut ? wire.DisposeAsync() : Farewell.CloseAsync(wire, socket, turnsAway, LastWordsTime, options.TimeProvider, server.Aborting);

    // A listener for both families reports IPv4 clients in IPv6 clothes.
    private static EndPoint Canonical(EndPoint endPoint) =>
        endPoint is IPEndPoint { Address: { IsIPv4MappedToIPv6: true } address } mapped ? new IPEndPoint(address.MapToIPv4(), mapped.Port) : endPoint;
}
