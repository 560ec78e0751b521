using Pabal.Mime.Encodings;

namespace Pabal.Mime.Tests;

public class CharsetGuessTests
{
    [Theory]
    [InlineData("euc-kr", "안녕하세요. 지난주에 말씀드린 견적서를 첨부합니다. 검토 후 회신 부탁드립니다.")]
    [InlineData("euc-kr", "제목: 회의 일정 변경 안내 (3/14 오후 2시)")]
    [InlineData("euc-kr", "홍길동")]
    [InlineData("euc-kr", "안녕")]
    [InlineData("euc-kr", "한글이름.xlsx")]
    [InlineData("euc-kr", "가")]
    [InlineData("euc-kr", "읽는")]
    [InlineData("euc-kr", "컴퓨터의")]
    [InlineData("euc-kr", "처음부터")]
    [InlineData("euc-kr", "우편 접속")]
    [InlineData("euc-kr", "ㅋㅋㅋ 네")]
    [InlineData("euc-kr", "大韓民國의 수도는 서울이다")]
    [InlineData("ks_c_5601-1987", "펲시콜라와 똠방각하, 뷁!")]
    [InlineData("shift_jis", "お世話になっております。株式会社山田の田中です。添付の資料をご確認ください。")]
    [InlineData("shift_jis", "会議のお知らせ")]
    [InlineData("shift_jis", "テスト")]
    [InlineData("shift_jis", "請求書")]
    [InlineData("shift_jis", "写真.jpg と メモ.txt を送ります")]
    [InlineData("euc-jp", "お世話になっております。株式会社山田の田中です。添付の資料をご確認ください。")]
    [InlineData("euc-jp", "会議のお知らせ")]
    [InlineData("euc-jp", "テスト")]
    [InlineData("euc-jp", "請求書")]
    [InlineData("iso-2022-jp", "会議のお知らせ")]
    [InlineData("iso-2022-kr", "회의 일정 안내")]
    [InlineData("gb18030", "您好，请查收附件中的会议资料，如有问题请与我们联系。谢谢！")]
    [InlineData("gb18030", "中国人民")]
    [InlineData("gb18030", "报价单")]
    [InlineData("gb18030", "关于项目进展的报告")]
    [InlineData("big5", "您好，請查收附件中的會議資料，如有問題請與我們聯絡。謝謝！")]
    [InlineData("big5", "台灣大學")]
    [InlineData("big5", "測試")]
    [InlineData("big5", "關於專案進度的報告")]
    [InlineData("windows-1252", "Les élèves étudient le français à l’école, où ils mangent à midi.")]
    [InlineData("windows-1252", "Grüße aus München. Schöne Straßen, große Häuser.")]
    [InlineData("windows-1252", "El niño comió una piñata mañana. ¿Cómo está?")]
    [InlineData("windows-1252", "São Paulo não é a capital; informações em anexo.")]
    [InlineData("windows-1252", "Blåbærsyltetøy på brødskiva")]
    [InlineData("windows-1252", "café")]
    [InlineData("windows-1252", "X-é")]
    [InlineData("windows-1252", "an area of 5 m² at 20 °C ± 1")]
    [InlineData("windows-1252", "ÉCOLE À PARIS")]
    [InlineData("windows-1252", "one strange ¤ in a line of plain text")]
    [InlineData("windows-1252", "“Quoted” – it’s 5 € …")]
    [InlineData("windows-1250", "Zażółć gęślą jaźń. Proszę o pilną odpowiedź w załączniku.")]
    [InlineData("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy.")]
    [InlineData("iso-8859-2", "Zażółć gęślą jaźń. Proszę o pilną odpowiedź w załączniku.")]
    [InlineData("windows-1254", "Şişli’de güneşli bir gün, çocuklar bahçede oynuyor. Iğdır’dan selamlar.")]
    [InlineData("windows-1251", "Добрый день! Высылаю договор и счёт на оплату. С уважением, Иван Петров.")]
    [InlineData("windows-1251", "Привет")]
    [InlineData("windows-1251", "и в с к вам")]
    [InlineData("koi8-r", "Добрый день! Высылаю договор и счёт на оплату. С уважением, Иван Петров.")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("windows-1253", "Καλημέρα σας, σας στέλνω το αρχείο που ζητήσατε.")]
    [InlineData("windows-1255", "שלום רב, מצורף הקובץ שביקשתם לקראת הפגישה.")]
    [InlineData("windows-1256", "السلام عليكم ورحمة الله، أرسل لكم الملف المطلوب.")]
    [InlineData("windows-874", "สวัสดีครับ ขอส่งเอกสารแนบมาให้ตรวจสอบ")]
    public void Unlabelled_text_is_read_by_its_language(string charset, string text)
    {
        var bytes = Charsets.Find(charset)!.GetBytes(text);
        var survey = new TextSurvey();
        Assert.True(survey.Add(bytes));
        Assert.Equal((charset, text), (survey.Charset(isComplete: true)!, Charsets.Guess(bytes)));
    }

    [Fact]
    public void Valid_utf8_is_utf8_and_nearly_valid_utf8_too()
    {
        Assert.Equal("é", Charsets.Guess("é"u8));
        Assert.Equal("안녕하세요", Charsets.Guess("안녕하세요"u8));
        Assert.Equal("안녕하세\uFFFD", Charsets.Guess("안녕하세요"u8[..^1]));
        Assert.Equal("안녕\uFFFD하세요 여러분", Charsets.Guess([.. "안녕"u8, 0xFF, .. "하세요 여러분"u8]));
    }

    [Fact]
    public void Every_octet_is_read_as_something()
    {
        Assert.Equal("", Charsets.Guess([]));
        for (var octet = 0; octet < 256; octet++)
        {
            Assert.Equal(1, Charsets.Guess([(byte)octet]).Length);
            Assert.StartsWith("ab", Charsets.Guess([(byte)'a', (byte)'b', (byte)octet]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_terminal_s_colours_are_no_charset() => Assert.Equal("\u001b[31mred", Charsets.Guess("\u001b[31mred"u8));

    [Fact]
    public void A_guess_looks_at_the_lines_that_are_not_ASCII_however_far()
    {
        byte[] bytes = [.. Enumerable.Repeat("plain ASCII\n"u8.ToArray(), 20_000).SelectMany(line => line), .. Charsets.Find("euc-kr")!.GetBytes("끝인사입니다")];
        Assert.EndsWith("끝인사입니다", Charsets.Guess(bytes), StringComparison.Ordinal);
    }
}
