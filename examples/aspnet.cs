#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Pabal.AspNetCore

// A web application that sends a mail when somebody signs up, to a server in this same program, and tells its health.
using System.IO.Pipelines;
using Pabal.Hosting;
using Pabal.Mime;
using Pabal.Smtp;

await using var here = new SmtpServer(new SmtpServerOptions(), new Printer());
await here.StartAsync();

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
// What stands in appsettings.json otherwise: { "Pabal": { "Server": "naver", "User": "gil@naver.com", "From": "길동상점 <gil@naver.com>" } };
// the password comes from the environment as Pabal__Password, or from a file named by Pabal:PasswordFile.
builder.Configuration["Pabal:Server"] = $"smtp://localhost:{here.EndPoints[0].Port}";
builder.Configuration["Pabal:From"] = "길동상점 <shop@example.com>";

// <aspnet>
builder.Services.AddPabal();
builder.Services.AddHealthChecks().AddPabalCheck();

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/sign-up", async (string address, IMailSender mail, CancellationToken cancellationToken) =>
{
    var welcome = new Email { To = new Mailbox(EmailAddress.Parse(address)), Subject = "환영합니다", Html = "<p>가입해 주셔서 <b>고맙습니다</b>.</p>" };
    SendResult sent = await mail.SendAsync(welcome, cancellationToken);
    return sent.Reply.Text;
});
// </aspnet>

await app.StartAsync();
using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
var answer = await http.PostAsync("/sign-up?address=ann@example.com", null);
Console.WriteLine(await answer.Content.ReadAsStringAsync());
Console.WriteLine(await http.GetStringAsync("/health"));
await app.DisposeAsync();

/// <summary>Prints what comes.</summary>
internal sealed class Printer : SmtpHandler
{
    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var message = MimeMessage.Parse(bytes.ToArray());
        Console.WriteLine($"{message.From} to {string.Join(", ", envelope.Recipients)}: {message.Subject}");
        Console.WriteLine(message.TextBody?.Trim());
        return new SmtpReply(250, "2.0.0", "thank you");
    }
}

// Output:
// 길동상점 <shop@example.com> to ann@example.com: 환영합니다
// 가입해 주셔서 고맙습니다.
// thank you
// Healthy
