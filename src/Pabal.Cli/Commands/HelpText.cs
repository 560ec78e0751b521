using System.CommandLine;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>What stands on the help page of a command below its options: examples and exit codes.</summary>
internal static class HelpText
{
    public static string Of(Command command) => command switch
    {
        SendCommand => Send,
        SendmailCommand => Sendmail,
        ShowCommand => Show,
        CheckCommand => Check,
        ProvidersCommand => Listed,
        InboxCommand => Inbox,
        CompletionCommand => Completion,
        _ => Root,
    };

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
          Gmail이 거부할까?
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
          0 문제없음   65 잘못된 주소   69 연결 실패나 거부
          75 나중에 다시   76 프로토콜 위반   77 로그인이나 TLS 실패
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
          테스트에서(빈 포트를 쓰고, 준비되면 JSON 한 줄을 출력), 그다음 메일 기다리기:
            pabal inbox --json --smtp 127.0.0.1:0 --http 127.0.0.1:0
            curl 'http://127.0.0.1:포트/api/messages/wait?to=ann@example.com'
          메일을 보관하고, 로그인하는 프로젝트마다 편지함 나누기:
            pabal inbox --dir mails --inboxes user
          검색: 단어, "구절", from: to: cc: bcc: subject: has:attachment before:
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
          A mail that is ready, as it is:
            pabal send --server naver --eml mail.eml
          One for each row of a spreadsheet saved as CSV; what was interrupted goes
          on with the same command and sends nothing twice:
            pabal send --server gmail --from you@gmail.com --merge people.csv \
              --to '{{name}} <{{email}}>' --subject 'Hello {{name}}' \
              --text-file letter.txt

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
          완성된 메일을 그대로:
            pabal send --server naver --eml mail.eml
          CSV로 저장한 스프레드시트의 행마다 한 통씩. 중단되면 같은 명령으로 이어
          보내고 두 번 보내지 않습니다:
            pabal send --server gmail --from you@gmail.com --merge people.csv \
              --to '{{이름}} <{{메일}}>' --subject '{{이름}}님께' \
              --text-file letter.txt

        종료 코드:
          0 모두 받음   1 일부만 받음   64 사용법   65 잘못된 입력   66 파일 없음
          67 모두 거부   69 연결 실패나 거부   75 나중에 다시
          76 프로토콜 위반   77 로그인이나 TLS 실패   78 설정
        """);

    private static string Completion => Say(
        """
        Examples:
          bash, in ~/.bashrc:
            eval "$(pabal completion bash)"
          zsh, in ~/.zshrc after compinit:
            eval "$(pabal completion zsh)"
          PowerShell 7, in the file that $PROFILE names:
            pabal completion pwsh | Out-String | Invoke-Expression
        """,
        """
        예:
          bash에서는 ~/.bashrc에:
            eval "$(pabal completion bash)"
          zsh에서는 ~/.zshrc의 compinit 뒤에:
            eval "$(pabal completion zsh)"
          PowerShell 7에서는 $PROFILE이 가리키는 파일에:
            pabal completion pwsh | Out-String | Invoke-Expression
        """);

    private static string Sendmail => Say(
        """
        pabal sendmail [-t] [-i] [-f A] [-F NAME] [-bs] [-N WHEN] [-R full|hdrs]
                       [-V ID] [--account NAME] [--server S] [--] [RECIPIENT…]

        Reads a message from standard input, to the end or to a line with a dot;
        with -i to the end. Adds From, Date and Message-ID where they are missing,
        takes Bcc out, prints nothing when all went well. Other options of
        sendmail are taken and ignored.
          -t        send to To, Cc and Bcc too, besides the recipients named
          -f A      the envelope sender; default: the From of the message
          -F NAME   the name for a From that is added
          -bs       speak SMTP on standard input and output

        Examples:
          git send-email:
            git config sendemail.sendmailcmd "pabal sendmail"
          PHP, in php.ini:
            sendmail_path = "pabal sendmail -t -i"
          cron and everything else, as the system's sendmail:
            ln -s "$(command -v pabal)" /usr/sbin/sendmail
          The account, and who gets mail to root, in ~/.config/pabal/config.json:
            {"default": "home", "accounts": {"home": {"server": "gmail",
              "from": "you@gmail.com", "passwordFile": "~/.mailpass",
              "aliases": {"root": "you@gmail.com"}}}}

        Exit codes: those of sysexits, as with pabal send
        """,
        """
        pabal sendmail [-t] [-i] [-f 주소] [-F 이름] [-bs] [-N 조건] [-R full|hdrs]
                       [-V ID] [--account 계정] [--server S] [--] [받는 사람…]

        표준 입력의 메시지를 끝까지 또는 점만 있는 줄까지 읽습니다(-i이면 끝까지).
        빠진 From, Date, Message-ID를 넣고 Bcc를 지우며, 성공하면 아무것도 출력하지
        않습니다. sendmail의 다른 옵션은 받되 무시합니다.
          -t        명령줄에 적은 사람에 더해 To, Cc, Bcc에게도 보냅니다
          -f 주소   봉투의 보낸 사람. 기본값: 메시지의 From
          -F 이름   새로 넣는 From의 이름
          -bs       표준 입출력으로 SMTP를 주고받습니다

        예:
          git send-email:
            git config sendemail.sendmailcmd "pabal sendmail"
          PHP의 php.ini:
            sendmail_path = "pabal sendmail -t -i"
          cron 등 모두를 위해 시스템의 sendmail로:
            ln -s "$(command -v pabal)" /usr/sbin/sendmail
          계정과 root에게 온 메일을 받을 사람(~/.config/pabal/config.json):
            {"default": "home", "accounts": {"home": {"server": "gmail",
              "from": "you@gmail.com", "passwordFile": "~/.mailpass",
              "aliases": {"root": "you@gmail.com"}}}}

        종료 코드: pabal send와 같은 sysexits
        """);
}
