namespace Pabal.Browser.Tests.Hostile;

/// <summary>
/// HTML and headers that want to do what a mail must not. <c>JS</c> stands for a script that tells of itself, <c>URL</c> for an address elsewhere whose name is
/// different in every mail.
/// </summary>
internal static class Payloads
{
    /// <summary>What stands in an HTML body.</summary>
    public static IReadOnlyList<string> Html { get; } =
    [
        // Scripts as such.
        "<script>JS</script>", "<SCRIPT>JS</SCRIPT>", "<script src=URL></script>", "<script src='URL' async>", "<script type=module>import 'URL'</script>", "<script\n>JS</script\n>",
        "<scr<script>ipt>JS</scr</script>ipt>", "<script/x>JS</script>", "<script>JS", "<script\0>JS</script>", "\u00a0<script>JS</script>", "</title><script>JS</script>", "</style><script>JS</script>",
        "--><script>JS</script>", "]]><script>JS</script>", "<!--><script>JS</script>-->", "<!-- --!><script>JS</script>", "<![CDATA[<script>JS</script>]]>", "<?xml><script>JS</script>", "<!doctype x [<!ENTITY y '<script>JS</script>'>]>&y;",
        "<noscript><p title=\"</noscript><script>JS</script>\">", "<textarea></textarea><script>JS</script>", "<xmp><p title=\"</xmp><script>JS</script>\">", "<plaintext><script>JS</script>", "<template><script>JS</script></template>",
        "<template shadowrootmode=open><script>JS</script><img src=x onerror=\"JS\"></template>", "<listing><script>JS</script></listing>", "<noembed><img title=\"</noembed><script>JS</script>\">",
        // Handlers.
        "<img src=x onerror=JS>", "<img src=x onerror=\"JS\">", "<img/src=x/onerror=JS>", "<img src=x\nonerror\n=\n\"JS\">", "<img src=x OnErRoR='JS'>", "<img src=\"x\"onerror=\"JS\">", "<img src='x' '' onerror=JS>", "<img \"\"\"><script>JS</script>\">",
        "<body onload=JS>", "<body onpageshow=JS>", "<body onhashchange=JS><a href=#x>x</a>", "<p onmouseover=JS style='position:fixed;inset:0'>x", "<p onpointerrawupdate=JS style='position:fixed;inset:0'>x", "<input autofocus onfocus=JS>",
        "<select autofocus onfocus=JS>", "<textarea autofocus onfocus=JS>", "<keygen autofocus onfocus=JS>", "<button autofocus onfocus=JS>x", "<div tabindex=0 autofocus onfocus=JS>x", "<a id=x tabindex=1 onfocus=JS>x</a>", "<details open ontoggle=JS>x",
        "<marquee onstart=JS>x</marquee>", "<video onloadstart=JS src=URL>", "<video><source onerror=JS src=x></video>", "<audio src=x onerror=JS>", "<audio autoplay src=URL>", "<style onload=JS></style>", "<link rel=stylesheet href=URL onload=JS>",
        "<iframe onload=JS></iframe>", "<object onerror=JS data=x></object>", "<embed onload=JS src=x>", "<frameset onload=JS><frame></frameset>", "<table onbeforeprint=JS>", "<p onanimationstart=JS style='animation:x 1s'>x<style>@keyframes x{}</style>",
        "<p ontransitionend=JS style='transition:all 1ms'>x", "<p oncontentvisibilityautostatechange=JS style='content-visibility:auto'>x", "<dialog open onclose=JS>x</dialog>", "<p onbeforematch=JS hidden=until-found>x", "<p popover onbeforetoggle=JS>x",
        // Addresses that are programs.
        "<a href=javascript:JS>x</a>", "<a href='JaVaScRiPt:JS'>x</a>", "<a href='java\tscript:JS'>x</a>", "<a href='java&#10;script:JS'>x</a>", "<a href='&#x6a;avascript&colon;JS'>x</a>", "<a href='\u0001javascript:JS'>x</a>", "<a href=' javascript:JS'>x</a>",
        "<a href='vbscript:x'>x</a>", "<a href='data:text/html,<script>JS</script>'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>", "<a href='blob:URL'>x</a>", "<a href='view-source:URL'>x</a>", "<a href='file:///etc/passwd'>x</a>",
        "<img src=javascript:JS>", "<img src='data:text/html,<script>JS</script>'>", "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='JS'/>\">", "<table background=javascript:JS><tr><td background=URL>x</table>", "<body background=URL>",
        "<form action=javascript:JS><input type=submit autofocus></form>", "<button formaction=javascript:JS>x</button>", "<map name=m><area shape=default href=javascript:JS></map><img usemap=#m src=x>", "<a href=x ping=URL>x</a>", "<q cite=URL>x</q>",
        // Drawings and formulas, and the ways between them and HTML.
        "<svg onload=JS>", "<svg/onload=JS>", "<svg><script>JS</script></svg>", "<svg><script href=URL /></svg>", "<svg><script xlink:href=URL></script></svg>", "<svg><a xlink:href=javascript:JS><text y=20>x</text></a></svg>", "<svg><animate onbegin=JS attributeName=x dur=1s>",
        "<svg><a><animate attributeName=href values=javascript:JS /><text y=20>x</text></a></svg>", "<svg><set attributeName=onload to=JS>", "<svg><use href='data:image/svg+xml,<svg id=x xmlns=\"http://www.w3.org/2000/svg\"><script>JS</script></svg>#x'/>", "<svg><use href='URL#x'/>",
        "<svg><image href=URL /></svg>", "<svg><feImage href=URL /></svg>", "<svg><foreignObject><iframe src=URL></iframe></foreignObject></svg>", "<svg><style>@import 'URL'</style></svg>", "<svg><style><img src=x onerror=JS></style></svg>",
        "<svg><![CDATA[><img src=x onerror=JS>]]></svg>", "<svg></p><style><a id=\"</style><img src=x onerror=JS>\">", "<svg><title><style><img title=\"</style></title><img src=x onerror=JS>\"></svg>", "<svg><desc><p><style></p><img src=x onerror=JS>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=JS&gt;\">", "<math><mi//xlink:href=\"javascript:JS\">x", "<math href=javascript:JS>x</math>", "<math><annotation-xml encoding=text/html><script>JS</script></annotation-xml></math>",
        "<math><style><img src=x onerror=JS></style></math>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=JS>", "<p id='<img src=x onerror=JS>'><svg><style></p></svg>", "<a title='<style><img src=x onerror=JS>'></a><xmp>",
        "<table><td><style></table><img src=x onerror=JS>", "<b title='</b><img src=x onerror=JS>'>x", "<img alt='`><img src=x onerror=JS>'>", "<img alt=\"&quot;&gt;&lt;img src=x onerror=JS&gt;\">", "<p title=x>\"><img src=x onerror=JS>", "&lt;script&gt;JS&lt;/script&gt;", "<%00script>JS</script>",
        // Elsewhere.
        "<meta http-equiv=refresh content='0;url=URL'>", "<meta http-equiv=refresh content='0;url=javascript:JS'>", "<meta http-equiv=refresh content='0;url=data:text/html,<script>JS</script>'>", "<meta http-equiv=Content-Security-Policy content='script-src *'><script>JS</script>",
        "<meta http-equiv=Set-Cookie content='a=b'>", "<meta name=referrer content=unsafe-url><img src=URL>", "<base href=URL><img src=a.png><a href=b>x</a>", "<base target=_top><a href=x>x</a>", "<link rel=stylesheet href=URL>", "<link rel=icon href=URL>", "<link rel=prefetch href=URL>",
        "<link rel=preload as=image href=URL>", "<link rel=dns-prefetch href=URL>", "<link rel=preconnect href=URL>", "<link rel=prerender href=URL>", "<link rel=modulepreload href=URL>", "<link rel=manifest href=URL>", "<link rel=import href=URL>",
        "<script type=speculationrules>{\"prefetch\":[{\"source\":\"list\",\"urls\":[\"URL\"]}]}</script>", "<img src=URL>", "<img src='URL' width=1 height=1>", "<img src=//OTHER/p.png>", "<img src=\\\\OTHER\\p.png>", "<img src='http:\\\\OTHER/p.png'>", "<img src='ht\ntp://OTHER/p'>",
        "<img srcset='URL 1x, URL?2 2x'>", "<picture><source srcset=URL><img src=URL></picture>", "<img src=x lowsrc=URL dynsrc=URL longdesc=URL>", "<input type=image src=URL>", "<video poster=URL></video>", "<video src=URL autoplay></video>", "<video><track default src=URL></video>",
        "<iframe src=URL></iframe>", "<iframe srcdoc='<script>JS</script><img src=URL>'></iframe>", "<iframe src=javascript:JS></iframe>", "<frameset><frame src=URL></frameset>", "<object data=URL></object>", "<object type=text/html data='data:text/html,<script>JS</script>'></object>",
        "<embed src=URL>", "<applet code=x archive=URL></applet>", "<portal src=URL></portal>", "<fencedframe src=URL></fencedframe>", "<bgsound src=URL>", "<layer src=URL></layer>", "<img src='cid:URL'>", "<a href=http://OTHER/>a name that is looked up</a>",
        "<form action=URL id=f><input name=a value=b></form><button form=f autofocus>x</button>", "<form action=URL target=_top method=post><input type=submit value=x style='position:fixed;inset:0'></form>", "<isindex action=URL>",
        // Style.
        "<style>@import 'URL';</style>", "<style>@import url(URL);</style>", "<style>body{background:url(URL)}</style>", "<style>@font-face{font-family:x;src:url(URL)}p{font-family:x}</style><p>x", "<p style='background:url(URL)'>x", "<p style=\"background-image:image-set('URL' 1x)\">x",
        "<p style='list-style:url(URL);display:list-item'>x", "<p style='content:url(URL)'>x", "<p style='cursor:url(URL),auto;position:fixed;inset:0'>x", "<p style='border-image:url(URL) 1'>x", "<p style='mask:url(URL)'>x", "<p style='filter:url(URL#x)'>x", "<p style='shape-outside:url(URL);float:left'>x",
        "<p style='width:expression(JS)'>x", "<p style='behavior:url(URL)'>x", "<p style='-moz-binding:url(URL)'>x", "<p style='background:\\75\\72\\6c(URL)'>x", "<style>*{b\\61ckground:url(URL)}</style>", "<style>@namespace 'URL';</style>", "<style>p::before{content:url(URL)}</style><p>x",
        "<style>input[value^=a]{background:url(URL)}</style><input value=abc>", "<style>@media screen{@import 'URL';body{background:url(URL)}}</style>", "<style></style\n><script>JS</script>", "<style>/*</style><script>JS</script>*/</style>", "<style>a{}</style/x><script>JS</script>",
        "<style>html,body{position:fixed;inset:-9999px;z-index:2147483647}</style><div style='position:fixed;inset:0;z-index:2147483647;background:red'>over all</div>", "<style>:root{--x:url(URL);background:var(--x)}</style>",
        // Names that stand in for things of the page.
        "<form id=document><input name=body></form>", "<img name=location><img id=top><a id=parent href=URL>x</a>", "<form name=getElementById></form>", "<a id=main></a><a id=panel></a><a id=subject></a><a id=rows>x</a>", "<iframe name=top></iframe>",
        // Much of it.
        "<a href='URL' target=_top>x</a><a href='URL' target=_parent>x</a><a href='URL' target=opener>x</a>", "NESTED", "MANY", "<p title='LONG'>x</p>", "<img src=x onerror=JS LONG>", "<<<<<<<<<script>JS<</script>", "<p/////////onclick=JS>x", "<a<b<c<script>JS</script>", "<p \"'`=>< onclick=JS>x",
    ];

