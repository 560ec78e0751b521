using System.Collections.Immutable;
using System.Net;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp.Client;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>One session with a server, every step of it. Not thread-safe: one step at a time. After a failure that is not a refusal <see cref="IsOpen"/> is false and a new connection is needed.</summary>
public sealed class SmtpConnection : IAsyncDisposable
{
    private readonly Dialogue dialogue;
    private readonly SmtpClientOptions options;
    private readonly List<EmailAddress> taken = [];   // the recipients of the transaction by hand

    private SmtpConnection(Dialogue dialogue, TlsSession? tls, SmtpReply greeting)
    {
        this.dialogue = dialogue;
        options = dialogue.Options;
        dialogue.Tls = tls;
        Greeting = greeting;
    }

    /// <summary>What the server said first.</summary>
    public SmtpReply Greeting { get; }

    /// <summary>What the server offers; nothing before <see cref="HelloAsync"/> and right after <see cref="StartTlsAsync"/>.</summary>
    public SmtpExtensions Extensions { get; private set; } = SmtpExtensions.None;

    /// <summary>The protection; null in clear.</summary>
    public TlsSession? Tls => dialogue.Tls;

    /// <summary>Who answered: an address and port, or a Unix domain socket. Where there is a proxy, it is the proxy's.</summary>
    public EndPoint RemoteEndPoint => dialogue.Socket.Remote;

    /// <summary>The server in short: <c>smtp://host:port</c>.</summary>
    public string ServerUri => options.ServerUri;

    /// <summary>False once the connection is of no more use.</summary>
    public bool IsOpen => dialogue.IsOpen;

    /// <summary>How many mails were begun on this connection.</summary>
    internal int MailCount => dialogue.MailCount;

    /// <summary>True if it has been reset too often for many more mails.</summary>
    internal bool IsWornOut => dialogue.IsWornOut;

