using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Cli.Checking;

/// <summary><c>pabal check --server</c>: a session as far as the login, step by step, and no mail. What was learnt before a failure is shown too.</summary>
internal sealed class Checker(CheckRequest request)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly StageWatch stage = new();
    private readonly StepClock clock = new();
    private CheckDocument document = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        try
        {
            await CheckAsync(deadline.Token);
            Report(null);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            var stop = Interruption.Of(cancellationToken.IsCancellationRequested, request.Timeout);
            clock.End(stage.Stage);
            Report(stage.Stage, new ErrorDocument(ErrorDocument.NameOf(stage.Stage), null, null, stop.Message, true, new DiagnosisDocument(stop.Id, stop.Message, [], null, Retry: true)));
            Tell(() => Screen.WriteError(stop.Message, []));
            return stop.ExitCode;
        }
        catch (CliException e)
        {
            return FailureReport.Write(e, request.Json);
        }
        catch (SmtpException e)
        {
            clock.End(e.Stage);
            if (e.Certificate is { } certificate)
                document = document with { Certificate = CertificateDocument.From(certificate, e.Message) };
            Report(e.Stage, ErrorDocument.From(e));
            Tell(() => Screen.WriteError(e));
            return Failure.ExitCodeOf(e);
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var settings = new ServerSettings(request.Server);
        var login = LoginAddress(settings);
        var server = settings.ServerFor(login);
        await using var sandbox = server == Sandbox.Name ? await Sandbox.StartAsync(cancellationToken) : null;
        var options = (sandbox?.Connection ?? settings.Connection(server, login)) with
        {
            Transcript = request.Verbosity > 0 ? TranscriptPrinter.Print + (Action<TranscriptLine>)stage.Hear + clock.Hear : stage.Hear + (Action<TranscriptLine>)clock.Hear,
        };
        document = document with { Server = options.ServerUri, Provider = Providers.ForHost(options.Host)?.Name };
        await ResolveAsync(options.Host, cancellationToken);
        stage.Begin();
        clock.Open();
        await using var connection = await SmtpConnection.ConnectAsync(options, cancellationToken);
        clock.End(SmtpStage.Greeting);
        document = document with { ConnectedTo = connection.RemoteEndPoint.ToString(), Greeting = connection.Greeting.Text };
        await HelloAsync(connection, cancellationToken);
        if (connection.Tls is null && (options.Tls == TlsMode.Required || (options.Tls == TlsMode.Opportunistic && (DemandsTls(options) || connection.Extensions.Has("STARTTLS")))))
        {
            await connection.StartTlsAsync(cancellationToken);
            clock.End(SmtpStage.Tls);
            await HelloAsync(connection, cancellationToken);
        }
        if (options.Credentials is { } credentials)
            await LogInAsync(connection, credentials, cancellationToken);
        await connection.QuitAsync(cancellationToken);
        clock.End(SmtpStage.Quit);
    }

    private static EmailAddress? LoginAddress(ServerSettings settings) =>
        EmailAddress.TryParse(settings.User, out var user) ? user
        : AddressList.TryParse(settings.From, out var from) ? from.Mailboxes.FirstOrDefault()?.Address
        : null;

    // Whoever names a certificate or an authority wants TLS, not TLS if the server feels like it.
    private static bool DemandsTls(SmtpClientOptions options) => options.PinnedCertificate is not null || options.TrustedRoots is { Count: > 0 };

    // Only to show them: the connection looks the name up itself, and explains why it could not.
    private async Task ResolveAsync(string host, CancellationToken cancellationToken)
    {
        stage.Resolve();
        clock.Start();
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            document = document with { Addresses = [.. addresses.Select(address => address.ToString())] };
            clock.End(SmtpStage.Resolve);
        }
        catch (SocketException)
        {
        }
    }

    private async Task HelloAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        SeeTls(connection.Tls);
        await connection.HelloAsync(cancellationToken);
        clock.End(SmtpStage.Ehlo);
        string[] offered = [.. connection.Extensions.Keywords.OrderBy(keyword => keyword.Key, StringComparer.Ordinal).Select(keyword => $"{keyword.Key} {keyword.Value}".TrimEnd())];
        document = document with
        {
            Extensions = connection.Tls is null ? document.Extensions with { BeforeTls = offered } : document.Extensions with { AfterTls = offered },
            Mechanisms = connection.Extensions.Mechanisms,
            MaxSize = connection.Extensions.MaxSize,
        };
    }

    private void SeeTls(TlsSession? tls)
    {
        if (tls is not null)
            document = document with { Tls = tls.Version, CipherSuite = tls.CipherSuite, Certificate = CertificateDocument.From(tls.Certificate, tls.Objection) };
    }

    private async Task LogInAsync(SmtpConnection connection, SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AuthenticateAsync(credentials, cancellationToken);
            clock.End(SmtpStage.Auth);
            document = document with { Login = new(credentials.User, clock.Mechanism, Accepted: true) };
        }
        catch (SmtpException)
        {
            document = document with { Login = new(credentials.User, clock.Mechanism, Accepted: false) };
            throw;
        }
    }

    private void Report(SmtpStage? failed, ErrorDocument? error = null)
    {
        document = document with { Steps = clock.Document(failed), DurationMs = watch.ElapsedMilliseconds, Error = error };
        if (request.Json)
            JsonOutput.Write(document, CheckJson.Default.CheckDocument);
        else
            CheckScreen.Show(document);
    }

    private void Tell(Action tell)
    {
        if (!request.Json)
            tell();
    }
}
