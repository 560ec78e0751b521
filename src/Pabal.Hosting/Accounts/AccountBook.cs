using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pabal.Hosting.Sending;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Hosting.Accounts;

/// <summary>The accounts of an application: read and checked when it starts, looked up by name when something is made for them.</summary>
internal sealed class AccountBook(IServiceProvider services) : IConfigureNamedOptions<PabalOptions>, IValidateOptions<PabalOptions>
{
    public void Configure(string? name, PabalOptions options)
    {
        if (services.GetService<IConfiguration>() is { } configuration)
            AccountSection.Read(configuration, name ?? "", options);
    }

    public void Configure(PabalOptions options) => Configure("", options);

    public ValidateOptionsResult Validate(string? name, PabalOptions options)
    {
        var problems = new List<string>();
        _ = Account.Read(name ?? "", options, services, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Throws <see cref="OptionsValidationException"/> if the account has problems, which a started host has told already.</summary>
    public Account Find(string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<PabalOptions>>().Get(name);
        var problems = new List<string>();
        var account = Account.Read(name, options, services, problems);
        return problems.Count == 0 ? account : throw new OptionsValidationException(name, typeof(PabalOptions), problems);
    }

    /// <summary>The client of an account. There is none where mail must not leave, so that none leaves past the folder or the test.</summary>
    public SmtpClient Client(string name) => Find(name).Client is { } options ? new SmtpClient(options) : throw new InvalidOperationException(Say(
        "mail is captured or written to a folder here, and there is no SmtpClient; send through IMailSender",
        "여기서는 메일을 캡처하거나 폴더에 쓰므로 SmtpClient가 없습니다. IMailSender로 보내십시오"));

    public IMailSender Sender(string name)
    {
        var account = Find(name);
        if (services.GetService<CapturingMailSender>() is { } capture)
            return new AccountSender(account, (email, cancellationToken) => capture.CaptureAsync(email, name, cancellationToken));
        if (account.Folder is not null)
        {
            var logger = services.GetService<ILoggerFactory>()?.CreateLogger(PabalServices.TelemetryName);
            return new AccountSender(account, new FolderSender(account.Folder, services.GetService<TimeProvider>() ?? TimeProvider.System, logger).SendAsync);
        }
        var client = name.Length == 0 ? services.GetRequiredService<SmtpClient>() : services.GetRequiredKeyedService<SmtpClient>(name);
        return new AccountSender(account, client.SendAsync);
    }
}
