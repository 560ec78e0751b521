using System.IO.Pipelines;
using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Content made to look, to one server or another, as if it ended early and commands came after it.</summary>
public sealed class SmugglingTests
{
    private const string After = "MAIL FROM:<evil@e.test>\r\nRCPT TO:<smuggled@b.test>\r\nDATA\r\nSubject: b\r\n\r\ny";

    private static readonly string[] Sequences =
    [
        "\n.\n", "\n.\r", "\n.\r\n", "\r.\r", "\r.\n", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\r\n",
        "\r\r\n.\r\n", "\r\n.\r\r\n", "\n\r.\r\n", "\r\n\0.\r\n", "\r\n.\0\r\n",
    ];

    [Fact]
    public async Task Nothing_is_smuggled_by_DATA_however_the_content_is_cut()
    {
        var contents = Contents().ToArray();
        await using var sink = new Sink { Extensions = "250-PIPELINING\r\n" };
        await AcceptedAsync(sink, contents);
        Assert.Equal(contents.Select(Lines), sink.Contents.Select(wire => wire[..^5].Replace("\r\n.", "\r\n", StringComparison.Ordinal)));
        Assert.All(sink.Contents, wire => Assert.Equal(wire.Length - 5, wire.IndexOf("\r\n.\r\n", StringComparison.Ordinal)));
        Assert.All(sink.Contents, wire => Assert.False(wire.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n')));
        Assert.Equal(contents.Length, sink.Commands.Count(line => line == "DATA"));
    }

    [Fact]
    public async Task Nothing_is_smuggled_by_BDAT_however_the_content_is_cut()
    {
        var contents = Contents().ToArray();
        await using var sink = new Sink();
        await AcceptedAsync(sink, contents);
        // The first two go by DATA, for the server is not known yet.
        Assert.Equal(contents.Skip(2).Select(content => Lines(content) + "\r\n"), sink.Contents.Skip(2));
        Assert.Equal(contents.Length - 2, sink.Commands.Count(line => line.StartsWith("BDAT ", StringComparison.Ordinal)));
    }

    private static async Task AcceptedAsync(Sink sink, Pieces[] contents)
    {
        var fates = await Scripts.FatesAsync(sink.Options, contents.Select(content => new OutgoingMail(Scripts.Envelope, content)));
        Assert.Equal(contents.Select(_ => " Accepted"), fates);
        Assert.DoesNotContain(sink.Commands, line => line.Contains("evil", StringComparison.Ordinal) || line.Contains("smuggled", StringComparison.Ordinal));
    }

    private static IEnumerable<Pieces> Contents()
    {
        const string before = "Subject: a\r\n\r\nx";
        foreach (var sequence in Sequences)
        {
            var text = before + sequence + After;
            for (var cut = 0; cut <= sequence.Length; cut++)
                yield return new Pieces(text[..(before.Length + cut)], text[(before.Length + cut)..]);
            yield return new Pieces([.. text.Select(one => one.ToString())]);
        }
    }

    private static string Lines(Pieces content) => content.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    private sealed class Pieces(params string[] pieces) : MailContent
    {
        public string Text => string.Concat(pieces);
        public override long? Length => Text.Length;
        public override bool Is8Bit => false;
        public override bool HasUtf8Header => false;

        public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
        {
            foreach (var piece in pieces)
                await output.WriteAsync(Encoding.ASCII.GetBytes(piece), cancellationToken);
        }
    }
}
