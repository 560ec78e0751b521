using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Cli.Checking;

/// <summary><c>pabal check --address</c>: what can be said of an address without asking anybody.</summary>
internal static class AddressCheck
{
    public static int Run(string text, bool json)
    {
        if (!EmailAddress.TryParse(text, out var address, out var reason))
            return Refuse(text, new CliException(ExitCode.BadInput, reason), json);
        var document = new AddressDocument
        {
            Address = text,
            Valid = true,
            Wire = address.ToString(),
            LocalPart = address.LocalPart,
            Domain = address.Domain,
            AsciiDomain = address.AsciiDomain,
            RequiresUtf8 = address.RequiresUtf8,
            Provider = Providers.ForAddress(address)?.Name,
        };
        if (json)
            JsonOutput.Write(document, CheckJson.Default.AddressDocument);
        else
            CheckScreen.Show(document);
        return ExitCode.Done;
    }

    private static int Refuse(string text, CliException error, bool json)
    {
        if (!json)
            return FailureReport.Write(error, json);
        JsonOutput.Write(new AddressDocument { Address = text, Valid = false, Error = ErrorDocument.From(error) }, CheckJson.Default.AddressDocument);
        return error.ExitCode;
    }
}
