using Pabal.Mime.Writing;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>An iCalendar object sent by mail (RFC 5545, RFC 6047), such that Outlook and Gmail show buttons to answer it.</summary>
public sealed record CalendarInvitation
{
    /// <summary>An iCalendar text that names its METHOD. Throws <see cref="ArgumentException"/> if it names none, or lacks what programs need to show it as an invitation.</summary>
    public CalendarInvitation(string ics) => (Ics, Method) = (ics, CalendarText.CheckedMethod(ics, nameof(ics)));

    /// <summary>An iCalendar text whose METHOD must be the given one; Outlook refuses a mail in which the two differ.</summary>
    public CalendarInvitation(string method, string ics) : this(ics)
    {
        if (!method.Equals(Method, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                Say($"the method is to be {Headers.HeaderText.OneLine(method)}, but the calendar says METHOD:{Method}; make them equal",
                    $"지정한 method는 {Headers.HeaderText.OneLine(method)}인데 iCalendar에는 METHOD:{Method}입니다. 둘을 같게 하십시오"), nameof(method));
        }
    }

    /// <summary>What it does (RFC 5546 1.4), in upper case: <c>REQUEST</c> invites, <c>CANCEL</c> calls off, <c>REPLY</c> answers.</summary>
    public string Method { get; }

    /// <summary>The iCalendar text; line ends of any kind become CRLF.</summary>
    public string Ics { get; }
}
