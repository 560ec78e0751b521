namespace Pabal.Smtp.Tests.Server;

/// <summary>
/// A literal dialogue, one line each: <c>C: line</c> is sent with CRLF, <c>c: octets</c> as it stands, <c>S: 250</c> is how the last line of the next reply
/// must begin, and <c>S: end</c> is that the server closes.
/// </summary>
internal static class Script
{
    public static async Task PlayAsync(RawClient client, string script)
    {
        var said = "";
        foreach (var line in script.Split('\n'))
        {
            switch (line[..3])
            {
                case "C: ":
                    said = line[3..];
                    await client.SendAsync(said + "\r\n");
                    break;
                case "c: ":
                    said = line[3..];
                    await client.SendAsync(Unescape(said));
                    break;
                case "S: " when line == "S: end":
                    await client.ExpectEndAsync();
                    break;
                case "S: ":
                    await client.ExpectAsync(line[3..], said);
                    break;
                default:
                    throw new ArgumentException($"“{line}” is no line of a script", nameof(script));
            }
        }
    }

    private static string Unescape(string text) => text
        .Replace("\\r", "\r", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\0", "\0", StringComparison.Ordinal);
}
