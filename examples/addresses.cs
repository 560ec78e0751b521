#:project ../src/Pabal.Mime

// What is an address? Compared with a regular expression that many tutorials teach, which refuses real people and lets nonsense in.
using System.Text.RegularExpressions;
using Pabal.Mime;

var tutorial = new Regex(@"^[a-zA-Z0-9.+_-]+@[a-zA-Z0-9-]+\.[a-zA-Z]{2,3}$");
string[] candidates =
[
    "gil@example.com",
    "gil@example.info",        // a top-level domain has up to 63 letters
    "gil@example.co.kr",       // and there may be several dots
    "o'neil@example.com",      // the local part takes !#$%&'*+-/=?^_`{|}~ too
    "홍길동@예시.한국",        // RFC 6531; on the wire the domain is xn--…
    "\"hong gil\"@example.com",
    "gil@[192.0.2.1]",
    "gil..dong@example.com",   // the dots of a local part stand between letters
    "gil@-example.com",        // a hyphen begins no label
    "gil@example.com\n",       // $ lets a line end pass, and header injection begins
];

// <addresses>
foreach (var text in candidates)
{
    var ours = EmailAddress.TryParse(text, out var address, out var reason) ? $"yes, as {address}" : $"no, {reason}";
    Console.WriteLine($"{text.Replace("\n", "\\n")}: the tutorial says {(tutorial.IsMatch(text) ? "yes" : "no")}, Pabal {ours}");
}
// </addresses>

// Output:
// gil@example.com: the tutorial says yes, Pabal yes, as gil@example.com
// gil@example.info: the tutorial says no, Pabal yes, as gil@example.info
// gil@example.co.kr: the tutorial says no, Pabal yes, as gil@example.co.kr
// o'neil@example.com: the tutorial says no, Pabal yes, as o'neil@example.com
// 홍길동@예시.한국: the tutorial says no, Pabal yes, as 홍길동@xn--vv4b11d.xn--3e0b707e
// "hong gil"@example.com: the tutorial says no, Pabal yes, as "hong gil"@example.com
// gil@[192.0.2.1]: the tutorial says no, Pabal yes, as gil@[192.0.2.1]
// gil..dong@example.com: the tutorial says yes, Pabal no, a dot can't come first, last or twice in a row before the @ (unless the part is in "quotes")
// gil@-example.com: the tutorial says yes, Pabal no, a label of the domain begins or ends with a hyphen
// gil@example.com\n: the tutorial says yes, Pabal no, it holds the control character LF
