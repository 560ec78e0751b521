using Pabal.Cli.Sending;
using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Inbox;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Showing;

/// <summary><c>pabal show</c> from start to end. A file that is no message at all is shown too, with its defects.</summary>
internal sealed class Viewer(ShowRequest request)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = MimeMessage.Parse(await ReadAsync(cancellationToken));
            if (request.Part is not null && request.Extract is null)
                return WritePart(message);
            var extracted = request.Extract is null ? [] : Extraction.Run(request.Extract, PartsToExtract(message));
            if (request.Json)
                WriteDocument(message, extracted);
            else
                MessageScreen.Show(message, request, extracted);
            return ExitCode.Done;
        }
        catch (CliException e)
        {
            return FailureReport.Write(e, request.Json);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        InputFile.CheckNamed("FILE", request.File);
        if (request.Extract is not null)
            InputFile.CheckNamed("--extract", request.Extract);
        if (request is { Json: true, Part: not null, Extract: null })
            throw new CliException(ExitCode.Usage, Say("--part writes the bytes of a part and --json a document; use one of them", "--part는 부분의 바이트를, --json은 문서를 씁니다. 하나만 쓰십시오"));
        try
        {
            if (request.File != "-")
                return await File.ReadAllBytesAsync(request.File, cancellationToken);
            using var memory = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(memory, cancellationToken).WaitAsync(cancellationToken);
            return memory.GetBuffer().AsMemory(0, (int)memory.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(request.File, e);
        }
    }

    private MimePart Find(MimeMessage message)
    {
        foreach (var (path, part) in message.Parts)
        {
            if (path == request.Part)
                return part;
        }
        throw new CliException(ExitCode.Usage, Say($"there is no part {request.Part} in this mail", $"이 메일에는 {request.Part} 부분이 없습니다"),
            Say($"it has: {string.Join(", ", message.Parts.Select(each => each.Path).Take(40))}", $"있는 부분: {string.Join(", ", message.Parts.Select(each => each.Path).Take(40))}"));
    }

    private int WritePart(MimeMessage message)
    {
        using var output = Console.OpenStandardOutput();
        using var content = Find(message).OpenRead();
        content.CopyTo(output);
        return ExitCode.Done;
    }

    private IEnumerable<(string Path, MimePart Part)> PartsToExtract(MimeMessage message)
    {
        if (request.Part is not null)
            return [(request.Part, Find(message))];
        var attachments = message.Attachments.ToHashSet();
        return message.Parts.Where(each => attachments.Contains(each.Part));
    }

    private void WriteDocument(MimeMessage message, IReadOnlyList<ExtractedFile> extracted) => JsonOutput.Write(json =>
    {
        message.WriteDocument(json);
        if (request.Lint)
            LintDocument.Write(json, message);
        if (request.Extract is null)
            return;
        json.WriteStartArray("extracted");
        foreach (var file in extracted)
        {
            json.WriteStartObject();
            json.WriteString("part", file.Part);
            json.WriteString("file", file.Path);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
