using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Logging;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Server;

/// <summary>One connection from greeting to end: reads commands, lets the <see cref="SessionMachine"/> decide, asks the handler, writes replies.</summary>
internal sealed class Session : IAsyncDisposable
{
    private static readonly TimeSpan LastWordsTime = TimeSpan.FromSeconds(1);

    private readonly Socket socket;
    private readonly ListenAddress listener;
    private readonly ServerContext server;
    private readonly SmtpServerOptions options;
    private readonly SmtpLimits limits;
    private readonly ILogger log;
    private readonly SmtpWire wire;
    private readonly ReplyOutput output;
    private readonly SessionMachine machine;
    private readonly SessionTranscript transcript;
    private readonly HandlerCalls handler;
    private readonly RepeatedDeadline deadline;
    private readonly Func<CancellationToken, ValueTask<(LineStatus Status, byte[] Line)>> readLine;
    private (ContentIntake Intake, ChunkReader Chunks)? chunked;
    private bool turnsAway;
    private bool isCut;

    public Session(Socket socket, EndPoint remote, EndPoint local, ListenAddress listener, ServerContext server)
    {
        this.socket = socket;
        this.listener = listener;
        this.server = server;
        options = server.Options;
        limits = options.Limits;
        log = options.Logger;
        wire = new SmtpWire(new NetworkStream(socket, ownsSocket: true), SmtpWire.Frugal);
        deadline = new RepeatedDeadline(options.TimeProvider);
        output = new ReplyOutput(wire, server, deadline);
        readLine = ReadLineAsync;
        transcript = new SessionTranscript(options);
        machine = new SessionMachine(
            options,
            new SmtpSessionInfo
            {
                Id = server.NextId(),
                Started = options.TimeProvider.GetUtcNow(),
                RemoteEndPoint = remote,
                LocalEndPoint = local,
                ServerName = options.HostName,
            },
            isLoopback: remote is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address),
            listener.IsLmtp);
        handler = new HandlerCalls(server, () => machine.Session);
    }

    /// <summary>Never throws.</summary>
    public async Task RunAsync()
    {
        log.Connected(machine.Session.Id, machine.Session.RemoteEndPoint);
        try
        {
            if (listener.IsImplicitTls)
                await HandshakeAsync().ConfigureAwait(false);
            await ConverseAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await SayLastWordsAsync(error).ConfigureAwait(false);
        }
        await GiveUpChunksAsync().ConfigureAwait(false);
        await handler.DisconnectAsync().ConfigureAwait(false);
        log.Ended(machine.Session.Id);
    }

    private async Task ConverseAsync()
    {
        var greeting = await handler.ConnectAsync().ConfigureAwait(false);
        if (greeting.Code == 220 && wire.Tls is null && WatchesPipelining && socket.Available > 0 && IsImproper("before the greeting"))
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
            var say = await CarryOutAsync(step).ConfigureAwait(false);
            if (!machine.IsReceiving)
                await GiveUpChunksAsync().ConfigureAwait(false);
            if (say is null)
                continue;
            if (say.Reply.IsHangUp)
            {
                await HangUpAsync().ConfigureAwait(false);
                return;
            }
            if (say.IsDelayed)
                await Task.Delay(limits.ErrorDelay, options.TimeProvider, server.Stopping).ConfigureAwait(false);
            foreach (var reply in say.Before)
                Write(reply);
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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Step?> ReadStepAsync()
    {
        if (output.IsPlenty)
            await output.FlushAsync().ConfigureAwait(false);
        if (!wire.TryReadLine(MaxLine, out var read) || read.Status == LineStatus.TooLong)
        {
            await output.FlushAsync().ConfigureAwait(false);
            var time = server.Gate.IsCrowded && limits.CrowdedCommandTimeout < limits.CommandTimeout ? limits.CrowdedCommandTimeout : limits.CommandTimeout;
            // A message that comes in chunks may end though the server stops.
            read = await deadline.RunAsync(time, readLine, machine.IsReceiving ? server.Aborting : server.Stopping).ConfigureAwait(false);
        }
        var (status, line) = read;
        return status switch
        {
            LineStatus.Closed => null,
            LineStatus.TooLong => machine.Refuse(Replies.LineTooLong),
            _ when machine.ExpectsResponse => ReadResponse(status, line),
            _ => ReadCommand(status, line),
        };
    }

    private int MaxLine => Math.Max(limits.CommandLine, limits.AuthLine);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(LineStatus Status, byte[] Line)> ReadLineAsync(CancellationToken cancellationToken)
    {
        var (status, line) = await wire.ReadLineAsync(MaxLine, cancellationToken).ConfigureAwait(false);
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
        return step is Step.AskHello or Step.AskData && WatchesPipelining && wire.HasUnreadInput && IsImproper(step is Step.AskHello ? "after EHLO" : "after DATA")
            ? new Step.Say(Replies.Improper, Closes: true)
            : step;
    }

    // Null when there is nothing left to say.
    private async ValueTask<Step.Say?> CarryOutAsync(Step step) => step switch
    {
        Step.Say say => say,
        Step.AskStartTls ask => await StartTlsAsync(ask).ConfigureAwait(false),
        Step.AskData ask => await ReceiveContentAsync(ask).ConfigureAwait(false),
        Step.ReceiveChunk chunk => await ReceiveChunkAsync(chunk).ConfigureAwait(false),
        Step.PassOverChunk { Chunk.Size: var size, Answer: var answer } => await PassOverAsync(size, answer).ConfigureAwait(false),
        Step.AskSecret ask => await handler.FindSecretAsync(ask.User).ConfigureAwait(false) is (var secret, var failure) && failure is null ? machine.Challenge(secret) : machine.Refuse(Replies.LocalError),
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
        var intake = Intake(new DotReader(options.NormalizeLineEnds), ask.Envelope);
        return await FinishAsync(intake, ask.Envelope, await intake.ReceiveAsync(isLast: true).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask<Step.Say> ReceiveChunkAsync(Step.ReceiveChunk step)
    {
        var (size, isLast) = step.Chunk;
        if (chunked is null)
        {
            var consent = await handler.AskAsync(step.Ask).ConfigureAwait(false);
            if (consent.Code != 354)
                return await PassOverAsync(size, machine.Finish(consent)).ConfigureAwait(false);
            var chunks = new ChunkReader(step.IsBinary, options.NormalizeLineEnds);
            chunked = (Intake(chunks, step.Ask.Envelope), chunks);
            machine.Begin(step.Ask);
        }
        var (intake, reader) = chunked.Value;
        reader.Begin(size);
        var refusal = await intake.ReceiveAsync(isLast).ConfigureAwait(false);
        if (refusal is null && !isLast)
            return new Step.Say(Replies.ChunkTaken);
        chunked = null;
        return await FinishAsync(intake, step.Ask.Envelope, refusal, isLast).ConfigureAwait(false);
    }

    private async ValueTask<Step.Say> FinishAsync(ContentIntake intake, Envelope envelope, SmtpReply? refusal, bool isLast = true)
    {
        // A mail that was accepted before need not wait for a handler that takes its time with this one.
        if (!intake.Verdicts.IsCompleted)
            await output.FlushAsync().ConfigureAwait(false);
        var verdicts = await intake.Verdicts.ConfigureAwait(false);
        var reply = verdicts[0].IsHangUp ? verdicts[0] : refusal ?? verdicts[0];
        transcript.Note(machine.Session, $"{intake.Length} octets of content");
        ServerTelemetry.Received(intake.Activity, options.TimeProvider.GetElapsedTime(intake.Started), intake.Length, reply);
        intake.Activity?.Dispose();
        log.Message(machine.Session.Id, intake.Length, envelope.Recipients.Length, reply.Code);
        var say = !listener.IsLmtp || !isLast || reply.IsHangUp ? machine.Finish(reply)
            : machine.FinishEach(refusal is null ? verdicts : [.. Enumerable.Repeat(refusal, envelope.Recipients.Length)]);
        return intake.IsCut ? say with { Closes = true } : say;
    }

    private ContentIntake Intake(IContentReader reader, Envelope envelope) =>
        new(wire, output, reader, server, deadline, intake => DeliverAsync(envelope, intake)) { Activity = ServerTelemetry.Begin(envelope) };

    // A handler that hangs up does so at once, whatever is still to come.
    private async Task<IReadOnlyList<SmtpReply>> DeliverAsync(Envelope envelope, ContentIntake intake)
    {
        var verdicts = await handler.DeliverAsync(envelope, intake, listener.IsLmtp).ConfigureAwait(false);
        if (verdicts[0].IsHangUp)
            HangUp();
        return verdicts;
    }

    private async ValueTask GiveUpChunksAsync()
    {
        if (chunked is not (var intake, _))
            return;
        chunked = null;
        await intake.GiveUpAsync().ConfigureAwait(false);
    }

    // Of a chunk that nobody wants; one that is far too big ends the session instead.
    private async ValueTask<Step.Say> PassOverAsync(long size, Step.Say say)
    {
        if (size > limits.DrainedContent)
            return say with { Closes = true };
        for (var left = say.Reply.IsHangUp ? 0 : size; left > 0;)
        {
            if (!wire.Input.TryRead(out var result))
            {
                await output.FlushAsync().ConfigureAwait(false);
                result = await deadline.RunAsync(limits.ContentTimeout, wire.Input.ReadAsync, server.Aborting).ConfigureAwait(false);
            }
            var taken = Math.Min(left, result.Buffer.Length);
            wire.Input.AdvanceTo(result.Buffer.GetPosition(taken));
            left -= taken;
            if (result.IsCompleted && left > 0)
                throw new IOException("the client closed the connection");
        }
        return say;
    }

    // What was said before is still owed to the client.
    private async ValueTask HangUpAsync()
    {
        if (isCut)
            return;
        await output.FlushAsync().ConfigureAwait(false);
        HangUp();
    }

    private void HangUp()
    {
        isCut = true;
        log.HungUp(machine.Session.Id);
        wire.Abort();
    }

    private bool WatchesPipelining => options.RefuseImproperPipelining || log.IsEnabled(LogLevel.Debug);

    private bool IsImproper(string where)
    {
        log.ImproperPipelining(machine.Session.Id, where);
        return options.RefuseImproperPipelining;
    }

    private void Write(SmtpReply reply)
    {
        output.Write(reply);
        ServerTelemetry.Said(reply);
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
}
