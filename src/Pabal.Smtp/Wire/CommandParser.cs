using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Pabal.Mime;
using Parsed = (Pabal.Smtp.SmtpCommand? Command, Pabal.Smtp.SmtpReply? Refusal);

namespace Pabal.Smtp.Wire;

/// <summary>The grammar of command lines (RFC 5321 4.1.2, RFC 1870, 2852, 3030, 3461, 4865, 4954, 6152, 6531, 6710, 8689). Never throws; a refusal never repeats what it refuses.</summary>
internal static class CommandParser
{
    private const int MaxHelloName = 255;
    private const int MaxMechanism = 20;            // RFC 4422 3.1
    private const int MaxOriginalRecipient = 500;   // RFC 3461 4.2
    private const int MaxEnvelopeId = 100;          // RFC 3461 4.4

    private static readonly SmtpReply Garbage = new(500, "5.5.2", "not a command line");
    private static readonly SmtpReply NoArgument = new(501, "5.5.4", "no argument is allowed");
    private static readonly SmtpReply HelloSyntax = new(501, "5.5.4", "say it with a domain or an address literal");
    private static readonly SmtpReply AuthSyntax = new(501, "5.5.4", "AUTH mechanism [initial-response]");
    private static readonly SmtpReply MailSyntax = new(501, "5.5.4", "MAIL FROM:<name@domain> [parameters]");
    private static readonly SmtpReply RcptSyntax = new(501, "5.5.4", "RCPT TO:<name@domain> [parameters]");
    // Nobody knows how much of what follows is content: the session can't go on.
    private static readonly SmtpReply BdatSyntax = new(521, "5.5.4", "BDAT octets [LAST]");
    private static readonly SmtpReply BadSender = new(501, "5.1.7", "not an address that mail can come from");
    private static readonly SmtpReply BadRecipient = new(501, "5.1.3", "not an address that mail can go to");
    private static readonly SmtpReply BadParameter = new(501, "5.5.4", "a parameter is malformed or given twice");
    private static readonly SmtpReply UnknownParameter = new(555, "5.5.4", "a parameter is unknown");
    private static readonly SmtpReply NeedsUtf8 = new(553, "5.6.7", "such an address needs SMTPUTF8");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");
    private static readonly SearchValues<char> LiteralCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:");
    private static readonly SearchValues<char> MechanismCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static Parsed Parse(ReadOnlySpan<byte> line, string localDomain)
    {
        if (!Utf8.IsValid(line) || line.ContainsAnyInRange((byte)0, (byte)0x1F) || line.Contains((byte)0x7F))
            return (null, Garbage);
        var text = Encoding.UTF8.GetString(line).TrimEnd(' ');
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? text : text[..space]).ToUpperInvariant();
        var argument = space < 0 ? "" : text[space..].TrimStart(' ');
        return verb switch
        {
            "" => (null, Garbage),
            _ when !Ascii.IsValid(verb) => (null, Garbage),
            "EHLO" => Hello(HelloVerb.Ehlo, argument),
            "HELO" => Hello(HelloVerb.Helo, argument),
            "LHLO" => Hello(HelloVerb.Lhlo, argument),
            "MAIL" => Mail(argument),
            "RCPT" => Rcpt(argument, localDomain),
            "BDAT" => Bdat(argument),
            "AUTH" => Auth(argument),
            "STARTTLS" => argument.Length == 0 ? (new SmtpCommand.StartTls(), null) : (null, NoArgument),
            "DATA" or "RSET" or "QUIT" when argument.Length > 0 => (null, NoArgument),
            _ => (new SmtpCommand.Plain(verb, argument), null),
        };
    }

    // Not the strict grammar of a domain, as clients say what their machine is called; but nothing that could do harm in a trace field.
    private static Parsed Hello(HelloVerb verb, string name)
    {
        var isName = name switch
        {
            "" or { Length: > MaxHelloName } => false,
            ['[', .. var inner, ']'] => inner.Length > 0 && !inner.AsSpan().ContainsAnyExcept(LiteralCharacters),
            _ => !name.AsSpan().ContainsAnyExcept(NameCharacters),
        };
        return isName ? (new SmtpCommand.Hello(verb, name), null) : (null, HelloSyntax);
    }

    private static Parsed Auth(string argument)
    {
        return argument.Split(' ') is [{ Length: > 0 and <= MaxMechanism } mechanism, .. { Length: <= 1 } response]
            && !mechanism.AsSpan().ContainsAnyExcept(MechanismCharacters)
            && Ascii.IsValid(argument)
            ? (new SmtpCommand.Auth(mechanism.ToUpperInvariant(), response.FirstOrDefault()), null)
            : (null, AuthSyntax);
    }

    private static Parsed Bdat(string argument) => argument.Split(' ') switch
    {
        [var size] when Size(size) is { } octets => (new SmtpCommand.Bdat(octets, IsLast: false), null),
        [var size, var last] when Size(size) is { } octets && last.Equals("LAST", StringComparison.OrdinalIgnoreCase) => (new SmtpCommand.Bdat(octets, IsLast: true), null),
        _ => (null, BdatSyntax),
    };

    private static Parsed Mail(string argument)
    {
        if (!PathParser.TryRead(argument, "FROM:", out var mailbox, out var rest))
            return (null, MailSyntax);
        EmailAddress? sender = null;
        if (mailbox is null || (mailbox.Length > 0 && !EmailAddress.TryParse(mailbox, out sender)))
            return (null, BadSender);
        if (EsmtpParameter.Read(rest) is not { } parameters)
            return (null, BadParameter);
        SmtpCommand.Mail? mail = new(sender);
        foreach (var (keyword, value) in parameters)
        {
            if (keyword is not ("SIZE" or "BODY" or "SMTPUTF8" or "RET" or "ENVID" or "AUTH" or "REQUIRETLS" or "BY" or "HOLDFOR" or "HOLDUNTIL" or "MT-PRIORITY"))
                return (null, UnknownParameter);
            mail = keyword switch
            {
                "SIZE" => Size(value) is { } size ? mail with { Size = size } : null,
                "BODY" => Body(value) is { } body ? mail with { Body = body } : null,
                "SMTPUTF8" => value is null ? mail with { SmtpUtf8 = true } : null,
                "RET" => Return(value) is var ret and not DsnReturn.Unset ? mail with { Return = ret } : null,
                "ENVID" => Text(value) is { Length: > 0 and <= MaxEnvelopeId } id && Ascii.IsValid(id) ? mail with { EnvelopeId = id } : null,
                "REQUIRETLS" => value is null ? mail with { RequireTls = true } : null,
                "BY" => DeliverBy.Parse(value) is { } by ? mail with { DeliverBy = by } : null,
                "HOLDFOR" => mail.Hold is null && FutureRelease.ParseFor(value) is { } hold ? mail with { Hold = hold } : null,
                "HOLDUNTIL" => mail.Hold is null && FutureRelease.ParseUntil(value) is { } hold ? mail with { Hold = hold } : null,
                "MT-PRIORITY" => Priority(value) is { } priority ? mail with { Priority = priority } : null,
                _ => value == "<>" ? mail with { SubmittedBy = value } : Text(value) is { } submitter && EmailAddress.TryParse(submitter, out _) ? mail with { SubmittedBy = submitter } : null,
            };
            if (mail is null)
                return (null, BadParameter);
        }
        return mail.SmtpUtf8 || Ascii.IsValid(mailbox) ? (mail, null) : (null, NeedsUtf8);
    }

    private static Parsed Rcpt(string argument, string localDomain)
    {
        if (!PathParser.TryRead(argument, "TO:", out var mailbox, out var rest))
            return (null, RcptSyntax);
        if (string.Equals(mailbox, "postmaster", StringComparison.OrdinalIgnoreCase))
            mailbox = $"{mailbox}@{localDomain}";
        if (!EmailAddress.TryParse(mailbox, out var recipient))
            return (null, BadRecipient);
        if (EsmtpParameter.Read(rest) is not { } parameters)
            return (null, BadParameter);
        SmtpCommand.Rcpt? rcpt = new(recipient);
        foreach (var (keyword, value) in parameters)
        {
            if (keyword is not ("NOTIFY" or "ORCPT"))
                return (null, UnknownParameter);
            rcpt = keyword switch
            {
                "NOTIFY" => Notify(value) is var notify and not DsnNotify.Unset ? rcpt with { Notify = notify } : null,
                _ => OriginalRecipient(value) is { } original ? rcpt with { OriginalRecipient = original } : null,
            };
            if (rcpt is null)
                return (null, BadParameter);
        }
        return (rcpt, null);
    }

    // Twenty digits are grammatical and more than a long holds (RFC 1870 4): then it is more than anybody takes.
    private static long? Size(string? value) =>
        value is not { Length: > 0 and <= 20 } || value.AsSpan().ContainsAnyExceptInRange('0', '9') ? null
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : long.MaxValue;

    // Zero has no sign (RFC 6710 4.1).
    private static int? Priority(string? value) => value switch
    {
        [>= '0' and <= '9'] => value[0] - '0',
        ['-', >= '1' and <= '9'] => '0' - value[1],
        _ => null,
    };

    private static BodyKind? Body(string? value) => value?.ToUpperInvariant() switch
    {
        "7BIT" => BodyKind.SevenBit,
        "8BITMIME" => BodyKind.EightBitMime,
        "BINARYMIME" => BodyKind.BinaryMime,
        _ => null,
    };

    private static DsnReturn Return(string? value) => value?.ToUpperInvariant() switch
    {
        "FULL" => DsnReturn.Full,
        "HDRS" => DsnReturn.Headers,
        _ => DsnReturn.Unset,
    };

    private static DsnNotify Notify(string? value)
    {
        var notify = DsnNotify.Unset;
        foreach (var word in (value ?? "").ToUpperInvariant().Split(','))
        {
            DsnNotify? wish = word switch
            {
                "NEVER" when notify == DsnNotify.Unset => DsnNotify.Never,
                "SUCCESS" => DsnNotify.Success,
                "FAILURE" => DsnNotify.Failure,
                "DELAY" => DsnNotify.Delay,
                _ => null,
            };
            if (wish is null || notify.HasFlag(DsnNotify.Never))
                return DsnNotify.Unset;
            notify |= wish.Value;
        }
        return notify;
    }

    private static string? OriginalRecipient(string? value)
    {
        var type = value?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        return type > 0 && value!.Length <= MaxOriginalRecipient && !value.AsSpan(0, type).ContainsAnyExcept(NameCharacters)
            && (value.StartsWith("utf-8;", StringComparison.OrdinalIgnoreCase) ? Unitext.Decode(value[6..]) : Text(value[(type + 1)..])) is { Length: > 0 } address
            && !address.Any(char.IsControl)
            ? value[..(type + 1)] + address
            : null;
    }

    private static string? Text(string? value) => value is not null && XText.Decode(value) is { } text && !text.Any(char.IsControl) ? text : null;
}
