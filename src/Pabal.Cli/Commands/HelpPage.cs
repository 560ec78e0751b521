using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The help page of a command, with examples after it: a page that only lists options teaches nobody.</summary>
internal sealed class HelpPage(HelpAction list) : SynchronousCommandLineAction
{
    // Who asks for help need not get the rest right.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        list.MaxWidth = 80;
        var result = list.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(parseResult.CommandResult.Command switch
        {
            SendCommand => Send,
            ShowCommand => Show,
            CheckCommand => Check,
            ProvidersCommand => Listed,
            InboxCommand => Inbox,
            _ => Root,
        });
        return result;
    }

    private static string Root => Say(
        """
        Examples:
          Try it here, nothing leaves this machine:
            pabal send --server sandbox --from me@example.com --to you@example.com \
              --subject "Hello" --text "My first mail"
          See what happens on the way:
            pabal send -v --server sandbox --from me@example.com --to you@example.com
          All options of a command:
            pabal send --help
        """,
        """
        예:
          연습(이 컴퓨터 밖으로 나가지 않습니다):
            pabal send --server sandbox --from me@example.com --to you@example.com \
              --subject "안녕하세요" --text "첫 메일"
          오가는 대화 보기:
            pabal send -v --server sandbox --from me@example.com --to you@example.com
          명령의 모든 옵션:
            pabal send --help
        """);

    private static string Show => Say(
        """
        Examples:
          Look into a mail that the sandbox has kept:
            pabal show pabal-sandbox/20261121-090741-d54efd.eml
          Take the attachments out:
            pabal show mail.eml --extract attachments
          Would Gmail refuse it?
            pabal show mail.eml --lint
        """,
        """
        예:
          연습 서버가 받은 메일 들여다보기:
            pabal show pabal-sandbox/20261121-090741-d54efd.eml
          첨부 꺼내기:
            pabal show mail.eml --extract attachments
          Gmail이 거절할까?
            pabal show mail.eml --lint
        """);

    private static string Check => Say(
        """
        Examples:
          Does the login work? (The app password is in .env: PABAL_PASSWORD=…)
            pabal check --user you@gmail.com
          A server of your own, its certificate and what it offers:
            pabal check --server smtp://mail.example.com
          Is this address written right?
            pabal check --address '홍길동@예시.한국'

        Exit codes:
          0 all well   65 bad address   69 server unreachable or refused
          75 try again later   76 protocol broken   77 login or TLS failed
        """,
        """
        예:
          로그인이 되는가? (.env에 앱 비밀번호 PABAL_PASSWORD=…)
            pabal check --user you@gmail.com
          우리 서버의 인증서와 제공하는 기능 보기:
            pabal check --server smtp://mail.example.com
          주소를 바르게 썼는가?
            pabal check --address '홍길동@예시.한국'

        종료 코드:
          0 문제없음   65 잘못된 주소   69 서버에 닿지 못하거나 거절
          75 나중에 다시   76 규약 위반   77 로그인이나 TLS 실패
        """);

    private static string Listed => Say(
        """
        Examples:
          All providers:
            pabal providers
          How do I get a password that works at Naver?
            pabal providers naver
        """,
        """
        예:
          모든 서비스:
            pabal providers
          네이버에서 쓸 수 있는 비밀번호는 어떻게 얻는가?
            pabal providers naver
        """);

    private static string Inbox => Say(
        """
        Examples:
          Catch what an application sends to localhost:1025, and look at it:
            pabal inbox
          In a test: free ports, one line of JSON when ready, then ask for a mail:
            pabal inbox --json --smtp 127.0.0.1:0 --http 127.0.0.1:0
            curl 'http://127.0.0.1:PORT/api/messages/wait?to=ann@example.com'
          Keep the mails, an inbox for each project that logs in:
            pabal inbox --dir mails --inboxes user
          Search: words, "phrases" and from: to: cc: bcc: subject: has:attachment
          before: after: larger: smaller: is:unread message-id: inbox:, - for not
        """,
        """
        예:
          애플리케이션이 localhost:1025로 보내는 메일을 받아서 보기:
            pabal inbox
          시험에서: 빈 포트, 준비되면 JSON 한 줄, 그다음 메일을 묻기:
            pabal inbox --json --smtp 127.0.0.1:0 --http 127.0.0.1:0
            curl 'http://127.0.0.1:포트/api/messages/wait?to=ann@example.com'
          메일을 남기고, 로그인하는 프로젝트마다 편지함 나누기:
            pabal inbox --dir mails --inboxes user
          검색: 낱말, "구절", from: to: cc: bcc: subject: has:attachment before:
          after: larger: smaller: is:unread message-id: inbox:, 앞의 -는 제외
        """);

    private static string Send => Say(
        """
        Examples:
          Through Gmail, with the app password in .env (PABAL_PASSWORD=…, chmod 600):
            pabal send --server gmail --from you@gmail.com --to ann@example.com \
              --subject "Photos" --text "Here they are" --attach *.jpg
          HTML with a picture inside it:
            pabal send --server naver --from you@naver.com --to ann@example.com \
              --html '<img src="cid:logo.png">' --inline logo.png
          Through your own server, with a private CA:
            pabal send --server smtp://mail.example.com --user ann \
              --ca-file ca.pem --from ann@example.com --to bob@example.com

        Exit codes:
          0 accepted for all   1 for some   64 usage   65 bad input   66 no such file
          67 all refused   69 server unreachable or refused   75 try again later
          76 protocol broken   77 login or TLS failed   78 configuration
        """,
        """
        예:
          Gmail로 보내기(.env에 앱 비밀번호 PABAL_PASSWORD=…, chmod 600):
            pabal send --server gmail --from you@gmail.com --to ann@example.com \
              --subject "사진" --text "보냅니다" --attach *.jpg
          그림이 든 HTML:
            pabal send --server naver --from you@naver.com --to ann@example.com \
              --html '<img src="cid:logo.png">' --inline logo.png
          사설 인증 기관을 쓰는 우리 서버로:
            pabal send --server smtp://mail.example.com --user ann \
              --ca-file ca.pem --from ann@example.com --to bob@example.com

        종료 코드:
          0 모두 받음   1 일부만 받음   64 사용법   65 잘못된 입력   66 파일 없음
          67 모두 거절   69 서버에 닿지 못하거나 거절   75 나중에 다시
          76 규약 위반   77 로그인이나 TLS 실패   78 설정
        """);
}
