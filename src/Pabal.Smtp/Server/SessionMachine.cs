using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pabal.Mime;

namespace Pabal.Smtp.Server;

/// <summary>
/// The protocol of one session without any I/O: which command is allowed when, and what it does (RFC 5321 4.1.4). A command leads to a <see cref="Step"/>;
/// where that asks the handler, <see cref="Settle"/> takes the verdict and changes the state.
/// </summary>
internal sealed class SessionMachine(SmtpServerOptions options, SmtpSessionInfo session, bool isLoopback, bool isLmtp = false)
{
    private readonly SmtpLimits limits = options.Limits;
    private readonly SessionTally tally = new(options.Limits);
    private readonly List<SmtpCommand.Rcpt> recipients = [];
    private readonly Dictionary<EmailAddress, int> known = [];
    private readonly List<int> deliveries = [];   // the recipient of each RCPT that was accepted
    private SmtpCommand.Mail? mail;
    private LoginExchange? exchange;
    private Step.AskData? receiving;
    private SmtpReply? refusedLogin;   // told within the exchange, and to be said when the client has answered that

    /// <summary>What is known of the client by now.</summary>
    public SmtpSessionInfo Session { get; private set; } = session;

    /// <summary>True while the next line is no command but a response within AUTH: see <see cref="ReceiveResponse"/>.</summary>
    public bool ExpectsResponse => exchange is not null || refusedLogin is not null;

    /// <summary>True from the first chunk of a message until its end.</summary>
    public bool IsReceiving => receiving is not null;

    private bool IsTls => Session.TlsVersion is not null;

    private bool OffersStartTls => options.Tls != TlsMode.None && !IsTls;

    private bool OffersAuth => options.Auth != SmtpAuthPolicy.Off && Session.User is null && MayLogIn;

    private bool MayLogIn => IsTls || (options.Tls != TlsMode.Required && (isLoopback || options.DangerousAuthInClear));

    /// <summary>What a command leads to.</summary>
    public Step Receive(SmtpCommand command) => command switch
    {
        SmtpCommand.Plain plain => ReceivePlain(plain),
        SmtpCommand.Hello hello when hello.Verb == HelloVerb.Lhlo != isLmtp => Refuse(Replies.Unknown),
        SmtpCommand.Hello hello => Idle(new Step.AskHello(hello)),
        SmtpCommand.StartTls => ReceiveStartTls(),
        SmtpCommand.Bdat chunk => ReceiveChunk(chunk),
        _ when options.Tls == TlsMode.Required && !IsTls => Refuse(Replies.NeedsTls),
        _ when Session.HelloName is null => Refuse(Replies.HelloFirst),
        SmtpCommand.Auth auth => ReceiveAuth(auth),
        SmtpCommand.Mail from => ReceiveMail(from),
        SmtpCommand.Rcpt to => ReceiveRecipient(to),
        _ => Refuse(Replies.Unknown),
    };

    /// <summary>A response within AUTH: base64, or <c>*</c> to give up.</summary>
    public Step ReceiveResponse(ReadOnlySpan<byte> line)
    {
        if (refusedLogin is { } verdict)
        {
            refusedLogin = null;
            return RefuseLogin(verdict);
        }
        var (step, refusal) = exchange!.Receive(line);
        if (refusal is not null)
            return refusal.Code == 535 ? RefuseLogin(refusal) : Refuse(refusal);
        return step is Step.Admit { User: var user } ? Admit(user, Replies.LoggedIn) : step!;
    }

    /// <summary>The exchange goes on with what is kept of the user; null if there is no such user.</summary>
    public Step.Say Challenge(ScramSecret? secret) => exchange!.Continue(secret);

