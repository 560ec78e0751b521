using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What can be said when only the code is understood.</summary>
internal static class FallbackRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("server-closing")
        {
            Codes = [421],
            Cause = ("{server} is closing the connection: it is busy, being restarted, or tired of waiting.",
                "{server} 서버가 바쁘거나 다시 시작하거나 너무 오래 기다려 연결을 닫습니다."),
            Remedy = [("Connect anew and try again, with growing pauses.", "다시 연결해 간격을 늘려 가며 시도하십시오.")],
        },
        new("recipient-busy")
        {
            Stages = [SmtpStage.Rcpt], Codes = [450],
            Cause = ("The mailbox can't be used at the moment, or the server puts off senders it does not know yet.",
                "지금은 메일함을 쓸 수 없거나 서버가 처음 보는 발신자의 메일을 미룹니다."),
            Remedy = [("Try again after 5 to 15 minutes from the same IP address.", "5~15분 뒤 같은 IP 주소에서 다시 시도하십시오.")],
        },
        new("recipient-not-local")
        {
            Stages = [SmtpStage.Rcpt], Codes = [551],
            Cause = ("The mailbox is not at this server.", "이 서버에 있는 메일함이 아닙니다."),
            Remedy = [("Use the address named in the reply, or the mail exchanger of the recipient's domain.", "응답에 적힌 주소나 수신자 도메인의 메일 서버를 쓰십시오.")],
        },
        new("message-over-allocation")
        {
            Codes = [552],
            Cause = ("The message is too big, or the mailbox is full.", "메시지가 너무 크거나 메일함이 가득 찼습니다."),
            Remedy = [("Send a smaller message, or try again when the recipient has made room.", "메시지를 줄이거나 수신자가 공간을 비운 뒤 다시 시도하십시오.")],
        },
        new("address-not-allowed")
        {
            Stages = [SmtpStage.Mail, SmtpStage.Rcpt], Codes = [501, 553],
            Cause = ("The server does not accept this address.", "서버가 이 주소를 받지 않습니다."),
            Remedy = [("Check its form; as a sender, use the address of the account that logs in.", "형식을 확인하십시오. 발신자라면 로그인한 계정의 주소를 쓰십시오.")],
            Adds = ProviderFacts.Sender,
        },
        new("parameter-not-supported")
        {
            Codes = [504, 555],
            Cause = ("The server does not know a parameter that was sent along.", "서버가 함께 보낸 매개변수를 모릅니다."),
            Remedy = [("Leave out options such as --dsn.", "--dsn 같은 옵션을 빼십시오.")],
        },
        new("command-not-supported")
        {
            Codes = [500, 502, 503],
            Cause = ("The server does not know a command, or does not want it now; a firewall may also have garbled it.",
                "서버가 명령을 모르거나 지금은 받지 않습니다. 방화벽이 바꾸었을 수도 있습니다."),
            Remedy = [("See the dialogue with --verbose, and try port 587 or 465.", "--verbose로 대화를 보고 587이나 465 포트를 써 보십시오.")],
        },
        new("recipient-domain-refuses-mail")
        {
            Codes = [521, 556],
            Cause = ("The domain or server takes no mail at all (RFC 7504).", "이 도메인이나 서버는 메일을 전혀 받지 않습니다(RFC 7504)."),
            Remedy = [("Check the part after the @; otherwise take the address off the list.", "@ 뒤를 확인하고, 맞다면 목록에서 이 주소를 빼십시오.")],
        },
        new("recipient-refused")
        {
            Stages = [SmtpStage.Rcpt], Class = 5,
            Cause = ("The server refuses this recipient for good.", "서버가 이 수신자를 거부합니다."),
            Remedy =
            [
                ("Check the spelling. If it is right, the reply's own words are all that is known; ask the recipient's postmaster.",
                    "철자를 확인하십시오. 맞다면 응답의 내용을 보고 수신자의 메일 관리자에게 문의하십시오."),
            ],
        },
        new("policy-refused")
        {
            Class = 5, Enhanced = ["7.1", "7.0"],
            Cause = ("A policy of {server} refuses this mail.", "{server} 서버의 정책이 이 메일을 거부합니다."),
            Remedy =
            [
                ("Read the reply's own words; check the sender's address, SPF and DKIM, and ask the server's postmaster.",
                    "응답의 내용을 읽고 발신자 주소와 SPF, DKIM을 확인한 뒤 서버의 메일 관리자에게 문의하십시오."),
            ],
        },
        new("refused-for-now")
        {
            Class = 4,
            Cause = ("{server} can't take the mail right now.", "{server} 서버가 지금은 메일을 받지 못합니다."),
            Remedy = [("Try again later, with growing pauses.", "간격을 늘려 가며 나중에 다시 시도하십시오.")],
        },
        new("refused-for-good")
        {
            Class = 5,
            Cause = ("{server} refuses the mail for good; trying again unchanged will not help.", "{server} 서버가 메일을 거부합니다. 그대로 다시 시도해도 소용없습니다."),
            Remedy = [("Read the reply's own words, change what it names, or ask the server's postmaster.", "응답의 내용에 따라 고치거나 서버의 메일 관리자에게 문의하십시오.")],
        },
    ];
}
