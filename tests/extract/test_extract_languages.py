"""Other languages: which one a text is in, and who said what by its verbs of saying."""

import pytest
from extracting import kinds, last_said, parts, read

from quotebrowser.extract.languages import language_of
from quotebrowser.model import SpeakerKind


def names(text: str) -> list[str]:
    """Who said each quote; empty where nobody is named."""
    return [quote.speaker.name if quote.speaker and quote.speaker.named else "" for quote in read(text)]


FILLER = "The rain fell on the old town and it was cold for all of us. "
LANGUAGES = [
    ("English", "The mayor of the town said that it was late.", "en"),
    ("Hungarian, which has no row", "Most nem megyünk sehova.", "hu"),
    ("empty", "", "en"),
    ("Spanish", "El puente de la ciudad es muy viejo para los vecinos.", "es"),
    ("French", "Le pont est dans la ville et il ne va pas bien.", "fr"),
    ("German", "Die Brücke ist alt und der Weg ist nicht sicher.", "de"),
    ("Italian", "Il ponte della città non è più sicuro per gli abitanti.", "it"),
    ("Portuguese", "A ponte da cidade não é mais segura para os moradores.", "pt"),
    ("Dutch", "De brug is oud en het is niet meer veilig voor de stad.", "nl"),
    ("Russian", "Мост старый и очень опасный.", "ru"),
    ("Hebrew", "הגשר ישן ומסוכן.", "he"),
    ("Arabic", "الجسر قديم وخطير جدا.", "ar"),
    ("Persian", "این پل قدیمی است و برای گروه‌ها خطر دارد.", "fa"),
    ("Chinese", "这座桥又旧又危险。", "zh"),
    ("Japanese with many Chinese signs", "橋梁工事中止発表した。", "ja"),
    ("small words with signs beside them", "«Die, der; das! und? (ist)»", "de"),
    ("small words in capitals", "DIE BRÜCKE IST ALT UND DER WEG WEIT", "de"),
    ("English that names a few Russian words", FILLER + "The word мост means bridge.", "en"),
    ("Russian with many Latin names", "Группа Northline Bank и Harbour Gazette сообщили об этом.", "ru"),
    ("English that begins with a German title", "Die Zeit: " + FILLER, "en"),
    (
        "German far down in an English text",
        FILLER * 30 + "Die Brücke ist alt und der Weg ist nicht sicher. " * 40,
        "en",
    ),
    ("a letter that tells it, looked at", "x " * 599 + "xñ", "es"),
    ("a letter that tells it, behind what is looked at", "x " * 600 + "ñ", "und"),
    ("German after an English motto", FILLER * 4 + "Die Brücke ist alt und der Weg ist weit. " * 20, "de"),
]


