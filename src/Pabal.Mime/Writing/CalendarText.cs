using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>As much of iCalendar (RFC 5545) as decides whether a mail program will take it for an invitation.</summary>
internal static class CalendarText
{
    /// <summary>The METHOD of the calendar in upper case; throws where an invitation would be shown as a bare file.</summary>
    public static string CheckedMethod(string ics, string parameter)
    {
        var problem = Read(ics, out var method);
        return problem is null ? method!.ToUpperInvariant() : throw new ArgumentException(problem, parameter);
    }

    private static string? Read(string ics, out string? method)
    {
        method = null;
        var depth = 0;
        var isEnded = false;
        var (hasUid, hasOrganizer, hasAttendee) = (false, false, false);
        foreach (var line in Unfold(ics).AsSpan().EnumerateLines())
        {
            var name = line[..Math.Max(0, line.IndexOfAny(':', ';'))];
            var value = line[(line.IndexOf(':') + 1)..].Trim();
            if (depth == 0 && !isEnded && !Is(line.Trim(), "BEGIN:VCALENDAR"))
                return line.IsWhiteSpace() ? NotACalendar : Say("an invitation begins with BEGIN:VCALENDAR", "초대는 BEGIN:VCALENDAR로 시작해야 합니다");
            if (isEnded && !line.IsWhiteSpace())
                return Say("something follows END:VCALENDAR; send one calendar for each mail", "END:VCALENDAR 뒤에 다른 것이 있습니다. 메일 하나에 iCalendar 하나를 보내십시오");
            if (Is(name, "BEGIN"))
                depth++;
            else if (Is(name, "END"))
                isEnded = --depth == 0;
            else if (depth == 1 && Is(name, "METHOD"))
            {
                if (method is not null)
                    return Say("the calendar has two METHOD lines", "iCalendar에 METHOD 줄이 두 개 있습니다");
                method = value.ToString();
            }
            hasUid |= depth == 2 && Is(name, "UID");
            hasOrganizer |= depth == 2 && Is(name, "ORGANIZER");
            hasAttendee |= depth == 2 && Is(name, "ATTENDEE");
        }
        if (!isEnded)
            return NotACalendar;
        if (!MediaType.IsToken(method))
            return Say("the calendar has no METHOD; an invitation needs METHOD:REQUEST before its events", "iCalendar에 METHOD가 없습니다. 초대에는 일정 앞에 METHOD:REQUEST가 있어야 합니다");
        if (!hasUid)
            return Say("the calendar has no event with a UID", "iCalendar에 UID가 있는 일정이 없습니다");
        return Is(method, "REQUEST") && !(hasOrganizer && hasAttendee)
            ? Say("a REQUEST needs ORGANIZER and ATTENDEE in its event; without them no program shows buttons to answer it",
                  "REQUEST의 일정에는 ORGANIZER와 ATTENDEE가 있어야 합니다. 없으면 어떤 프로그램도 응답 버튼을 보여 주지 않습니다")
            : null;
    }

    private static string NotACalendar => Say("the text is no whole calendar; it goes from BEGIN:VCALENDAR to END:VCALENDAR", "텍스트가 온전한 iCalendar가 아닙니다. BEGIN:VCALENDAR에서 END:VCALENDAR까지여야 합니다");

    // A line that begins with white space continues the one before (RFC 5545 3.1).
    private static string Unfold(string ics) => ics.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);

    private static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
