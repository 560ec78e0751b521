// Sends a mail: dotnet run -- ann@example.com
// Who sends, through which server and with which password stands in the environment or in a file .env; see .env.example.
using Pabal.Mime;
using Pabal.Smtp;

if (args is not [var to])
{
    Console.Error.WriteLine("usage: dotnet run -- ann@example.com");
    return 64;
}

var from = Setting("PABAL_FROM");
var server = SmtpClientOptions.Parse(Setting("PABAL_SERVER"));
if (Find("PABAL_PASSWORD") is { } password)
    server = server with { Credentials = SmtpCredentials.Password(Find("PABAL_USER") ?? Mailbox.Parse(from).Address.ToString(), password) };

await using var smtp = new SmtpClient(server);
try
{
    var sent = await smtp.SendAsync(new Email
    {
        From = from,
        To = to,
        Subject = "안녕하세요",
        Text = "파발이 전하는 첫 편지입니다.",
    });
    Console.WriteLine($"{to}: {sent.Reply}");
    return 0;
}
catch (SmtpException failure)
{
    // The cause and the way out, where they are known; otherwise what the server said.
    Console.Error.WriteLine(failure.Diagnosis?.ToString() ?? failure.Message);
    return 1;
}

static string Setting(string name) => Find(name) ?? throw new InvalidOperationException($"{name} is not set: copy .env.example to .env and fill it in.");

static string? Find(string name) => Environment.GetEnvironmentVariable(name)
    ?? (File.Exists(".env") ? File.ReadLines(".env").FirstOrDefault(line => line.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..].Trim('\'', '"') : null);
