using System.CommandLine;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = new("--json") { Arity = ArgumentArity.Zero, Recursive = true, Description = Say("One JSON document on standard output, nothing else there.", "표준 출력에 JSON 문서 하나만 씁니다.") };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Recursive = true, Arity = ArgumentArity.Zero, Description = Say("Show the SMTP dialogue on standard error, secrets hidden; -vv shows the content too.", "SMTP 대화를 표준 오류에 출력합니다(비밀번호와 토큰은 가립니다). -vv는 메일 내용까지 출력합니다.") };

    public Option<string?> Lang { get; } = new("--lang") { Recursive = true, HelpName = "en|ko", Description = Say("The language of explanations. Default: from the locale.", "안내 문구의 언어. 기본값: 시스템 로캘.") };

    public CommonOptions()
    {
        Lang.CompletionSources.Add("en", "ko");
        Lang.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("en" or "ko") }])
                result.AddError(Say("--lang takes en or ko", "--lang에는 en 또는 ko를 쓰십시오"));
        });
    }

    public IEnumerable<Option> All => [Json, Verbose, Lang];

    /// <summary>0, 1 for <c>-v</c>, 2 for <c>-vv</c> or <c>-v -v</c>.</summary>
    public int Verbosity(ParseResult parsed) => parsed.GetResult(Verbose)?.IdentifierTokenCount ?? 0;
}