    /// <summary>Looks up the host, connects, does the handshake where TLS comes first, and hears the greeting.</summary>
    public static async Task<SmtpConnection> ConnectAsync(SmtpClientOptions options, CancellationToken cancellationToken = default)
    {
        options = options.AsDemanded;
        var transcript = new Transcript(options);
        var socket = await new Dialer(options, transcript).DialAsync(cancellationToken).ConfigureAwait(false);
        var dialogue = new Dialogue(options, socket, transcript);
        try
        {
            var tls = options.Tls == TlsMode.Implicit ? await Handshake.RunAsync(dialogue, cancellationToken).ConfigureAwait(false) : null;
            return new SmtpConnection(dialogue, tls, await Client.Greeting.HearAsync(dialogue, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await dialogue.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Connects and gets ready to send: hello, STARTTLS as <see cref="SmtpClientOptions.Tls"/> demands and hello again, login if there are credentials.
    /// Where TLS is opportunistic and fails, a new connection goes on in clear.</summary>
    public static async Task<SmtpConnection> OpenAsync(SmtpClientOptions options, CancellationToken cancellationToken = default)
    {
        options = options.AsDemanded;
        try
        {
            return await OpenAsync(options, withStartTls: options.Tls is TlsMode.Required or TlsMode.Opportunistic, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException failure) when (failure is { Stage: SmtpStage.Tls, Failure: SmtpFailure.Tls or SmtpFailure.Disconnected } && !new ServerTrust(options).IsStrict)
        {
            new Transcript(options).Note(Say($"TLS failed, once more in clear: {failure.Message}", $"TLS에 실패하여 평문으로 다시 연결함: {failure.Message}"));
            return await OpenAsync(options, withStartTls: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says EHLO, and HELO to a server that does not know it, unless TLS or a login is still needed. In LMTP it is LHLO, and nothing else.</summary>
    public async Task<SmtpReply> HelloAsync(CancellationToken cancellationToken = default)
    {
        var name = options.HelloName ?? DomainNames.HelloName(Dns.GetHostName(), dialogue.Socket.Local);
        var verb = options.Protocol == SmtpProtocol.Lmtp ? HelloVerb.Lhlo : HelloVerb.Ehlo;
        var reply = await AskAsync(new SmtpCommand.Hello(verb, name), SmtpStage.Ehlo, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
        {
            Extensions = SmtpExtensions.From(reply);
            return reply;
        }
        Extensions = SmtpExtensions.None;
        if (reply.Code is not (500 or 501 or 502 or 504) || verb == HelloVerb.Lhlo)
            throw dialogue.Refused(SmtpStage.Ehlo, reply);
        if (options.Tls == TlsMode.Required && Tls is null)
            throw dialogue.Failure(SmtpStage.Ehlo, SmtpFailure.Tls, Say(
                $"{options.Host} does not know EHLO, so there is no STARTTLS: {reply}",
                $"{options.Host}이(가) EHLO를 몰라 STARTTLS를 쓸 수 없습니다: {reply}"), reply);
        if (options is not { Credentials: null, SaslMechanism: null })
            throw dialogue.Failure(SmtpStage.Ehlo, SmtpFailure.Authentication, Say(
                $"{options.Host} does not know EHLO, so there is no login: {reply}",
                $"{options.Host}이(가) EHLO를 몰라 로그인할 수 없습니다: {reply}"), reply);
        reply = await AskAsync(new SmtpCommand.Hello(HelloVerb.Helo, name), SmtpStage.Ehlo, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        return reply.IsPositive ? reply : throw dialogue.Refused(SmtpStage.Ehlo, reply);
    }

    /// <summary>Says for whom this trusted client speaks (XCLIENT, as Postfix has it): NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR and DESTPORT, those that
    /// the server offers, with values as they are; <c>[UNAVAILABLE]</c> and <c>[TEMPUNAVAIL]</c> stand for what is not known, and an IPv6 address begins with
    /// <c>IPV6:</c>. The session begins anew: say hello again.</summary>
    public async Task<SmtpReply> XClientAsync(IEnumerable<KeyValuePair<string, string>> attributes, CancellationToken cancellationToken = default)
    {
        CheckTlsDemand(SmtpStage.Ehlo);
        var command = ClientIdentity.ToCommand(dialogue, Extensions, attributes);
        var reply = await AskAsync(command, SmtpStage.Ehlo, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (reply.Code >= 400)
            throw dialogue.Refused(SmtpStage.Ehlo, reply);
        if (reply.Code != 220)
            throw dialogue.Break(SmtpStage.Ehlo, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Ehlo, reply), reply);
        Extensions = SmtpExtensions.None;
        dialogue.IsLoggedIn = false;
        taken.Clear();
        return reply;
    }

    /// <summary>Changes to TLS (RFC 3207) and returns the reply before it. What the server offered before is forgotten: say hello again.</summary>
    public async Task<SmtpReply> StartTlsAsync(CancellationToken cancellationToken = default)
    {
        if (Tls is not null)
            throw new InvalidOperationException(Say("the connection is encrypted already", "이미 암호화된 연결입니다"));
        if (!Extensions.Has("STARTTLS"))
            throw dialogue.Failure(SmtpStage.Tls, SmtpFailure.Tls, Say($"{options.Host} does not offer STARTTLS", $"{options.Host}이(가) STARTTLS를 지원하지 않습니다"));
        var reply = await dialogue.AskForMoreAsync(new SmtpCommand.StartTls(), SmtpStage.Tls, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (reply.Code == 421)
            throw dialogue.Refused(SmtpStage.Tls, reply);
        if (reply.Code >= 400)
            throw dialogue.Failure(SmtpStage.Tls, SmtpFailure.Tls, Say(
                $"{options.Host} refused STARTTLS: {reply}",
                $"{options.Host}이(가) STARTTLS를 거부했습니다: {reply}"), reply);
        if (reply.Code != 220)
            throw dialogue.Break(SmtpStage.Tls, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Tls, reply), reply);
        if (dialogue.Wire.HasUnreadInput)
            throw dialogue.Break(SmtpStage.Tls, SmtpFailure.Protocol, Say(
                "something in clear came in between 220 and TLS; someone may have slipped it in",
                "220과 TLS 사이에 평문이 끼어들었습니다. 누군가 끼워 넣었을 수 있습니다"), reply);
        dialogue.Tls = await Handshake.RunAsync(dialogue, cancellationToken).ConfigureAwait(false);
        Extensions = SmtpExtensions.None;
        return reply;
    }

    /// <summary>Logs in with the strongest mechanism that both sides have; another one is tried only if the server says that it lacks that one, not if it refuses the
    /// login. Secrets go in clear only to this machine or under <see cref="TlsMode.None"/>.</summary>
    public Task<SmtpReply> AuthenticateAsync(SmtpCredentials credentials, CancellationToken cancellationToken = default)
    {
        CheckTlsDemand(SmtpStage.Auth);
        return new CredentialLogin(dialogue, Extensions.Mechanisms, MayBeSent, AuthenticateAsync).RunAsync(credentials, cancellationToken);
    }

    /// <summary>Logs in with this mechanism, which may be the caller's own; whether the server offers it is not asked.</summary>
    public async Task<SmtpReply> AuthenticateAsync(SaslMechanism mechanism, CancellationToken cancellationToken = default)
    {
        CheckTlsDemand(SmtpStage.Auth);
        if (!MayBeSent(mechanism))
            throw dialogue.Failure(SmtpStage.Auth, SmtpFailure.Tls, Say(
                $"the connection to {options.Host} is not protected, so the password is not sent; use TLS, or tls=none if it must be",
                $"{options.Host}와의 연결이 보호되지 않아 비밀번호를 보내지 않았습니다. TLS를 쓰거나, 꼭 보내야 하면 tls=none으로 지정하십시오"));
        var reply = await new Login(dialogue, mechanism, dialogue.IsLoggedIn).RunAsync(cancellationToken).ConfigureAwait(false);
        dialogue.IsLoggedIn = true;
        return reply;
    }

    /// <summary>Begins a transaction; throws if the server refuses the sender.</summary>
    public async Task<SmtpReply> MailAsync(SmtpCommand.Mail mail, CancellationToken cancellationToken = default)
    {
        CheckTlsDemand(SmtpStage.Mail);
        dialogue.MailCount++;
        taken.Clear();
        var reply = await AskAsync(mail, SmtpStage.Mail, options.Timeouts.Envelope, cancellationToken).ConfigureAwait(false);
        return reply.IsPositive ? reply : throw dialogue.Refused(SmtpStage.Mail, reply);
    }

    /// <summary>Names a recipient. That the server refuses one is a reply, not an exception, unless it closes with 421.</summary>
    public async Task<SmtpReply> RcptAsync(SmtpCommand.Rcpt rcpt, CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync(rcpt, SmtpStage.Rcpt, options.Timeouts.Envelope, cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
            taken.Add(rcpt.Recipient);
        return reply.Code != 421 ? reply : throw dialogue.Refused(SmtpStage.Rcpt, reply);
    }

    /// <summary>Sends the content and returns the reply to its end; throws if the server does not take it. <paramref name="progress"/> is told the octets of content sent so far.
    /// Cancelled after it began, it leaves the outcome unknown. LMTP has <see cref="DataEachAsync"/>.</summary>
    public async Task<SmtpReply> DataAsync(MailContent content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckOneReply(nameof(DataEachAsync));
        await SendContentAsync(content, progress, replies: 1, cancellationToken).ConfigureAwait(false);
        return Taken(SmtpStage.Final, await dialogue.ListenAsync(SmtpStage.Final, options.Timeouts.Final, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends the content by LMTP and returns the reply for each recipient that was accepted, in their order (RFC 2033 4.2), be it yes or no. That the server closes
    /// with 421 is thrown.</summary>
    public async Task<ImmutableArray<RecipientReply>> DataEachAsync(MailContent content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        if (options.Protocol != SmtpProtocol.Lmtp)
            throw new InvalidOperationException(Say("only LMTP has a reply for each recipient; use DataAsync", "받는 사람마다 응답하는 것은 LMTP뿐입니다. DataAsync를 쓰십시오"));
        var recipients = taken.ToArray();
        await SendContentAsync(content, progress, recipients.Length, cancellationToken).ConfigureAwait(false);
        var replies = ImmutableArray.CreateBuilder<RecipientReply>(recipients.Length);
        foreach (var recipient in recipients)
        {
            var reply = await dialogue.ListenAsync(SmtpStage.Final, options.Timeouts.Final, cancellationToken).ConfigureAwait(false);
            replies.Add(new RecipientReply(recipient, reply.Code == 421 || reply.Code / 100 == 3 ? Taken(SmtpStage.Final, reply) : reply));
        }
        return replies.MoveToImmutable();
    }

    /// <summary>Sends a piece of the content by BDAT (RFC 3030), octet by octet as it is, and returns the reply to it; throws if the server does not take it: then
    /// <see cref="RsetAsync"/> is due.</summary>
    public async Task<SmtpReply> BdatAsync(ReadOnlyMemory<byte> chunk, bool isLast, CancellationToken cancellationToken = default)
    {
        if (isLast)
            CheckOneReply(nameof(SendAsync));
        var stage = isLast ? SmtpStage.Final : SmtpStage.Data;
        if (!Extensions.Has("CHUNKING"))
            throw dialogue.Failure(SmtpStage.Data, SmtpFailure.BadInput, Say($"{options.Host} does not offer CHUNKING; use DATA", $"{options.Host}은(는) CHUNKING을 지원하지 않습니다. DATA를 쓰십시오"));
        await dialogue.CheckInStepAsync(SmtpStage.Data, cancellationToken).ConfigureAwait(false);
        new ChunkTransfer(dialogue).Write(chunk.Span, isLast);
        await dialogue.FlushAsync(stage, cancellationToken).ConfigureAwait(false);
        var time = isLast ? options.Timeouts.Final : options.Timeouts.Data;
        return Taken(stage, await dialogue.ListenAsync(stage, time, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asks whether a mailbox is known (VRFY), as far as the server tells; most answer 252 whatever it is. The reply is returned whatever it is.</summary>
    public Task<SmtpReply> VrfyAsync(string mailbox, CancellationToken cancellationToken = default) => AskAboutAsync("VRFY", mailbox, cancellationToken);

    /// <summary>Asks who is on a list (EXPN), one in each line of the reply, which is returned whatever it is.</summary>
    public Task<SmtpReply> ExpnAsync(string list, CancellationToken cancellationToken = default) => AskAboutAsync("EXPN", list, cancellationToken);

    /// <summary>Asks what the server knows (HELP), of one command or of all. The reply is returned whatever it is.</summary>
    public Task<SmtpReply> HelpAsync(string topic = "", CancellationToken cancellationToken = default) => CommandAsync(new SmtpCommand.Plain("HELP", topic), cancellationToken);

    /// <summary>Asks the server to send on now what it holds for a host (ETRN, RFC 1985): a domain, <c>@</c> and a domain for all under it, or <c>#</c> and a queue.
    /// The reply is returned whatever it is.</summary>
    public Task<SmtpReply> EtrnAsync(string node, CancellationToken cancellationToken = default) => AskAboutAsync("ETRN", node, cancellationToken);

    /// <summary>Takes the transaction back.</summary>
    public async Task<SmtpReply> RsetAsync(CancellationToken cancellationToken = default)
    {
        taken.Clear();
        var reply = await AskAsync(new SmtpCommand.Plain("RSET"), SmtpStage.Mail, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        return reply.IsPositive ? reply : throw dialogue.Refused(SmtpStage.Mail, reply);
    }

    /// <summary>Says NOOP, to see whether the server still answers.</summary>
    public async Task<SmtpReply> NoopAsync(CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync(new SmtpCommand.Plain("NOOP"), SmtpStage.Mail, options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        return reply.IsPositive ? reply : throw dialogue.Refused(SmtpStage.Mail, reply);
    }

    /// <summary>Any command of one line and one reply: VRFY, EXPN, HELP and the like. The reply is returned whatever it is. Commands that change the session have methods of their own and are refused here.</summary>
    public Task<SmtpReply> CommandAsync(SmtpCommand command, CancellationToken cancellationToken = default) =>
        command is SmtpCommand.Plain and not { Verb: "DATA" or "BDAT" or "AUTH" or "STARTTLS" or "EHLO" or "HELO" or "LHLO" or "MAIL" or "RCPT" or "RSET" or "XCLIENT" or "QUIT" }
            ? AskAsync(command, SmtpStage.Mail, options.Timeouts.Command, cancellationToken)
            : throw new ArgumentException(Say("this command has a method of its own", "이 명령에는 따로 메서드가 있습니다"), nameof(command));

    /// <summary>Sends a mail: MAIL, RCPT for each recipient, DATA. Goes to those who are accepted; throws if nobody is. Where the server takes only so many recipients at once, the rest goes in further transactions.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, MailContent content, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var delivery = new Delivery(dialogue, envelope, content, progress);
        var flight = new Flight(dialogue, Extensions);
        await flight.SendAsync(delivery, cancellationToken).ConfigureAwait(false);
        await flight.LandAsync(cancellationToken).ConfigureAwait(false);
        return delivery.Conclude();
    }

    /// <summary>Sends mails one after another without waiting where the server allows it (RFC 2920, RFC 3030), and tells in order what became of each. It ends with
    /// <paramref name="mails"/>, or with the connection: then what was under way is told too, and the rest of <paramref name="mails"/> was not asked for. What stops
    /// <paramref name="mails"/>, a failure or a cancellation, is thrown after the last outcome. Whoever does not listen to the end ends the connection.</summary>
    public IAsyncEnumerable<SendOutcome> SendManyAsync(IAsyncEnumerable<OutgoingMail> mails, CancellationToken cancellationToken = default) =>
        new Procession(dialogue, Extensions).GoAsync(mails, cancellationToken);

    /// <summary>Says goodbye and closes, whatever the server answers; null if it did not.</summary>
    public async Task<SmtpReply?> QuitAsync(CancellationToken cancellationToken = default)
    {
        SmtpReply? reply = null;
        try
        {
            if (IsOpen)
                reply = await AskAsync(new SmtpCommand.Plain("QUIT"), SmtpStage.Quit, options.Timeouts.Quit, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException)
        {
            // The mail is safe or its fate was told before; a goodbye that fails changes nothing.
        }
        dialogue.End();
        return reply;
    }

    /// <summary>Says goodbye if it can still be said, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await QuitAsync(CancellationToken.None).ConfigureAwait(false);
        await dialogue.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<SmtpConnection> OpenAsync(SmtpClientOptions options, bool withStartTls, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.HelloAsync(cancellationToken).ConfigureAwait(false);
            if (withStartTls && (options.Tls == TlsMode.Required || connection.Extensions.Has("STARTTLS")))
            {
                await connection.StartTlsAsync(cancellationToken).ConfigureAwait(false);
                await connection.HelloAsync(cancellationToken).ConfigureAwait(false);
            }
            if (options.SaslMechanism is { } own)
                await connection.AuthenticateAsync(own(), cancellationToken).ConfigureAwait(false);
            else if (options.Credentials is { } credentials)
                await connection.AuthenticateAsync(credentials, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<SmtpReply> AskAsync(SmtpCommand command, SmtpStage stage, TimeSpan time, CancellationToken cancellationToken) =>
        Ascii.IsValid(command.ToString()) || Extensions.Has("SMTPUTF8")
            ? dialogue.AskAsync(command, stage, time, cancellationToken)
            : throw dialogue.Failure(stage, SmtpFailure.BadInput, Say(
                $"“{command}” is not ASCII, and {options.Host} does not offer SMTPUTF8",
                $"“{command}”에 ASCII가 아닌 글자가 있는데 {options.Host}은(는) SMTPUTF8을 지원하지 않습니다"));

    private async Task SendContentAsync(MailContent content, IProgress<long>? progress, int replies, CancellationToken cancellationToken)
    {
        var reply = await dialogue.AskForMoreAsync(new SmtpCommand.Plain("DATA"), SmtpStage.Data, options.Timeouts.Data, cancellationToken).ConfigureAwait(false);
        if (reply.Code >= 400)
            throw dialogue.Refused(SmtpStage.Data, reply);
        if (reply.Code != 354)
            throw dialogue.Break(SmtpStage.Data, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Data, reply), reply);
        await dialogue.CheckInStepAsync(SmtpStage.Data, cancellationToken).ConfigureAwait(false);
        await new ContentTransfer(dialogue, content, progress).WriteAsync(cancellationToken).ConfigureAwait(false);
        dialogue.Owe(replies);
        await dialogue.FlushAsync(SmtpStage.Final, cancellationToken).ConfigureAwait(false);
        taken.Clear();
    }

    private SmtpReply Taken(SmtpStage stage, SmtpReply reply) => reply.Code switch
    {
        >= 400 => throw dialogue.Refused(stage, reply),
        >= 300 => throw dialogue.Break(stage, SmtpFailure.Protocol, Dialogue.OutOfTurn(stage, reply), reply),
        _ => reply,
    };

    private void CheckOneReply(string instead)
    {
        if (options.Protocol == SmtpProtocol.Lmtp)
            throw new InvalidOperationException(Say($"LMTP has a reply for each recipient; use {instead}", $"LMTP는 받는 사람마다 응답합니다. {instead}을(를) 쓰십시오"));
    }

    // Without an argument these mean something else, or nothing.
    private Task<SmtpReply> AskAboutAsync(string verb, string argument, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(argument);
        // RFC 6531 3.7.4.2
        return CommandAsync(new SmtpCommand.Plain(verb, Ascii.IsValid(argument) || verb == "ETRN" ? argument : $"{argument} SMTPUTF8"), cancellationToken);
    }

    private bool MayBeSent(SaslMechanism mechanism) => !mechanism.SendsSecret || Login.IsSafeForSecrets(dialogue.Socket.IsLocal, Tls, options.Tls);

    private void CheckTlsDemand(SmtpStage stage)
    {
        if (options.Tls is TlsMode.Required && Tls is null)
            throw dialogue.Failure(stage, SmtpFailure.Tls, Say("TLS is demanded and STARTTLS was not done", "TLS가 필요한데 STARTTLS를 하지 않았습니다"));
    }
}
