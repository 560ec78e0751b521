namespace Pabal.Mime.Tests;

/// <summary>Python's email package as an independent reader of what we write.</summary>
internal static class PythonReader
{
    private const string Head = """
        import sys, base64, email, email.policy
        m = email.message_from_bytes(base64.b64decode(sys.stdin.read()), policy=email.policy.default)

        """;

    /// <summary>What the script prints that has the message as <c>m</c>.</summary>
    public static async Task<string[]> AskAsync(MimeMessage message, string script)
    {
        Peer.Require("python3");
        var run = await Run.OfAsync("python3", ["-c", Head + script], input: Convert.ToBase64String(message.ToArray()), variables: new Dictionary<string, string?> { ["PYTHONIOENCODING"] = "utf-8" });
        return run.Succeeded().TrimEnd('\n').Split('\n');
    }
}
