using System.CommandLine;
using Pabal.Cli.Merging;
using Pabal.Cli.Sending;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal send</c>: declares its options and turns what was typed into a <see cref="SendRequest"/>.</summary>
internal sealed class SendCommand : Command
{
    private readonly SendOptions mail = new();
    private readonly ServerOptions server = new();

    public SendCommand(CommonOptions common) : base("send", Say("Send a mail and say who got it.", "메일을 보내고 누가 받았는지 알려 줍니다."))
    {
        foreach (var option in mail.All.Concat(server.All))
            Options.Add(option);
        SetAction((parsed, cancellationToken) => Read(parsed, common) is { Merge: not null, Eml: null } merge ? new MergeRun(merge).RunAsync(cancellationToken) : new Sender(Read(parsed, common)).RunAsync(cancellationToken));
    }

    private SendRequest Read(ParseResult parsed, CommonOptions common) => new()
    {
        Server = server.Read(parsed, parsed.GetValue(mail.From)),
        Timeout = server.TimeoutOf(parsed),
        To = parsed.GetValue(mail.To) ?? [],
        Cc = parsed.GetValue(mail.Cc) ?? [],
        Bcc = parsed.GetValue(mail.Bcc) ?? [],
        ReplyTo = parsed.GetValue(mail.ReplyTo) ?? [],
        Subject = parsed.GetValue(mail.Subject),
        Text = parsed.GetValue(mail.Body),
        TextFile = parsed.GetValue(mail.TextFile),
        Html = parsed.GetValue(mail.Html),
        HtmlFile = parsed.GetValue(mail.HtmlFile),
        MarkdownFile = parsed.GetValue(mail.MarkdownFile),
        Attach = parsed.GetValue(mail.Attach) ?? [],
        Inline = parsed.GetValue(mail.Inline) ?? [],
        Headers = parsed.GetValue(mail.Header) ?? [],
        Eml = parsed.GetValue(mail.Eml),
        Merge = parsed.GetValue(mail.Merge),
        CsvCharset = parsed.GetValue(mail.CsvCharset),
        Journal = parsed.GetValue(mail.Journal),
        ResendUnknown = parsed.GetValue(mail.ResendUnknown),
        Connections = parsed.GetValue(mail.Connections),
        Rate = parsed.GetValue(mail.Rate),
        MailFrom = parsed.GetValue(mail.MailFrom),
        Dsn = parsed.GetValue(mail.Dsn),
        DsnReturn = parsed.GetValue(mail.DsnReturn),
        Dkim = parsed.GetValue(mail.Dkim) ?? [],
        Save = parsed.GetValue(mail.Save),
        DryRun = parsed.GetValue(mail.DryRun),
        Json = parsed.GetValue(common.Json),
        Verbosity = common.Verbosity(parsed),
    };
}
