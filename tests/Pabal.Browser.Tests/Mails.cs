using System.Net;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Browser.Tests;

/// <summary>Mails as if they had come by SMTP, where many are needed at once.</summary>
internal static class Mails
{
    public static ReceivedMail Received(string subject)
    {
        var email = Letters.Plain(subject);
        return new ReceivedMail
        {
            Id = "unused",
            Received = DateTimeOffset.UtcNow,
            Envelope = Envelope.For(email),
            Content = email.ToMessage().ToArray(),
            Session = new SmtpSessionInfo
            {
                Id = "s1",
                Started = DateTimeOffset.UtcNow,
                RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 50000),
                LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1025),
                ServerName = "localhost",
                HelloName = "app.example.com",
            },
        };
    }
}
