using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>What a Received field says (RFC 5321 4.4): one step of a message's way. Only the steps through servers one knows are to be believed.</summary>
public sealed record ReceivedField
{
    /// <summary>The name that the sending side gave itself, by EHLO.</summary>
    public string? From { get; init; }

    /// <summary>What the server found out about the sending side by itself, in parentheses: <c>mx.example.net [192.0.2.1]</c>.</summary>
    public string? FromTcpInfo { get; init; }

    /// <summary>The address that the connection came from; null where none can be read.</summary>
    public IPAddress? FromAddress { get; init; }

    /// <summary>The server that wrote the field.</summary>
    public string? By { get; init; }

    /// <summary>What stands in parentheses after that: an address, or the name of a program.</summary>
    public string? ByTcpInfo { get; init; }

    /// <summary>The link, if not TCP.</summary>
    public string? Via { get; init; }

    /// <summary>The protocol, as <c>ESMTPSA</c> (RFC 3848), or the words that stand for it.</summary>
    public string? With { get; init; }

    /// <summary>Under what id the server's log has it.</summary>
    public string? Id { get; init; }

    /// <summary>The recipient it was received for; null where none is named, or more than one.</summary>
    public EmailAddress? For { get; init; }

    /// <summary>What the server says about TLS, in its own words; null where it says nothing.</summary>
    public string? Tls { get; init; }

    /// <summary>All comments, in order.</summary>
    public ImmutableArray<string> Comments { get; init; } = [];

    /// <summary>When it was received; null without a date that can be read.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Reads a Received field, as far as it can be read; false if it is another field or says neither from where, by whom nor when.</summary>
    public static bool TryRead(HeaderField field, [NotNullWhen(true)] out ReceivedField? received)
    {
        received = field.Is("Received") ? ReceivedReader.Read(FieldLexer.Of(field)) : null;
        if (received is { From: null, By: null, Date: null })
            received = null;
        return received is not null;
    }
}
