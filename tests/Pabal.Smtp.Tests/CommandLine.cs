using System.Text;

namespace Pabal.Smtp.Tests;

/// <summary>Takes a printed command apart as a server does, by the grammar of RFC 5321 4.1.2 and nothing of ours.</summary>
internal static class CommandLine
{
    /// <summary>Fails if a server could read more than one line out of this one, whatever it takes for a line end.</summary>
    public static void IsOneLine(string line)
    {
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(line);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.DoesNotContain((byte)'\n', bytes);
        Assert.DoesNotContain((byte)0, bytes);
    }

    /// <summary>The path between the angle brackets and what follows them; fails if a quote is left open.</summary>
    public static (string Path, string Parameters) Path(string line, string verb)
    {
        IsOneLine(line);
        Assert.StartsWith(verb, line, StringComparison.Ordinal);
        Assert.Equal('<', line[verb.Length]);
        var quoted = false;
        for (var i = verb.Length + 1; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (quoted && line[i] == '\\')
                i++;
            else if (!quoted && line[i] == '>')
                return (line[(verb.Length + 1)..i], line[(i + 1)..]);
            else
                Assert.False(!quoted && line[i] is ' ' or '<', line);
        }
        throw Xunit.Sdk.FailException.ForFailure($"the path never ends: {line}");
    }
}
