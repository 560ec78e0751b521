namespace Pabal.Smtp.Wire;

internal static class CommandParser
{
    public static (SmtpCommand? Command, SmtpReply? Refusal) Parse(ReadOnlySpan<byte> line) =>
        (null, new SmtpReply(500, "5.5.2", line.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
