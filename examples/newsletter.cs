#:project ../src/Pabal.Testing

// A newsletter that can be left with one click and is signed with DKIM. The key is made here; what belongs into the DNS is printed.
using System.Security.Cryptography;
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

await using var inbox = await TestInbox.StartAsync();
using var rsa = RSA.Create(2048);
var pem = rsa.ExportPkcs8PrivateKeyPem();   // openssl genrsa -out dkim.pem 2048, and DkimSigner.FromFile

// <newsletter>
using var signer = new DkimSigner("example.com", "mail2026", pem);
Console.WriteLine($"{signer.RecordName} TXT {signer.Record[..30]}…");

await using var smtp = new SmtpClient(inbox.Client);
foreach (var (name, address) in new[] { ("Ann", "ann@example.net"), ("홍길동", "gil@example.org") })
{
    var email = new Email
    {
        From = "길동상점 <news@example.com>",
        To = new Mailbox(name, address),
        Subject = $"{name}님께 드리는 3월 소식",
        Html = "<p>새 떡이 나왔습니다. <a href=\"https://example.com/leave\">수신 거부</a></p>",
        Unsubscribe = new ListUnsubscribe($"https://example.com/leave?who={Uri.EscapeDataString(address)}", "leave@example.com"),
    };
    MimeMessage signed = signer.Sign(email.ToMessage());
    await smtp.SendAsync(Envelope.For(email), MailContent.From(signed));
}
// </newsletter>

// What the receiver does: it takes the key from the DNS, and does what List-Unsubscribe-Post says when its button is pressed.
var verifier = new DkimVerifier((name, _) => ValueTask.FromResult<string?>(name == signer.RecordName ? signer.Record : null));
foreach (var mail in inbox.Mails)
{
    var result = (await verifier.VerifyAsync(mail.Content)).Single();
    Console.WriteLine($"{mail.Envelope.Recipients[0]}: DKIM {result.Status} for {result.Domain}, {mail.Message.Headers["List-Unsubscribe-Post"]}");
}

// Output:
// mail2026._domainkey.example.com TXT v=DKIM1; k=rsa; p=MIIB…
// ann@example.net: DKIM Pass for example.com, List-Unsubscribe=One-Click
// gil@example.org: DKIM Pass for example.com, List-Unsubscribe=One-Click
