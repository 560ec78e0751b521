using System.Collections.Frozen;

namespace Pabal.Mime.Headers;

internal enum FieldKind
{
    Unstructured,
    Addresses,
    MessageIds,
    Structured,
}

/// <summary>Which grammar a field's name calls for; a name that is not listed is free text.</summary>
internal static class FieldGrammar
{
    private static readonly FrozenDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind>
    {
        ["From"] = FieldKind.Addresses,
        ["Sender"] = FieldKind.Addresses,
        ["Reply-To"] = FieldKind.Addresses,
        ["To"] = FieldKind.Addresses,
        ["Cc"] = FieldKind.Addresses,
        ["Bcc"] = FieldKind.Addresses,
        ["Resent-From"] = FieldKind.Addresses,
        ["Resent-Sender"] = FieldKind.Addresses,
        ["Resent-To"] = FieldKind.Addresses,
        ["Resent-Cc"] = FieldKind.Addresses,
        ["Resent-Bcc"] = FieldKind.Addresses,
        ["Disposition-Notification-To"] = FieldKind.Addresses,
        ["Message-ID"] = FieldKind.MessageIds,
        ["In-Reply-To"] = FieldKind.MessageIds,
        ["References"] = FieldKind.MessageIds,
        ["Resent-Message-ID"] = FieldKind.MessageIds,
        ["Content-ID"] = FieldKind.MessageIds,
        ["Date"] = FieldKind.Structured,
        ["Resent-Date"] = FieldKind.Structured,
        ["Received"] = FieldKind.Structured,
        ["Return-Path"] = FieldKind.Structured,
        ["MIME-Version"] = FieldKind.Structured,
        ["Content-Type"] = FieldKind.Structured,
        ["Content-Disposition"] = FieldKind.Structured,
        ["Content-Transfer-Encoding"] = FieldKind.Structured,
        ["DKIM-Signature"] = FieldKind.Structured,
        ["Authentication-Results"] = FieldKind.Structured,
        ["List-Id"] = FieldKind.Unstructured,
        ["List-Unsubscribe"] = FieldKind.Structured,
        ["List-Unsubscribe-Post"] = FieldKind.Structured,
        ["List-Post"] = FieldKind.Structured,
        ["List-Help"] = FieldKind.Structured,
        ["List-Subscribe"] = FieldKind.Structured,
        ["List-Owner"] = FieldKind.Structured,
        ["List-Archive"] = FieldKind.Structured,
        ["Auto-Submitted"] = FieldKind.Structured,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FieldKind Of(string name) => Kinds.GetValueOrDefault(name);
}