    /// <summary>The handler's verdict on what a step asked.</summary>
    public Step.Say Settle(Step asked, SmtpReply verdict)
    {
        if (!verdict.IsPositive)
            return asked is Step.AskLogin or Step.AskToken ? RefuseWithin(verdict) : Refuse(verdict);
        switch (asked)
        {
            case Step.AskHello { Hello: var hello }:
                Forget();
                Session = Session with { HelloName = hello.Name, HelloVerb = hello.Verb };
                return new Step.Say(hello.Verb != HelloVerb.Helo ? new SmtpReply(verdict.Code, null, [verdict.Lines[0], .. Extensions()]) : verdict);
            case Step.AskLogin { Login: var login }:
                return Admit(login.User, verdict);
            case Step.AskToken { Login: var login }:
                return Admit(login.User, verdict);
            case Step.AskMail { Mail: var from }:
                mail = from;
                break;
            case Step.AskRecipient { Recipient: var to }:
                deliveries.Add(recipients.Count);
                known.Add(to.Recipient, recipients.Count);
                recipients.Add(to);
                break;
        }
        return new Step.Say(verdict);
    }

    /// <summary>The first chunk of a message is let in.</summary>
    public void Begin(Step.AskData ask) => receiving = ask;

    /// <summary>The transaction is over, with this reply to its content.</summary>
    public Step.Say Finish(SmtpReply reply)
    {
        Forget();
        if (!reply.IsPositive)
            return Refuse(reply);
        tally.Clear();
        return new Step.Say(reply);
    }

    /// <summary>The transaction is over, and each RCPT that was accepted has its reply in the order in which they came (RFC 2033 4.2).</summary>
    public Step.Say FinishEach(IReadOnlyList<SmtpReply> verdicts)
    {
        SmtpReply[] replies = [.. deliveries.Select(recipient => verdicts[recipient])];
        var say = Finish(replies[^1]);
        if (replies.Any(reply => reply.IsPositive))
            tally.Clear();
        return say with { Before = [.. replies[..^1]] };
    }

    /// <summary>TLS is on. Nothing the client said in clear is believed any more (RFC 3207 4.2).</summary>
    public void Secure(string version, string cipher)
    {
        Forget();
        Session = Session with { TlsVersion = version, TlsCipher = cipher, HelloName = null, HelloVerb = null };
    }

    /// <summary>Says no, and counts.</summary>
    public Step.Say Refuse(SmtpReply reply)
    {
        exchange = null;
        refusedLogin = null;
        if (reply.IsHangUp)
            return new Step.Say(reply, Closes: true);
        var hasEnough = tally.CountError();
        return hasEnough ? new Step.Say(Replies.TooManyErrors, Closes: true, IsDelayed: true) : new Step.Say(reply, reply.Code is 421 or 521, tally.IsSuspicious);
    }

    private Step.Say Admit(string user, SmtpReply reply)
    {
        exchange = null;
        Session = Session with { User = user };
        return new Step.Say(reply);
    }

    private Step.Say RefuseWithin(SmtpReply verdict)
    {
        if (verdict.IsHangUp || exchange?.TellRefusal() is not { } told)
            return RefuseLogin(verdict);
        exchange = null;
        refusedLogin = verdict;
        return told;
    }

    private Step.Say RefuseLogin(SmtpReply verdict)
    {
        var hasEnough = verdict.IsPermanent && tally.CountFailedLogin();
        return hasEnough ? new Step.Say(Replies.TooManyLogins, Closes: true, IsDelayed: true) : Refuse(verdict) with { IsDelayed = true };
    }

    private Step Idle(Step step) => tally.CountIdle() ? new Step.Say(Replies.TooIdle, Closes: true) : step;

    private Step ReceivePlain(SmtpCommand.Plain plain)
    {
        switch (plain.Verb)
        {
            case "NOOP":
                return Idle(new Step.Say(Replies.Ok));
            case "RSET":
                Forget();
                return Idle(new Step.Say(Replies.Ok));
            case "HELP":
                return Idle(new Step.Say(Replies.Help));
            case "QUIT":
                return new Step.Say(Replies.Bye, Closes: true);
            case "VRFY":
                return plain.Argument.Length == 0 ? Refuse(Replies.NeedsArgument) : Idle(new Step.Say(Replies.NotVerified));
            case "EXPN":
                return Refuse(Replies.NotImplemented);
            case "DATA":
                return ReceiveData();
            case "GET" or "POST" or "PUT" or "HEAD" or "DELETE" or "OPTIONS" or "CONNECT" or "TRACE" or "PATCH" or "PRI" or "HOST:":
                return new Step.Say(Replies.NoHttp, Closes: true);
            default:
                return Refuse(Replies.Unknown);
        }
    }

