using System.CommandLine;
using Pabal.Cli.Listing;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal providers</c>: what is known of mail providers, all in a table or one in full.</summary>
internal sealed class ProvidersCommand : Command
{
    private readonly Argument<string?> name = new("NAME")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = Say("Show this one in full: gmail, naver …", "하나를 자세히 봅니다: gmail, naver …"),
    };

    public ProvidersCommand(CommonOptions common) : base("providers", Say("List the mail providers known by name.", "이름으로 쓸 수 있는 메일 서비스를 보여 줍니다."))
    {
        name.CompletionSources.Add(_ => ProviderNames.All);
        Arguments.Add(name);
        SetAction(parsed => Show(parsed.GetValue(name), parsed.GetValue(common.Json)));
    }

    private static int Show(string? name, bool json)
    {
        if (name is null)
        {
            if (json)
                JsonOutput.Write(new ProvidersDocument([.. Providers.All.Select(ProviderDocument.From)]), ProviderJson.Default.ProvidersDocument);
            else
                ProviderScreen.ShowAll(Providers.All);
            return ExitCode.Done;
        }
        if (Providers.Find(name) is not { } provider)
            return FailureReport.Write(Unknown(name), json);
        if (json)
            JsonOutput.Write(ProviderDocument.From(provider), ProviderJson.Default.ProviderDocument);
        else
            ProviderScreen.Show(provider);
        return ExitCode.Done;
    }

    private static CliException Unknown(string name) => new(ExitCode.Usage,
        Say($"there is no provider {name} here", $"{name}: 목록에 없는 메일 서비스입니다"),
        ProviderNames.NearestTo(name) is { } near ? Say($"did you mean {near}?", $"{near}을(를) 뜻하셨습니까?") : Say("see pabal providers", "pabal providers를 보십시오"));
}
