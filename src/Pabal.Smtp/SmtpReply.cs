using System.Collections.Immutable;
using System.Globalization;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp;

/// <summary>One reply, of one line or several (RFC 5321 4.2). What a client hears and what a handler answers.</summary>
public sealed record SmtpReply
{
    /// <summary>A reply. Throws <see cref="ArgumentOutOfRangeException"/> for a code outside 200 to 599; control characters and those that turn the direction of reading become spaces.</summary>
    public SmtpReply(int code, EnhancedStatus? enhanced, params IEnumerable<string> lines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        Code = code;
        Enhanced = enhanced;
        Lines = [.. lines.Select(Printable.Spaced)];
        if (Lines.IsEmpty)
            Lines = [""];
    }

    /// <summary>A reply without an enhanced status code.</summary>
    public SmtpReply(int code, string text) : this(code, null, [text]) { }

    /// <summary>A reply with an enhanced status code, given as text such as <c>5.7.1</c>. Throws <see cref="ArgumentException"/> if that is none.</summary>
    public SmtpReply(int code, string enhanced, string text)
        : this(code, EnhancedStatus.TryParse(enhanced, out var status, out var length) && length == enhanced.Length
            ? status
            : throw new ArgumentException(Localized.Say("an enhanced status code looks like 5.7.1", "확장 상태 코드는 5.7.1처럼 씁니다"), nameof(enhanced)), [text])
    { }

    private SmtpReply() => Lines = [""];

    /// <summary>No reply at all: a server whose handler returns it cuts the connection without a word, in the middle of content too, and leaves the rest unread.
    /// Its code is 0, and nothing can be sent for it.</summary>
    public static SmtpReply HangUp { get; } = new();

    internal bool IsHangUp => Code == 0;

    /// <summary>The reply code, 200 to 599.</summary>
    public int Code { get; }

    /// <summary>The enhanced status code (RFC 2034); null when the server gave none.</summary>
    public EnhancedStatus? Enhanced { get; }

    /// <summary>The text lines, at least one, without codes and without control characters.</summary>
    public ImmutableArray<string> Lines { get; }

    /// <summary>The text, lines joined by a line feed.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>2xx: done.</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>4xx: worth trying again later.</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>5xx: refused for good.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <inheritdoc/>
    public bool Equals(SmtpReply? other) => other is not null && Code == other.Code && Enhanced == other.Enhanced && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Enhanced, Lines[0]);

    /// <summary>On one line, for a person: <c>550 5.1.1 no such user</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Code}{(Enhanced is { } status ? $" {status}" : "")} {string.Join(' ', Lines)}").TrimEnd();
}
