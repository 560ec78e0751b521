using System.Globalization;
using Pabal.Mime;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>One command line of the protocol (RFC 5321 4.1): a value that prints itself for a server and is parsed by one. No command can hold CR, LF or NUL.</summary>
public abstract record SmtpCommand
{
    private protected SmtpCommand() { }

    /// <summary>The line as it goes on the wire, without its line end.</summary>
    public abstract override string ToString();

    /// <summary>The line as it may be shown: secrets are <c>********</c>.</summary>
    public virtual string ToRedactedString() => ToString();

    /// <summary>Reads one line, without its line end; otherwise the reply that refuses it. Never throws. <c>&lt;postmaster&gt;</c> without
    /// a domain (RFC 5321 4.5.1) becomes the one of <paramref name="localDomain"/>.</summary>
    public static (SmtpCommand? Command, SmtpReply? Refusal) Parse(ReadOnlySpan<byte> line, string localDomain = "localhost") =>
        CommandParser.Parse(line, localDomain);

    // What a peer or a caller gave becomes part of a line only as a word: nothing in it can end the line or begin another argument.
    private static bool IsWord(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('!', '~');

    private static string Word(string text, string parameter) => IsWord(text)
        ? text
        : throw new ArgumentException(Say("a word of a command is visible ASCII characters without a space", "명령의 단어는 공백 없이 눈에 보이는 ASCII 문자로만 씁니다"), parameter);

    /// <summary>EHLO, HELO or LHLO with the client's name: a domain or an address literal. Throws <see cref="ArgumentException"/> if the name is not one word of ASCII.</summary>
    public sealed record Hello(HelloVerb Verb, string Name) : SmtpCommand
    {
        /// <summary>The client's name, as it says it.</summary>
        public string Name { get; } = Word(Name, nameof(Name));

        /// <inheritdoc/>
        public override string ToString() => $"{Verb switch { HelloVerb.Helo => "HELO", HelloVerb.Lhlo => "LHLO", _ => "EHLO" }} {Name}";
    }

    /// <summary>STARTTLS (RFC 3207).</summary>
    public sealed record StartTls : SmtpCommand
    {
        /// <inheritdoc/>
        public override string ToString() => "STARTTLS";
    }

    /// <summary>AUTH with a mechanism and perhaps an initial response, in base64 or <c>=</c> (RFC 4954 4). Throws <see cref="ArgumentException"/> if either is not one word of ASCII.</summary>
    public sealed record Auth(string Mechanism, string? InitialResponse) : SmtpCommand
    {
        /// <summary>The mechanism's name.</summary>
        public string Mechanism { get; } = Word(Mechanism, nameof(Mechanism));

        /// <summary>The initial response as it was given, base64 or not.</summary>
        public string? InitialResponse { get; } = InitialResponse is null ? null : Word(InitialResponse, nameof(InitialResponse));

        /// <inheritdoc/>
        public override string ToString() => InitialResponse is null ? $"AUTH {Mechanism}" : $"AUTH {Mechanism} {InitialResponse}";

        /// <inheritdoc/>
        public override string ToRedactedString() => InitialResponse is null ? ToString() : $"AUTH {Mechanism} {TranscriptLine.Redacted}";
    }

    /// <summary>MAIL FROM; a null sender is <c>&lt;&gt;</c>. Throws <see cref="ArgumentException"/> for an address that breaks the grammar.</summary>
    public sealed record Mail(EmailAddress? Sender) : SmtpCommand
    {
        /// <summary>The reverse-path.</summary>
        public EmailAddress? Sender { get; } = Sender is null ? null : Envelope.Deliverable(Sender, nameof(Sender));

        /// <summary>SIZE, the octets announced (RFC 1870). Throws <see cref="ArgumentOutOfRangeException"/> below zero.</summary>
        public long? Size
        {
            get;
            init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        /// <summary>BODY, the kind of content (RFC 6152, RFC 3030); null leaves it out.</summary>
        public BodyKind? Body { get; init; }

        /// <summary>SMTPUTF8 (RFC 6531).</summary>
        public bool SmtpUtf8 { get; init; }

        /// <summary>RET (RFC 3461).</summary>
        public DsnReturn Return { get; init; }

        /// <summary>ENVID, decoded (RFC 3461).</summary>
        public string? EnvelopeId { get; init; }

        /// <summary>AUTH=, who submitted the mail first, decoded (RFC 4954 5); <c>&lt;&gt;</c> when it is not to be told.</summary>
        public string? SubmittedBy { get; init; }

        /// <summary>REQUIRETLS: on by TLS with certificates that hold, or not at all (RFC 8689).</summary>
        public bool RequireTls { get; init; }

        /// <summary>BY (RFC 2852).</summary>
        public DeliverBy? DeliverBy { get; init; }

        /// <summary>HOLDFOR or HOLDUNTIL (RFC 4865).</summary>
        public FutureRelease? Hold { get; init; }

        /// <summary>MT-PRIORITY, -9 to 9 (RFC 6710). Throws <see cref="ArgumentOutOfRangeException"/> beyond.</summary>
        public int? Priority
        {
            get;
            init => field = value is null or (>= -9 and <= 9) ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            // Most lines have one or two parameters or none: adding them up costs less than a builder.
            var line = $"MAIL FROM:<{Sender}>";
            if (Size is { } size)
                line += string.Create(CultureInfo.InvariantCulture, $" SIZE={size}");
            if (Body is { } body)
                line += body switch { BodyKind.SevenBit => " BODY=7BIT", BodyKind.EightBitMime => " BODY=8BITMIME", _ => " BODY=BINARYMIME" };
            if (SmtpUtf8)
                line += " SMTPUTF8";
            if (Return != DsnReturn.Unset)
                line += Return == DsnReturn.Full ? " RET=FULL" : " RET=HDRS";
            if (EnvelopeId is not null)
                line += $" ENVID={XText.Encode(EnvelopeId)}";
            if (SubmittedBy is not null)
                line += $" AUTH={(SubmittedBy == "<>" ? SubmittedBy : XText.Encode(SubmittedBy))}";
            if (RequireTls)
                line += " REQUIRETLS";
            if (DeliverBy is not null)
                line += $" BY={DeliverBy}";
            if (Hold is not null)
                line += $" {Hold}";
            if (Priority is { } priority)
                line += string.Create(CultureInfo.InvariantCulture, $" MT-PRIORITY={priority}");
            return line;
        }
    }

    /// <summary>RCPT TO. Throws <see cref="ArgumentException"/> for an address that breaks the grammar.</summary>
    public sealed record Rcpt(EmailAddress Recipient) : SmtpCommand
    {
        /// <summary>The forward-path.</summary>
        public EmailAddress Recipient { get; } = Envelope.Deliverable(Recipient, nameof(Recipient));

        /// <summary>NOTIFY (RFC 3461).</summary>
        public DsnNotify Notify { get; init; }

        /// <summary>ORCPT, decoded, with its type: <c>rfc822;ann@example.com</c> (RFC 3461 4.2), or <c>utf-8;</c> where it is not ASCII (RFC 6533). Throws <see cref="ArgumentException"/> without type or address.</summary>
        public string? OriginalRecipient
        {
            get;
            init => field = value is null || (value.IndexOf(';') is var type and > 0 && type + 1 < value.Length && IsWord(value.AsSpan(0, type)))
                ? value
                : throw new ArgumentException(Say("an original recipient has a type, as in rfc822;ann@example.com", "원래 받는 사람은 rfc822;gil@example.com처럼 종류와 함께 씁니다"), nameof(value));
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            var line = $"RCPT TO:<{Recipient}>";
            if (Notify != DsnNotify.Unset)
                line += $" NOTIFY={Notify.ToString().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()}";
            if (OriginalRecipient?.IndexOf(';') is { } type)
            {
                var address = OriginalRecipient[(type + 1)..];
                var isUtf8 = OriginalRecipient.StartsWith("utf-8;", StringComparison.OrdinalIgnoreCase);
                line += $" ORCPT={OriginalRecipient.AsSpan(0, type + 1)}{(isUtf8 ? Unitext.Encode(address) : XText.Encode(address))}";
            }
            return line;
        }
    }

    /// <summary>BDAT, a chunk of this many octets behind the line (RFC 3030). Throws <see cref="ArgumentOutOfRangeException"/> below zero.</summary>
    public sealed record Bdat(long Size, bool IsLast) : SmtpCommand
    {
        /// <summary>The octets that follow.</summary>
        public long Size { get; } = Size >= 0 ? Size : throw new ArgumentOutOfRangeException(nameof(Size));

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BDAT {Size}{(IsLast ? " LAST" : "")}");
    }

    /// <summary>A verb that takes no argument, or any other line: DATA, RSET, NOOP, QUIT, VRFY, EXPN, HELP, ETRN and what a server may add.
    /// Throws <see cref="ArgumentException"/> if either part holds CR, LF or NUL.</summary>
    public sealed record Plain(string Verb, string Argument = "") : SmtpCommand
    {
        /// <summary>The verb, in upper case.</summary>
        public string Verb { get; } = Line(Verb, nameof(Verb)).ToUpperInvariant();

        /// <summary>What follows it, often nothing.</summary>
        public string Argument { get; } = Line(Argument, nameof(Argument));

        /// <inheritdoc/>
        public override string ToString() => Argument.Length == 0 ? Verb : $"{Verb} {Argument}";

        /// <inheritdoc/>
        public override string ToRedactedString() => ToString() is var line && line.StartsWith("AUTH ", StringComparison.Ordinal) ? $"AUTH {TranscriptLine.Redacted}" : line;

        private static string Line(string text, string parameter) => text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0
            ? text
            : throw new ArgumentException(Say("a command is one line without CR, LF or NUL", "명령은 CR, LF, NUL이 없는 한 줄이어야 합니다"), parameter);
    }
}

/// <summary>How a client says hello.</summary>
public enum HelloVerb
{
    /// <summary>EHLO (RFC 5321).</summary>
    Ehlo,

    /// <summary>HELO (RFC 821): no extensions.</summary>
    Helo,

    /// <summary>LHLO (RFC 2033): LMTP.</summary>
    Lhlo,
}

/// <summary>The kind of content announced by BODY.</summary>
public enum BodyKind
{
    /// <summary>ASCII lines.</summary>
    SevenBit,

    /// <summary>Lines with octets over 127 (RFC 6152).</summary>
    EightBitMime,

    /// <summary>Any octets, by BDAT only (RFC 3030).</summary>
    BinaryMime,
}
