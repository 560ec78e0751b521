using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pabal.Smtp.Wire;

/// <summary>What reading one line came to.</summary>
internal enum LineStatus
{
    /// <summary>A line, ended by CRLF.</summary>
    Line,

    /// <summary>A line, ended by a bare LF.</summary>
    BareLf,

    /// <summary>The line is longer than allowed; nothing of it is returned.</summary>
    TooLong,

    /// <summary>The other side closed before a line was complete.</summary>
    Closed,
}

/// <summary>
/// One connection, either side: lines in, octets out, and the change to TLS. The buffers belong to it alone, so that nothing
/// received before a TLS handshake can be read after it.
/// </summary>
internal sealed class SmtpWire(Stream stream, StreamPipeReaderOptions? readerOptions = null) : IAsyncDisposable
{
    /// <summary>For a server, which has many connections that mostly wait. To hold no buffer at all meanwhile would take one system call more for each line.</summary>
    public static readonly StreamPipeReaderOptions Frugal = new(bufferSize: 8 * 1024, minimumReadSize: 1024, leaveOpen: true);

    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 16 * 1024, minimumReadSize: 1024, leaveOpen: true);
    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 16 * 1024, leaveOpen: true);

    private Task? arrival;

    /// <summary>The stream underneath: the socket's, or the TLS stream over it.</summary>
    public Stream Stream { get; private set; } = stream;

    /// <summary>What comes in.</summary>
    public PipeReader Input { get; private set; } = PipeReader.Create(stream, readerOptions ?? ReaderOptions);

    /// <summary>What goes out; flushed by whoever wrote.</summary>
    public PipeWriter Output { get; private set; } = PipeWriter.Create(stream, WriterOptions);

    /// <summary>The TLS session; null in clear.</summary>
    public SslStream? Tls => Stream as SslStream;

    /// <summary>Reads one line of at most <paramref name="limit"/> octets with its line end; no more than that is ever held.
    /// After <see cref="LineStatus.TooLong"/> the rest of the line is still to be passed over: see <see cref="SkipLineAsync"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(LineStatus Status, byte[] Line)> ReadLineAsync(int limit, CancellationToken cancellationToken)
    {
        if (arrival is not null)
            await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        arrival = null;
        while (true)
        {
            var result = await Input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (TryCutLine(result.Buffer, limit, out var line))
                return line;
            if (result.IsCompleted)
                return (LineStatus.Closed, []);
        }
    }

    /// <summary>The same without waiting: false if no whole line has been received yet.</summary>
    public bool TryReadLine(int limit, out (LineStatus Status, byte[] Line) line)
    {
        line = default;
        return Input.TryRead(out var result) && TryCutLine(result.Buffer, limit, out line);
    }

    private bool TryCutLine(ReadOnlySequence<byte> buffer, int limit, out (LineStatus Status, byte[] Line) cut)
    {
        if (buffer.PositionOf((byte)'\n') is { } newline && buffer.Slice(0, newline) is { Length: var length } line && length + 1 <= limit)
        {
            var isEnded = length > 0 && line.Slice(length - 1).FirstSpan[0] == '\r';
            cut = (isEnded ? LineStatus.Line : LineStatus.BareLf, line.Slice(0, isEnded ? length - 1 : length).ToArray());
            Input.AdvanceTo(buffer.GetPosition(1, newline));
            return true;
        }
        var isTooLong = buffer.Length >= limit;
        cut = (LineStatus.TooLong, []);
        Input.AdvanceTo(buffer.Start, isTooLong ? buffer.Start : buffer.End);
        return isTooLong;
    }

    /// <summary>Passes over the rest of a line that was too long, up to and with its LF. False if the other side closed first.</summary>
    public async ValueTask<bool> SkipLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await Input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.PositionOf((byte)'\n') is { } newline)
            {
                Input.AdvanceTo(result.Buffer.GetPosition(1, newline));
                return true;
            }
            Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return false;
        }
    }

    /// <summary>True if something was received that nobody has read: out of turn, or smuggled in before a handshake.</summary>
    public bool HasUnreadInput
    {
        get
        {
            if (arrival is not null)
                return arrival.IsCompleted;
            if (!Input.TryRead(out var result))
                return Stream is NetworkStream { DataAvailable: true };
            var any = !result.Buffer.IsEmpty;
            Input.AdvanceTo(result.Buffer.Start);
            return any;
        }
    }

    /// <summary>Done when there is something to read or the other side has closed; nothing is consumed. It may be left waiting while something is written:
    /// the next <see cref="ReadLineAsync"/> waits for it first. Until then nobody else may use <see cref="Input"/>.</summary>
    public Task WaitForInputAsync()
    {
        return arrival ??= WaitAsync();

        async Task WaitAsync()
        {
            var result = await Input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            Input.AdvanceTo(result.Buffer.Start);
        }
    }

    /// <summary>True if a whole line was received that nobody has read: whoever sent it need not be answered yet (RFC 2920 3.2).</summary>
    public bool HasUnreadLine
    {
        get
        {
            if (!Input.TryRead(out var result))
                return false;
            var any = result.Buffer.PositionOf((byte)'\n') is not null;
            Input.AdvanceTo(result.Buffer.Start);
            return any;
        }
    }

    /// <summary>Changes to TLS as the client. What was received in clear and not read is an error of the caller: see <see cref="HasUnreadInput"/>.</summary>
    public Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken) =>
        UpgradeAsync(tls => tls.AuthenticateAsClientAsync(options, cancellationToken));

    /// <summary>Changes to TLS as the server.</summary>
    public Task StartTlsAsync(SslServerAuthenticationOptions options, CancellationToken cancellationToken) =>
        UpgradeAsync(tls => tls.AuthenticateAsServerAsync(options, cancellationToken));

    private async Task UpgradeAsync(Func<SslStream, Task> authenticate)
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await Output.CompleteAsync().ConfigureAwait(false);
        var tls = new SslStream(Stream, leaveInnerStreamOpen: false);
        try
        {
            await authenticate(tls).ConfigureAwait(false);
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        Stream = tls;
        Input = PipeReader.Create(tls, readerOptions ?? ReaderOptions);
        Output = PipeWriter.Create(tls, WriterOptions);
    }

    /// <summary>Closes at once; whatever is under way fails.</summary>
    public void Abort() => Stream.Dispose();

    public async ValueTask DisposeAsync()
    {
        // Completing the writer would flush to a peer that may have stopped reading; what was not flushed is not owed to it.
        await Stream.DisposeAsync().ConfigureAwait(false);
        // The reader's buffer must not be given back while a read may still fill it.
        if (arrival is not null)
            await arrival.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Input.CompleteAsync().ConfigureAwait(false);
    }
}
