using System.IO.Pipelines;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Content whose source fails after so many octets.</summary>
internal sealed class FailingContent(int octets, bool isBinary = false) : MailContent
{
    public override long? Length => octets + 1;
    public override bool Is8Bit => false;
    public override bool HasUtf8Header => false;
    public override bool IsBinary => isBinary;

    public override async ValueTask WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(new byte[octets], cancellationToken);
        throw new FileNotFoundException();
    }
}
