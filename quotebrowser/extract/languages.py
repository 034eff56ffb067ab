"""The languages other than English whose quotes are attributed: one row a language.

One rule guards it: a row holds only common words; where they do not suffice the speaker stays unknown.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from quotebrowser.text.words import word_list


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language."""

    code: str
    """BCP 47 tag."""
    common: str
    """Frequent small words that tell it from the others, separated by blanks."""
    verbs: str
    """Forms of verbs of saying, separated by `|`."""
    according: str = ""
    """Words for `according to`, separated by `|`."""
    articles: str = ""
    """Articles and titles that may stand before a name, separated by `|`."""
    capitals: bool = True
    """Whether names begin with a capital letter."""
    verb_last: bool = False
    """Whether the speaker stands before the verb only."""
    around: bool = False
    """Whether the speaker stands before the passage and the verb after it."""
    titles: str = ""
    """Titles and offices printed with a name, separated by `|`; they are no part of it."""
    spaced: bool = True
    """Whether blanks separate words."""
    surnames: str = ""
    """Where no blanks tell: what a personal name begins with, separated by blanks; nothing else is one."""
    adverbs: str = ""
    """Words between a name and its verb that would be taken for the end of the name, separated by `|`."""


LANGUAGES: Final = (
    Language(
        "es",
        common="el la los las de que y en un una por con para se del al su lo como más pero",
        verbs=(
            "dijo|dice|afirmó|afirma|señaló|señala|aseguró|asegura|declaró|declara|explicó|explica|"
            "añadió|añade|agregó|agrega|sostuvo|sostiene|indicó|indica|manifestó|apuntó|subrayó|"
            "advirtió|reconoció|respondió|preguntó|comentó|insistió|escribió|denunció|recordó|destacó|"
            "concluyó|lamentó|anunció|admitió|aclaró|contó|reiteró|criticó"
        ),
        according="según|de acuerdo con",
        articles="el|la|los|don|doña|señor|señora",
        titles="presidente|presidenta|ministro|ministra|don|doña",
    ),
    Language(
        "fr",
        common="le la les des et en un une du que qui dans pour pas sur au avec ce il est plus par",
        verbs=(
            "a dit|dit|a déclaré|déclare|affirme|a affirmé|explique|a expliqué|a ajouté|ajoute|"
            "a assuré|assure|estime|a estimé|souligne|a souligné|a indiqué|indique|précise|a précisé|"
            "raconte|confie|a confié|a répondu|répond|a lancé|lance|a averti|prévient|a reconnu|"
            "reconnaît|écrit|a écrit|regrette|a regretté|martèle|a annoncé|poursuit|s’est félicité|"
            "dénonce|a dénoncé|note|rappelle|a rappelé|conclut|résume|insiste|s'inquiète|s’inquiète"
        ),
        according="selon|d’après|d'après",
        articles="le|la|les|l’|M\\.|Mme",
        titles="M\\.|Mme",
    ),
    Language(
        "de",
        common="der die das und in den von zu mit ist auf nicht ein eine im dem des sich für auch als dass",
        verbs=(
            "sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|fügte|ergänzte|berichtete|teilte|"
            "warnte|warnt|kritisierte|forderte|fordert|schrieb|schreibt|antwortete|fragte|behauptete|"
            "räumte|bestätigte|kündigte|versicherte|mahnte|äußerte|nannte|bezeichnete|hieß|"
            "kommentierte|stellte|erläuterte|lobte|verteidigte"
        ),
        according="laut|nach Angaben von|so",
        articles="der|die|das|Herr|Frau",
        titles=(
            "Bundeskanzler|Bundeskanzlerin|Kanzler|Präsident|Präsidentin|Minister|Ministerin|"
            "Abgeordnete|Abgeordneter|Außenminister|Außenministerin|Finanzminister|Innenministerin|"
            "Sprecher|Sprecherin|Bürgermeister|Bürgermeisterin|Herr|Frau|Professor|Professorin|"
            "Polizeisprecher"
        ),
    ),
    Language(
        "it",
        common="il lo la gli le di che e un una per con non del della dei nel alla sono più come ha",
        verbs=(
            "ha detto|dice|disse|ha dichiarato|dichiara|ha affermato|afferma|ha spiegato|spiega|"
            "ha aggiunto|aggiunge|ha sottolineato|sottolinea|ha ribadito|ha commentato|commenta|"
            "ha scritto|scrive|ha risposto|risponde|ha avvertito|avverte|ha sostenuto|sostiene|"
            "ha annunciato|ha ricordato|ricorda|racconta|ha raccontato|osserva|ha osservato|conclude|"
            "ha concluso|precisa|ha precisato|ha ammesso|ha chiesto|chiede"
        ),
        according="secondo",
        articles="il|la|lo|i|signor|signora",
    ),
    Language(
        "pt",
        common="o a os as de que e em um uma para com não do da dos das no na por mais como foi ao",
        verbs=(
            "disse|diz|afirmou|afirma|declarou|declara|explicou|explica|acrescentou|acrescenta|"
            "garantiu|garante|contou|conta|ressaltou|destacou|apontou|reconheceu|alertou|respondeu|"
            "perguntou|comentou|escreveu|lembrou|avaliou|avalia|defendeu|criticou|anunciou|concluiu|"
            "lamentou|admitiu|informou|ressalta|completou|reiterou"
        ),
        according="segundo|de acordo com|conforme",
        articles="o|a|os|as|senhor|senhora",
    ),
    Language(
        "nl",
        common="de het een en van in is dat op te zijn met voor niet aan er maar om ook als bij hij",
        verbs=(
            "zei|zegt|verklaarde|verklaart|vertelde|vertelt|stelde|stelt|aldus|voegde|benadrukte|"
            "benadrukt|meldde|meldt|schreef|schrijft|waarschuwde|waarschuwt|vindt|vond|reageerde|"
            "reageert|antwoordde|vroeg|erkende|legde|noemde|concludeerde|liet|bevestigde|beweerde|"
            "klaagde"
        ),
        according="volgens",
        articles="de|het|mevrouw|meneer",
        titles="burgemeester|premier|minister|wethouder|minister-president",
    ),
    Language(
        "ru",
        common="и в не на что с по как это из за от для он она к у же был бы но о",
        verbs=(
            "сказал|сказала|сказали|говорит|заявил|заявила|заявили|отметил|отметила|подчеркнул|"
            "подчеркнула|сообщил|сообщила|пояснил|пояснила|добавил|добавила|рассказал|рассказала|"
            "считает|написал|написала|ответил|ответила|признал|признала|объяснил|объяснила|предупредил|"
            "предупредила|напомнил|напомнила|указал|указала|утверждает|уверен|цитирует"
        ),
        according="по словам|по мнению",
        titles="Президент России|Президент|Министр|Премьер-министр|Глава МИД|Глава|Мэр города|Мэр|Губернатор",
    ),
    Language(
        "ar",
        common="في من على إلى أن عن التي الذي هذا هذه مع كان كما بين بعد قد ما لا",
        verbs=(
            "قال|قالت|وقال|وقالت|وأضاف|وأضافت|أضاف|صرح|وصرح|أكد|وأكد|أكدت|وأكدت|أوضح|وأوضح|أعلن|وأعلن|"
            "ذكر|وذكر|كتب|وكتب|أشار|وأشار|وتابع|تابع|يقول|تقول|حذر|وحذر"
        ),
        according="بحسب|وفقا ل|حسب",
        titles="الرئيس|الوزير|الأمين العام",
        capitals=False,
    ),
    Language(
        "fa",
        common="و در به از که این را با است برای آن یک خود تا کرد بر هم شد های می",
        verbs=(
            "گفت|گفته است|افزود|تأکید کرد|تاکید کرد|اظهار داشت|اعلام کرد|نوشت|توضیح داد|می‌گوید|"
            "اظهار کرد|بیان کرد|تصریح کرد|خاطرنشان کرد|هشدار داد|ادامه داد|پاسخ داد|یادآور شد"
        ),
        according="به گفته",
        titles="رئیس جمهور|آقای|خانم|دکتر",
        capitals=False,
        verb_last=True,
    ),
    Language(
        "he",
        common="של את על לא זה הוא היא עם כי גם אל אם או מה כל היה יותר אבל בין לאחר",
        verbs=(
            "אמר|אמרה|אמרו|אומר|אומרת|הוסיף|הוסיפה|הדגיש|הדגישה|הצהיר|הצהירה|הבהיר|הבהירה|טען|טענה|כתב|"
            "כתבה|ציין|ציינה|הסביר|הסבירה|מסר|מסרה|השיב|השיבה|הזהיר|הזהירה|סיפר|סיפרה"
        ),
        according="לדברי|לפי",
        titles="ראש הממשלה|השר|השרה|הנשיא|חבר הכנסת",
        capitals=False,
    ),
    Language(
        "zh",
        common="的 了 在 是 和 有 他 这 我 们 为 中 上 到 说 对",
        verbs="说道|表示|指出|强调|认为|称|说|写道|回应|补充道|补充说|宣布|警告|解释说|坦言|透露|回答|問|說|說道|強調|指出",
        according="据|根据",
        titles=(
            "发言人|主席|总理|总统|部长|先生|女士|市长|省长|书记|教授|记者|经理|主任|校长|院长|局长|会长|"
            "医生|律师"
        ),
        surnames=(
            "王 李 张 張 刘 劉 陈 陳 杨 楊 赵 趙 黄 黃 周 吴 吳 徐 孙 孫 胡 朱 高 林 何 郭 马 馬 "
            "罗 羅 梁 宋 郑 鄭 谢 謝 韩 韓 唐 冯 馮 于 董 萧 蕭 程 曹 袁 邓 鄧 许 許 傅 沈 曾 彭 "
            "吕 呂 苏 蘇 卢 盧 蒋 蔣 蔡 贾 賈 丁 魏 薛 叶 葉 阎 閻 余 潘 杜 戴 夏 钟 鍾 汪 田 任 "
            "姜 范 方 石 姚 谭 譚 廖 邹 鄒 熊 金 陆 陸 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 顧 侯 邵 "
            "孟 龙 龍 万 萬 段 雷 钱 錢 汤 湯 尹 黎 易 常 武 乔 喬 贺 賀 赖 賴 龚 龔 文 习 習 欧阳 "
            "歐陽 司马 司馬 诸葛 諸葛 上官"
        ),
        adverbs=(
            "随后|隨後|同时|同時|还|也|则|再次|对此|對此|今天|昨天|当天|周一|周二|周三|周四|周五|周六|周日|日前|近日|介绍|进一步|"
            "坦率地|明确|严肃|公开|强烈|反复|多次|曾|却|便|就|最后|接着|继续|特别|笑着|直接|回应"
        ),
        capitals=False,
        spaced=False,
        verb_last=True,
    ),
    Language(
        "ja",
        common="の に は を た が で て と し れ さ い する から です ます この こと",
        verbs=(
            "述べた|話した|語った|言った|強調した|指摘した|説明した|訴えた|明らかにした|書いた|答えた|コメントした|主張した|話す|語る|述べる|批判した|警告した|発表した|"
            "話している|述べている|語っている"
        ),
        titles="首相|大統領|大臣|外相|知事|市長|社長|会長|教授|氏|さん",
        capitals=False,
        spaced=False,
        verb_last=True,
        around=True,
    ),
)
"""One row a language. A language is added by adding its row and an article to the tests' gold."""