@pytest.mark.parametrize(
    ("text", "code"), [case[1:] for case in LANGUAGES], ids=[case[0] for case in LANGUAGES]
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of(text) == code


ES = "El puente de la ciudad es viejo. «El puente de la ciudad no se cierra», {}."
FR = "Le pont est dans la ville. « Le pont est vieux et dangereux », {}."
DE = "Die Brücke ist in der Stadt. „Die Brücke ist alt und nicht sicher“, {}."
IT = "Il ponte della città è vecchio. «Il ponte è vecchio e pericoloso», {}."
PT = "A ponte da cidade não é nova. “A ponte é velha e muito perigosa”, {}."
NL = "De brug is in de stad. “De brug is oud en niet veilig meer”, {}."
RU = "Мост в городе старый. «Мост старый и очень опасный для людей», — {}."
AFTER = [
    ("es lamentó", ES, "lamentó Lucía Romero", "Lucía Romero", "lamentó"),
    ("es según", ES, "según Lucía Romero", "Lucía Romero", "según"),
    ("es with office", ES, "dijo el presidente Juan Lara", "Juan Lara", "dijo"),
    ("es name before the verb", ES, "el presidente Juan Lara dijo", "Juan Lara", "dijo"),
    ("es with particle", ES, "dijo Juan de la Torre", "Juan de la Torre", "dijo"),
    ("fr s’est félicité", FR, "s’est félicité Jean Moreau", "Jean Moreau", "s’est félicité"),
    ("fr two words of a verb", FR, "a averti la maire Claire Petit", "Claire Petit", "a averti"),
    ("fr with M.", FR, "a déclaré M. Moreau", "Moreau", "a déclaré"),
    ("de kommentierte", DE, "kommentierte Petra Lang", "Petra Lang", "kommentierte"),
    ("de laut", DE, "laut Petra Lang", "Petra Lang", "laut"),
    ("de so", DE, "so der Bürgermeister Klaus Richter", "Klaus Richter", "so"),
    ("de with initial", DE, "sagte Klaus P. Richter", "Klaus P. Richter", "sagte"),
    ("it ha ammesso", IT, "ha ammesso la sindaca Giulia Ferri", "Giulia Ferri", "ha ammesso"),
    ("pt lamentou", PT, "lamentou a prefeita Rita Campos", "Rita Campos", "lamentou"),
    ("pt de acordo com", PT, "de acordo com Rita Campos", "Rita Campos", "de acordo com"),
    ("pt conforme", PT, "conforme Rita Campos", "Rita Campos", "conforme"),
    ("nl waarschuwde", NL, "waarschuwde Els Bakker", "Els Bakker", "waarschuwde"),
    ("nl with office", NL, "aldus burgemeester Jan Vermeulen", "Jan Vermeulen", "aldus"),
    ("ru предупредила", RU, "предупредила Анна Белова", "Анна Белова", "предупредила"),
]


@pytest.mark.parametrize(
    ("text", "behind", "name", "cue"), [case[1:] for case in AFTER], ids=[case[0] for case in AFTER]
)
def test_the_speaker_behind_a_quote(text: str, behind: str, name: str, cue: str) -> None:
    printed = text.format(behind)
    said = last_said(printed)
    assert (said.speaker.name, said.cue and said.cue.of(printed)) == (name, cue)
    assert (said.speaker.kind, said.confidence) == (SpeakerKind.PERSON, 0.95)


BEFORE = [
    ("es verb first", "Dijo Juan Lara en la plaza de la ciudad: «No vamos a cerrar el puente».", "Juan Lara"),
    ("es description", "Juan Lara, alcalde de la ciudad, dijo: «No vamos a cerrar el puente».", "Juan Lara"),
    ("es de acuerdo con", "De acuerdo con Juan Lara, «el puente de la ciudad no se cierra».", "Juan Lara"),
    ("es a small word is no name", "En la plaza de la ciudad El dijo: «No vamos a cerrar el puente».", ""),
    ("fr d’après", "D’après Claire Petit, « le pont est vieux et très dangereux ».", "Claire Petit"),
    (
        "de nach Angaben von",
        "Nach Angaben von Petra Lang ist es „alt und nicht mehr sicher für uns“.",
        "Petra Lang",
    ),
    ("ru according to", "По мнению Анна Белова, «мост старый и очень опасный».", "Анна Белова"),
    (
        "ar with a place behind the verb",
        "قال أحمد منصور في المدينة: «لن نغلق الجسر هذا العام مهما حدث».",
        "أحمد منصور",
    ),
    ("ar a small word is no name", "قال هذا: «لن نغلق الجسر هذا العام مهما حدث».", ""),
    ("zh to somebody", "李红向记者说：“这座桥又旧又危险，大家要小心。”", "李红"),
    ("zh at a place", "李红在北京说：“这座桥又旧又危险，大家要小心。”", "李红"),
    ("zh surname of two signs", "欧阳小红说：“这座桥又旧又危险，大家要小心。”", "欧阳小红"),
    ("zh with Mr.", "王小明先生说：“这座桥又旧又危险，大家要小心。”", "王小明"),
    ("zh a foreign name", "约翰·史密斯说：“这座桥又旧又危险，大家要小心。”", "约翰·史密斯"),
    ("zh an adverb", "李红再次强调：“这座桥又旧又危险，大家要小心。”", "李红"),
    ("zh too long for a name", "李红小明说：“这座桥又旧又危险，大家要小心。”", ""),
    ("zh one sign", "李说：“这座桥又旧又危险，大家要小心。”", ""),
    ("zh no surname", "大家说：“这座桥又旧又危险，我们要小心。”", ""),
    ("ja no verb behind", "山田太郎さんは「今年は橋を閉鎖しません」と会場を出ていった。", ""),
    ("ja office", "山田太郎市長は「今年は橋を閉鎖しません」と述べた。", "山田太郎"),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in BEFORE], ids=[case[0] for case in BEFORE])
def test_the_speaker_before_a_quote(text: str, name: str) -> None:
    assert names(text) == [name]


def test_an_arabic_speaker_may_stand_behind_the_quote() -> None:
    said = last_said("«لن نغلق الجسر هذا العام مهما حدث»، قال أحمد منصور.")
    assert (said.speaker.name, said.method, said.confidence) == ("أحمد منصور", "after:said-X", 0.9)


def test_a_speaker_far_from_the_quote_is_not_taken() -> None:
    road = "en la plaza de la ciudad y en las calles de los vecinos que no se van "
    near = f"Juan Lara dijo {road[:40]}«el puente de la ciudad no se cierra»."
    far = f"Juan Lara dijo {road}{road}«el puente de la ciudad no se cierra»."
    assert (names(near), names(far)) == (["Juan Lara"], [""])


