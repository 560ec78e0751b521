using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Testing.Replaying;

/// <summary>Plays a script to one client.</summary>
internal sealed class Player(Stream stream, X509Certificate2 certificate) : IDisposable
{
    private const int LongestLine = 64 * 1024;
    private const string Secret = TranscriptLine.Redacted;

    // What a server asks for in clear words within LOGIN; others ignore it.
    private const string Challenge = "VXNlcm5hbWU6";

    private readonly byte[] buffer = new byte[16 * 1024];
    private Stream wire = stream;
    private int next;
    private int end;

    public async Task PlayAsync(Script script, CancellationToken cancellationToken)
    {
        if (script.IsImplicitTls)
            await SecureAsync(cancellationToken).ConfigureAwait(false);
        var pending = new Queue<string>();   // what the client said and has no reply yet
        var isContent = false;
        foreach (var line in script.Lines)
        {
            if (isContent)
            {
                isContent = false;
                await SkipContentAsync(cancellationToken).ConfigureAwait(false);
                pending.Enqueue(".");
                if (line is { Side: TranscriptSide.Client, Text: "." })
                    continue;
            }
            if (line.Side == TranscriptSide.Client)
            {
                var said = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
                if (!IsSame(line.Text, said))
                    throw Deviation(line.Text, said);
                if (ChunkLength(said) is { } length)
                    await SkipAsync(length, cancellationToken).ConfigureAwait(false);
                pending.Enqueue(said);
                continue;
            }
            await WriteLineAsync(line.Text.Replace(Secret, Challenge, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
            if (line.Text.Length > 3 && line.Text[3] == '-')
                continue;
            var answered = pending.TryDequeue(out var command) ? command : "";
            if (line.Text.StartsWith("220", StringComparison.Ordinal) && answered.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase))
                await SecureAsync(cancellationToken).ConfigureAwait(false);
            isContent = line.Text.StartsWith("354", StringComparison.Ordinal);
        }
    }

    /// <summary>The end, for a client that left the script.</summary>
    public Task DismissAsync(CancellationToken cancellationToken) => WriteLineAsync("421 4.3.0 the recorded client said something else here", cancellationToken);

    public void Dispose() => wire.Dispose();

    // The size in MAIL and in BDAT belongs to the content, which may be another.
    private static bool IsSame(string recorded, string said)
    {
        if (recorded.StartsWith(Secret, StringComparison.Ordinal))
            return true;
        return (Words(recorded), Words(said)) switch
        {
            (["EHLO" or "HELO" or "LHLO", ..] expected, var actual) => actual is [var verb, ..] && verb == expected[0],
            (["BDAT", _, .. var expected], ["BDAT", _, .. var actual]) => expected.SequenceEqual(actual),
            var (expected, actual) => expected.Length == actual.Length && expected.Zip(actual).All(pair => pair.First == Secret || pair.First == pair.Second || (IsSize(pair.First) && IsSize(pair.Second))),
        };
    }

    private static bool IsSize(string word) => word.StartsWith("SIZE=", StringComparison.Ordinal);

    private static string[] Words(string line) => line.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long? ChunkLength(string said) =>
        Words(said) is ["BDAT", var size, ..] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    private static DeviationException Deviation(string expected, string said)
    {
        // Only the verb: what the client says here may be a secret.
        var verb = Words(said) is [{ Length: <= 8 } first, ..] ? first : "…";
        return new DeviationException(Say($"the recorded client said “{expected}” here, this one something else ({verb})",
                                          $"기록된 클라이언트는 여기서 “{expected}”라고 했지만 이번에는 다른 말을 했습니다({verb})"));
    }

    private async Task SkipContentAsync(CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) != ".")
        {
        }
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(wire);
        wire = tls;
        (next, end) = (0, 0);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLineAsync(string line, CancellationToken cancellationToken) =>
        await wire.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), cancellationToken).ConfigureAwait(false);

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (true)
        {
            if (next == end)
                await FillAsync(cancellationToken).ConfigureAwait(false);
            var octet = buffer[next++];
            if (octet == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            if (line.Count == LongestLine)
                throw new IOException("a line without an end");
            line.Add(octet);
        }
    }

    private async Task SkipAsync(long length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            if (next == end)
                await FillAsync(cancellationToken).ConfigureAwait(false);
            var taken = (int)Math.Min(length, end - next);
            next += taken;
            length -= taken;
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        next = 0;
        end = await wire.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (end == 0)
            throw new IOException("the client is gone");
    }
}