_ENGLISH: Final = frozenset(
    word_list("""
    the of and to in a is that for on was with he said as it by at from his but
    """)
)
_COMMON: Final = {
    row.code: frozenset(row.common.split()) for row in LANGUAGES if row.capitals and row.code != "ru"
}
_SAMPLE: Final = 1200
"""Characters that are looked at; a headline and two paragraphs."""
_SCRIPTS: Final = {
    "ru": (0x0400, 0x0530),
    "he": (0x0590, 0x0600),
    "ja": (0x3040, 0x3100),
    "zh": (0x4E00, 0xA000),
}
_OTHER_SCRIPT: Final = re.compile("[\u0400-\u06ff\u3040-\u9fff]")
_ARABIC: Final = (0x0600, 0x0700)
_PERSIAN: Final = frozenset("پچژگکی")
_SHARE: Final = 0.15
"""Share of letters of a script from which a text is in it; Latin texts stay far below."""


def language_of(text: str) -> Language | None:
    """The language of `text` where it has a row; None for English and for what is not known."""
    sample = text[:_SAMPLE]
    rows = {row.code: row for row in LANGUAGES}
    if _OTHER_SCRIPT.search(sample) is None:
        return _by_words(sample, rows)
    letters = [char for char in sample if char.isalpha()]
    for code in ("ja", "zh", "ru", "he"):
        low, high = _SCRIPTS[code]
        if sum(low <= ord(char) < high for char in letters) > _SHARE * len(letters):
            return rows[code]
    if sum(_ARABIC[0] <= ord(char) < _ARABIC[1] for char in letters) > _SHARE * len(letters):
        return rows["fa" if sum(char in _PERSIAN for char in letters) > _SHARE / 5 * len(letters) else "ar"]
    return _by_words(sample, rows)


def _by_words(sample: str, rows: dict[str, Language]) -> Language | None:
    words = Counter(word.strip(".,:;!?«»“”\"'()").lower() for word in sample.split())
    counts = {code: sum(words[word] for word in common) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return rows[best] if counts[best] > sum(words[word] for word in _ENGLISH) else None
