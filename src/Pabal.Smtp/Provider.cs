using System.Collections.Immutable;
using System.Globalization;
using Pabal.Mime;
using Pabal.Smtp.Diagnostics;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>A mail provider or sending service: where it takes mail and what it asks of a sender. <see cref="Unconfirmed"/> names what is not certain.</summary>
public sealed record Provider
{
    internal Provider() { }

    /// <summary>What <c>--server</c> takes, in lower case: <c>gmail</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Other names it answers to, in lower case.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The name people know it by.</summary>
    public string DisplayName => Title.ToString();

    /// <summary>The submission server.</summary>
    public required string Host { get; init; }

    /// <summary>The port to use first.</summary>
    public int Port { get; init; } = 465;

    /// <summary>How <see cref="Port"/> is protected.</summary>
    public TlsMode Tls { get; init; } = TlsMode.Implicit;

    /// <summary>Further ports of the same host, best first.</summary>
    public ImmutableArray<ProviderPort> Alternatives { get; init; } = [];

    /// <summary>The SASL mechanisms that work, in upper case.</summary>
    public ImmutableArray<string> Mechanisms { get; init; } = ["PLAIN", "LOGIN"];

    /// <summary>How much may be sent, as far as it is published.</summary>
    public ProviderLimits Limits { get; init; } = new();

    /// <summary>What the user name is.</summary>
    public UserNameForm UserName { get; init; }

    /// <summary>The user name everybody has, when <see cref="UserName"/> is <see cref="UserNameForm.Fixed"/>: <c>apikey</c>.</summary>
    public string? FixedUser { get; init; }

    /// <summary>True when From and the envelope sender must be the address that logs in, or one registered with that account.</summary>
    public bool FromMustBeLogin { get; init; }

    /// <summary>How to get a password that works, step by step, in the language of the current UI culture.</summary>
    public ImmutableArray<string> PasswordSteps => Said(Password);

    /// <summary>The domains whose addresses belong to it, in A-labels and lower case.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>The page that explains sending through it; null when there is none.</summary>
    public string? Link { get; init; }

    /// <summary>Which of these facts come from third parties only, in the language of the current UI culture.</summary>
    public ImmutableArray<string> Unconfirmed => Said(Doubts);

    /// <summary>When the facts were last compared with the provider's pages, or with third parties where <see cref="Unconfirmed"/> says so.</summary>
    public DateOnly Confirmed { get; internal init; } = new(2026, 11, 21);

    internal Phrase Title { get; init; }

    internal ImmutableArray<Phrase> Password { get; init; } = [];

    internal ImmutableArray<Phrase> Doubts { get; init; } = [];

    /// <summary>Names by which the same server is reached too.</summary>
    internal ImmutableArray<string> OtherHosts { get; init; } = [];

    /// <summary>The user name for an address; null when the provider issues one that can't be guessed.</summary>
    public string? UserFor(EmailAddress address) => UserName switch
    {
        UserNameForm.Address => address.ToString(),
        UserNameForm.LocalPart => address.LocalPart,
        UserNameForm.Fixed => FixedUser,
        _ => null,
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<string> Said(ImmutableArray<Phrase> phrases) => [.. phrases.Select(phrase => phrase.ToString())];
}

/// <summary>A port and its protection.</summary>
/// <param name="Port">The port.</param>
/// <param name="Tls">How it is protected.</param>
public readonly record struct ProviderPort(int Port, TlsMode Tls);

/// <summary>What a provider's user name is.</summary>
public enum UserNameForm
{
    /// <summary>The full address.</summary>
    Address,

    /// <summary>The part before the <c>@</c>.</summary>
    LocalPart,

    /// <summary>The same word for everybody.</summary>
    Fixed,

    /// <summary>A name, key or token the provider issues.</summary>
    Issued,
}

/// <summary>A provider's sending limits; null where none is published or it depends on the plan.</summary>
public sealed record ProviderLimits
{
    /// <summary>Messages in 24 hours.</summary>
    public int? MessagesPerDay { get; init; }

    /// <summary>Recipients in 24 hours.</summary>
    public int? RecipientsPerDay { get; init; }

    /// <summary>Recipients of one message.</summary>
    public int? RecipientsPerMessage { get; init; }

    /// <summary>Messages in one minute.</summary>
    public int? MessagesPerMinute { get; init; }

    /// <summary>Connections at once.</summary>
    public int? Connections { get; init; }

    /// <summary>Messages over one connection.</summary>
    public int? MessagesPerConnection { get; init; }

    /// <summary>The whole message as it travels, in octets; attachments grow by about 37 % on the way.</summary>
    public long? MessageSize { get; init; }

    /// <summary>Those that are known, in words: <c>30 messages a minute, 3 connections at once</c>. Empty when none is.</summary>
    public override string ToString()
    {
        (long? Number, Phrase Unit)[] all =
        [
            (MessagesPerDay, ("messages a day", "하루 메시지")),
            (RecipientsPerDay, ("recipients a day", "하루 수신자")),
            (RecipientsPerMessage, ("recipients a message", "메시지당 수신자")),
            (MessagesPerMinute, ("messages a minute", "분당 메시지")),
            (Connections, ("connections at once", "동시 연결")),
            (MessagesPerConnection, ("messages a connection", "연결당 메시지")),
            (MessageSize, ("octets a message as it travels", "보낼 때의 메시지 바이트 수")),
        ];
        return string.Join(", ", all.Select(limit => limit.Number is { } number ? Counted(number, limit.Unit) : null).OfType<string>());
    }

    private static string Counted(long number, Phrase unit)
    {
        var digits = number.ToString("N0", CultureInfo.InvariantCulture);
        return Say($"{digits} {unit}", $"{unit} {digits}");
    }
}
