#:project ../src/Pabal.Testing

// A thousand personal mails from a CSV file, over four connections, with a progress bar and the names of those who got none.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync();
var csv = Path.Combine(Directory.CreateTempSubdirectory("pabal-example-").FullName, "people.csv");
await File.WriteAllLinesAsync(csv, ["email,name,points", .. Enumerable.Range(1, 1000).Select(i => $"person{i}{(i == 700 ? "+550" : "")}@example.com,회원 {i},{i * 10}")]);

// <thousand>
// Plain commas only; for quoted fields take a CSV library, or: pabal send --merge people.csv
IAsyncEnumerable<OutgoingMail> mails = File.ReadLinesAsync(csv).Skip(1).Select(line => MailFor(line.Split(',')));

await using var smtp = new SmtpClient(inbox.Client with { Pool = new SmtpPoolOptions { MaxConnections = 4 } });
var (done, lost) = (0, new List<string>());
await foreach (SendOutcome outcome in smtp.SendManyAsync(mails))
{
    if (!outcome.IsAccepted)
        lost.Add($"{outcome.Mail.Tag}: {outcome.Fate}: {outcome.Error.Message}");
    if (++done % 25 == 0)
        Console.Write($"\r[{new string('#', done / 25),-40}] {done}");
}

static OutgoingMail MailFor(string[] row)
{
    var email = new Email
    {
        From = "길동상점 <shop@example.com>",
        To = new Mailbox(row[1], row[0]),
        Subject = $"{row[1]}님의 포인트",
        Text = $"{row[1]}님, 포인트가 {row[2]}점 있습니다.",
    };
    return OutgoingMail.From(email) with { Tag = row[1] };
}
// </thousand>

Console.WriteLine();
lost.ForEach(Console.WriteLine);
Console.WriteLine($"{inbox.Mails.Count} arrived, the 500th: {inbox.Mails.Single(mail => mail.Message.Subject == "회원 500님의 포인트").Message.TextBody?.Trim()}");
Console.WriteLine($"at most four connections: {inbox.Mails.Select(mail => mail.Session.Id).Distinct().Count() <= 4}");
Directory.Delete(Path.GetDirectoryName(csv)!, recursive: true);

// Output:
// …[########################################] 1000
// 회원 700: Refused: …550 5.1.1 a fault that was asked for…
// 999 arrived, the 500th: 회원 500님, 포인트가 5000점 있습니다.
// at most four connections: True
