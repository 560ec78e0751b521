using System.CommandLine;
using Pabal.Cli.Listing;
using Pabal.Cli.Settings;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The options that say where to connect and as whom; every command that connects has them.</summary>
internal sealed class ServerOptions
{
    public Option<string?> Server { get; } = SendOptions.Text("--server", "S", Say(
        "smtp://host[:port] (587, STARTTLS), smtps://host[:port] (465, TLS), a provider's name (gmail, naver …), or sandbox. Default: PABAL_SERVER, else the provider that the sender's address belongs to.",
        "smtp://호스트[:포트](587, STARTTLS), smtps://호스트[:포트](465, TLS), 서비스 이름(gmail, naver …), 또는 sandbox. 기본값: PABAL_SERVER, 없으면 보내는 주소의 메일 서비스."));

    public Option<string?> User { get; } = SendOptions.Text("--user", "U", Say("Who logs in. Default: PABAL_USER; with a provider the sender's address.", "로그인할 사용자. 기본값: PABAL_USER. 서버를 서비스 이름으로 정했으면 보내는 주소."));

    public Option<string?> Account { get; } = SendOptions.Text("--account", "NAME", Say("An account of ~/.config/pabal/config.json. Default: the one it names.", "~/.config/pabal/config.json에 있는 계정. 기본값: 그 파일의 default."));

    public Option<string?> PasswordFile { get; } = SendOptions.Text("--password-file", "F", Say(
        "Read the password from a file that only you can read. Else: PABAL_PASSWORD, .env, the account, a prompt. Never on the command line.",
        "나만 읽을 수 있는 파일에서 비밀번호를 읽습니다. 없으면 PABAL_PASSWORD, .env, 계정 설정, 터미널 입력 순서로 찾습니다. 명령줄에서는 받지 않습니다."));

    public Option<string?> OAuthTokenFile { get; } = SendOptions.Text("--oauth-token-file", "F", Say("Read an OAuth2 access token from a file. Else: PABAL_OAUTH_TOKEN.", "OAuth2 액세스 토큰을 파일에서 읽습니다. 없으면 PABAL_OAUTH_TOKEN."));

    public Option<string?> CaFile { get; } = SendOptions.Text("--ca-file", "F", Say("Trust this private CA (PEM) too.", "이 사설 인증 기관(PEM)도 신뢰합니다."));

    public Option<string?> Pin { get; } = SendOptions.Text("--pin", "sha256:HEX", Say("Trust exactly the certificate with this fingerprint.", "이 지문의 인증서 하나만 신뢰합니다."));

    public Option<double?> Timeout { get; } = SendOptions.Seconds("--timeout", Say("The time the whole command may take.", "명령 전체의 제한 시간."));

    public Option<string?> SourceAddress { get; } = SendOptions.Text("--source-address", "IP", Say("Connect from this local address.", "이 로컬 주소에서 연결합니다."));

    public ServerOptions() => Server.CompletionSources.Add(_ => ProviderNames.Servers);

    public IEnumerable<Option> All => [Server, User, Account, PasswordFile, OAuthTokenFile, CaFile, Pin, Timeout, SourceAddress];

    /// <summary>What was typed; of <paramref name="from"/> each command has its own idea.</summary>
    public ServerRequest Read(ParseResult parsed, string? from) => new()
    {
        Server = parsed.GetValue(Server),
        User = parsed.GetValue(User),
        From = from,
        Account = parsed.GetValue(Account),
        PasswordFile = parsed.GetValue(PasswordFile),
        OAuthTokenFile = parsed.GetValue(OAuthTokenFile),
        CaFile = parsed.GetValue(CaFile),
        Pin = parsed.GetValue(Pin),
        SourceAddress = parsed.GetValue(SourceAddress),
    };

    public TimeSpan? TimeoutOf(ParseResult parsed) => parsed.GetValue(Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
