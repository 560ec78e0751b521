using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Cli.Listing;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>What was said on the command line about the server; null where nothing was said.</summary>
internal sealed record ServerRequest
{
    public string? Server { get; init; }

    public string? User { get; init; }

    public string? From { get; init; }

    public string? Account { get; init; }

    public string? PasswordFile { get; init; }

    public string? OAuthTokenFile { get; init; }

    public string? CaFile { get; init; }

    public string? Pin { get; init; }

    public string? SourceAddress { get; init; }
}

/// <summary>Options before environment before <c>.env</c> before configuration file, in one place.</summary>
internal sealed class ServerSettings
{
    private readonly ServerRequest request;
    private readonly DotEnv dotEnv;
    private readonly Account account;

    public ServerSettings(ServerRequest request)
    {
        this.request = request;
        dotEnv = DotEnv.Load();
        account = ConfigFile.Load(request.Account);
    }

    public string? From => request.From ?? Variable("PABAL_FROM") ?? account.From;

    public string? User => request.User ?? Variable("PABAL_USER") ?? account.User;

    public string? Server => request.Server ?? Variable("PABAL_SERVER") ?? account.Server;

    /// <summary>Whose mailbox a name without a domain is.</summary>
    public IReadOnlyDictionary<string, string>? Aliases => account.Aliases;

    /// <summary>The server that was named; without one the provider whose domain <paramref name="login"/> is at, which is told. Null when there is neither.</summary>
    public string? ServerFor(EmailAddress? login)
    {
        if (Server is not null || login is null || Providers.ForAddress(login) is not { } provider)
            return Server;
        Screen.WriteNote(Say($"no --server was given; addresses at {login.Domain} are {provider.DisplayName}'s, so {provider.Name} ({provider.Host}) it is",
                             $"--server가 없습니다. {login.Domain} 주소는 {provider.DisplayName}의 것이므로 {provider.Name}({provider.Host}) 서버를 씁니다"));
        return provider.Name;
    }