def test_a_long_description_between_verb_and_quote_is_read() -> None:
    who = "Juan Lara, alcalde de la ciudad y amigo de todos los puentes"
    text = f"{who}, dijo en la plaza de la ciudad: «No vamos a cerrar el puente de la ciudad»."
    assert names(text) == ["Juan Lara"]


FIRST = "«El puente es de toda la ciudad», dijo Juan Lara."
CARRIED = [
    ("in the same paragraph", f"{FIRST} «La ciudad es de los vecinos de aquí.»", ["Juan Lara", "Juan Lara"]),
    ("not over a paragraph's end", f"{FIRST}\n«La ciudad es de los vecinos de aquí.»", ["Juan Lara", ""]),
    ("not for a term", f"{FIRST} La plaza es el «puente roto».", ["Juan Lara", ""]),
    (
        "not where another speaks",
        f"{FIRST} «La ciudad es de los vecinos», dijo Ana Gil.",
        ["Juan Lara", "Ana Gil"],
    ),
    (
        "not where the first name stood before",
        "Juan Lara dijo: «El puente es de toda la ciudad». «La ciudad es de los vecinos de aquí.»",
        ["Juan Lara", ""],
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [case[1:] for case in CARRIED], ids=[case[0] for case in CARRIED]
)
def test_a_speaker_is_carried_over_in_his_paragraph(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_a_carried_speaker_is_less_sure() -> None:
    said = last_said(f"{FIRST} «La ciudad es de los vecinos de aquí.»")
    assert (said.method, said.confidence) == ("carried", 0.9)


KINDS = [
    ("five words", "El puente de la ciudad es «viejo y malo y feo».", ["statement"]),
    ("four words nobody says", "El puente de la ciudad es «viejo y malo ya».", ["mention"]),
    ("four words somebody says", "Juan Lara dijo que el puente es «viejo y malo ya».", ["fragment"]),
    ("a short exclamation somebody says", "Juan Lara dijo en la plaza de la ciudad: «¡No!»", ["statement"]),
    ("a short exclamation nobody says", "El «¡No!» de la plaza de la ciudad es de los vecinos.", ["mention"]),
    ("ten signs", "在桥上写着“这座桥又旧又很危险啊”，我们在这里。", ["statement"]),
    ("nine signs", "在桥上写着“这座桥又旧又危险啊”，我们在这里。", ["mention"]),
    ("a short sentence in signs", "李红说：“不行。”我们在这里。", ["statement"]),
    ("a Japanese term somebody says", "山田太郎市長は「橋」と述べた。", ["fragment"]),
    (
        "single marks beside double ones",
        "„Die Brücke ist hier“ und ‚die alte Dame ist nicht da‘.",
        ["mention", "mention"],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_what_a_passage_of_another_language_is(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


def test_a_passage_inside_another_is_a_mention_of_its_own() -> None:
    text = "«El puente de la ciudad no se cierra “nunca más” en la vida», dijo Juan Lara."
    assert parts(text)[1] == ("nunca más",)
    assert kinds(text) == ["statement", "mention"]


def test_a_rank_before_the_name_is_its_title() -> None:
    speaker = last_said(DE.format("sagte General Klaus Richter")).speaker
    assert (speaker.title, speaker.name, speaker.key) == ("General", "Klaus Richter", "klaus richter")


def test_a_term_in_single_marks_has_no_speaker() -> None:
    text = DE.format("sagte Petra Lang") + " Die ‚alte Dame‘, sagte Petra Lang, ist in der Stadt."
    assert (kinds(text), names(text)) == (["statement", "mention"], ["Petra Lang", ""])


def test_a_name_that_opens_a_sentence_completes_no_surname() -> None:
    text = "Die Brücke ist da. Nur Richter war nicht hier. „Die Brücke ist alt und nicht neu“, sagte Richter."
    assert names(text) == ["Richter"]


def test_every_passage_is_a_quote_of_its_own() -> None:
    text = f"{FIRST} «La ciudad es de los vecinos de aquí.»"
    assert [len(quote.spans) for quote in read(text)] == [1, 1]


def test_an_apostrophe_that_begins_a_word_does_not_upset_another_language() -> None:
    text = "‘We gaan ’s avonds niet over de brug’, zei Jan Vermeulen. ‘Het is niet veilig’, zegt hij."
    assert "Het is niet veilig" in [quote.parts(text)[0] for quote in read(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("„Die Brücke ist alt und nicht mehr sicher“, sagte Dr. Petra Lang in der Stadt.", "Petra Lang"),
        ("„Die Brücke ist alt und nicht mehr sicher“, sagte Prof. Dr. Petra Lang.", "Petra Lang"),
        ("李红对记者说：“我们不会走的，这是我们的家。”", "李红"),
    ],
)
def test_degrees_and_hearers_are_no_part_of_a_name(text: str, name: str) -> None:
    assert names(text) == [name]
