using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong with TLS: certificates, versions, and ports that begin differently. No remedy does without the check.</summary>
internal static class TlsRules
{
    private static readonly Phrase Interception =
        ("If an antivirus program or a company proxy inspects TLS, it answers in the server's place: add its CA with --ca-file, or take mail out of "
            + "the inspection.",
            "백신이나 회사 프록시가 TLS를 검사하면 서버 대신 그 인증서가 나옵니다. --ca-file로 그 CA를 추가하거나 메일을 검사에서 제외하십시오.");

    public static ImmutableArray<Rule> All { get; } =
    [
        new("tls-certificate-expired")
        {
            Symptoms = [Symptom.CertificateExpired],
            Cause = ("The certificate of {host} has expired.", "{host} 서버의 인증서가 만료되었습니다."),
            Remedy =
            [
                ("Check the date and time of this machine.", "이 컴퓨터의 날짜와 시각을 확인하십시오."),
                ("If they are right, whoever runs the server must renew its certificate, including the intermediate one.",
                    "시각이 맞다면 서버 운영자가 인증서(중간 인증서 포함)를 갱신해야 합니다."),
            ],
        },
        new("tls-certificate-not-yet-valid")
        {
            Symptoms = [Symptom.CertificateNotYetValid],
            Cause = ("By this machine's clock the certificate of {host} is not valid yet.", "이 컴퓨터의 시계로는 {host} 서버의 인증서가 아직 유효하지 않습니다."),
            Remedy = [("Set the clock of this machine; it is most often the clock that is wrong.", "이 컴퓨터의 시계를 맞추십시오. 시계가 틀린 경우가 가장 많습니다.")],
        },
        new("tls-name-mismatch")
        {
            Symptoms = [Symptom.CertificateName],
            Cause = ("The server's certificate is for another name than {host}.", "서버의 인증서가 {host} 이외의 이름으로 발급되었습니다."),
            Remedy =
            [
                ("Connect by a name that stands in the certificate; it is shown by: pabal check --server smtp://{host}",
                    "인증서에 적힌 이름으로 접속하십시오. 이름은 다음으로 볼 수 있습니다: pabal check --server smtp://{host}"),
                ("With a hosting company that is often the company's own server name instead of mail.your-domain.",
                    "호스팅에서는 mail.도메인 이 아니라 호스팅 회사의 서버 이름인 경우가 많습니다."),
                ("An IP address works only where the certificate names it.", "IP 주소는 인증서에 적혀 있을 때만 쓸 수 있습니다."),
            ],
        },
        new("tls-unknown-ca")
        {
            Symptoms = [Symptom.CertificateIssuer],
            Cause = ("The certificate of {host} was issued by nobody this machine trusts, or an intermediate certificate is missing.",
                "{host} 서버의 인증서를 이 컴퓨터가 신뢰하지 않는 곳에서 발급했거나 중간 인증서가 빠졌습니다."),
            Remedy =
            [
                ("For a private CA give its certificate: --ca-file FILE (in code TrustedRoots). For one self-made certificate give its fingerprint: "
                    + "--pin sha256:HEX (PinnedCertificate).",
                    "사설 CA라면 그 인증서를 --ca-file 파일(코드에서는 TrustedRoots)로 주십시오. 직접 만든 인증서 하나라면 그 지문을 --pin sha256:HEX(PinnedCertificate)로 주십시오."),
                ("In a small container image, install the package ca-certificates.", "작은 컨테이너 이미지라면 ca-certificates 패키지를 설치하십시오."),
                Interception,
                ("If the server is yours, have it send the intermediate certificate too (fullchain.pem).",
                    "자신의 서버라면 중간 인증서도 보내게 하십시오(fullchain.pem)."),
            ],
        },
        new("tls-certificate-revoked")
        {
            Symptoms = [Symptom.CertificateRevoked],
            Cause = ("The certificate of {host} has been revoked by its issuer.", "{host} 서버의 인증서를 발급자가 폐지했습니다."),
            Remedy = [("Do not send there until whoever runs the server has a new certificate.", "서버 운영자가 새 인증서를 쓸 때까지 보내지 마십시오.")],
        },
        new("tls-pin-mismatch")
        {
            Symptoms = [Symptom.CertificateNotPinned],
            Cause = ("The certificate of {host} is not the one that was pinned.", "{host} 서버의 인증서가 고정해 둔 것이 아닙니다."),
            Remedy =
            [
                ("It may have been renewed: have the server's operator confirm the new fingerprint before you use it (--pin, or PinnedCertificate).",
                    "갱신되었을 수 있습니다. 새 지문을 서버 운영자에게 확인한 뒤에 쓰십시오(--pin 또는 PinnedCertificate)."),
                ("If nobody renewed it, somebody is in the way: do not send.", "갱신한 적이 없다면 누군가 끼어든 것이니 보내지 마십시오."),
            ],
        },
        new("tls-certificate-invalid")
        {
            Symptoms = [Symptom.CertificateInvalid],
            Cause = ("The certificate of {host} is not fit for a server, or was made badly.", "{host} 서버의 인증서가 서버용이 아니거나 잘못 만들어졌습니다."),
            Remedy =
            [
                ("Whoever runs the server needs a certificate for TLS server authentication.", "서버 운영자가 TLS 서버 인증용 인증서를 써야 합니다."),
                Interception,
            ],
        },
        new("tls-from-first-byte")
        {
            Stages = [SmtpStage.Greeting], Failures = [SmtpFailure.Tls],
            Cause = ("{host} speaks TLS from the first byte on this port.", "{host} 서버는 이 포트에서 처음부터 TLS를 씁니다."),
            Remedy = [],
            Adds = ProviderFacts.Server,
        },
        new("tls-on-clear-port")
        {
            Symptoms = [Symptom.NotTls],
            Cause = ("{host} answered the TLS handshake in something that is not TLS: the port probably begins in clear.",
                "{host} 서버가 TLS가 아닌 것으로 응답했습니다. 평문으로 시작하는 포트일 것입니다."),
            Remedy = [],
            Adds = ProviderFacts.Server,
        },
        new("tls-no-common-version")
        {
            Symptoms = [Symptom.NoCommonTls],
            Cause = ("This machine and {host} have no TLS version or cipher in common; the server is probably too old.",
                "이 컴퓨터와 {host} 서버가 함께 쓸 수 있는 TLS 버전이나 암호가 없습니다. 서버가 너무 오래되었을 것입니다."),
            Remedy =
            [
                ("TLS 1.2 or 1.3 is needed: update the server, or use another port or server of the provider.",
                    "TLS 1.2 이상이 필요합니다. 서버를 업데이트하거나 서비스의 다른 포트나 서버를 쓰십시오."),
            ],
        },
        new("tls-handshake-cut-off")
        {
            Stages = [SmtpStage.Tls], Failures = [SmtpFailure.Disconnected, SmtpFailure.Tls], Symptoms = [Symptom.CutOff],
            Cause = ("{host} hung up during the TLS handshake.", "{host} 서버가 TLS 연결 도중에 연결을 끊었습니다."),
            Remedy =
            [
                ("Otherwise the server may be too old for TLS 1.2, or something on the way cuts TLS off.",
                    "그래도 안 되면 서버가 TLS 1.2를 쓰지 못하거나 중간에서 TLS를 끊는 것일 수 있습니다."),
            ],
            Adds = ProviderFacts.Server,
        },
        new("tls-handshake-timed-out")
        {
            Stages = [SmtpStage.Tls], Failures = [SmtpFailure.TimedOut],
            Cause = ("The TLS handshake with {host} did not end in time.", "{host} 서버와의 TLS 연결이 제때 끝나지 않았습니다."),
            Remedy = [("A firewall that inspects mail may hold the handshake up.", "메일을 검사하는 방화벽이 막고 있을 수 있습니다.")],
            Adds = ProviderFacts.Server,
        },
        new("starttls-unavailable")
        {
            Stages = [SmtpStage.Tls], Codes = [454],
            Cause = ("{host} can't do TLS at the moment.", "{host} 서버가 지금 TLS를 쓸 수 없습니다."),
            Remedy = [("Try again later, or on the port that begins with TLS.", "나중에 다시 시도하거나 처음부터 TLS를 쓰는 포트를 쓰십시오.")],
            Adds = ProviderFacts.Server,
        },
        new("starttls-refused")
        {
            Stages = [SmtpStage.Tls], Class = 5,
            Cause = ("{host} refused STARTTLS.", "{host} 서버가 STARTTLS를 거부했습니다."),
            Remedy = [("Use the port that begins with TLS, or another server.", "처음부터 TLS를 쓰는 포트나 다른 서버를 쓰십시오.")],
            Adds = ProviderFacts.Server,
        },
        new("login-needs-tls")
        {
            Stages = [SmtpStage.Auth], Failures = [SmtpFailure.Tls],
            Cause = ("No password is sent over a connection that is not encrypted, or encrypted to nobody knows whom.",
                "암호화되지 않았거나 상대를 확인할 수 없는 연결로는 비밀번호를 보내지 않습니다."),
            Remedy = [],
            Adds = ProviderFacts.Server,
        },
        new("tls-not-offered")
        {
            Stages = [SmtpStage.Tls, SmtpStage.Ehlo], Failures = [SmtpFailure.Tls], Symptoms = [Symptom.None],
            Cause = ("TLS is demanded, but {host} does not offer STARTTLS on this port.", "TLS가 필요한데 {host} 서버가 이 포트에서 STARTTLS를 제공하지 않습니다."),
            Remedy =
            [
                ("If it was offered before, something on the way may be stripping it (an old firewall, or an attacker): do not send over this "
                    + "network.",
                    "전에는 제공했다면 중간에서(오래된 방화벽이나 공격자가) 지우는 것일 수 있으니 이 네트워크로 보내지 마십시오."),
                ("If the server is yours, give it a certificate.", "자신의 서버라면 인증서를 설정하십시오."),
            ],
            Adds = ProviderFacts.Server,
        },
        new("tls-failed")
        {
            Failures = [SmtpFailure.Tls],
            Cause = ("No trusted TLS connection to {host} came about.", "{host} 서버와 신뢰할 수 있는 TLS 연결을 맺지 못했습니다."),
            Remedy = [Interception],
            Adds = ProviderFacts.Server,
        },
    ];
}
