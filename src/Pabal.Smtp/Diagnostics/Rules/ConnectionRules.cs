using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong without a reply to tell of it: names, connections, time, and peers that do not speak SMTP.</summary>
internal static class ConnectionRules
{
    public static ImmutableArray<Rule> All { get; } = [.. Reaching, .. Talking];

    private static ImmutableArray<Rule> Reaching =>
    [
        new("dns-no-answer")
        {
            Symptoms = [Symptom.ResolverSilent],
            Cause = ("The name {host} could not be looked up, because the DNS resolver gave no answer.", "DNS 서버가 응답하지 않아 {host} 이름을 찾지 못했습니다."),
            Remedy =
            [
                ("Check the network connection and the resolver of this machine (/etc/resolv.conf, VPN), then try again.",
                    "네트워크 연결과 이 컴퓨터의 DNS 설정(/etc/resolv.conf, VPN)을 확인하고 다시 시도하십시오."),
            ],
        },
        new("host-unknown")
        {
            Symptoms = [Symptom.HostNotFound],
            Cause = ("There is no server named {host}.", "{host} 이라는 이름의 서버가 없습니다."),
            Remedy =
            [
                ("Check the spelling; the names of known providers are listed by: pabal providers",
                    "철자를 확인하십시오. 알려진 서비스의 서버 이름은 다음으로 볼 수 있습니다: pabal providers"),
                ("A name of an inner network may only be known inside it: check the VPN and the resolver.",
                    "사내 이름은 안에서만 찾을 수 있습니다. VPN과 DNS 설정을 확인하십시오."),
            ],
        },
        new("host-not-resolved")
        {
            Stages = [SmtpStage.Resolve],
            Cause = ("The name {host} could not be looked up.", "{host} 이름을 찾지 못했습니다."),
            Remedy = [("Check the spelling and this machine's network and DNS.", "철자와 이 컴퓨터의 네트워크, DNS를 확인하십시오.")],
        },
        new("connection-refused")
        {
            Symptoms = [Symptom.ConnectionRefused],
            Cause = ("{host} is there, but nothing listens on that port.", "{host} 서버는 있지만 그 포트에서 응답하는 프로그램이 없습니다."),
            Remedy =
            [
                ("If the server is yours, see that it runs and listens on more than its loopback address. Inside a container localhost is the "
                    + "container itself.",
                    "자신의 서버라면 실행 중인지, 루프백 이외의 주소에서도 듣는지 확인하십시오. 컨테이너 안의 localhost는 컨테이너 자신입니다."),
            ],
            Adds = ProviderFacts.Server,
        },
        new("connection-blocked-here")
        {
            Symptoms = [Symptom.BlockedHere],
            Cause = ("This machine itself forbids the connection: a local firewall, antivirus program or sandbox.",
                "이 컴퓨터의 방화벽, 백신 또는 샌드박스가 연결을 막고 있습니다."),
            Remedy = [("Allow this program to make outgoing connections to the port.", "이 프로그램이 그 포트로 나가는 연결을 허용하십시오.")],
        },
        new("network-unreachable")
        {
            Symptoms = [Symptom.Unreachable],
            Cause = ("No way leads to {host}: no network, or an IPv6 address where there is only IPv4.",
                "{host} 서버로 가는 경로가 없습니다. 네트워크가 없거나 IPv4만 있는 곳에서 IPv6 주소를 썼습니다."),
            Remedy =
            [
                ("Check the network, VPN and routes; to stay with IPv4, give --source-address an IPv4 address of this machine.",
                    "네트워크, VPN, 경로를 확인하십시오. IPv4만 쓰려면 --source-address에 이 컴퓨터의 IPv4 주소를 주십시오."),
            ],
        },
        new("connection-timed-out")
        {
            Stages = [SmtpStage.Connect], Failures = [SmtpFailure.TimedOut, SmtpFailure.Unreachable],
            Symptoms = [Symptom.None, Symptom.Other, Symptom.ConnectTimedOut],
            Cause = ("{host} did not answer in time; most often a firewall swallows the connection.",
                "{host} 서버가 제때 응답하지 않았습니다. 방화벽이 연결을 막는 경우가 가장 많습니다."),
            Remedy =
            [
                ("Most clouds and home lines block port 25, some also 465 and 587.", "대부분의 클라우드와 가정용 회선은 25 포트를, 일부는 465와 587도 막습니다."),
                ("Ask the network's or cloud's operator to open the port. What works can be seen with: pabal check --server smtp://{host}",
                    "네트워크나 클라우드 운영자에게 포트를 열어 달라고 하십시오. 확인하려면: pabal check --server smtp://{host}"),
            ],
            Adds = ProviderFacts.Server,
        },
        new("connection-failed")
        {
            Failures = [SmtpFailure.Unreachable],
            Cause = ("No connection to {host} came about.", "{host} 서버에 연결하지 못했습니다."),
            Remedy = [("Check the network and firewalls on the way.", "네트워크와 중간의 방화벽을 확인하십시오.")],
            Adds = ProviderFacts.Server,
        },
    ];

