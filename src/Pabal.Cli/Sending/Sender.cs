using System.Diagnostics;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>pabal send</c> from start to end: build, check, sign, save, send, report.</summary>
internal sealed class Sender(SendRequest request)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly StageWatch stage = new();
    private SendDocument document = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        try
        {
            return await SendAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return Unfinished(Interruption.Of(cancellationToken.IsCancellationRequested, request.Timeout));
        }
        catch (CliException e)
        {
            return Fail(e.ExitCode, ErrorDocument.From(e), () => Screen.WriteError(e.Message, e.Remedy));
        }
        catch (SmtpException e)
        {
            document = document with
            {
                Accepted = [.. e.Accepted.Select(address => address.ToString())],
                Rejected = [.. e.Rejected.Select(RejectedDocument.From)],
            };
            return Fail(Failure.ExitCodeOf(e), ErrorDocument.From(e), () => SendReport.Refused(e));
        }
    }

    private async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var settings = new ServerSettings(request.Server);
        var draft = request.Eml is null
            ? await new MailBuilder(request, settings.From).DraftAsync(cancellationToken)
            : await new FinishedMail(request, settings.From).DraftAsync(cancellationToken);
        var (envelope, author) = (draft.Envelope, draft.Author);
        var message = Sign(draft.Message);
        document = document with { MessageId = message.MessageId, DryRun = request.DryRun };
        var server = settings.ServerFor(author);
        if (request.DryRun && server is not (null or Sandbox.Name))
            settings.Connection(server, author, withLogin: false);
        if (request.Save is not null)
            await SavedFile.WriteAsync(request.Save, message, cancellationToken);
        if (request.DryRun)
        {
            document = document with { DurationMs = watch.ElapsedMilliseconds };
            Report(() => SendReport.DryRun(request, document, envelope, message));
            return ExitCode.Done;
        }
        if (server == Sandbox.Name)
        {
            await using var sandbox = await Sandbox.StartAsync(cancellationToken);
            return await DeliverAsync(sandbox.Connection, envelope, message, sandbox, cancellationToken);
        }
        return await DeliverAsync(settings.Connection(server, author), envelope, message, null, cancellationToken);
    }

    private MimeMessage Sign(MimeMessage message)
    {
        try
        {
            return DkimOption.Sign(message, request.Dkim);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.BadInput, ReasonOf(e));
        }
    }

    private async Task<int> DeliverAsync(SmtpClientOptions options, Envelope envelope, MimeMessage message, Sandbox? sandbox, CancellationToken cancellationToken)
    {
        options = options with
        {
            Transcript = request.Verbosity > 0 ? TranscriptPrinter.Print + (Action<TranscriptLine>)stage.Hear : stage.Hear,
            TranscribeContent = request.Verbosity > 1,
        };
        document = document with { Server = options.ServerUri };
        stage.Begin();
        await using var connection = await SmtpConnection.OpenAsync(options, cancellationToken);
        document = document with { Tls = connection.Tls?.Version };
        if ((envelope.Notify, envelope.Return) is not (DsnNotify.Unset, DsnReturn.Unset) && !connection.Extensions.Has("DSN"))
            Screen.WriteError(Say($"{options.Host} offers no delivery reports (DSN): --dsn and --dsn-ret have no effect", $"{options.Host}이(가) 배달 보고(DSN)를 지원하지 않아 --dsn과 --dsn-ret은 효과가 없습니다"), []);
        var result = await ProgressBar.ShowAsync(message.Length, request.Json, progress =>
            connection.SendAsync(envelope, MailContent.From(message), progress, cancellationToken));
        document = document with
        {
            Accepted = [.. result.Accepted.Select(address => address.ToString())],
            Rejected = [.. result.Rejected.Select(RejectedDocument.From)],
            Reply = ReplyDocument.From(result.Reply),
        };
        await QuitAsync(connection, cancellationToken);
        document = document with { Files = sandbox?.Files, DurationMs = watch.ElapsedMilliseconds };
        Report(() => SendReport.Sent(request, document, sandbox));
        return result.Rejected.IsEmpty ? ExitCode.Done : ExitCode.SomeRefused;
    }

    // The mail is accepted: neither the time nor an interruption at the good-bye changes anything about it.
    private static async Task QuitAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.QuitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    // Stopped from outside. After the end of the content nobody knows whether the server took the mail.
    private int Unfinished(Interruption stop)
    {
        var unknown = stage.Stage == SmtpStage.Final;
        string[] remedy = unknown
            ? [Say("whether the server took the mail is not known: ask the recipient before sending it again", "서버가 메일을 받았는지 알 수 없습니다. 다시 보내기 전에 받는 사람에게 확인하십시오")]
            : [];
        var diagnosis = new DiagnosisDocument(unknown ? "outcome-unknown" : stop.Id, stop.Message, remedy, null, Retry: !unknown);
        return Fail(stop.ExitCode, new ErrorDocument(ErrorDocument.NameOf(stage.Stage), null, null, stop.Message, true, diagnosis), () => Screen.WriteError(stop.Message, remedy));
    }

    private int Fail(int exitCode, ErrorDocument error, Action tell)
    {
        document = document with { Error = error, DurationMs = watch.ElapsedMilliseconds };
        Report(request.Json ? () => JsonOutput.Write(document, SendJson.Default.SendDocument) : tell);
        return exitCode;
    }

    // What became of the mail is in the exit code too: that nobody can read the report must not make it look unsent.
    private static void Report(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
