using System.CommandLine;
using Pabal.Cli.Checking;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal check</c>: is it the server, the certificate, the login or the address? No mail is sent.</summary>
internal sealed class CheckCommand : Command
{
    private readonly ServerOptions server = new();

    private readonly Option<string?> address = SendOptions.Text("--address", "A", Say("Look at an address instead: is it written right, how does it travel.", "서버 대신 주소를 검사합니다. 문법이 맞는지, 어떻게 전송되는지."));

    public CheckCommand(CommonOptions common) : base("check", Say("Try a server as far as the login, without sending, or look at an address.", "메일을 보내지 않고 서버를 로그인까지 점검하거나 주소를 검사합니다."))
    {
        foreach (var option in server.All.Append(address))
            Options.Add(option);
        SetAction((parsed, cancellationToken) => RunAsync(new CheckRequest
        {
            Server = server.Read(parsed, from: null),
            Address = parsed.GetValue(address),
            Timeout = server.TimeoutOf(parsed),
            Json = parsed.GetValue(common.Json),
            Verbosity = common.Verbosity(parsed),
        }, cancellationToken));
    }

    private static Task<int> RunAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        if (request.Address is null)
            return new Checker(request).RunAsync(cancellationToken);
        return Task.FromResult(request.Server.Server is null
            ? AddressCheck.Run(request.Address, request.Json)
            : FailureReport.Write(new CliException(ExitCode.Usage, Say("--server and --address are two checks; do one at a time", "--server와 --address는 서로 다른 검사입니다. 하나씩 하십시오")), request.Json));
    }
}
