using Pabal.Cli.Terminal;
using Pabal.Inbox;

namespace Pabal.Cli.Receiving;

/// <summary>What a script waits for: one line per listener, or one document, once all can be reached.</summary>
internal static class ReadyLines
{
    public static void Write(InboxServer server, bool json)
    {
        if (json)
        {
            JsonOutput.Write(document =>
            {
                document.WriteBoolean("ready", true);
                document.WriteString("smtp", server.Smtp.ToString());
                document.WriteString("http", server.Http.ToString());
                if (server.Pop3 is { } pop3)
                    document.WriteString("pop3", pop3.ToString());
            });
            return;
        }
        Console.WriteLine($"smtp {server.Smtp}");
        Console.WriteLine($"http {server.Http}");
        if (server.Pop3 is not null)
            Console.WriteLine($"pop3 {server.Pop3}");
    }
}
