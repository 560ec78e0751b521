using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary><c>pabal send --merge</c> from start to end: read, check every row, send what was not sent, report.</summary>
internal sealed class MergeRun(SendRequest request)
{
    private const int FaultsShown = 10;
    private const int Retries = 3;

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly ConcurrentQueue<RowDocument> results = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        try
        {
            return await RunWithinAsync(deadline.Token, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Before anything was sent.
            var stop = Interruption.Of(cancellationToken.IsCancellationRequested, request.Timeout);
            return Fail(new CliException(stop.ExitCode, stop.Message, Say("nothing was sent", "아무것도 보내지 않았습니다")));
        }
        catch (CliException e)
        {
            return Fail(e);
        }
    }

    private async Task<int> RunWithinAsync(CancellationToken cancellationToken, CancellationToken byUser)
    {
        if (request.Save is not null)
            throw new CliException(ExitCode.Usage, Say("--save keeps one mail, and --merge makes many", "--save는 메일 하나를 저장하는데 --merge는 여럿을 만듭니다"), Say("try --server sandbox, which keeps them all", "모두 저장해 두는 --server sandbox를 쓰십시오"));
        var settings = new ServerSettings(request.Server);
        var table = await CsvTable.ReadAsync(request.Merge!, request.CsvCharset, cancellationToken);
        var template = await MailTemplate.ReadAsync(request, settings.From, table, cancellationToken);
        var signers = request.Dkim.Select(DkimOption.Signer).ToList();
        var author = CheckAll(table, template, cancellationToken);
        var server = settings.ServerFor(author);
        if (request.DryRun)
        {
            if (server is not (null or Sandbox.Name))
                settings.Connection(server, author, withLogin: false);
            Report(new MergeDocument { Pending = table.Rows.Length, DryRun = true, DurationMs = watch.ElapsedMilliseconds }, interrupted: false);
            return ExitCode.Done;
        }
        if (server == Sandbox.Name)
        {
            await using var sandbox = await Sandbox.StartAsync(cancellationToken);
            return await SendAsync(sandbox.Connection, null, sandbox);
        }
        return await SendAsync(settings.Connection(server, author), server, null);

        async Task<int> SendAsync(SmtpClientOptions options, string? named, Sandbox? sandbox)
        {
            // What the sandbox got did not arrive anywhere.
            var path = request.Journal ?? (sandbox is null ? $"{request.Merge}.pabal-journal" : null);
            var journal = path is null ? null : await Journal.OpenAsync(path, cancellationToken);
            try
            {
                var plan = MergePlan.Make(table, template, journal, request.ResendUnknown);
                if (plan.Skipped > 0 && journal!.Head!.Server != options.ServerUri)
                    Screen.WriteNote(Say($"{plan.Skipped} rows were sent through {journal.Head.Server} before and are not sent again", $"{plan.Skipped}행은 전에 {journal.Head.Server}(으)로 보냈으므로 다시 보내지 않습니다"));
                journal?.Begin(template.Hash, options.ServerUri);
                foreach (var mail in plan.Unknown)
                    results.Enqueue(RowDocument.Unknown(mail, template.Fill(mail.Row).Envelope, journal!.Mails[mail.Key].MessageId));
                var isComplete = await DeliverAsync(Paced(options, named, table.Rows.Length), plan, template, signers, journal, cancellationToken);
                return Conclude(plan, journal, sandbox, isComplete ? null : journal?.Fault is { } fault ? new Interruption(fault.ExitCode, "journal-unwritable", fault.Message)
                    : Interruption.Of(byUser.IsCancellationRequested, request.Timeout));
            }
            finally
            {
                if (journal is not null)
                    await journal.DisposeAsync();
                signers.ForEach(signer => signer.Dispose());
            }
        }
    }