    /// <summary>Where and how to connect to <paramref name="server"/>. Where it is a provider's name, <paramref name="login"/> logs in unless somebody else was named.</summary>
    public SmtpClientOptions Connection(string? server, EmailAddress? login, bool withLogin = true)
    {
        if (server is null)
            throw NoServer(login);
        var provider = Providers.Find(server.Split('?')[0]);
        SmtpClientOptions options;
        try
        {
            options = SmtpClientOptions.Parse(server);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, e.Message, RemedyFor(server));
        }
        if (options.Tls == TlsMode.None && (request.CaFile ?? request.Pin) is not null)
            throw new CliException(ExitCode.Usage, Say("--ca-file and --pin ask for TLS, and tls=none forbids it", "--ca-file과 --pin에는 TLS가 필요한데 tls=none이 TLS를 끕니다"));
        return options with
        {
            TrustedRoots = (request.CaFile ?? account.CaFile) is { } file ? Roots(file) : null,
            PinnedCertificate = (request.Pin ?? account.Pin) is { } pin ? [.. Fingerprint(pin)] : null,
            SourceAddress = request.SourceAddress is { } text ? Address(text) : null,
            // Last, since it may ask a person: nothing else is to fail after that.
            Credentials = !withLogin ? null : Credentials(request.User ?? options.User ?? User ?? UserAt(provider, login)),
        };
    }

    private static CliException NoServer(EmailAddress? login) => new(ExitCode.Usage,
        login is null ? Say("no server was named", "서버를 정하지 않았습니다")
            : Say($"no server was named, and {login.Domain} belongs to no provider known here", $"서버를 정하지 않았고, {login.Domain}은(는) 여기서 아는 메일 서비스의 도메인이 아닙니다"),
        Say("add --server smtps://HOST, as whoever keeps the mailbox tells it; for a company's domain at Google or Microsoft: --server google-workspace or office365",
            "메일함을 관리하는 곳에서 알려 준 서버를 --server smtps://호스트로 쓰십시오. 회사 도메인을 Google이나 Microsoft에서 쓰면 --server google-workspace 또는 office365입니다"),
        Say("the names of providers: pabal providers; to try it here: --server sandbox", "서비스 이름은 pabal providers로 볼 수 있습니다. 연습이라면 --server sandbox를 쓰십시오"));

    private static string[] RemedyFor(string server)
    {
        if (server.Contains('@'))
            return [Say("a password goes into .env as PABAL_PASSWORD=…, or into a file named by --password-file", "비밀번호는 .env에 PABAL_PASSWORD=…로 쓰거나 --password-file로 파일을 정하십시오")];
        return !server.Contains("://", StringComparison.Ordinal) && ProviderNames.NearestTo(server) is { } near
            ? [Say($"did you mean {near}?", $"{near}을(를) 뜻하셨습니까?")]
            : [];
    }

    private static string? UserAt(Provider? provider, EmailAddress? login)
    {
        if (provider is null || (login is null && provider.UserName != UserNameForm.Fixed))
            return null;
        return provider.FixedUser ?? provider.UserFor(login!) ?? throw new CliException(ExitCode.Usage,
            Say($"{provider.DisplayName} issues the user name itself", $"{provider.DisplayName}의 사용자 이름은 서비스가 발급합니다"),
            [Say("add --user NAME or set PABAL_USER", "--user 이름을 쓰거나 PABAL_USER를 정하십시오"), .. provider.PasswordSteps]);
    }

    private SmtpCredentials? Credentials(string? user)
    {
        if (user is null)
            return request.PasswordFile is null && request.OAuthTokenFile is null ? null : throw new CliException(ExitCode.Usage,
                Say("a password was given, but nobody to log in as", "비밀번호는 있는데 로그인할 사용자가 없습니다"), Say("add --user NAME or set PABAL_USER", "--user 이름을 쓰거나 PABAL_USER를 정하십시오"));
        try
        {
            if (Token() is { } token)
                return SmtpCredentials.OAuthToken(user, token);
            return SmtpCredentials.Password(user, Password() ?? Prompt.ForPassword(user) ?? throw new CliException(ExitCode.Configuration,
                Say($"there is no password for {user}", $"{user}의 비밀번호가 없습니다"),
                Say("put PABAL_PASSWORD=… into a .env file here and run: chmod 600 .env", "이 폴더의 .env 파일에 PABAL_PASSWORD=…을 쓰고 chmod 600 .env를 실행하십시오"),
                Say("or name a file with --password-file", "또는 --password-file로 파일을 정하십시오")));
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.BadInput, ReasonOf(e));
        }
    }

    // An option named on the command line decides; a token outranks a password only within the same place.
    private string? Token() => request.OAuthTokenFile is { } file ? SecretFile.Read(file)
        : request.PasswordFile is not null ? null
        : Environment("PABAL_OAUTH_TOKEN") ?? (Environment("PABAL_PASSWORD") is not null ? null
        : dotEnv["PABAL_OAUTH_TOKEN"] ?? (dotEnv["PABAL_PASSWORD"] is not null ? null
        : account.OauthTokenFile is { } named ? SecretFile.Read(named) : null));

    private string? Password() => request.PasswordFile is { } file ? SecretFile.Read(file)
        : Variable("PABAL_PASSWORD") ?? account.Password ?? (account.PasswordFile is { } named ? SecretFile.Read(named) : account.PasswordCommand is { } command ? SecretCommand.Run(command) : null);

    private string? Variable(string name) => Environment(name) ?? dotEnv[name];

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static X509Certificate2Collection Roots(string path)
    {
        InputFile.CheckNamed("--ca-file", path);
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
        catch (CryptographicException)
        {
            roots.Clear();
        }
        return roots.Count > 0 ? roots : throw new CliException(ExitCode.Configuration,
            Say($"{path} holds no certificate in PEM form", $"{path}에 PEM 형식의 인증서가 없습니다"),
            Say("it must begin with -----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----로 시작해야 합니다"));
    }

    private static byte[] Fingerprint(string pin)
    {
        var hex = pin.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? pin[7..].Replace(":", "", StringComparison.Ordinal) : "";
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : throw new CliException(ExitCode.Usage,
            Say("--pin takes sha256: and 64 hexadecimal digits", "--pin에는 sha256:과 16진수 64자를 쓰십시오"),
            Say("get it by: openssl x509 -in cert.pem -noout -fingerprint -sha256", "다음으로 알 수 있습니다: openssl x509 -in cert.pem -noout -fingerprint -sha256"));
    }

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address) ? address
        : throw new CliException(ExitCode.Usage, Say($"--source-address takes an IP address, not “{text}”", $"--source-address에는 IP 주소를 쓰십시오: “{text}”"));
}