    /// <summary>What stands in a header field: a subject, a name, a file name, an id.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "<script>JS</script>", "<img src=x onerror=JS>", "\"><script>JS</script>", "'-JS-'", "</title><script>JS</script>", "javascript:JS", "{{constructor.constructor('JS')()}}", "${JS}", "&lt;script&gt;JS&lt;/script&gt;", "<svg onload=JS>",
        "__proto__", "constructor", "../../../etc/passwd", "a.html\u202elmth.exe", "<!--", "]]>", "\u2028JS\u2029", "data:text/html,<script>JS</script>", "<a href=URL>x</a>", "http://OTHER/",
    ];

    /// <summary>Files that are programs where they are shown: name, type, content.</summary>
    public static IReadOnlyList<(string Name, string Type, string Content)> Files { get; } =
    [
        ("page.html", "text/html", "<script>JS</script><img src=URL>"), ("page.xhtml", "application/xhtml+xml", "<html xmlns='http://www.w3.org/1999/xhtml'><script>JS</script></html>"),
        ("drawing.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='JS'><script>JS</script><image href='URL'/></svg>"), ("lie.png", "image/png", "<script>JS</script>"), ("lie.jpg", "image/jpeg", "<svg xmlns='http://www.w3.org/2000/svg' onload='JS'/>"),
        ("gif.gif", "image/gif", "GIF89a/*<script>JS</script>*/=JS"), ("feed.xml", "text/xml", "<?xml version='1.0'?><?xml-stylesheet href='URL'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>JS</x:script>"), ("note.txt", "text/plain", "<script>JS</script> URL"),
        ("script.js", "text/javascript", "JS"), ("sheet.css", "text/css", "@import 'URL'"), ("doc.pdf", "application/pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"), ("old.mht", "multipart/x-mixed-replace", "<script>JS</script>"),
        ("mail.eml", "message/rfc822", "Subject: <script>JS</script>\n\n<script>JS</script>"), ("table.csv", "text/csv", "=cmd|' /C calc'!A0,<script>JS</script>"), ("none", "", "<script>JS</script>"), ("x.htm\";x=\"", "text/html;charset=utf-7", "+ADw-script+AD4-JS+ADw-/script+AD4-"),
    ];
}
