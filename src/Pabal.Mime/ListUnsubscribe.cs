using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>How a recipient leaves a list: with one click over https (RFC 8058), by mail too if given (RFC 2369 3.2). DKIM must sign both fields, as <see cref="DkimSigner"/> does.</summary>
public sealed record ListUnsubscribe
{
    private const int MaxAddress = 800;   // fits a line that can't be folded

    /// <summary>A web address to which mail programs POST <c>List-Unsubscribe=One-Click</c>, with all in it that tells who leaves what. Throws <see cref="ArgumentException"/> unless it is https.</summary>
    public ListUnsubscribe(string oneClick, EmailAddress? mailto = null)
    {
        OneClick = Uri.TryCreate(oneClick, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
            ? new UriBuilder(uri) { Host = uri.IdnHost, Fragment = "" }.Uri
            : throw new ArgumentException(Say($"“{Headers.HeaderText.OneLine(oneClick)}” is no https address; one-click unsubscription works over https only",
                                              $"“{Headers.HeaderText.OneLine(oneClick)}”은(는) https 주소가 아닙니다. 원클릭 수신 거부는 https로만 됩니다"), nameof(oneClick));
        if (OneClick.AbsoluteUri.Length > MaxAddress)
            throw new ArgumentException(Say($"the address has more than {MaxAddress} characters", $"주소가 {MaxAddress}자를 넘습니다"), nameof(oneClick));
        Mailto = mailto;
    }

    /// <summary>Where the click goes.</summary>
    public Uri OneClick { get; }

    /// <summary>Where a mail goes that has the same effect; null for none.</summary>
    public EmailAddress? Mailto { get; }

    /// <summary>The subject of that mail, by which the list knows who leaves; null for none.</summary>
    public string? MailSubject
    {
        get;
        init => field = value is null ? null : Headers.HeaderText.Checked(value, nameof(value));
    }

    internal IEnumerable<HeaderField> Fields =>
    [
        new("List-Unsubscribe", Mailto is null ? $"<{OneClick.AbsoluteUri}>" : $"<{OneClick.AbsoluteUri}>, <{MailtoUri(Mailto)}>"),
        new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ];

    // RFC 6068 2
    private string MailtoUri(EmailAddress address) =>
        $"mailto:{Uri.EscapeDataString(address.LocalPart)}@{address.AsciiDomain}{(MailSubject is null ? "" : "?subject=" + Uri.EscapeDataString(MailSubject))}";
}
