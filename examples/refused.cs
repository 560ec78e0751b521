#:project ../src/Pabal.Testing

// Some recipients are refused: who got the mail, who did not, why, and for whom it is worth trying again.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

// It refuses whom an address asks it to refuse: gone+550@example.com hears 550.
await using var inbox = await TestInbox.StartAsync();

// <refused>
var email = new Email
{
    From = "gil@example.com",
    To = ["ann@example.com", "gone+550@example.com", "busy+451@example.com"],
    Subject = "모임 안내",
    Text = "토요일 세 시입니다.",
};
await using var smtp = new SmtpClient(inbox.Client);
SendResult sent = await smtp.SendAsync(email);

foreach (var address in sent.Accepted)
    Console.WriteLine($"{address} got it");
foreach (var refused in sent.Rejected)
{
    Console.WriteLine($"{refused.Address} did not, {(refused.Reply.IsTransient ? "for now" : "for good")}: {refused.Reply}");
    Console.WriteLine(refused.Diagnosis);
}

// Where nobody is left, there is no result but an exception.
try
{
    await smtp.SendAsync(email with { To = ["gone+550@example.com", "away+550@example.com"] });
}
catch (SmtpException failure)
{
    Console.WriteLine($"nobody got it: {string.Join(", ", failure.Rejected.Select(refused => refused.Address))}");
}
// </refused>

// Output:
// ann@example.com got it
// gone+550@example.com did not, for good: 550 5.1.1 a fault that was asked for
// There is no such mailbox.
// - Check the spelling; otherwise take the address off the list.
// busy+451@example.com did not, for now: 451 4.7.1 a fault that was asked for
// 127.0.0.1 can't take the mail right now.
// - Try again later, with growing pauses.
// nobody got it: gone+550@example.com, away+550@example.com
