using System.Diagnostics;
using System.Globalization;
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
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = request.Timeout!.Value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            return Fail(ExitCode.TryLater, stage.Stage, Say($"not finished within --timeout {seconds} s", $"--timeout {seconds}초 안에 끝나지 않았습니다"),
                stage.Stage == SmtpStage.Final ? [Say("whether the server took the mail is not known: ask the recipient before sending it again", "서버가 메일을 받았는지 알 수 없습니다. 다시 보내기 전에 받는 사람에게 확인하십시오")] : [], transient: true);
        }
        catch (CliException e)
        {
            return Fail(e.ExitCode, SmtpStage.Input, e.Message, e.Remedy, transient: false);
        }
        catch (SmtpException e)
        {
            return Fail(e);
        }
    }

    private async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var settings = new ServerSettings(request.Server);
        var builder = new MailBuilder(request, settings.From);
        var email = await builder.EmailAsync(cancellationToken);
        var envelope = builder.Envelope(email);
        var message = Compose(email);
        document = document with { MessageId = message.MessageId, DryRun = request.DryRun };
        if (request.Save is not null)
            await SavedFile.WriteAsync(request.Save, message, cancellationToken);
        if (request.DryRun)
        {
            SendReport.DryRun(request, document with { DurationMs = watch.ElapsedMilliseconds }, envelope, message);
            return ExitCode.Done;
        }
        if (settings.Server == Sandbox.Name)
        {
            await using var sandbox = await Sandbox.StartAsync(cancellationToken);
            return await DeliverAsync(sandbox.Connection, envelope, message, sandbox, cancellationToken);
        }
        return await DeliverAsync(settings.Connection(email.From.Mailboxes.First()), envelope, message, null, cancellationToken);
    }

    private MimeMessage Compose(Email email)
    {
        try
        {
            return DkimOption.Sign(email.ToMessage(), request.Dkim);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.BadInput, CliException.ReasonOf(e));
        }
    }

    private async Task<int> DeliverAsync(SmtpClientOptions options, Envelope envelope, MimeMessage message, Sandbox? sandbox, CancellationToken cancellationToken)
    {
        options = options with
        {
            Transcript = request.Verbosity > 0 ? TranscriptPrinter.Print + (Action<TranscriptLine>)stage.Hear : stage.Hear,
            TranscribeContent = request.Verbosity > 1,
        };
        await using var connection = await SmtpConnection.OpenAsync(options, cancellationToken);
        document = document with { Server = connection.ServerUri, Tls = connection.Tls?.Version };
        var result = await ProgressBar.ShowAsync(message.Length, request.Json, progress =>
            connection.SendAsync(envelope, MailContent.From(message), progress, cancellationToken));
        await QuitAsync(connection, cancellationToken);
        document = document with
        {
            Accepted = [.. result.Accepted.Select(address => address.ToString())],
            Rejected = [.. result.Rejected.Select(RejectedDocument.From)],
            Reply = ReplyDocument.From(result.Reply),
            Files = sandbox?.Files,
            DurationMs = watch.ElapsedMilliseconds,
        };
        SendReport.Sent(request, document, sandbox);
        return result.Rejected.IsEmpty ? ExitCode.Done : ExitCode.SomeRefused;
    }

    // The mail is accepted: whatever happens at the good-bye changes nothing about it.
    private static async Task QuitAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.QuitAsync(cancellationToken);
        }
        catch (SmtpException)
        {
        }
    }

    private int Fail(SmtpException e)
    {
        document = document with
        {
            Rejected = [.. e.Rejected.Select(RejectedDocument.From)],
            Error = ErrorDocument.From(e),
            DurationMs = watch.ElapsedMilliseconds,
        };
        if (request.Json)
            JsonOutput.Write(document, SendJson.Default.SendDocument);
        else
            SendReport.Refused(e);
        return Failure.ExitCodeOf(e);
    }

    private int Fail(int exitCode, SmtpStage failed, string message, IReadOnlyList<string> remedy, bool transient)
    {
        if (request.Json)
        {
            var diagnosis = remedy.Count == 0 ? null : new DiagnosisDocument(DiagnosisIdOf(exitCode), message, remedy, null);
            JsonOutput.Write(document with { Error = new ErrorDocument(ErrorDocument.NameOf(failed), null, null, message, transient, diagnosis), DurationMs = watch.ElapsedMilliseconds }, SendJson.Default.SendDocument);
        }
        else
        {
            Screen.WriteError(message, remedy);
        }
        return exitCode;
    }

    private static string DiagnosisIdOf(int exitCode) => exitCode switch
    {
        ExitCode.Usage => "usage",
        ExitCode.BadInput => "bad-input",
        ExitCode.NoFile => "file-unreadable",
        ExitCode.TryLater => "time-out",
        _ => "configuration",
    };
}
