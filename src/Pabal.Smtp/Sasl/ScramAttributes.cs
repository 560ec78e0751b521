using System.Buffers;
using System.Buffers.Text;
using System.Security.Authentication;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>A server's SCRAM message, read attribute by attribute in the order that RFC 5802 7 fixes.</summary>
internal ref struct ScramAttributes(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;
    private bool atEnd;

    /// <summary>True if the next attribute has this name.</summary>
    public readonly bool IsNext(char name) => !atEnd && rest is [var letter, (byte)'=', ..] && letter == name;

    /// <summary>The value of the next attribute, which must have this name and not be empty.</summary>
    public ReadOnlySpan<byte> Take(char name)
    {
        if (IsNext('m'))
            throw new AuthenticationException(Say("the server demands a SCRAM extension that does not exist yet", "서버가 아직 없는 SCRAM 확장을 요구합니다"));
        if (!IsNext(name))
            throw Malformed();
        var comma = rest.IndexOf((byte)',');
        var value = comma < 0 ? rest[2..] : rest[2..comma];
        atEnd = comma < 0;
        rest = rest[(comma + 1)..];
        return value.IsEmpty ? throw Malformed() : value;
    }

    /// <summary>The octets of the next attribute, which is base64.</summary>
    public byte[] TakeBase64(char name)
    {
        var value = Take(name);
        var octets = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
        return Base64.DecodeFromUtf8(value, octets, out _, out var written) == OperationStatus.Done && written > 0 ? octets[..written] : throw Malformed();
    }

    /// <summary>Passes over the extensions at the end; optional ones are to be ignored.</summary>
    public void End()
    {
        while (!atEnd)
            Take(rest is [>= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z', ..] ? (char)rest[0] : throw Malformed());
    }

    private static AuthenticationException Malformed() => new(Say("the server's SCRAM message is malformed", "서버가 보낸 SCRAM 메시지의 형식이 잘못되었습니다"));
}
