using System.Net.Mail;
using System.Text;

namespace Pabal.Bench;

/// <summary>The mails of <see cref="Mails"/> as System.Net.Mail has them.</summary>
internal static class FrameworkMails
{
    public static MailMessage Small() => new()
    {
        From = new MailAddress("ann@example.com", "김안나", Encoding.UTF8),
        To = { new MailAddress("gil@example.com", "홍길동", Encoding.UTF8), new MailAddress("bob@example.com") },
        Subject = Mails.Subject,
        SubjectEncoding = Encoding.UTF8,
        Body = Mails.Text,
        BodyEncoding = Encoding.UTF8,
    };

    public static MailMessage Large(string file)
    {
        var mail = Small();
        mail.Attachments.Add(new Attachment(file) { Name = "자료.bin" });
        return mail;
    }
}
