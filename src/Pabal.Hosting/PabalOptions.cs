using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting;

/// <summary>One account of an application: where its mail goes and whom it is from. Read from the section <c>Pabal</c> of the configuration, a named account
/// from <c>Pabal:Accounts:NAME</c>, under the names of these properties; what code sets goes before. All is checked when the host starts.</summary>
public sealed class PabalOptions
{
    /// <summary>A provider's name or a URI as <see cref="SmtpClientOptions.Parse"/> reads it; never with a password.</summary>
    public string? Server { get; set; }

    /// <summary>Who logs in; where it is missing, the user named in <see cref="Server"/>, or at a provider the one that <see cref="From"/> stands for.</summary>
    public string? User { get; set; }

    /// <summary>The password; its place is the secret store or the environment (<c>Pabal__Password</c>), not a file under version control.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds the password and nothing else but perhaps a line end, as orchestrators mount secrets. A relative path begins at the content root.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Whom mail is from that does not say so itself.</summary>
    public AddressList From { get; set; } = AddressList.Empty;

    /// <summary>Where mail is written as <c>.eml</c> files instead of being sent, in the environment <c>Development</c> only; elsewhere it means nothing.
    /// A relative path begins at the content root. A named account without one takes <c>Pabal:Folder</c>.</summary>
    public string? Folder { get; set; }

    /// <summary>How many connections are kept and how fast mail is sent. Null, as it is unless code sets it, keeps to what the provider is known to allow,
    /// but for what the configuration says: <c>Pabal:Pool:MaxConnections</c>.</summary>
    public SmtpPoolOptions? Pool { get; set; }

    /// <summary>How long each phase may take, times as <c>00:00:30</c>: <c>Pabal:Timeouts:Connect</c>.</summary>
    public SmtpTimeouts Timeouts { get; set; } = new();

    /// <summary>The last word on the connection, for what has no name here: a private CA, a pin, a transcript.</summary>
    public Func<SmtpClientOptions, SmtpClientOptions>? Client { get; set; }

    /// <summary>What the configuration changes of the pool that the server calls for.</summary>
    internal Func<SmtpPoolOptions, SmtpPoolOptions> PoolChange { get; set; } = static pool => pool;

    /// <summary>What could not be read from the configuration, told when the options are validated.</summary>
    internal List<string> Problems { get; } = [];
}
