namespace Pabal.Inbox.Web;

/// <summary>How the HTML of a mail is looked at: with what comes from elsewhere, cut where Gmail cuts it, with its colours turned round.</summary>
internal readonly record struct HtmlView(bool Remote, bool Clip, bool Dark)
{
    public static HtmlView Of(Question question) => new(question.Is("remote"), question.Is("clip"), question.Is("dark"));
}