    private Step ReceiveStartTls() =>
        IsTls ? Refuse(Replies.AlreadyTls)
        : !OffersStartTls ? Refuse(Replies.NotImplemented)
        : Session.HelloName is null ? Refuse(Replies.HelloFirst)
        : Session.User is not null ? Refuse(Replies.AlreadyIn)
        : Idle(new Step.AskStartTls());

    private Step ReceiveAuth(SmtpCommand.Auth auth)
    {
        if (options.Auth == SmtpAuthPolicy.Off)
            return Refuse(Replies.NotImplemented);
        if (Session.HelloVerb != HelloVerb.Ehlo)
            return Refuse(Replies.HelloFirst);
        if (Session.User is not null)
            return Refuse(Replies.AlreadyIn);
        if (mail is not null)
            return Refuse(Replies.InTransaction);
        if (!MayLogIn)
            return Refuse(Replies.LoginNeedsTls);
        if (!options.Mechanisms.Contains(auth.Mechanism))
            return Refuse(Replies.NoMechanism);
        exchange = LoginExchange.For(auth.Mechanism, options.SaltKey);
        return auth.InitialResponse is null ? exchange.First
            : ReceiveResponse(auth.InitialResponse == "=" ? [] : Encoding.ASCII.GetBytes(auth.InitialResponse));
    }

    private Step ReceiveMail(SmtpCommand.Mail from) =>
        mail is not null ? Refuse(Replies.InTransaction)
        : options.Auth == SmtpAuthPolicy.Required && Session.User is null ? Refuse(Replies.NeedsLogin)
        : from.Body == BodyKind.BinaryMime && !options.Demands.HasFlag(SmtpDemands.Binary) ? Refuse(Replies.NoBinary)
        : from.Size > limits.MessageSize ? Refuse(Replies.TooBig)
        : !Offers(from) ? Refuse(Replies.NoSuchDemand)
        : from.Hold is { } hold && (hold.Interval > limits.Hold || hold.Time > LastRelease) ? Refuse(Replies.HeldTooLong)
        : new Step.AskMail(from);

    private Step ReceiveRecipient(SmtpCommand.Rcpt to)
    {
        if (mail is null)
            return Refuse(Replies.MailFirst);
        if (IsReceiving)
            return Refuse(Replies.ContentBegan);
        if (!mail.SmtpUtf8 && !(Ascii.IsValid(to.Recipient.LocalPart) && Ascii.IsValid(to.Recipient.Domain)))
            return Refuse(Replies.NeedsUtf8);
        if (known.TryGetValue(to.Recipient, out var same) && deliveries.Count < MaxDeliveries)
        {
            deliveries.Add(same);
            return new Step.Say(Replies.RecipientAgain);
        }
        if (recipients.Count >= limits.Recipients || deliveries.Count >= MaxDeliveries)
            return tally.CountOvershoot() ? Refuse(Replies.TooManyRecipients) : new Step.Say(Replies.TooManyRecipients);
        return new Step.AskRecipient(mail, to);
    }

    private Step ReceiveData() =>
        options.Tls == TlsMode.Required && !IsTls ? Refuse(Replies.NeedsTls)
        : mail is null ? Refuse(Session.HelloName is null ? Replies.HelloFirst : Replies.MailFirst)
        : IsReceiving ? Refuse(Replies.ContentBegan)
        : mail.Body == BodyKind.BinaryMime ? Refuse(Replies.BinaryByChunks)
        : recipients.Count == 0 ? Refuse(NoRecipients)
        : new Step.AskData(Envelope(mail));

