using System.Net;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Inbox.Tests;

/// <summary>Mails as if they had come by SMTP.</summary>
internal static class Mails
{
    public static Email Welcome => new() { From = "Ann <ann@example.com>", To = "홍길동 <gil@example.com>", Subject = "가입을 환영합니다", Text = "인증번호는 482913입니다." };

    public static ReceivedMail Received(Email email, DateTimeOffset? time = null, string? user = null) =>
        Received(email.ToMessage().ToArray(), Envelope.For(email), time, user);

    public static ReceivedMail Received(string message, string to = "gil@example.com", DateTimeOffset? time = null) =>
        Received(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), new Envelope("ann@example.com", [to]), time, null);

    private static ReceivedMail Received(byte[] content, Envelope envelope, DateTimeOffset? time, string? user) => new()
    {
        Id = "unused",
        Received = time ?? DateTimeOffset.UtcNow,
        Envelope = envelope,
        Content = content,
        Session = new SmtpSessionInfo
        {
            Id = "s1",
            Started = time ?? DateTimeOffset.UtcNow,
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 50000),
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1025),
            ServerName = "localhost",
            HelloName = "app.example.com",
            User = user,
        },
    };
}
