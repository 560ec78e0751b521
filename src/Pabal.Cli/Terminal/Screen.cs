using Pabal.Smtp;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Terminal;

/// <summary>What a person sees: results on standard output, everything else on standard error.</summary>
internal static class Screen
{
    public static IAnsiConsole Out { get; } = On(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = On(Console.Error, Console.IsErrorRedirected);

    /// <summary>An error: what, then the steps out of it.</summary>
    public static void WriteError(string message, IEnumerable<string> remedy, string? link = null, bool retryIsUseful = false)
    {
        Console.Error.WriteLine($"pabal: {Printable(message)}");
        foreach (var step in remedy)
            Console.Error.WriteLine($"  → {Printable(step)}");
        if (retryIsUseful)
            Console.Error.WriteLine($"  {Say("The same may well succeed later.", "나중에 다시 시도하면 될 수 있습니다.")}");
        if (link is not null)
            Console.Error.WriteLine($"  {Say("See", "참고")}: {link}");
    }

    /// <summary>Names and values in two columns; what has no value is left out.</summary>
    public static void WriteRows(IEnumerable<(string Name, string? Value)> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, value) in rows)
        {
            if (!string.IsNullOrEmpty(value))
                grid.AddRow($"[grey]{Cell(name)}[/]", Cell(value));
        }
        Out.Write(grid);
    }

    /// <summary>What a person should know and a script need not: on standard error.</summary>
    public static void WriteNote(string message) => Console.Error.WriteLine($"pabal: {Printable(message)}");

    public static void WriteError(SmtpException e)
    {
        var said = e.Reply is null ? e.Message : Say($"the server said: {e.Reply}", $"서버의 응답: {e.Reply}");
        WriteError($"{StageName(e.Stage)}: {(e.Diagnosis is null ? said : e.Diagnosis.Cause)}", e.Diagnosis?.Remedy ?? [], e.Diagnosis?.Link, e.Diagnosis?.RetryIsUseful ?? false);
        if (e.Diagnosis is not null)
            Console.Error.WriteLine($"  {Printable(said)}");
    }

    /// <summary>Text from outside, fit for a terminal: no control characters and none that turn the direction of writing.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => c == '\t' ? ' ' : (char.IsControl(c) && c != '\n') || TurnsDirection(c) ? '\uFFFD' : c));

    private static bool TurnsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    /// <summary>The same for a table or a grid, where square brackets would be taken for markup.</summary>
    public static string Cell(string text) => Markup.Escape(Printable(text));

    // A file or a pipe gets plain text of one width, whatever the environment claims about the terminal.
    private static IAnsiConsole On(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (isRedirected)
            console.Profile.Width = 100;
        return console;
    }

    private static string StageName(SmtpStage stage) => stage switch
    {
        SmtpStage.Input => Say("the mail", "메일"),
        SmtpStage.Resolve => Say("looking up the server", "서버 이름 찾기"),
        SmtpStage.Connect => Say("connecting", "연결"),
        SmtpStage.Greeting => Say("the server's greeting", "서버 인사"),
        SmtpStage.Tls => "TLS",
        SmtpStage.Ehlo => "EHLO",
        SmtpStage.Auth => Say("logging in", "로그인"),
        SmtpStage.Mail => Say("the sender", "보내는 사람"),
        SmtpStage.Rcpt => Say("the recipients", "받는 사람"),
        SmtpStage.Data => Say("sending the content", "내용 보내기"),
        SmtpStage.Final => Say("the end of the content", "내용의 끝"),
        _ => "QUIT",
    };
}
