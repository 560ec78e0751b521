using System.Net;
using Microsoft.AspNetCore.Identity;
using Pabal.Hosting;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.AspNetCore.Identity;

/// <summary>The mails of Identity. Its endpoints and pages hand over links and codes that are encoded for HTML already; others may not, so they are decoded first.</summary>
internal sealed class IdentityMailSender<TUser>(IMailSender sender) : IEmailSender<TUser> where TUser : class
{
    public Task SendConfirmationLinkAsync(TUser user, string email, string confirmationLink) => SendAsync(email,
        Say("Confirm your e-mail address", "이메일 주소를 확인해 주십시오"),
        Say("Please confirm that this address is yours:", "이 주소의 주인이 맞는지 확인해 주십시오."),
        Link(confirmationLink, Say("Confirm the address", "주소 확인하기")));

    public Task SendPasswordResetLinkAsync(TUser user, string email, string resetLink) => SendAsync(email,
        Say("Reset your password", "비밀번호를 재설정하십시오"),
        Say("Choose a new password here:", "여기에서 새 비밀번호를 정하십시오."),
        Link(resetLink, Say("Reset the password", "비밀번호 재설정하기")));

    public Task SendPasswordResetCodeAsync(TUser user, string email, string resetCode) => SendAsync(email,
        Say("Your code to reset the password", "비밀번호 재설정 코드"),
        Say("Enter this code to choose a new password:", "다음 코드를 입력하고 새 비밀번호를 정하십시오."),
        $"<code>{Encoded(resetCode)}</code>");

    // One address: what a stranger typed into a form must not become a list.
    private Task<SendResult> SendAsync(string address, string subject, string request, string answer) => sender.SendAsync(new Email
    {
        To = new Mailbox(EmailAddress.Parse(address)),
        Subject = subject,
        Html = $"""
            <!DOCTYPE html>
            <html lang="{Say("en", "ko")}">
            <head><meta charset="utf-8"><title>{subject}</title></head>
            <body>
            <p>{request}</p>
            <p>{answer}</p>
            <p>{Say("If you did not ask for this, nothing needs to be done.", "요청한 적이 없다면 아무것도 하지 않으셔도 됩니다.")}</p>
            </body>
            </html>
            """,
    });

    private static string Link(string address, string text) => $"<a href=\"{Encoded(address)}\">{text}</a>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(WebUtility.HtmlDecode(text));
}
