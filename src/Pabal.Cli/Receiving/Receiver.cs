using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Inbox;
using Pabal.Testing;
using static Pabal.Localized;

namespace Pabal.Cli.Receiving;

/// <summary><c>pabal inbox</c> from start to end: opens the listeners, says so, and stops when it is told to.</summary>
internal sealed class Receiver(InboxRequest request)
{
    private const string PasswordName = "PABAL_INBOX_PASSWORD";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Whoever starts an inbox in the background ends it by SIGTERM; that is no failure, and neither is Ctrl+C.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            var options = Options();
            await using var store = await OpenAsync(cancellationToken);
            await using var server = await StartAsync(options, store, cancellationToken);
            Warn(options, server);
            ReadyLines.Write(server, request.Json);
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        }
        catch (CliException e)
        {
            return FailureReport.Write(e, request.Json);
        }
    }

    private InboxServerOptions Options()
    {
        var password = request.PasswordFile is { } file ? SecretFile.Read(file) : Environment.GetEnvironmentVariable(PasswordName) is { Length: > 0 } given ? given : DotEnv.Load()[PasswordName];
        if (request.User is not null && password is null)
        {
            throw new CliException(ExitCode.Configuration, Say($"--user {request.User} needs a password", $"--user {request.User}에는 비밀번호가 필요합니다"),
                Say($"put {PasswordName}=… into the environment or a .env file (chmod 600), or use --password-file F", $"환경 변수나 .env 파일(chmod 600)에 {PasswordName}=…을 쓰거나 --password-file F를 쓰십시오"));
        }
        var (certificate, intermediates) = Certificate();
        try
        {
            return new InboxServerOptions
            {
                Smtp = request.Smtp,
                Http = request.Http,
                Pop3 = request.Pop3,
                User = request.User,
                Password = password,
                Certificate = certificate,
                Intermediates = intermediates,
                MaxSize = request.MaxSize,
                Transcript = request.Verbosity > 0 ? (_, line) => TranscriptPrinter.Print(line) : null,
                AllowedHosts = [.. request.AllowHosts],
                ReleaseTo = request.ReleaseTo is null ? null : new ServerSettings(new ServerRequest()).Connection(request.ReleaseTo, null),
                ReleaseAllow = [.. request.ReleaseAllow],
                Faults = new FaultPlan { Faults = [.. request.Faults.Select(Fault.Parse)] },
            };
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, e.Message);
        }
    }

    private async Task<InboxStore> OpenAsync(CancellationToken cancellationToken)
    {
        if (request.Folder is not null)
            InputFile.CheckNamed("--dir", request.Folder);
        try
        {
            return await InboxStore.OpenAsync(new InboxStoreOptions
            {
                Folder = request.Folder,
                MaxMessages = request.MaxMessages,
                MaxBytes = request.MaxBytes,
                MaxAge = request.MaxAge,
                Rules = Rules(),
            }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NoFile, Say($"--dir: {request.Folder} can't be used: {e.Message}", $"--dir: {request.Folder}을(를) 쓸 수 없습니다: {e.Message}"));
        }
    }

    private static async Task<InboxServer> StartAsync(InboxServerOptions options, InboxStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await InboxServer.StartAsync(options, store, cancellationToken);
        }
        catch (IOException e)
        {
            throw new CliException(ExitCode.Unavailable, e.Message, Say("take another port with --smtp, --http or --pop3; port 0 takes a free one", "--smtp, --http, --pop3로 다른 포트를 쓰십시오. 포트 0은 빈 포트를 씁니다"));
        }
    }

    private InboxRules Rules() => new()
    {
        ByUser = request.Inboxes.Contains("user"),
        ByTag = request.Inboxes.Contains("tag"),
        Patterns =
        [
            .. from rule in request.Inboxes
               where rule is not ("user" or "tag")
               select rule.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } pattern] ? new InboxPattern(name, pattern) : throw new CliException(ExitCode.Usage,
                   Say("--inboxes takes user, tag or NAME=PATTERN, as in shop=*@shop.test", "--inboxes에는 user, tag, 이름=패턴을 쓰십시오. 예: shop=*@shop.test")),
        ],
    };

    private (X509Certificate2?, X509Certificate2Collection?) Certificate()
    {
        if (request.TlsCert is null && request.TlsKey is null)
            return (null, null);
        if (request.TlsCert is not { } certificate || request.TlsKey is not { } key)
            throw new CliException(ExitCode.Usage, Say("--tls-cert and --tls-key go together", "--tls-cert와 --tls-key는 함께 쓰십시오"));
        SecretFile.Warn(key);
        try
        {
            using var made = X509Certificate2.CreateFromPemFile(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            chain.RemoveAt(0);
            // Windows can't use a key for TLS that was never imported.
            return (X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(File.Exists(certificate) ? key : certificate, e);
        }
        catch (CryptographicException)
        {
            throw new CliException(ExitCode.Configuration, Say($"{certificate} and {key} are no certificate and private key in PEM form that belong together", $"{certificate}와(과) {key}은(는) 서로 맞는 PEM 형식의 인증서와 개인 키가 아닙니다"));
        }
    }

    private static void Warn(InboxServerOptions options, InboxServer server)
    {
        if (options.Password is null && new[] { server.Smtp, server.Http, server.Pop3 }.OfType<IPEndPoint>().FirstOrDefault(open => !IPAddress.IsLoopback(open.Address)) is { } open)
        {
            Screen.WriteError(Say($"{open} can be reached from other machines, and there is no password: whoever gets there reads and deletes all mail", $"{open}은(는) 다른 컴퓨터에서도 닿는데 비밀번호가 없습니다. 누구든 모든 메일을 읽고 지울 수 있습니다"),
                [Say($"set {PasswordName}, or listen on 127.0.0.1", $"{PasswordName}을(를) 정하거나 127.0.0.1에서 여십시오")]);
        }
    }
}
