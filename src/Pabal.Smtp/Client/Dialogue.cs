using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>
/// Command and reply, in step. Whatever throws it out of step (a reply nobody asked for, a time-out, a cancellation) ends it: the wire is
/// closed and nothing more is said or believed.
/// </summary>
internal sealed class Dialogue(SmtpClientOptions options, SocketStream socket, Transcript transcript) : IAsyncDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int ShortestSecret = 3;
    private const int MaxResets = 6;

    private readonly HashSet<string> secrets = [];
    private readonly RepeatedDeadline deadline = new(options.TimeProvider);
    private readonly ReplyMemory memory = new();
    private Action<string>? heard;
    private SmtpStage listening;
    private bool isDeaf;

    public SmtpWire Wire { get; } = new(socket);

    public SocketStream Socket => socket;

    public SmtpClientOptions Options => options;

    public Transcript Transcript => transcript;

    /// <summary>False once the other side said goodbye or the dialogue fell out of step.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>How many mails were begun on this connection.</summary>
    public int MailCount { get; set; }

    /// <summary>How many refused mails were followed by RSET, or will be.</summary>
    public int ResetCount { get; set; }

    /// <summary>True after a few resets: Exim hangs up at the eleventh (smtp_accept_max_nonmail), and of mails that are under way then nobody knows what became.</summary>
    public bool IsWornOut => ResetCount >= MaxResets;

    /// <summary>The protection; null in clear.</summary>
    public TlsSession? Tls { get; set; }

    /// <summary>True after a login.</summary>
    public bool IsLoggedIn { get; set; }

    /// <summary>How many replies the server owes.</summary>
    public int Owed { get; private set; }

    /// <summary>When the server was last heard of.</summary>
    public long LastHeard { get; private set; } = options.TimeProvider.GetTimestamp();

    /// <summary>From now on this text is shown nowhere, should the server say it back during the login.</summary>
    public void Conceal(string? secret)
    {
        if (secret?.Length >= ShortestSecret)
            secrets.Add(secret);
    }

    /// <summary>Sends a command and reads its reply, whatever it is but 3xx.</summary>
    public async Task<SmtpReply> AskAsync(SmtpCommand command, SmtpStage stage, TimeSpan time, CancellationToken cancellationToken)
    {
        var reply = await AskForMoreAsync(command, stage, time, cancellationToken).ConfigureAwait(false);
        return reply.Code / 100 != 3 ? reply : throw Break(stage, SmtpFailure.Protocol, OutOfTurn(stage, reply), reply);
    }

    /// <summary>The same for a command that may be answered by 3xx.</summary>
    public Task<SmtpReply> AskForMoreAsync(SmtpCommand command, SmtpStage stage, TimeSpan time, CancellationToken cancellationToken) =>
        AskAsync(command.ToString(), command.ToRedactedString(), stage, time, cancellationToken);

    /// <summary>Sends a line that no transcript may show, as SASL has them.</summary>
    public Task<SmtpReply> AnswerSecretlyAsync(string line, CancellationToken cancellationToken)
    {
        Conceal(line);
        return AskAsync(line, TranscriptLine.Redacted, SmtpStage.Auth, options.Timeouts.Command, cancellationToken);
    }

    /// <summary>Says a command whose reply is heard later; it goes out with the next flush. A reply that nobody asked for must not be taken for its own: see <see cref="CheckInStepAsync"/>.</summary>
    public void Put(SmtpCommand command)
    {
        var line = command.ToString();
        if (transcript.IsWanted)
            transcript.Client(command.ToRedactedString());
        Write(line);
        Owed++;
    }

    /// <summary>The end of some content was written, for which a reply is owed.</summary>
    public void Owe(int replies) => Owed += replies;

    /// <summary>Sends what was said. A wire that takes nothing more may still have something to tell: what is owed is listened for, though not for long.</summary>
    public async ValueTask FlushAsync(SmtpStage stage, CancellationToken cancellationToken)
    {
        deadline.Start(options.Timeouts.Block, cancellationToken);
        try
        {
            await Wire.Output.FlushAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw Stuck(stage, error);
        }
        catch (OperationCanceledException)
        {
            End();
            throw;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            isDeaf = true;
        }
        finally
        {
            deadline.Stop();
        }
    }

    /// <summary>Reads a reply to something already sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SmtpReply> ListenAsync(SmtpStage stage, TimeSpan time, CancellationToken cancellationToken)
    {
        deadline.Start(isDeaf ? options.Timeouts.Quit : time, cancellationToken);
        try
        {
            var reply = await ReadReplyAsync(stage, deadline.Token).ConfigureAwait(false);
            Owed = Math.Max(0, Owed - 1);
            LastHeard = options.TimeProvider.GetTimestamp();
            return reply;
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw isDeaf ? Lost(stage, error) : Late(stage, time, error);
        }
        catch (OperationCanceledException)
        {
            End();
            throw;
        }
        catch (Exception error) when (error is (IOException and not SmtpException) or SocketException or ObjectDisposedException)
        {
            throw Lost(stage, error);
        }
        finally
        {
            deadline.Stop();
        }
    }

    /// <summary>Runs one step within its time; a failure of the connection becomes an <see cref="SmtpException"/> and the end of the dialogue.</summary>
    public async Task<T> WithinAsync<T>(SmtpStage stage, TimeSpan time, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(time, options.TimeProvider, cancellationToken);
        try
        {
            return await step(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw Late(stage, time, error);
        }
        catch (OperationCanceledException)
        {
            End();
            throw;
        }
        catch (Exception error) when (error is (IOException and not SmtpException) or SocketException or ObjectDisposedException)
        {
            throw Lost(stage, error);
        }
    }

    /// <summary>A failure that leaves the dialogue as it is.</summary>
    public SmtpException Failure(SmtpStage stage, SmtpFailure failure, string message, SmtpReply? reply = null, Exception? inner = null) =>
        Verdict.Failure(options.Host, stage, failure, message, reply, inner);

    /// <summary>A failure that ends the dialogue.</summary>
    public SmtpException Break(SmtpStage stage, SmtpFailure failure, string message, SmtpReply? reply = null, Exception? inner = null)
    {
        End();
        return Failure(stage, failure, message, reply, inner);
    }

    /// <summary>The server said no.</summary>
    public SmtpException Refused(SmtpStage stage, SmtpReply reply) =>
        Failure(stage, SmtpFailure.Refused, Say($"{options.Host} refused {NameOf(stage)}: {reply}", $"{options.Host}이(가) 거부했습니다({NameOf(stage)}): {reply}"), reply);

    /// <summary>The connection is gone. After the end of the content nobody knows whether the mail was accepted.</summary>
    public SmtpException Lost(SmtpStage stage, Exception? inner = null) => stage == SmtpStage.Final
        ? Break(stage, SmtpFailure.OutcomeUnknown, Say($"the connection to {options.Host} was lost after the content and before the reply: accepted or not, nobody knows",
            $"본문을 보낸 뒤 응답을 받기 전에 {options.Host}와의 연결이 끊겼습니다. 접수되었는지 알 수 없습니다"), inner: inner)
        : Break(stage, SmtpFailure.Disconnected, Say(
            $"{options.Host} closed the connection ({NameOf(stage)})",
            $"{options.Host}이(가) 연결을 끊었습니다({NameOf(stage)})"), inner: inner);

    /// <summary>The server takes nothing more of what it is sent.</summary>
    public SmtpException Stuck(SmtpStage stage, Exception inner) => Break(stage, stage == SmtpStage.Final ? SmtpFailure.OutcomeUnknown : SmtpFailure.TimedOut, Say(
        $"{options.Host} took nothing for {options.Timeouts.Block.TotalSeconds:0.#} s", $"{options.Host}이(가) {options.Timeouts.Block.TotalSeconds:0.#}초 동안 아무것도 받지 않았습니다"), inner: inner);

    /// <summary>A reply that this stage does not have.</summary>
    public static string OutOfTurn(SmtpStage stage, SmtpReply reply) => Say(
        $"the reply does not belong here ({NameOf(stage)}): {reply}", $"이 자리({NameOf(stage)})에 올 수 없는 응답입니다: {reply}");

    /// <summary>Ends the dialogue without a word.</summary>
    public void End()
    {
        IsOpen = false;
        Wire.Abort();
    }

    public ValueTask DisposeAsync()
    {
        IsOpen = false;
        deadline.Dispose();
        return Wire.DisposeAsync();
    }

    private async Task<SmtpReply> AskAsync(string line, string shown, SmtpStage stage, TimeSpan time, CancellationToken cancellationToken)
    {
        await CheckInStepAsync(stage, cancellationToken).ConfigureAwait(false);
        Write(line);
        transcript.Client(shown);
        Owed++;
        await FlushAsync(stage, cancellationToken).ConfigureAwait(false);
        return await ListenAsync(stage, time, cancellationToken).ConfigureAwait(false);
    }

    // The one place where a line is put on the wire.
    private void Write(string line)
    {
        if (line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new ArgumentException(Say("a command is one line without CR, LF or NUL", "명령은 CR, LF, NUL이 없는 한 줄이어야 합니다"), nameof(line));
        var span = Wire.Output.GetSpan(StrictUtf8.GetMaxByteCount(line.Length) + 2);
        var length = StrictUtf8.GetBytes(line, span);
        "\r\n"u8.CopyTo(span[length..]);
        Wire.Output.Advance(length + 2);
    }

    /// <summary>Throws if the connection is gone, or if a reply lies there that nobody asked for.</summary>
    public async ValueTask CheckInStepAsync(SmtpStage stage, CancellationToken cancellationToken)
    {
        if (!IsOpen)
            throw Lost(stage);
        if (Owed > 0)
            return;
        // In clear the socket tells what has arrived; within TLS only trying to read does.
        if (!Wire.HasUnreadInput && !(Wire.Tls is not null && Wire.WaitForInputAsync().IsCompleted))
            return;
        var reply = await ListenAsync(stage, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        throw reply.Code == 421
            ? Refused(stage, reply)
            : Break(stage, SmtpFailure.Protocol, Say(
                $"out of step: {options.Host} sent a reply that nobody asked for: {reply}",
                $"순서가 어긋났습니다. {options.Host}이(가) 요청하지 않은 응답을 보냈습니다: {reply}"), reply);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SmtpReply> ReadReplyAsync(SmtpStage stage, CancellationToken cancellationToken)
    {
        listening = stage;
        var (reply, fault) = await ReplyReader.ReadAsync(Wire, transcript.IsWanted ? heard ??= Heard : null, memory, cancellationToken).ConfigureAwait(false);
        if (fault == ReplyFault.Closed)
            throw Lost(stage);
        if (reply is null)
            throw Break(stage, SmtpFailure.Protocol, Broken(stage, fault));
        if (reply.Code == 421)
            End();
        // What a 334 holds is for the mechanism alone; any other reply may end up in front of somebody.
        return stage == SmtpStage.Auth && reply.Code != 334 ? new SmtpReply(reply.Code, reply.Enhanced, reply.Lines.Select(Concealed)) : reply;
    }

    // During a login a server may say anything back to us, in base64 or not; only what is clearly a final reply is shown.
    private void Heard(string line) => transcript.Server((listening, line) switch
    {
        (not SmtpStage.Auth, _) => line,
        (_, ['2' or '4' or '5', >= '0' and <= '9', >= '0' and <= '9', ' ' or '-', ..]) => Concealed(line),
        (_, ['3', '3', '4', ..]) => $"334 {TranscriptLine.Redacted}",
        _ => TranscriptLine.Redacted,
    });

    private string Concealed(string text) => secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, TranscriptLine.Redacted, StringComparison.Ordinal));

    private string Broken(SmtpStage stage, ReplyFault fault) => fault switch
    {
        ReplyFault.TooLong => Say($"the reply of {options.Host} has no end ({NameOf(stage)})", $"{options.Host}의 응답이 끝나지 않습니다({NameOf(stage)})"),
        ReplyFault.MixedCodes => Say($"{options.Host} gave two codes in one reply ({NameOf(stage)})", $"{options.Host}이(가) 한 응답에서 두 가지 코드를 보냈습니다({NameOf(stage)})"),
        _ => Say($"what {options.Host} says is no SMTP ({NameOf(stage)})", $"{options.Host}이(가) 보낸 것은 SMTP가 아닙니다({NameOf(stage)})"),
    };

    private SmtpException Late(SmtpStage stage, TimeSpan time, Exception inner) => Break(stage, stage == SmtpStage.Final ? SmtpFailure.OutcomeUnknown : SmtpFailure.TimedOut, Say(
        $"{options.Host} did not answer within {time.TotalSeconds:0.#} s ({NameOf(stage)})", $"{options.Host}이(가) {time.TotalSeconds:0.#}초 안에 응답하지 않았습니다({NameOf(stage)})"), inner: inner);

    private static string NameOf(SmtpStage stage) => stage switch
    {
        SmtpStage.Greeting => Say("greeting", "인사말"),
        SmtpStage.Tls => "TLS",
        SmtpStage.Ehlo => "EHLO",
        SmtpStage.Auth => "AUTH",
        SmtpStage.Rcpt => "RCPT TO",
        SmtpStage.Data => "DATA",
        SmtpStage.Final => Say("end of the content", "본문의 끝"),
        SmtpStage.Quit => "QUIT",
        _ => "MAIL FROM",
    };
}