    // Every row is made into a mail before the first is sent: what is wrong with the last is known in time.
    private static EmailAddress CheckAll(CsvTable table, MailTemplate template, CancellationToken cancellationToken)
    {
        var faults = new List<CliException>();
        EmailAddress? author = null;
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var draft = template.Fill(row);
                author ??= draft.Author;
            }
            catch (CliException e) when (faults.Count < FaultsShown)
            {
                faults.Add(e);
            }
        }
        return faults is not [var first, .. var others] ? author!
            : throw new CliException(first.ExitCode, first.Message, [.. others.Select(fault => fault.Message), .. first.Remedy, Say("nothing was sent", "아무것도 보내지 않았습니다")]) { Option = first.Option };
    }

    private SmtpClientOptions Paced(SmtpClientOptions options, string? server, int rows)
    {
        var provider = (server is null ? null : Providers.Find(server.Split('?')[0])) ?? Providers.ForHost(options.Host);
        var limits = provider?.Limits ?? new ProviderLimits();
        if (limits.MessagesPerDay < rows)
        {
            Screen.WriteNote(Say($"{provider!.DisplayName} takes {limits.MessagesPerDay} mails a day, and there are {rows} rows: what it refuses today goes out when the same command runs tomorrow",
                                 $"{provider.DisplayName}은(는) 하루에 {limits.MessagesPerDay}통을 받는데 {rows}행이 있습니다. 오늘 거부된 것은 내일 같은 명령으로 보낼 수 있습니다"));
        }
        var usual = new SmtpPoolOptions();
        return options with
        {
            Pool = usual with
            {
                // One after the other, a dialogue can be read.
                MaxConnections = request.Connections ?? (request.Verbosity > 0 ? 1 : limits.Connections ?? usual.MaxConnections),
                MailsPerConnection = limits.MessagesPerConnection ?? usual.MailsPerConnection,
                MailsPerMinute = request.Rate ?? limits.MessagesPerMinute,
                Retries = Retries,
            },
            Transcript = request.Verbosity > 0 ? TranscriptPrinter.Print : null,
            TranscribeContent = request.Verbosity > 1,
        };
    }

    // False when it was stopped before the end.
    private async Task<bool> DeliverAsync(SmtpClientOptions options, MergePlan plan, MailTemplate template, List<DkimSigner> signers, Journal? journal, CancellationToken cancellationToken)
    {
        // Where nothing can be written down, nothing more may be sent; what is under way is told, if only as unknown.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var client = new SmtpClient(options);
        try
        {
            await MergeProgress.ShowAsync(plan.ToSend.Count, request.Json || request.Verbosity > 0, async settled =>
            {
                await foreach (var outcome in client.SendManyAsync(MailsAsync(plan.ToSend, template, signers, journal, settled), stop.Token))
                {
                    var sent = (Sending)outcome.Mail.Tag!;
                    var row = RowDocument.Of(sent.Mail, outcome) with
                    {
                        MessageId = sent.MessageId,
                        Server = options.ServerUri,
                        DurationMs = (long)Stopwatch.GetElapsedTime(sent.Start).TotalMilliseconds,
                    };
                    results.Enqueue(row);
                    settled();
                    if (journal is not null && !journal.TryWrite(Line(sent, row.Fate)))
                        await stop.CancelAsync();
                }
            });
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<OutgoingMail> MailsAsync(IEnumerable<RowMail> mails, MailTemplate template, List<DkimSigner> signers, Journal? journal, Action settled,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (var mail in mails)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Make(mail, template, signers, journal) is { } made)
                yield return made;
            else
                settled();
        }
    }

    // Null when the row, sound a moment ago, can't be made into a mail any more: a file of it is gone.
    private OutgoingMail? Make(RowMail mail, MailTemplate template, List<DkimSigner> signers, Journal? journal)
    {
        try
        {
            var draft = template.Fill(mail.Row);
            var message = signers.Aggregate(draft.Message, (signed, signer) => signer.Sign(signed));
            var sending = new Sending(mail, message.MessageId, Stopwatch.GetTimestamp());
            var content = MailContent.From(message);
            return new OutgoingMail(draft.Envelope, journal is null ? content : new JournaledContent(content, token => journal.BeginAsync(Line(sending, RowState.Begun), token))) { Tag = sending };
        }
        catch (CliException e)
        {
            results.Enqueue(RowDocument.Of(mail, e));
            return null;
        }
    }

    private int Conclude(MergePlan plan, Journal? journal, Sandbox? sandbox, Interruption? stop)
    {
        var sent = results.Count(row => row.Fate == RowState.Accepted);
        var isDone = stop is null && results.All(row => row.Fate == RowState.Accepted);
        // Nor is there anything to remember where nothing was sent.
        var isForgotten = isDone || (stop is null && plan.Skipped == 0 && results.All(row => row.Fate is RowState.Refused or RowState.NotSent));
        Report(new MergeDocument
        {
            Sent = sent,
            Failed = results.Count - sent,
            Skipped = plan.Skipped,
            Pending = plan.ToSend.Count + plan.Unknown.Count - results.Count,
            Results = [.. results.OrderBy(row => row.Row)],
            DurationMs = watch.ElapsedMilliseconds,
            Journal = isForgotten ? null : journal?.Path,
            Files = sandbox?.Files,
            Error = stop is null ? null : new ErrorDocument("input", null, null, stop.Message, true, new DiagnosisDocument(stop.Id, stop.Message, [Say("run the same command again", "같은 명령을 다시 실행하십시오")], null, true)),
        }, interrupted: stop is not null, sandbox);
        // Last of all: whoever ends the program before has not heard that all is done, and may run it again.
        if (isForgotten)
            journal?.Delete();
        return stop?.ExitCode ?? ExitCodeOf(sent + plan.Skipped > 0);
    }

    private int ExitCodeOf(bool hasSome)
    {
        var codes = results.Select(row => row.ExitCode).Where(code => code != ExitCode.Done).Distinct().ToList();
        return codes.Count == 0 ? ExitCode.Done : hasSome ? ExitCode.SomeRefused : codes.Contains(ExitCode.TryLater) ? ExitCode.TryLater : codes[0];
    }

    private void Report(MergeDocument document, bool interrupted, Sandbox? sandbox = null)
    {
        try
        {
            if (request.Json)
            {
                JsonOutput.Write(document, MergeJson.Default.MergeDocument);
                return;
            }
            if (document.Error is not null)
                Screen.WriteError(document.Error.Text, []);
            MergeReport.Write(document, interrupted);
            sandbox?.Describe();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That nobody can read the report must not make the mails look unsent.
        }
    }

    private int Fail(CliException e)
    {
        if (request.Json)
            JsonOutput.Write(new MergeDocument { Error = ErrorDocument.From(e), DurationMs = watch.ElapsedMilliseconds }, MergeJson.Default.MergeDocument);
        else
            Screen.WriteError(e.Message, e.Remedy);
        return e.ExitCode;
    }

    private static JournalLine Line(Sending sending, RowState state) =>
        new() { Mail = sending.Mail.Key, Row = sending.Mail.Row.Number, State = state, MessageId = sending.MessageId, Time = DateTimeOffset.UtcNow };

    private sealed record Sending(RowMail Mail, string? MessageId, long Start);
}
