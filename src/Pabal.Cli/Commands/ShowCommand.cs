using System.CommandLine;
using Pabal.Cli.Showing;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal show</c>: what is in a mail, for a person or for a program.</summary>
internal sealed class ShowCommand : Command
{
    private readonly Argument<string> file = new("FILE") { Description = Say("The mail, an .eml file; - reads standard input.", "메일(.eml 파일). -는 표준 입력입니다.") };

    private readonly Option<string?> part = SendOptions.Text("--part", "PATH", Say("Write the decoded content of one part (1.2) to standard output.", "부분 하나(예: 1.2)의 내용을 디코딩하여 표준 출력에 씁니다."));

    private readonly Option<string?> extract = SendOptions.Text("--extract", "DIR", Say("Write the attachments into a folder, and never outside it.", "첨부 파일을 폴더에 꺼냅니다. 그 폴더 밖에는 쓰지 않습니다."));

    private readonly Option<bool> headers = new("--headers") { Arity = ArgumentArity.Zero, Description = Say("Show the header only, every field decoded.", "헤더만 모두 디코딩하여 보여 줍니다.") };

    private readonly Option<bool> lint = new("--lint") { Arity = ArgumentArity.Zero, Description = Say("Say what large providers would refuse or show wrong.", "큰 메일 서비스가 거부하거나 잘못 표시할 만한 것을 알려 줍니다.") };

    public ShowCommand(CommonOptions common) : base("show", Say("Show what is in a mail.", "메일에 든 것을 보여 줍니다."))
    {
        Arguments.Add(file);
        foreach (var option in new Option[] { part, extract, headers, lint })
            Options.Add(option);
        SetAction((parsed, cancellationToken) => new Viewer(new ShowRequest
        {
            File = parsed.GetRequiredValue(file),
            Part = parsed.GetValue(part),
            Extract = parsed.GetValue(extract),
            Headers = parsed.GetValue(headers),
            Lint = parsed.GetValue(lint),
            Json = parsed.GetValue(common.Json),
        }).RunAsync(cancellationToken));
    }
}
