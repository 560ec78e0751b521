using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary><c>--server sandbox</c>: a real SMTP server inside this process, on a loopback port with a certificate and a login of its own.
/// What it receives stays in a folder and goes nowhere.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    public const string Name = "sandbox";

    private const string Folder = "pabal-sandbox";
    private const string User = "sandbox";
    private const int Described = 3;
    private const long MaxSize = 8L << 30;

    private readonly SmtpServer server;
    private readonly Keeper keeper;

    private Sandbox(SmtpServer server, Keeper keeper, string password)
    {
        this.server = server;
        this.keeper = keeper;
        Connection = new SmtpClientOptions
        {
            Host = "127.0.0.1",
            Port = server.EndPoints[0].Port,
            Tls = TlsMode.Required,
            Credentials = SmtpCredentials.Password(User, password),
            PinnedCertificate = [.. SHA256.HashData(server.Certificate.RawData)],
        };
    }

    /// <summary>How to reach it.</summary>
    public SmtpClientOptions Connection { get; }

    /// <summary>Where the mails are that arrived.</summary>
    public IReadOnlyList<string> Files => [.. keeper.Arrived.Select(mail => mail.File)];

    public static async Task<Sandbox> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NoFile, Say($"the sandbox can't make its folder {Folder}: {e.Message}", $"연습 폴더 {Folder}을(를) 만들 수 없습니다: {e.Message}"));
        }
        var password = RandomNumberGenerator.GetHexString(32);
        var keeper = new Keeper(password);
        var server = new SmtpServer(new SmtpServerOptions
        {
            Tls = TlsMode.Required,
            Auth = SmtpAuthPolicy.Required,
            Limits = new SmtpLimits { MessageSize = MaxSize },
        }, keeper);
        await server.StartAsync(cancellationToken);
        return new Sandbox(server, keeper, password);
    }

    /// <summary>Says plainly what this was, and shows what arrived.</summary>
    public void Describe()
    {
        Console.WriteLine();
        Console.WriteLine(Say("This was the sandbox: the mail went over a real SMTP connection to a server inside this program and nowhere else.",
                              "연습 서버였습니다. 메일은 실제 SMTP 연결을 거쳐 이 프로그램 안의 서버로 갔고, 다른 데로는 나가지 않았습니다."));
        foreach (var mail in keeper.Arrived.Take(Described))
            ArrivedMail.Describe(mail.File, mail.Envelope);
        if (keeper.Arrived.Count > Described)
            Console.WriteLine(Say($"… and {keeper.Arrived.Count - Described} more in {Folder}", $"… 그 밖에 {keeper.Arrived.Count - Described}통이 {Folder}에 있습니다"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private sealed class Keeper(string password) : SmtpHandler
    {
        public ConcurrentQueue<(string File, Envelope Envelope)> Arrived { get; } = new();

        public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string given, CancellationToken cancellationToken) =>
            user == User && given == password ? new(new SmtpReply(235, "2.7.0", "welcome to the sandbox")) : base.OnAuthenticateAsync(session, user, given, cancellationToken);

        public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
        {
            var stamp = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
            var path = Path.Combine(Folder, $"{stamp}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}.eml");
            var unfinished = path + ".part";
            try
            {
                await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
                    await content.CopyToAsync(file, cancellationToken);
                File.Move(unfinished, path);
            }
            finally
            {
                File.Delete(unfinished);
            }
            Arrived.Enqueue((path, envelope));
            return new SmtpReply(250, "2.0.0", $"kept as {path}");
        }
    }
}
