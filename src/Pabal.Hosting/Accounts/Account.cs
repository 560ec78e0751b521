using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Hosting.Accounts;

/// <summary>An account as it stands after all checks. Where its mail is captured or written to a folder it needs no server, and none is looked at.</summary>
/// <param name="Name">Its name, empty for the one without.</param>
/// <param name="From">Whom mail is from that does not say so itself.</param>
/// <param name="Folder">The folder that takes the mail; null where it is sent.</param>
/// <param name="Client">How to connect; null where nothing is sent.</param>
internal sealed record Account(string Name, AddressList From, string? Folder, SmtpClientOptions? Client)
{
    /// <summary>Checks the options and tells each problem with its key and the way out; the account is of use only if there is none.</summary>
    public static Account Read(string name, PabalOptions options, IServiceProvider services, List<string> problems)
    {
        problems.AddRange(options.Problems);
        var environment = services.GetService<IHostEnvironment>();
        var isCaptured = services.GetService<CapturingMailSender>() is not null;
        var folder = !isCaptured && environment?.IsDevelopment() == true && options.Folder is { Length: > 0 } path ? FromRoot(environment, path) : null;
        var account = new Account(name, options.From, folder, null);
        return isCaptured || folder is not null ? account : account with { Client = new ServerReader(AccountSection.PathOf(name), options, environment, problems).Read(services) };
    }

    private static string FromRoot(IHostEnvironment? environment, string path) => Path.GetFullPath(path, environment?.ContentRootPath ?? Environment.CurrentDirectory);

    /// <summary>Server and login of one account.</summary>
    private sealed class ServerReader(string section, PabalOptions options, IHostEnvironment? environment, List<string> problems)
    {
        public SmtpClientOptions? Read(IServiceProvider services)
        {
            if (Server() is not { } server)
                return null;
            server = server with
            {
                Credentials = Credentials(UserAt(server)),
                Pool = options.Pool ?? options.PoolChange(server.Pool),
                Timeouts = options.Timeouts,
                Logger = services.GetService<ILoggerFactory>()?.CreateLogger(PabalServices.TelemetryName),
                TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            };
            return options.Client?.Invoke(server) ?? server;
        }

        private SmtpClientOptions? Server()
        {
            if (string.IsNullOrWhiteSpace(options.Server))
                return Tell<SmtpClientOptions>(nameof(options.Server), Say(
                    "there is no server; write a provider's name such as gmail or naver, or smtps://mail.example.com",
                    "서버가 없습니다. gmail, naver 같은 메일 서비스 이름이나 smtps://mail.example.com처럼 쓰십시오"));
            try
            {
                return SmtpClientOptions.Parse(options.Server);
            }
            catch (FormatException error)
            {
                return Tell<SmtpClientOptions>(nameof(options.Server), error.Message);
            }
        }

        private string? UserAt(SmtpClientOptions server) => options.User is { Length: > 0 } user ? user
            : server.User ?? (Providers.Find(options.Server!.Trim().Split('?')[0]) is not { } provider || Secret is null ? null
            : provider.FixedUser ?? (options.From.Mailboxes.FirstOrDefault() is { } from ? provider.UserFor(from.Address) : null));

        private string? Secret => options.Password is { Length: > 0 } ? nameof(options.Password) : options.PasswordFile is { Length: > 0 } ? nameof(options.PasswordFile) : null;

        private SmtpCredentials? Credentials(string? user)
        {
            if (Secret is not { } key)
                return user is null ? null : Tell<SmtpCredentials>(nameof(options.Password), Say(
                    $"there is no password for {user}; set the environment variable {section.Replace(":", "__", StringComparison.Ordinal)}__Password, or name a file in {section}:PasswordFile",
                    $"{user}의 비밀번호가 없습니다. 환경 변수 {section.Replace(":", "__", StringComparison.Ordinal)}__Password를 정하거나 {section}:PasswordFile에 파일을 쓰십시오"));
            if (user is null)
                return Tell<SmtpCredentials>(nameof(options.User), Say("there is a password, but nobody to log in as; write the user name", "비밀번호는 있는데 로그인할 사용자가 없습니다. 사용자 이름을 쓰십시오"));
            if (key == nameof(options.Password) && options.PasswordFile is { Length: > 0 })
                return Tell<SmtpCredentials>(nameof(options.PasswordFile), Say("there is a password beside it; take one of the two away", "비밀번호도 따로 있습니다. 둘 가운데 하나를 빼십시오"));
            try
            {
                return (key == nameof(options.Password) ? options.Password : FileContent()) is { } password ? SmtpCredentials.Password(user, password) : null;
            }
            catch (ArgumentException error)
            {
                return Tell<SmtpCredentials>(error.ParamName == "user" ? nameof(options.User) : key, ReasonOf(error));
            }
        }

        private string? FileContent()
        {
            try
            {
                var text = File.ReadAllText(FromRoot(environment, options.PasswordFile!));
                text = text.EndsWith('\n') ? text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : text;
                return text.Length > 0 && !text.Contains('\n') ? text : Tell<string>(nameof(options.PasswordFile), Say(
                    "the file is to hold one line, the password, and holds none or several", "파일에는 비밀번호 한 줄만 있어야 하는데, 비었거나 여러 줄입니다"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return Tell<string>(nameof(options.PasswordFile), Say($"the file can't be read: {error.Message}", $"파일을 읽을 수 없습니다: {error.Message}"));
            }
        }

        private T? Tell<T>(string key, string problem) where T : class
        {
            problems.Add($"{section}:{key}: {problem}");
            return null;
        }
    }
}
