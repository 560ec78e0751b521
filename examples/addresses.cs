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
    var isAddress = EmailAddress.TryParse(text, out var address, out var reason);
    var shown = text.Replace("\n", "\\n");
    Console.WriteLine($"{shown,-24} tutorial: {(tutorial.IsMatch(text) ? "yes" : "no "),-4} Pabal: {(isAddress ? $"yes, {address}" : $"no, {reason}")}");
}
// </addresses>

// Output:
// …
