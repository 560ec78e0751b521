using System.CommandLine;
using System.Globalization;
using Pabal.Cli.Listing;
using Pabal.Cli.Receiving;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal inbox</c>: declares its options and turns what was typed into an <see cref="InboxRequest"/>.</summary>
internal sealed class InboxCommand : Command
{
    private const string Address = "HOST:PORT";

    private readonly Option<string> smtp = new("--smtp") { HelpName = Address, DefaultValueFactory = _ => "127.0.0.1:1025", Description = Say("Where mail comes in; port 0 takes a free one.", "메일을 받을 곳. 포트 0은 빈 포트를 씁니다.") };

    private readonly Option<string> http = new("--http") { HelpName = Address, DefaultValueFactory = _ => "127.0.0.1:8025", Description = Say("Where the page and the API are.", "웹 페이지와 API를 열 곳.") };

    private readonly Option<string?> pop3 = SendOptions.Text("--pop3", Address, Say("Where mail is read by POP3. Default: nowhere.", "POP3로 메일을 읽을 곳. 기본값: 열지 않습니다."));

    private readonly Option<string?> folder = SendOptions.Text("--dir", "DIR", Say("Keep the mails in this folder, as .eml files. Default: in memory only.", "메일을 이 폴더에 .eml 파일로 보관합니다. 기본값: 메모리에만 둡니다."));

    private readonly Option<string?> user = SendOptions.Text("--user", "U", Say("Who may log in, with the password. Default: anybody who knows it.", "비밀번호로 로그인할 사용자. 기본값: 비밀번호를 아는 누구나."));

    private readonly Option<string?> passwordFile = SendOptions.Text("--password-file", "F", Say("Ask everybody for the password in this file, which only you can read. Else for PABAL_INBOX_PASSWORD of the environment or .env; else for none.", "나만 읽을 수 있는 이 파일의 비밀번호를 누구에게나 묻습니다. 없으면 환경 변수나 .env의 PABAL_INBOX_PASSWORD를, 그것도 없으면 아무것도 묻지 않습니다."));

    private readonly Option<string?> tlsCert = SendOptions.Text("--tls-cert", "PEM", Say("The certificate, with those up to its root. Default: a self-made one.", "인증서(중간 인증서 포함). 기본값: 자체 서명 인증서를 만들어 씁니다."));

    private readonly Option<string?> tlsKey = SendOptions.Text("--tls-key", "PEM", Say("The private key of the certificate.", "인증서의 개인 키."));

    private readonly Option<long> maxSize = Number("--max-size", Say("BYTES", "바이트"), 50_000_000, Say("The largest mail taken.", "받을 메일의 최대 크기."), Array.MaxLength);

    private readonly Option<long> maxMessages = Number("--max-messages", "N", 1000, Say("How many mails are kept; the oldest go first.", "보관할 메일 수. 넘으면 오래된 것부터 지웁니다."), int.MaxValue);

    private readonly Option<long> maxBytes = Number("--max-bytes", Say("BYTES", "바이트"), 1L << 30, Say("How many octets of mail are kept in all.", "보관할 메일 전체의 크기."));

    private readonly Option<double?> maxAge = Days("--max-age");

    private readonly Option<string[]> inboxes = SendOptions.Many("--inboxes", Say("user|tag|NAME=PATTERN", "user|tag|이름=패턴"), Say("Part the mails into inboxes: by who logged in, by +tag of the recipient, or by a pattern such as shop=*@shop.test.", "메일을 여러 편지함으로 나눕니다: 로그인한 사용자별, 받는 주소의 +태그별, 또는 shop=*@shop.test 같은 패턴별."));

    private readonly Option<string[]> allowHosts = SendOptions.Many("--allow-host", "NAME", Say("A further name by which browsers may call this inbox.", "브라우저가 이 편지함에 접근할 때 쓸 수 있는 다른 호스트 이름."));

    private readonly Option<string?> releaseTo = SendOptions.Text("--release-to", "SERVER", Say("The server that released mail is sent on by, as for send --server.", "메일을 내보낼 서버(send의 --server와 같습니다)."));

    private readonly Option<string[]> releaseAllow = SendOptions.Many("--release-allow", "PATTERN", Say("Whom mail may be released to: ann@example.com, *@example.com.", "내보내도 되는 주소: ann@example.com, *@example.com."));

    private readonly Option<string[]> faults = SendOptions.Many("--fault", "STAGE:CODE[:PROBABILITY]", Say("Let something go wrong: rcpt:451:0.1, data:drop, greeting:delay=5.", "일부러 장애를 만듭니다: rcpt:451:0.1, data:drop, greeting:delay=5."));

    public InboxCommand(CommonOptions common) : base("inbox", Say("Catch every mail of an application, to look at and to test against.", "애플리케이션이 보내는 메일을 모두 받아 두고 보여 줍니다. 테스트에도 씁니다."))
    {
        inboxes.CompletionSources.Add("user", "tag");
        releaseTo.CompletionSources.Add(_ => ProviderNames.All);
        foreach (var option in new Option[] { smtp, http, pop3, folder, user, passwordFile, tlsCert, tlsKey, maxSize, maxMessages, maxBytes, maxAge, inboxes, allowHosts, releaseTo, releaseAllow, faults })
            Options.Add(option);
        SetAction((parsed, cancellationToken) => new Receiver(Read(parsed, common)).RunAsync(cancellationToken));
    }

    private InboxRequest Read(ParseResult parsed, CommonOptions common) => new()
    {
        Smtp = parsed.GetValue(smtp)!,
        Http = parsed.GetValue(http)!,
        Pop3 = parsed.GetValue(pop3),
        Folder = parsed.GetValue(folder),
        User = parsed.GetValue(user),
        PasswordFile = parsed.GetValue(passwordFile),
        TlsCert = parsed.GetValue(tlsCert),
        TlsKey = parsed.GetValue(tlsKey),
        MaxSize = parsed.GetValue(maxSize),
        MaxMessages = (int)parsed.GetValue(maxMessages),
        MaxBytes = parsed.GetValue(maxBytes),
        MaxAge = parsed.GetValue(maxAge) is { } days ? TimeSpan.FromDays(days) : null,
        Inboxes = parsed.GetValue(inboxes) ?? [],
        AllowHosts = parsed.GetValue(allowHosts) ?? [],
        ReleaseTo = parsed.GetValue(releaseTo),
        ReleaseAllow = parsed.GetValue(releaseAllow) ?? [],
        Faults = parsed.GetValue(faults) ?? [],
        Verbosity = common.Verbosity(parsed),
        Json = parsed.GetValue(common.Json),
    };

    private static Option<long> Number(string name, string helpName, long normal, string description, long most = long.MaxValue) => new(name)
    {
        HelpName = helpName,
        DefaultValueFactory = _ => normal,
        Description = description,
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most)
                return number;
            result.AddError(Say($"{name} takes a whole number from 1 to {most}", $"{name}에는 1부터 {most}까지의 정수를 쓰십시오"));
            return normal;
        },
    };

    private static Option<double?> Days(string name) => new(name)
    {
        HelpName = Say("DAYS", "일"),
        Description = Say("How old a mail may become. Default: any age.", "메일을 보관할 일수. 기본값: 제한 없음."),
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36500)
                return days;
            result.AddError(Say($"{name} takes a number of days above 0", $"{name}에는 0보다 큰 일수를 쓰십시오"));
            return null;
        },
    };
}
