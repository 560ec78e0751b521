#:project ../src/Pabal.Testing

// A wrong password: the exception tells the cause and the way out, for the provider at hand. Recordings stand in for the providers.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

string[] refusals =
[
    "535 5.7.8 Username and Password not accepted. z9 - gsmtp",                                             // Gmail
    "535 5.7.1 Username and Password not accepted 0Ab1cd - nsmtp",                                          // Naver
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [SL2P216CA0002.KORP216.PROD.OUTLOOK.COM]",
];
foreach (var refusal in refusals)
{
    await using var server = ReplayServer.Start(Conversation.Parse($"""
        S: 220 mail.example.com ESMTP
        C: EHLO example.com
        S: 250-mail.example.com
        S: 250 AUTH PLAIN
        C: AUTH PLAIN ********
        S: {refusal}
        C: QUIT
        S: 221 bye
        """));
    await SendAsync(server.Client);   // SmtpClientOptions.Parse("gmail") for the real one
    Console.WriteLine();
}

static async Task SendAsync(SmtpClientOptions server)
{
    // <wrong-password>
    await using var smtp = new SmtpClient(server with { Credentials = SmtpCredentials.Password("gil@example.com", "the password of the web page") });
    try
    {
        await smtp.SendAsync(new Email { From = "gil@example.com", To = "ann@example.com", Subject = "안녕하세요", Text = "본문입니다." });
    }
    catch (SmtpException failure) when (failure.Failure == SmtpFailure.Authentication)
    {
        Console.WriteLine(failure.Reply);
        Console.WriteLine(failure.Diagnosis);
    }
    // </wrong-password>
}

// Output:
// 535 5.7.8 Username and Password not accepted. z9 - gsmtp
// Google did not accept this user name with this password: …
// - Make an app password at https://myaccount.google.com/apppasswords …
// https://support.google.com/…
//
// 535 5.7.1 Username and Password not accepted 0Ab1cd - nsmtp
// Naver refused the login and does not say why: …
// - On the same page, …, make an application password …
// https://help.naver.com/…
//
// 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. …
// Microsoft no longer accepts a password here, nor an app password.
// - Log in with OAuth2 …
// https://learn.microsoft.com/…
