namespace Pabal.Smtp;

/// <summary>What is spoken on a connection.</summary>
public enum SmtpProtocol
{
    /// <summary>SMTP (RFC 5321).</summary>
    Smtp,

    /// <summary>LMTP (RFC 2033): LHLO in place of EHLO, and a reply for each recipient at the end of the content.</summary>
    Lmtp,
}