    private static ImmutableArray<Rule> Talking =>
    [
        new("greeting-timed-out")
        {
            Stages = [SmtpStage.Greeting], Failures = [SmtpFailure.TimedOut],
            Cause = ("{host} took the connection but said nothing: either it waits for TLS, or it is overloaded.",
                "{host} 서버가 연결만 받고 아무 말도 하지 않습니다. TLS를 기다리고 있거나 과부하 상태입니다."),
            Remedy = [("A firewall may also let the connection in and hold the data back.", "방화벽이 연결만 허용하고 데이터를 막는 것일 수도 있습니다.")],
            Adds = ProviderFacts.Server,
        },
        new("greeting-cut-off")
        {
            Stages = [SmtpStage.Connect, SmtpStage.Greeting], Failures = [SmtpFailure.Disconnected],
            Cause = ("{host} hung up without a greeting.", "{host} 서버가 인사말 없이 연결을 끊었습니다."),
            Remedy =
            [
                ("The server may refuse this IP address, or too many connections may be open: wait and try again.",
                    "서버가 이 IP 주소를 거부하거나 연결이 너무 많을 수 있습니다. 기다렸다가 다시 시도하십시오."),
            ],
            Adds = ProviderFacts.Server,
        },
        new("not-a-mail-server")
        {
            Stages = [SmtpStage.Greeting], Failures = [SmtpFailure.Protocol],
            Cause = ("What {host} says on this port is not SMTP: another service, or TLS where clear text was expected.",
                "{host} 서버가 이 포트에서 SMTP가 아닌 말을 합니다. 다른 서비스이거나 평문을 기대한 곳에서 TLS를 쓰고 있습니다."),
            Remedy = [],
            Adds = ProviderFacts.Server,
        },
        new("protocol-broken")
        {
            Failures = [SmtpFailure.Protocol],
            Cause = ("{host} broke the rules of SMTP, so nothing more it says can be believed and nothing more was sent.",
                "{host} 서버가 SMTP 규칙을 어겨 더는 응답을 믿을 수 없으므로 더 보내지 않았습니다."),
            Remedy =
            [
                ("See the dialogue with --verbose; an antivirus program or firewall on the way may be changing it.",
                    "--verbose로 대화를 보십시오. 중간의 백신이나 방화벽이 바꾸고 있을 수 있습니다."),
                ("Send the dialogue to whoever runs the server.", "그 내용을 서버 운영자에게 알리십시오."),
            ],
        },
        new("outcome-unknown")
        {
            Failures = [SmtpFailure.OutcomeUnknown],
            Cause = ("The connection was lost after the whole message had gone out and before the server's answer: it may have been accepted or not.",
                "메시지를 모두 보낸 뒤 응답을 받기 전에 연결이 끊겼습니다. 접수되었는지 알 수 없습니다."),
            Remedy =
            [
                ("Before sending again, ask the recipient or look into the Sent folder or the server's log.",
                    "다시 보내기 전에 수신자에게 묻거나 보낸 편지함, 서버 기록을 확인하십시오."),
                ("If you do send again, keep the same Message-ID, so that two copies can be recognised as one.",
                    "다시 보낸다면 같은 Message-ID를 쓰십시오. 두 통이 와도 같은 메일임을 알 수 있습니다."),
            ],
        },
        new("timed-out")
        {
            Failures = [SmtpFailure.TimedOut],
            Cause = ("{host} did not answer in time.", "{host} 서버가 제때 응답하지 않았습니다."),
            Remedy =
            [
                ("Try again later; the server may be overloaded, or it may check the message for long.",
                    "나중에 다시 시도하십시오. 서버가 바쁘거나 메시지를 오래 검사하고 있을 수 있습니다."),
                ("If it always happens with large messages: the line may be slow (allow more time), or a VPN's packets too large (MTU).",
                    "큰 메시지에서만 늘 생기면 회선이 느리거나(시간을 늘리십시오) VPN의 패킷 크기(MTU)가 문제일 수 있습니다."),
            ],
        },
        new("connection-lost")
        {
            Failures = [SmtpFailure.Disconnected],
            Cause = ("The connection to {host} was lost before the message was accepted; it has not been sent.",
                "메시지가 접수되기 전에 {host} 서버와의 연결이 끊겼습니다. 메시지는 보내지지 않았습니다."),
            Remedy =
            [
                ("Try again. If it goes on, send less at once: the server may close connections that are idle or busy for too long.",
                    "다시 시도하십시오. 계속되면 한꺼번에 보내는 양을 줄이십시오. 서버가 오래 쉬거나 오래 쓰는 연결을 끊을 수 있습니다."),
            ],
        },
    ];
}