    // A chunk has to be read whatever is said to it, and a client that sent many in advance hears a refusal for each: those are not held against it.
    private Step ReceiveChunk(SmtpCommand.Bdat chunk)
    {
        if (options.Tls == TlsMode.Required && !IsTls)
            return Refused(Replies.NeedsTls);
        if (mail is null)
            return Refused(Session.HelloName is null ? Replies.HelloFirst : Replies.MailFirst);
        if (recipients.Count > 0)
            return new Step.ReceiveChunk(chunk, receiving ?? new Step.AskData(Envelope(mail)), mail.Body == BodyKind.BinaryMime);
        Forget();
        return Refused(NoRecipients);

        Step.PassOverChunk Refused(SmtpReply reply) => new(chunk, tally.CountIdle() ? new Step.Say(Replies.TooIdle, Closes: true) : new Step.Say(reply));
    }

    private SmtpReply NoRecipients => isLmtp ? Replies.NoRecipient : Replies.NoRecipients;   // RFC 2033 4.2

    private Envelope Envelope(SmtpCommand.Mail from) => new(from.Sender, recipients.Select(to => to.Recipient))
    {
        Return = from.Return,
        EnvelopeId = from.EnvelopeId,
        SubmittedBy = Session.User is not null ? from.SubmittedBy : null,   // from anybody else it means nothing (RFC 4954 5)
        RequireTls = from.RequireTls,
        DeliverBy = from.DeliverBy,
        Hold = from.Hold,
        Priority = from.Priority,
        Requests = recipients
            .Where(to => to.Notify != DsnNotify.Unset || to.OriginalRecipient is not null)
            .ToImmutableDictionary(to => to.Recipient, to => new DsnRequest(to.Notify, to.OriginalRecipient)),
    };

    private IEnumerable<string> Extensions()
    {
        yield return "PIPELINING";
        yield return $"SIZE {limits.MessageSize}";
        yield return "8BITMIME";
        yield return "SMTPUTF8";
        yield return "ENHANCEDSTATUSCODES";
        yield return "DSN";
        yield return "CHUNKING";
        if (options.Demands.HasFlag(SmtpDemands.Binary))
            yield return "BINARYMIME";
        yield return $"LIMITS RCPTMAX={limits.Recipients}";
        if (OffersStartTls)
            yield return "STARTTLS";
        if (OffersAuth)
            yield return $"AUTH {string.Join(' ', options.Mechanisms)}";
        if (IsTls && options.Demands.HasFlag(SmtpDemands.RequireTls))
            yield return "REQUIRETLS";
        if (options.Demands.HasFlag(SmtpDemands.DeliverBy))
            yield return "DELIVERBY";
        if (options.Demands.HasFlag(SmtpDemands.FutureRelease))
            yield return string.Create(CultureInfo.InvariantCulture, $"FUTURERELEASE {(long)limits.Hold.TotalSeconds} {FutureRelease.Print(LastRelease)}");
        if (options.Demands.HasFlag(SmtpDemands.Priority))
            yield return "MT-PRIORITY";
        yield return "HELP";
    }

    // Where a recipient said again needs no reply of its own at the end, it costs nothing.
    private int MaxDeliveries => isLmtp ? 2 * limits.Recipients : int.MaxValue;

    private DateTimeOffset LastRelease => options.TimeProvider.GetUtcNow() + limits.Hold;

    private bool Offers(SmtpCommand.Mail from) =>
        (!from.RequireTls || (IsTls && options.Demands.HasFlag(SmtpDemands.RequireTls)))
        && (from.DeliverBy is null || options.Demands.HasFlag(SmtpDemands.DeliverBy))
        && (from.Hold is null || options.Demands.HasFlag(SmtpDemands.FutureRelease))
        && (from.Priority is null || options.Demands.HasFlag(SmtpDemands.Priority));

    private void Forget()
    {
        mail = null;
        recipients.Clear();
        known.Clear();
        deliveries.Clear();
        receiving = null;
    }
}
