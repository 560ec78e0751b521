using System.Security.Cryptography;
using Pabal.Smtp;
using Pabal.Testing.Showing;
using static Pabal.Localized;

namespace Pabal.Testing;

/// <summary>A mail server within a test: a real one on a free port of this machine, which keeps what comes and sends nothing on.</summary>
public sealed class TestInbox : IAsyncDisposable
{
    private readonly Arrivals<ReceivedMail> arrivals = new();
    private readonly TestInboxOptions options;
    private readonly SmtpServer server;

    private TestInbox(TestInboxOptions options)
    {
        this.options = options;
        Faults = options.Faults;
        var catcher = new MailCatcher(KeepAsync) { MayLogIn = (user, password) => options.Credentials is not { } known || (user == known.UserName && password == known.Password) };
        server = new SmtpServer(options.Server with
        {
            Listen = [options.IsTlsImplicit ? "smtps://127.0.0.1:0" : "smtp://127.0.0.1:0"],
            Auth = options.Credentials is null ? SmtpAuthPolicy.Offered : SmtpAuthPolicy.Required,
            Transcript = catcher.Listen,
        }, new FaultyHandler(catcher, Faults, options.Server.TimeProvider));
    }

    /// <summary>What goes wrong. Nothing unless set, or unless a mail asks for it: see <see cref="FaultPlan.HeedsMail"/>.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => server.EndPoints[0].Port;

    /// <summary>How a client reaches it, its certificate pinned and its login filled in: <c>new SmtpClient(inbox.Client)</c>.</summary>
    public SmtpClientOptions Client => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Tls = options.IsTlsImplicit ? TlsMode.Implicit : options.Server.Tls,
        PinnedCertificate = [.. SHA256.HashData(server.Certificate.RawData)],
        Credentials = options.Credentials is { } known ? SmtpCredentials.Password(known.UserName, known.Password) : null,
    };

    /// <summary>What came so far, oldest first; it does not change afterwards.</summary>
    public IReadOnlyList<ReceivedMail> Mails => arrivals.All;

    /// <summary>Starts one.</summary>
    public static async Task<TestInbox> StartAsync(TestInboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        var inbox = new TestInbox(options ?? new TestInboxOptions());
        await inbox.server.StartAsync(cancellationToken).ConfigureAwait(false);
        return inbox;
    }

    /// <summary>The first mail that is wanted, whether it came already or comes later. Throws <see cref="TimeoutException"/> that shows what did come, after 10 s unless told otherwise.</summary>
    public async Task<ReceivedMail> WaitForAsync(Func<ReceivedMail, bool>? isWanted = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var time = timeout ?? options.Patience;
        try
        {
            return await arrivals.WaitForAsync(isWanted ?? (static _ => true), time, options.Server.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Say($"no such mail came within {time.TotalSeconds:0.#} s. {MailTable.Of(Mails)}", $"{time.TotalSeconds:0.#}초 안에 그런 메일이 오지 않았습니다. {MailTable.Of(Mails)}"));
        }
    }

    /// <summary>Waits until this many mails have come, those from before counted. Throws as <see cref="WaitForAsync"/> does.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForCountAsync(int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (count > 0)
            await WaitForAsync(_ => arrivals.All.Count >= count, timeout, cancellationToken).ConfigureAwait(false);
        return Mails;
    }

    /// <summary>The only mail that is wanted among those that came. Throws <see cref="InboxAssertionException"/> that shows what did come if there is none, or more than one.</summary>
    public ReceivedMail ExpectOne(Func<ReceivedMail, bool>? isWanted = null)
    {
        var found = Mails.Where(isWanted ?? (static _ => true)).ToList();
        return found.Count == 1 ? found[0] : throw Failure(Say($"one mail was expected, {found.Count} came.", $"메일 한 통을 기대했지만 {found.Count}통이 왔습니다."));
    }

    /// <summary>Throws <see cref="InboxAssertionException"/> that shows what did come if any such mail came.</summary>
    public void ExpectNone(Func<ReceivedMail, bool>? isWanted = null)
    {
        if (Mails.Count(isWanted ?? (static _ => true)) is > 0 and var count)
            throw Failure(Say($"no mail was expected, {count} came.", $"메일이 오지 않아야 하는데 {count}통이 왔습니다."));
    }

    /// <summary>Forgets what came.</summary>
    public void Clear() => arrivals.Clear();

    /// <summary>What came, as a table.</summary>
    public override string ToString() => MailTable.Of(Mails);

    /// <summary>Ends all sessions.</summary>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private InboxAssertionException Failure(string message) => new($"{message} {MailTable.Of(Mails)}");

    private ValueTask<SmtpReply> KeepAsync(ReceivedMail mail, CancellationToken cancellationToken)
    {
        arrivals.Add(mail);
        return new(new SmtpReply(250, "2.0.0", $"kept as {mail.Id}"));
    }
}
