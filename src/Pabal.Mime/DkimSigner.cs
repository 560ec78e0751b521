using System.Globalization;
using System.Text;
using Pabal.Mime.Headers;
using Pabal.Mime.Signing;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>Signs messages for a domain (RFC 6376, RFC 8463), as the last step before they are sent. One signer serves any number of threads;
/// for several signatures, as RSA and Ed25519 side by side, sign again what the other has signed.</summary>
public sealed class DkimSigner : IDisposable
{
    private const int MaxKeyFile = 64 * 1024;

    private readonly SigningKey key;
    private readonly DkimSignerOptions options;

    /// <summary>A signer with a private key: PEM (RSA in PKCS#1 or PKCS#8, Ed25519 in PKCS#8) or the base64 of an Ed25519 seed.
    /// RSA keys have 2048 bits or more; 1024 to 2047 are taken but some verifiers distrust them, less are refused. Throws <see cref="ArgumentException"/> that never shows the key.</summary>
    public DkimSigner(string domain, string selector, string key, DkimSignerOptions? options = null)
        : this(domain, selector, SigningKey.Parse(key), nameof(key), "", options) { }

    private DkimSigner(string domain, string selector, (SigningKey? Key, string? Reason) parsed, string parameter, string source, DkimSignerOptions? options)
    {
        this.options = options ?? new DkimSignerOptions();
        key = parsed.Key ?? throw new ArgumentException(source + parsed.Reason, parameter);
        Domain = KeyName.Domain(domain)
            ?? throw new ArgumentException(Say($"“{HeaderText.OneLine(domain)}” is no domain to sign for", $"“{HeaderText.OneLine(domain)}”은(는) 서명할 도메인이 아닙니다"), nameof(domain));
        Selector = KeyName.IsSelector(selector)
            ? selector
            : throw new ArgumentException(Say($"“{HeaderText.OneLine(selector)}” is no selector; use letters, digits and hyphens", $"“{HeaderText.OneLine(selector)}”은(는) 셀렉터가 아닙니다. 영문자, 숫자, 하이픈로 쓰십시오"), nameof(selector));
        RecordName = KeyName.Of(Selector, Domain)
            ?? throw new ArgumentException(Say("selector and domain are too long together for the DNS", "셀렉터와 도메인을 합친 길이가 DNS에 너무 깁니다"), nameof(selector));
    }

    /// <summary>The signing domain (<c>d=</c>), in A-labels.</summary>
    public string Domain { get; }

    /// <summary>Which of the domain's keys this is (<c>s=</c>).</summary>
    public string Selector { get; }

    /// <summary>Where the public key must be published.</summary>
    public string RecordName { get; }

    /// <summary>The TXT record to publish there; to be cut into strings of at most 255 octets.</summary>
    public string Record => $"v=DKIM1; k={key.Type}; p={Convert.ToBase64String(key.PublicKey)}";

    /// <summary>The size of the key in bits; below 2048 an RSA key should be replaced (RFC 8301 3.2).</summary>
    public int KeySize => key.Bits;

    /// <summary>A signer with the private key in a file of at most 64 KiB. Errors name the file and the reason, never what is in it.</summary>
    public static DkimSigner FromFile(string domain, string selector, string path, DkimSignerOptions? options = null)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaxKeyFile + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        (SigningKey?, string?) parsed = length <= MaxKeyFile
            ? SigningKey.Parse(Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF'))
            : (null, Say("the file is too large for a key", "키 파일이라기에는 너무 큽니다"));
        return new DkimSigner(domain, selector, parsed, nameof(path), $"{path}: ", options);
    }

    /// <summary>The message with its signature before all other fields. Attachments are read twice, here and when it is written:
    /// throws <see cref="InvalidOperationException"/> if one comes from a stream that can be read only once, and <see cref="ArgumentException"/> without a From field or for a header that is broken.</summary>
    public MimeMessage Sign(MimeMessage message)
    {
        using var draft = DraftFor(message);
        message.WriteTo(new DigestWriter(draft.Digest));
        return Signed(message, draft);
    }

    /// <summary>Same as <see cref="Sign(MimeMessage)"/>, without blocking while attachments are read from files and streams.</summary>
    public async ValueTask<MimeMessage> SignAsync(MimeMessage message, CancellationToken cancellationToken = default)
    {
        using var draft = DraftFor(message);
        await message.WriteToAsync(new DigestWriter(draft.Digest), cancellationToken).ConfigureAwait(false);
        return Signed(message, draft);
    }

    /// <summary>The signature field for a finished message, to be written before its first octet. Line ends of any kind count as the CRLF that they become on the wire.</summary>
    public HeaderField Sign(ReadOnlySpan<byte> message)
    {
        using var draft = new SignatureDraft(options.BodyCanonicalization);
        draft.Digest.Append(message);
        return Complete(draft);
    }

    /// <summary>Same as <see cref="Sign(ReadOnlySpan{byte})"/> for a message that is read from where the stream stands; of it only the header is ever in memory.</summary>
    public async ValueTask<HeaderField> SignAsync(Stream message, CancellationToken cancellationToken = default)
    {
        using var draft = new SignatureDraft(options.BodyCanonicalization);
        await draft.Digest.AppendAsync(message, cancellationToken).ConfigureAwait(false);
        return Complete(draft);
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => key.Dispose();

    private SignatureDraft DraftFor(MimeMessage message) => message.CanBeWrittenAgain
        ? new SignatureDraft(options.BodyCanonicalization)
        : throw new InvalidOperationException(Say("an attachment comes from a stream that can be read only once, but a signed mail is read twice; use Attachment.FromFile or FromBytes",
                                                  "첨부 하나가 한 번만 읽을 수 있는 스트림에서 왔는데 서명하는 메일은 두 번 읽습니다. Attachment.FromFile이나 FromBytes를 쓰십시오"));

    private MimeMessage Signed(MimeMessage message, SignatureDraft draft) => message.WithHeaders(message.Headers.Prepend(Complete(draft)));

    private HeaderField Complete(SignatureDraft draft)
    {
        var now = options.Clock.GetUtcNow();
        string[] expiry = options.Lifetime is { } lifetime ? [Seconds("x", now + lifetime)] : [];
        return draft.Complete(key, options.HeaderCanonicalization,
            ["v=1", $"a={key.Type}-sha256", $"c={NameOf(options.HeaderCanonicalization)}/{NameOf(options.BodyCanonicalization)}", $"d={Domain}", $"s={Selector}", Seconds("t", now), .. expiry]);
    }

    private static string Seconds(string tag, DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{tag}={time.ToUnixTimeSeconds()}");

    private static string NameOf(DkimCanonicalization form) => form == DkimCanonicalization.Simple ? "simple" : "relaxed";
}
