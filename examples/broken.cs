#:project ../src/Pabal.Mime

// A mail from an old program: its Korean is not encoded, and its label lies. It is read all the same, and what is broken is told.
using Pabal.Mime;

byte[] received =
[
    .. "From: gil@example.com\r\nDate: Mon, 2 Mar 2026 09:00:00 +0900\r\nSubject: "u8, .. EucKr("회의를 알립니다"), .. "\r\n"u8,
    .. "Content-Type: text/plain; charset=us-ascii\r\n\r\n"u8, .. EucKr("내일 아침 아홉 시에 모입니다.\n"),
];

// <broken>
MimeMessage message = MimeMessage.Parse(received);   // nothing throws, whatever the bytes are
Console.WriteLine(message.Subject);
Console.WriteLine(message.TextBody);
foreach (MimeDefect defect in message.Defects)
    Console.WriteLine($"{defect.Offset}: {defect.Id}: {defect.Message}");
// </broken>

static byte[] EucKr(string text) => new TextPart(text, "plain", "euc-kr").Content.ToArray();

// Output:
// 회의를 알립니다
// 내일 아침 아홉 시에 모입니다.
//
// 61: bad-header-charset: a field holds octets over 127 that are no UTF-8; they were read by a guess: Subject
// 133: undeclared-8bit: content that is said to be 7bit holds octets over 127
// 133: missing-charset: text with octets over 127 names no charset for them; it was read by a guess
