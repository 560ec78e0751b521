using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Linting;

/// <summary>The bytes as they stand: line ends, line lengths, octets over 127.</summary>
internal static class LineChecks
{
    private const int MaxLine = 998;   // RFC 5322 2.1.1

    public static IEnumerable<LintFinding> Run(MimeMessage message)
    {
        var found = new Found();
        foreach (var piece in message.FinishedBytes)
            found.Scan(piece.Span);
        if (found.BareLf)
            yield return HeaderChecks.Refused("bare-lf", Say("there are line ends of LF alone", "LF만 있는 줄 끝이 있습니다"), Say("end lines by CRLF; servers refuse bare LF since SMTP smuggling", "줄은 CRLF로 끝내십시오. SMTP 스머글링 공격 뒤로 서버들이 LF만 있는 줄을 거부합니다"));
        if (found.BareCr)
            yield return HeaderChecks.Refused("bare-cr", Say("there are CR characters that end no line", "줄을 끝내지 않는 CR이 있습니다"), Say("end lines by CRLF, or encode the part in base64", "줄은 CRLF로 끝내거나, 그 부분을 base64로 인코딩하십시오"));
        if (found.LongestLine > MaxLine)
            yield return HeaderChecks.Refused("long-line", Say($"a line has {found.LongestLine} octets", $"{found.LongestLine}바이트짜리 줄이 있습니다"), Say($"at most {MaxLine} are allowed (RFC 5322 2.1.1); fold the field or encode the part", $"{MaxLine}바이트까지만 됩니다(RFC 5322 2.1.1). 헤더는 접고 부분은 인코딩하십시오"));
        foreach (var (path, part) in message.Parts)
        {
            if (part is not Multipart && part.TransferEncoding == "7bit" && !Ascii.IsValid(part.Body.Span))
                yield return HeaderChecks.Refused("raw-8bit", Say($"part {path} holds octets over 127 but says 7bit", $"{path} 부분은 7bit라면서 127을 넘는 바이트가 있습니다"), Say("encode it in quoted-printable or base64, or say 8bit", "quoted-printable이나 base64로 인코딩하거나 8bit라고 쓰십시오"));
        }
    }

    private struct Found
    {
        private int line;
        private bool afterCr;

        public bool BareLf { get; private set; }

        public bool BareCr { get; private set; }

        public int LongestLine { get; private set; }

        public void Scan(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes)
            {
                if (b == (byte)'\n')
                {
                    BareLf |= !afterCr;
                    LongestLine = Math.Max(LongestLine, line);
                    line = 0;
                }
                else
                {
                    BareCr |= afterCr;
                    line += b == (byte)'\r' ? 0 : 1;
                }
                afterCr = b == (byte)'\r';
            }
            LongestLine = Math.Max(LongestLine, line);
        }
    }
}
