using System.CommandLine;
using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The options of <c>pabal send</c> that make the mail; those that choose the server are <see cref="ServerOptions"/>.</summary>
internal sealed class SendOptions
{
    public Option<string?> From { get; } = Text("--from", Say("A", "주소"), Say("Who it is from: \"Ann <ann@example.com>\". Default: PABAL_FROM.", "보내는 사람: \"길동 <gil@example.com>\". 기본값: PABAL_FROM."));

    public Option<string[]> To { get; } = Many("--to", Say("A", "주소"), Say("Whom it is to; several, separated by commas or by repeating the option.", "받는 사람. 여럿이면 쉼표로 나누거나 옵션을 반복합니다."));

    public Option<string[]> Cc { get; } = Many("--cc", Say("A", "주소"), Say("Who gets a copy, for all to see.", "참조: 모두가 볼 수 있습니다."));

    public Option<string[]> Bcc { get; } = Many("--bcc", Say("A", "주소"), Say("Who gets a copy unseen; never written into the mail.", "숨은 참조: 메일에 적히지 않습니다."));

    public Option<string[]> ReplyTo { get; } = Many("--reply-to", Say("A", "주소"), Say("Where answers go, if not to --from.", "답장을 받을 주소(--from과 다를 때)."));

    public Option<string?> Subject { get; } = Text("--subject", Say("S", "제목"), Say("The subject, in any language.", "제목. 어느 언어든 됩니다."));

    public Option<string?> Body { get; } = Text("--text", Say("S", "본문"), Say("The text.", "본문."));

    public Option<string?> TextFile { get; } = Text("--text-file", "F", Say("The text from a file in UTF-8; - reads standard input.", "본문을 UTF-8 파일에서 읽습니다. -는 표준 입력입니다."));

    public Option<string?> Html { get; } = Text("--html", "S", Say("The same in HTML.", "HTML 본문."));

    public Option<string?> HtmlFile { get; } = Text("--html-file", "F", Say("HTML from a file in UTF-8; - reads standard input.", "HTML을 UTF-8 파일에서 읽습니다. -는 표준 입력입니다."));

    public Option<string?> MarkdownFile { get; } = Text("--markdown-file", "F", Say("Both from one Markdown file: HTML, and a text to read; its pictures go along.", "마크다운 파일 하나에서 HTML과 본문을 모두 만들고 그림도 함께 보냅니다."));

    public Option<string[]> Attach { get; } = Many("--attach", "F", Say("A file to attach; its type is found from its content.", "첨부할 파일. 형식은 내용을 보고 정합니다."));

    public Option<string[]> Inline { get; } = Many("--inline", "F", Say("A picture within the HTML: <img src=\"cid:FILE NAME\">.", "HTML 안의 그림: <img src=\"cid:파일 이름\">."));

    public Option<string[]> Header { get; } = Many("--header", Say("\"Name: value\"", "\"이름: 값\""), Say("A further header field.", "추가 헤더."));

    public Option<string?> Eml { get; } = Text("--eml", "F", Say("Send this message as it is; - reads standard input. Goes to --to, --cc and --bcc if given, else to its own.", "이 메시지를 그대로 보냅니다. -는 표준 입력입니다. --to, --cc, --bcc가 없으면 메시지에 적힌 사람에게 갑니다."));

    public Option<string?> Merge { get; } = Text("--merge", "F.csv", Say("One mail for each row: {{column}} in addresses, subject, bodies, headers and file names.", "행마다 한 통씩 보냅니다. 주소, 제목, 본문, 헤더, 파일 이름에 {{열 이름}}을 씁니다."));

    public Option<string?> CsvCharset { get; } = Text("--csv-charset", Say("NAME", "이름"), Say("The charset of the CSV file, if it is not found by itself: cp949.", "CSV 파일의 문자 집합을 잘못 알아볼 때 정합니다: cp949."));

    public Option<string?> Journal { get; } = Text("--journal", "F", Say("Where --merge keeps what was sent. Default: F.csv.pabal-journal.", "--merge가 보낸 것을 적어 둘 파일. 기본값: F.csv.pabal-journal."));

    public Option<bool> ResendUnknown { get; } = new("--resend-unknown") { Arity = ArgumentArity.Zero, Description = Say("Send again what may have arrived before an interruption.", "중단되기 전에 갔을 수도 있는 메일도 다시 보냅니다.") };

    public Option<int?> Connections { get; } = Count("--connections", 100, Say("The most connections that --merge opens. Default: the provider's limit, else 4.", "--merge가 여는 연결의 최대 수. 기본값: 메일 서비스의 한도, 없으면 4."));

    public Option<int?> Rate { get; } = Count("--rate", 1_000_000, Say("The most mails a minute. Default: the provider's limit.", "분당 최대 메일 수. 기본값: 메일 서비스의 한도."));

    public Option<string?> MailFrom { get; } = Text("--mail-from", Say("A", "주소"), Say("The envelope sender, where bounces go; <> for none. Default: the address of --from.", "봉투의 보낸 사람(반송을 받을 주소). <>는 없음. 기본값: --from의 주소."));

    public Option<string?> Dsn { get; } = Text("--dsn", "WHEN", Say("Ask for reports: never, or any of success,failure,delay.", "배달 보고 요청: never, 또는 success,failure,delay."));

    public Option<string?> DsnReturn { get; } = Text("--dsn-ret", "full|hdrs", Say("How much of the mail a report returns.", "배달 보고에 돌려받을 원본의 범위."));

    public Option<string[]> Dkim { get; } = Many("--dkim", "DOMAIN:SELECTOR:KEYFILE", Say("Sign with DKIM as the last step before sending.", "보내기 바로 전에 DKIM으로 서명합니다."));

    public Option<string?> Save { get; } = Text("--save", "F", Say("Write the exact bytes that are sent to a file.", "보내는 바이트를 그대로 파일에 씁니다."));

    public Option<bool> DryRun { get; } = new("--dry-run") { Arity = ArgumentArity.Zero, Description = Say("Build and check everything, connect to nothing.", "모두 만들고 검사하되 아무 데도 연결하지 않습니다.") };

    public SendOptions()
    {
        Dsn.CompletionSources.Add("never", "success", "failure", "delay");
        DsnReturn.CompletionSources.Add("full", "hdrs");
    }

    public IEnumerable<Option> All =>
    [
        From, To, Cc, Bcc, ReplyTo, Subject, Body, TextFile, Html, HtmlFile, MarkdownFile, Attach, Inline, Header, Eml, Merge, CsvCharset, Journal, ResendUnknown, Connections, Rate, MailFrom, Dsn, DsnReturn, Dkim, Save, DryRun,
    ];

    public static Option<string?> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };

    public static Option<string[]> Many(string name, string helpName, string description)
    {
        var option = new Option<string[]>(name) { HelpName = helpName, Description = description, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        // It would take a mistyped option for one more value.
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => UsageErrors.IsOption(token.Value)))
                result.AddError(name);
        });
        return option;
    }

    public static Option<double?> Seconds(string name, string description) => new(name)
    {
        HelpName = Say("SECONDS", "초"),
        Description = description,
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86400)
                return seconds;
            result.AddError(Say($"{name} takes a number of seconds above 0, up to 86400", $"{name}에는 0보다 크고 86400 이하인 초를 쓰십시오"));
            return null;
        },
    };

    private static Option<int?> Count(string name, int most, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most)
                return count;
            result.AddError(Say($"{name} takes a number from 1 to {most}", $"{name}에는 1에서 {most}까지의 수를 쓰십시오"));
            return null;
        },
    };
}
