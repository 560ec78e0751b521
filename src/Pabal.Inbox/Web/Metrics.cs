using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pabal.Inbox.Web;

/// <summary>Counters in the text format of Prometheus; numbers only, never an address or a subject.</summary>
internal sealed class Metrics
{
    private long received;
    private long released;
    private long refusedLogins;
    private int listeners;

    public void Received() => Interlocked.Increment(ref received);

    public void Released() => Interlocked.Increment(ref released);

    /// <summary>One refused login more; false, as the answer to it is.</summary>
    public bool RefusedLogin() => Interlocked.Increment(ref refusedLogins) < 0;

    /// <summary>One listener more; returns how many there are.</summary>
    public int Listening() => Interlocked.Increment(ref listeners);

    public void NoLongerListening() => Interlocked.Decrement(ref listeners);

    public Task ServeAsync(HttpContext context, InboxStore store)
    {
        var text = new StringBuilder();
        Append(text, "pabal_inbox_messages", "gauge", "Mails that are kept.", store.Count);
        Append(text, "pabal_inbox_bytes", "gauge", "Octets of all mails that are kept.", store.Bytes);
        Append(text, "pabal_inbox_received_total", "counter", "Mails taken by SMTP.", Interlocked.Read(ref received));
        Append(text, "pabal_inbox_released_total", "counter", "Mails released to a real server.", Interlocked.Read(ref released));
        Append(text, "pabal_inbox_refused_logins_total", "counter", "Logins by SMTP and POP3 with a wrong name or password.", Interlocked.Read(ref refusedLogins));
        Append(text, "pabal_inbox_listeners", "gauge", "Open event streams.", Volatile.Read(ref listeners));
        return Answer.BytesAsync(context, "text/plain; version=0.0.4; charset=utf-8", Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, string name, string type, string help, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
