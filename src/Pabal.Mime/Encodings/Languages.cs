namespace Pabal.Mime.Encodings;

/// <summary>The charsets that are guessed, with the characters that make up most of what is written in them.</summary>
internal static class Languages
{
    private const string Korean =
        "이다는에의가을하고은지도로한사를아어그기나대리자들있으시서인라해일정수여보것만부게제전주스니과장상구면성마비오적안였거소요조했동원유와공미우세경생모선내말신국문바치실할개관없연학영위물계았저화금방려드분간중당러단못야진음"
        + "명알운무입습될때든년점건날심산너발반업회체번외까트파차호달되된데레르복불합행설양식역함현월및께님감녕십메첨송받테글목답변확박최홍길김두네냐봐예왔같천작토속집결새포느버머교남북많걸키터크품규민석배손각강질청축통재초준환활참"
        + "카타프피허형따끝잘또럼먼밀직종특태론록름립림접던돌옵숨값짜램코널씁끼빈콘텐츠효줄써근뒤켜닿봉펜꾸뽑렇억잠몸몇왜응멀쪽찾칙찬폰플퓨헌협혼흐흥힘겨견군굴권귀극낮높눈늘닌덕덧득듯딸뜻란량롭루률링막맞맡맥멋묻묶믿밑밖밝밤벌범벽별"
        + "봄붙빠뿐삭살삼색섭솔숙순쉬쉽슬승싶쓴쓸씨액얼엄엇엔엘염온옮완욱울웃워웹익잇잊잡져족존좀졸좋죄죠죽즉증짓찰창책척철첩첫촉총추충취측층친칠침칭콜클킬탈탐택퇴투틀팀판팔팩퍼펴편평폐폭표푸풍필항핵험혁홈황훈휴흔흘히쓰꼭읽ㅋㅎㅠㅜ";

    private const string Japanese =
        "日一人年大十二本中長出三時行見月分後前生間上東今入学高外下来気小話名先水電語土聞食車何友雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海知道集別物使品計"
        + "特私始運終台有真口少料工建送転研究着店病質待試族早映親験味写字答夜音注帰古歌買図週室歩紙黒花春青館屋色走夏習駅服借願致件様株式返信添付確認御資対応部内定積請求領収製造販売払営担当連絡番号登録情報詳細検索変更解約契限無参加"
        + "申込受催予所曜刻殿鈴木佐藤渡辺伊都府県市区村園";

    private const string Chinese =
        "一是在不了有和人大上他以要到地于出就分成可主年同工也能下子而方多定行法所民得十三之等部度家力里如水化高自二理起小物量都制使好性去把它合由其些然前外天政四日那社平形相全表正心反你明看原又利比或但第向道命此建月公我用生作的這"
        + "中為個時來們對會發動過說產種面後學經進着著電加兩體機當點從業本應開還因事義樣與關各重新線内內數間";

    private const string Simplified =
        Chinese
        + "这为个国时来们对会发动过说产种后学经进电现实两体机当点从业应开还义样与关线数间无变条没结解问系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期"
        + "根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报类完名确才科张"
        + "信马节话整空元况今集传土许步广记需研界拉林律叫且究越织装算持音众书布复容儿须商非验连断深难近请谢您好邮吗吧附查明价票测试饭友录限司订址项款银卡购货支付账户网站击链咨询客服姓";

    private const string Traditional =
        Chinese
        + "國現實無變條沒結解問系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被做必戰先回則任取據處隊南給色光門即保治北造百規"
        + "熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報類完名確才科張信馬節話整空元況今集傳土許步廣記需研界拉林律叫且究越織裝算持音眾書布復容兒"
        + "須商非驗連斷深難近請謝您好郵灣臺台嗎吧附查價票測試飯友錄限司訂址項款銀卡購貨支付帳戶網站點擊鏈諮詢客服姓午援迎臨";

    private const string EastAsianMarks = "\u3000、。，．・：；？！（）「」『』【】〈〉《》“”‘’…—〜～·";

    private const string Kana =
        "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセ"
        + "ゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶー々";

    /// <summary>Those that win between equals come first.</summary>
    public static Language[] All { get; } =
    [
        new DamagedUtf8(),
        new EastAsianLanguage("euc-kr", 0, Korean + EastAsianMarks, () => CodedTables.KsX1001, 0xB0, 0xC8),
        new EastAsianLanguage("shift_jis", 2, Japanese + Kana + EastAsianMarks, () => CodedTables.JisX0208Strict, 0xB0, 0xCF),
        new EastAsianLanguage("euc-jp", 3, Japanese + Kana + EastAsianMarks, () => CodedTables.JisX0208Strict, 0xB0, 0xCF),
        new EastAsianLanguage("gb18030", 2, Simplified + EastAsianMarks, () => CodedTables.Gb2312, 0xB0, 0xD7),
        new EastAsianLanguage("big5", 3, Traditional + EastAsianMarks, () => CodedTables.Big5, 0xA4, 0xC6),
        new AlphabeticLanguage("windows-1252", 0, "éèàüöäßçñáíóúâêôãõåøæîïûëùœ"),
        new AlphabeticLanguage("windows-1250", 4, "ąćęłńóśźżěščřžýáíéůúťďňőűöüăâîșțşţđ"),
        new AlphabeticLanguage("iso-8859-2", 5, "ąćęłńóśźżěščřžýáíéůúťďňőűöüăâîşţđ"),
        new AlphabeticLanguage("windows-1254", 5, "ğüşıöçâî"),
        new AlphabeticLanguage("windows-1251", 3, "оеаинтсрвлкмдпуяыьгзбчйхжі"),
        new AlphabeticLanguage("koi8-r", 5, "оеаинтсрвлкмдпуяыьгзбчйхж"),
        new AlphabeticLanguage("windows-1253", 8, "αοιετσνηυρπκμλςάίόέύή"),
        new AlphabeticLanguage("windows-1255", 8, "יוהלאתמרשבנדעקחפםן"),
        new AlphabeticLanguage("windows-1256", 8, "اليمنوترةبعدسفكهحقأ"),
        new AlphabeticLanguage("windows-874", 8, "านรกเงอมยลวดทสตะปบคห่ีั้ิแไุ์"),
    ];
}
