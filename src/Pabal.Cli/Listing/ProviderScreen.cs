using Pabal.Cli.Terminal;
using Pabal.Smtp;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Listing;

/// <summary>The providers, for a person. What is not confirmed bears a mark.</summary>
internal static class ProviderScreen
{
    private const string Mark = "*";

    public static void ShowAll(IEnumerable<Provider> providers)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Say("Name", "이름"), Say("Service", "서비스"), Say("Server", "서버"));
        foreach (var provider in providers)
            table.AddRow(provider.Name + (provider.Unconfirmed.IsEmpty ? "" : Mark), Screen.Cell(provider.DisplayName), Screen.Cell(PortDocument.Of(provider)[0].Uri));
        Screen.Out.Write(table);
        Console.WriteLine(Say($"{Mark} some facts come from third parties only; which, and everything else: pabal providers NAME",
                              $"{Mark} 일부는 제3자의 자료로만 확인했습니다. 무엇이 그런지, 그 밖의 모든 것은 pabal providers 이름"));
        Console.WriteLine(Say("Amazon SES has a server for each region: ses-ap-northeast-2 and the like.", "Amazon SES는 리전마다 서버가 있습니다(ses-ap-northeast-2 등)."));
    }

    public static void Show(Provider provider)
    {
        var ports = PortDocument.Of(provider);
        Console.WriteLine($"{provider.DisplayName} (--server {string.Join(" / ", [provider.Name, .. provider.Aliases])})");
        Screen.WriteRows(
        [
            .. ports.Select((port, i) => (i == 0 ? Say("Server", "서버") : Say("or", "또는"), (string?)$"{port.Uri} {Protection(port)}")),
            (Say("Mechanisms", "인증 방식"), string.Join(", ", provider.Mechanisms)),
            (Say("User name", "사용자 이름"), UserName(provider)),
            ("From", provider.FromMustBeLogin
                ? Say("only the address that logs in, or one registered with the account", "로그인한 주소나 그 계정에 등록된 주소만")
                : Say("no rule known", "알려진 제한 없음")),
            (Say("Limits", "한도"), provider.Limits.ToString() is { Length: > 0 } limits ? limits : Say("none published", "공개된 것 없음")),
            (Say("Addresses at", "주소"), string.Join(", ", provider.Domains)),
            (Say("Not confirmed", "확인 못 함"), provider.Unconfirmed.IsEmpty ? null : $"{Mark} {string.Join("; ", provider.Unconfirmed)}"),
            (Say("As of", "기준일"), $"{provider.Confirmed:yyyy-MM-dd}"),
        ]);
        Console.WriteLine();
        Console.WriteLine(Say("How to get a password that works:", "쓸 수 있는 비밀번호를 얻는 방법:"));
        foreach (var (number, step) in provider.PasswordSteps.Index())
            Console.WriteLine($"  {number + 1}. {step}");
        if (provider.Link is not null)
            Console.WriteLine($"  {Say("See", "참고")}: {provider.Link}");
    }

    private static string Protection(PortDocument port) =>
        port.Tls == "implicit" ? Say("(TLS from the first octet)", "(처음부터 TLS)") : "(STARTTLS)";

    private static string UserName(Provider provider) => provider.UserName switch
    {
        UserNameForm.Address => Say("the full address", "전체 주소"),
        UserNameForm.LocalPart => Say("the part before the @", "@ 앞부분"),
        UserNameForm.Fixed => Say($"the word {provider.FixedUser}, for everybody", $"누구나 {provider.FixedUser}라는 단어"),
        _ => Say("one that the provider issues", "서비스가 발급한 이름"),
    };
}
