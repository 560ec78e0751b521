using Pabal.Cli.Settings;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--dkim DOMAIN:SELECTOR:KEYFILE</c>, each adding one signature.</summary>
internal static class DkimOption
{
    public static MimeMessage Sign(MimeMessage message, string[] options)
    {
        foreach (var option in options)
        {
            using var signer = Signer(option);
            message = signer.Sign(message);
        }
        return message;
    }

    public static DkimSigner Signer(string option)
    {
        if (option.Split(':', 3) is not [{ Length: > 0 } domain, { Length: > 0 } selector, { Length: > 0 } path])
        {
            throw new CliException(ExitCode.Usage, Say($"--dkim takes DOMAIN:SELECTOR:KEYFILE, not “{option}”", $"--dkim에는 도메인:셀렉터:키파일을 쓰십시오: “{option}”"),
                Say("for example --dkim example.com:mail2026:dkim.pem", "예: --dkim example.com:mail2026:dkim.pem"));
        }
        SecretFile.Warn(path);
        try
        {
            return DkimSigner.FromFile(domain, selector, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(path, e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new CliException(ExitCode.Configuration, $"--dkim: {ReasonOf(e)}");
        }
    }
}
