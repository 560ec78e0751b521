using System.IO.Pipelines;
using Pabal.Smtp;

namespace Pabal.Cli.Merging;

/// <summary>A mail that is written down as begun before the first octet of it goes out.</summary>
internal sealed class JournaledContent(MailContent content, Func<CancellationToken, Task> begin) : MailContent
{
    public override long? Length => content.Length;

    public override bool Is8Bit { get; } = content.Is8Bit;

    public override bool HasUtf8Header { get; } = content.HasUtf8Header;

    public override bool CanBeWrittenAgain => content.CanBeWrittenAgain;

    public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        await begin(cancellationToken);
        await content.WriteToAsync(output, cancellationToken);
    }
}
