using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Sample.Tests;

/// <summary>What is tested: an application like any other, which gets its way to send from outside.</summary>
internal sealed class Shop(SmtpClient mail)
{
    public async Task<bool> ConfirmAsync(string customer, string product)
    {
        try
        {
            await mail.SendAsync(new Email
            {
                From = "길동상점 <shop@example.com>",
                To = new Mailbox(EmailAddress.Parse(customer)),
                Subject = $"{product} 주문을 받았습니다",
                Text = "고맙습니다. 내일 보내 드리겠습니다.",
                Attachments = [Attachment.FromBytes("영수증.txt", "합계 12,000원\n"u8.ToArray())],
            });
            return true;
        }
        catch (SmtpException failure) when (failure.Failure == SmtpFailure.Refused)
        {
            return false;
        }
    }
}
