using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sendmailing;

/// <summary><c>pabal sendmail</c>, in place of <c>/usr/sbin/sendmail</c>: prints nothing when all went well.</summary>
internal static class Submission
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            var request = SendmailArguments.Parse(args);
            var settings = new ServerSettings(request.Server);
            var mail = new SubmittedMail(request, settings.From, new LocalNames(settings.Aliases));
            if (request.SpeaksSmtp)
                return await SmtpOnStandardInput.RunAsync((draft, token) => SendAsync(request, settings, draft, token), mail, cancellationToken);
            var input = await InputFile.ReadAsync("-", "-", cancellationToken);
            return Report(await SendAsync(request, settings, mail.Read(input), cancellationToken));
        }
        catch (CliException e)
        {
            Screen.WriteError(e.Message, e.Remedy);
            return e.ExitCode;
        }
        catch (SmtpException e)
        {
            SendReport.Refused(e);
            return Failure.ExitCodeOf(e);
        }
    }

    private static int Report(SendResult result)
    {
        foreach (var rejected in result.Rejected)
            Screen.WriteError($"{rejected.Address}: {rejected.Diagnosis?.Cause ?? rejected.Reply.ToString()}", rejected.Diagnosis?.Remedy ?? []);
        return result.Rejected.IsEmpty ? ExitCode.Done : ExitCode.SomeRefused;
    }

    private static async Task<SendResult> SendAsync(SendmailRequest request, ServerSettings settings, Draft draft, CancellationToken cancellationToken)
    {
        var server = settings.Server ?? (draft.Author is { } author ? Providers.ForAddress(author)?.Name : null) ?? throw new CliException(ExitCode.Configuration,
            Say("nothing says through which server to send", "어느 서버로 보낼지 정해 두지 않았습니다"),
            Say($"write an account into {ConfigFile.Path}; pabal sendmail --help shows one", $"{ConfigFile.Path}에 계정을 쓰십시오. pabal sendmail --help에 예가 있습니다"),
            Say("or set PABAL_SERVER", "또는 PABAL_SERVER를 정하십시오"));
        if (server != Sandbox.Name)
            return await SendAsync(request, settings.Connection(server, draft.Author), draft, cancellationToken);
        await using var sandbox = await Sandbox.StartAsync(cancellationToken);
        return await SendAsync(request, sandbox.Connection, draft, cancellationToken);
    }

    private static async Task<SendResult> SendAsync(SendmailRequest request, SmtpClientOptions options, Draft draft, CancellationToken cancellationToken)
    {
        options = options with { Transcript = request.Verbosity > 0 ? TranscriptPrinter.Print : null, TranscribeContent = request.Verbosity > 1 };
        await using var client = new SmtpClient(options);
        return await client.SendAsync(draft.Envelope, MailContent.From(draft.Message), null, cancellationToken);
    }
}
