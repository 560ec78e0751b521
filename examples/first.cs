#:project ../src/Pabal.Testing

// The program of docs/start.md: a first mail, to a server within it; with an address and PABAL_PASSWORD in the environment, through Gmail.
// <first>
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

// Without an address the mail goes to a server within this program, with one it goes through Gmail.
var isReal = args.Length > 0;
var me = isReal ? args[0] : "gil@gmail.com";
await using var inbox = await TestInbox.StartAsync();
await using var smtp = isReal
    ? new SmtpClient("gmail", SmtpCredentials.Password(me, Environment.GetEnvironmentVariable("PABAL_PASSWORD")!))
    : new SmtpClient(inbox.Client);

SendResult sent = await smtp.SendAsync(new Email
{
    From = me,
    To = me,
    Subject = "안녕하세요",
    Text = "첫 메일입니다.",
});
Console.WriteLine(sent.Reply);
// </first>

// Output:
// 250 2.0.0 kept as …
