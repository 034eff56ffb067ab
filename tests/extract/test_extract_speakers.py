"""Who is named: short forms, titles, offices, descriptions, pronouns, institutions and unnamed sources."""

import pytest
from extracting import kinds, last_said, names, only, read

from quotebrowser.extract.narration.english_words import is_common
from quotebrowser.model import Kind, SpeakerKind

SAID = "“The road is closed again,” said {}."

SHORT_FORMS = [
    ("a son by surname and suffix", "Leon Baker met Leon Baker Jr. here.", "Baker Jr.", "Leon Baker Jr."),
    ("a father is not his son", "Leon Baker Jr. came.", "Leon Baker Sr.", "Leon Baker Sr."),
    ("a nickname printed less", "Michael Dole came. Michael Dole left.", "Mike Dole", "Michael Dole"),
    ("a full form printed less", "Mike Dole came. Michael Dole left.", "Mike Dole", "Mike Dole"),
    ("a nickname", "Bob Marsh came late.", "Robert Marsh", "Robert Marsh"),
    ("an initial for the first name", "Carl Nash came late. Carl Nash left.", "C. Nash", "Carl Nash"),
    ("a given name alone", "Agnes Dole came late.", "Agnes", "Agnes Dole"),
    ("a form of address and the surname", "Peter Holt met Agnes Holt.", "Mrs. Holt", "Agnes Holt"),
    ("the other form of address", "Agnes Holt met Peter Holt.", "Mr. Holt", "Peter Holt"),
    (
        "the one printed by surname most",
        "Ann Holt met Jim Holt. Jim Holt and Jim Holt’s dog ran.",
        "Holt",
        "Jim Holt",
    ),
    ("a title and a given name are no short form", "Agnes Dole came late.", "Mrs. Agnes", "Agnes"),
    (
        "a son keeps his suffix",
        "Leon Baker met Leon Baker Jr. on Monday.",
        "Leon Baker Jr.",
        "Leon Baker Jr.",
    ),
    ("a father has none", "Leon Baker Jr. met Leon Baker.", "Leon Baker", "Leon Baker"),
    ("two full names of one surname", "Ann Holt met Jim Holt.", "Jim Holt", "Jim Holt"),
    ("an adjective before a full name", "Angry Agnes Dole left. Dole ran.", "Dole", "Agnes Dole"),
    ("a middle name", "Ann Ruth Dole came late. Ann Ruth Dole left.", "Ruth Dole", "Ann Ruth Dole"),
]


@pytest.mark.parametrize(
    ("before", "printed", "full"), [case[1:] for case in SHORT_FORMS], ids=[case[0] for case in SHORT_FORMS]
)
def test_a_short_form_is_completed_by_the_article(before: str, printed: str, full: str) -> None:
    assert names(f"{before} {SAID.format(printed)}")[-1] == full


def test_a_headline_does_not_tell_the_name() -> None:
    text = "Angry Helen Marsh Leaves Council Hall\n\nHelen Marsh left. " + SAID.format("Marsh")
    assert names(text) == ["Helen Marsh"]


def test_a_surname_is_completed_by_a_full_name_inside_a_quote() -> None:
    text = "“We asked Peter Grann about it,” said Agnes Dole. “I have never lied to anybody,” said Grann."
    assert names(text) == ["Agnes Dole", "Peter Grann"]


PRINTED = [
    ("several officials before a name", "some officials, Agnes Dole, and left", "some officials"),
    ("a title that is a given name", "Earl Dole", "Earl Dole"),
    ("a suffix after a comma", "Leon Baker, Jr.", "Leon Baker, Jr."),
    ("an institution with of the", "Bank of the North", "Bank of the North"),
    ("two partners", "Marsh & Dole", "Marsh & Dole"),
    ("a name that ends with a number", "Channel 24", "Channel 24"),
    ("an outlet before the name", "Fox News Agnes Dole", "Agnes Dole"),
    ("a city and an office before the name", "New York Mayor Agnes Dole", "Agnes Dole"),
    ("a party and a state after the name", "Sen. Peter Grann, R-Ohio", "Peter Grann"),
    ("a party and a state in brackets", "Sen. Peter Grann (R-Ohio)", "Peter Grann"),
    ("an institution that owns the speaker", "Northline’s Agnes Dole", "Agnes Dole"),
    ("a description with commas", "the minister, Agnes Dole", "Agnes Dole"),
    ("a description behind the name", "Agnes Dole, a lawyer", "Agnes Dole"),
    ("several described by a noun", "some neighbors, Agnes Dole and Peter Grann", "some neighbors"),
    ("an initial in the middle", "Agnes R. Dole", "Agnes R. Dole"),
    ("an Arabic article", "Sami al-Rawi", "Sami al-Rawi"),
    ("a saint's hospital", "St. Mary’s Hospital", "St. Mary’s Hospital"),
    ("New as part of a place", "New Orleans", "New Orleans"),
    ("an adjective before an official", "a Syrian official", "a Syrian official"),
    ("a long description of a director", "the party of labor director Agnes Dole", "Agnes Dole"),
]


@pytest.mark.parametrize(
    ("printed", "name"), [case[1:] for case in PRINTED], ids=[case[0] for case in PRINTED]
)
def test_the_name_is_taken_out_of_what_is_printed(printed: str, name: str) -> None:
    assert names(SAID.format(printed)) == [name]


def test_a_day_after_a_name_is_no_part_of_it() -> None:
    assert names("“The road is closed again,” Agnes Dole Monday said.") == ["Agnes Dole"]


def test_will_is_a_name_before_a_surname_only() -> None:
    assert names("Will Marsh said, “The road is closed again.”") == ["Will Marsh"]
    assert names("Will said, “The road is closed again.”") == [""]


NOUNS = [
    ("one of many words", "one very old neighbor of mine said", "one very old neighbor"),
    ("a plural that opens a sentence", "Republicans said", "Republicans"),
    ("a trade nobody listed", "the plumber said", "the plumber"),
    ("one alone", "one said", "one"),
    ("one of a sort", "one neighbor said", "one neighbor"),
    (
        "many words before the head",
        "the very old city police officer said",
        "the very old city police officer",
    ),
    ("an owner before it", "the company’s lawyer said", "the company’s lawyer"),
    ("an office without a bearer", "the senator said", "the senator"),
]


@pytest.mark.parametrize(("printed", "words"), [case[1:] for case in NOUNS], ids=[case[0] for case in NOUNS])
def test_an_unnamed_source_is_the_words_printed(printed: str, words: str) -> None:
    said = last_said(f"“The road is closed again,” {printed}.")
    assert (said.speaker.name, said.speaker.kind, said.speaker.key) == (words, SpeakerKind.UNNAMED, "")
    assert said.method.endswith("+noun")


def test_a_very_long_unnamed_source_is_cut() -> None:
    owner = "Northern-and-Southern-Riverside-and-Harbour-and-Bakery-and-Market-Workers-Union-of-Ships"
    said = last_said(f"“The road is closed again,” said the {owner} spokesman.")
    assert len(said.speaker.name) == 80


BINDING = [
    ("an abbreviated title", "Sen. Peter Grann came late.", "the senator", "Peter Grann"),
    ("a title spelled out", "Mayor Agnes Dole came late.", "the mayor", "Agnes Dole"),
    ("the latest of two bearers", "Gen. Omar Haddad met Gen. Peter Grann.", "the general", "Peter Grann"),
    ("the latest, though others came since", "Gov. Ann Dole met Jim Lane.", "the governor", "Ann Dole"),
    ("any senator", "Sen. Peter Grann came late.", "a senator", "a senator"),
    ("a newspaper by its sort", "The Harbour Gazette opened its books.", "the newspaper", "Harbour Gazette"),
    ("any newspaper", "The Harbour Gazette opened its books.", "a newspaper", "a newspaper"),
    ("a newspaper that names itself", "Peter Grann left.", "the Rivermouth newspaper", "Rivermouth"),
]


@pytest.mark.parametrize(
    ("before", "noun", "name"), [case[1:] for case in BINDING], ids=[case[0] for case in BINDING]
)
def test_a_definite_noun_stands_for_its_bearer(before: str, noun: str, name: str) -> None:
    assert last_said(f"{before} “The road is closed again,” {noun} said.").speaker.name == name


def test_who_a_noun_stands_for_is_less_sure_than_a_name() -> None:
    before = "Sen. Peter Grann came late. "
    bound = last_said(f"{before}“The road is closed again,” the senator said.")
    named = last_said(f"{before}“The road is closed again,” Peter Grann said.")
    assert bound.confidence + 0.05 < named.confidence


INSTITUTIONS = [
    ("Northline Bank", SpeakerKind.INSTITUTION),
    ("NATO", SpeakerKind.INSTITUTION),
    ("France", SpeakerKind.INSTITUTION),
    ("New York", SpeakerKind.INSTITUTION),
    ("Senator Agnes Bank", SpeakerKind.PERSON),
    ("Agnes Dole", SpeakerKind.PERSON),
    ("Judge Dole", SpeakerKind.PERSON),
    ("X", SpeakerKind.PERSON),
]


@pytest.mark.parametrize(("name", "kind"), INSTITUTIONS, ids=[name for name, _ in INSTITUTIONS])
def test_bodies_and_places_speak_as_institutions(name: str, kind: SpeakerKind) -> None:
    assert last_said(f"“The road is closed again,” {name} said.").speaker.kind is kind


def test_a_noun_tells_that_a_name_is_an_institution() -> None:
    text = "Rivermouth, a newspaper, opened its books. “The road is closed again,” Rivermouth said."
    assert last_said(text).speaker.kind is SpeakerKind.INSTITUTION


SPEAKERS_TITLES = [
    ("Mr. Peter Grann", ""),
    ("Senator Peter Grann", "Senator"),
    ("Brig. Gen. Omar Haddad", "Brig. Gen."),
    ("Secretary of State Mark Hale", "Secretary of State"),
    ("Adm. Peter Grann", "Adm."),
    ("Iranian President Omar Haddad", "President"),
]


@pytest.mark.parametrize(("printed", "title"), SPEAKERS_TITLES, ids=[case[0] for case in SPEAKERS_TITLES])
def test_a_title_is_a_rank_or_office_and_no_form_of_address(printed: str, title: str) -> None:
    assert last_said(SAID.format(printed)).speaker.title == title


def test_of_several_titles_the_longest_is_kept() -> None:
    text = "Brig. Gen. Omar Haddad came late. “The road is closed again,” said Gen. Omar Haddad."
    assert last_said(text).speaker.title == "Brig. Gen."


PRONOUNS = [
    ("she is no man", "Peter Grann met the mayor of Oslo, Agnes Dole.", "she", "Agnes Dole"),
    ("he is no woman", "Agnes Dole met the mayor of Oslo, Peter Grann.", "he", "Peter Grann"),
    ("he is no woman who came last", "Peter Grann waited for Agnes Dole.", "he", "Peter Grann"),
    ("she is no institution", "Agnes Dole left Northline Bank.", "she", "Agnes Dole"),
    ("he is no place", "Peter Grann went to London.", "he", "Peter Grann"),
    ("it is no place", "Northline Bank opened its books in France.", "it", "Northline Bank"),
    ("a title tells it", "Mrs. Grann met Mr. Dole.", "she", "Grann"),
]


@pytest.mark.parametrize(
    ("before", "pronoun", "name"), [case[1:] for case in PRONOUNS], ids=[case[0] for case in PRONOUNS]
)
def test_a_pronoun_stands_for_somebody_it_fits(before: str, pronoun: str, name: str) -> None:
    said = last_said(f"{before} “We have nothing to hide from anybody,” {pronoun} said.")
    assert (said.speaker.name, said.method) == (name, "after:X-said+pronoun")


@pytest.mark.parametrize("pronoun", ["I", "we"])
def test_i_and_we_are_nobody_named(pronoun: str) -> None:
    said = last_said(f"Agnes Dole came late. “We have nothing to hide,” {pronoun} said.")
    assert (said.speaker.kind, said.confidence) == (SpeakerKind.UNNAMED, 0.2)


def test_he_without_anybody_is_nobody_named() -> None:
    said = last_said("“We have nothing to hide from anybody,” he said.")
    assert (said.speaker.kind, said.speaker.name) == (SpeakerKind.UNNAMED, "he")


def test_he_is_nobody_named_where_only_bodies_and_places_were() -> None:
    said = last_said("Northline Bank opened. London was cold. “We have nothing to hide,” he said.")
    assert (said.speaker.kind, said.speaker.name) == (SpeakerKind.UNNAMED, "he")


WHO = [
    ("the name before it", "Peter Grann, who said “the road is closed,” left.", "Peter Grann"),
    ("not a place", "Peter Grann, in London, who said “the road is closed,” left.", "Peter Grann"),
    ("not one of the sentence before", "Peter Grann left. The man who said “the road is closed” ran.", "who"),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in WHO], ids=[case[0] for case in WHO])
def test_who_stands_for_the_last_name_of_its_sentence(text: str, name: str) -> None:
    said = last_said(text)
    assert (said.speaker.name, only(text).kind) == (name, Kind.FRAGMENT)


def test_who_right_behind_a_name_is_as_sure_as_a_bound_noun() -> None:
    assert last_said("Peter Grann, who said “the road is closed for ever,” left.").confidence > 0.8


def test_a_party_and_a_state_are_nobody() -> None:
    text = "Sen. Peter Grann (D-Ohio) spoke. R-Ohio said, “The road is closed again.”"
    assert names(text) == ["Peter Grann"]


HEARERS = [
    (
        "words before the teller",
        "“You lied to us,” Anna Holt was told by the old mayor Peter Grann.",
        "Peter Grann",
    ),
    ("warned", "“You lied to us,” Anna Holt was warned by Peter Grann.", "Peter Grann"),
    ("reminded", "“You lied to us,” Anna Holt was reminded by Peter Grann.", "Peter Grann"),
    (
        "an office before the teller",
        "“You lied to us,” Anna Holt was told by the mayor, Peter Grann.",
        "Peter Grann",
    ),
    (
        "long before the quote",
        "Anna Holt was told by Peter Grann on Monday afternoon: “You lied to us.”",
        "Peter Grann",
    ),
    (
        "a noun quotes far behind",
        "“It is over,” Anna Holt quoted the old and very tired general as saying.",
        "",
    ),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in HEARERS], ids=[case[0] for case in HEARERS])
def test_who_is_told_something_did_not_say_it(text: str, name: str) -> None:
    found = [quote.speaker.name for quote in read(text) if quote.speaker and quote.speaker.named]
    assert found == [name] * bool(name)


def test_a_label_names_its_speaker_only_where_nothing_stands_before_it() -> None:
    assert names("Karl Weiss met Anna Holt: “We will rebuild it.”") == ["Karl Weiss"]
    assert last_said("Anna Holt: “We will rebuild it.”").confidence == pytest.approx(0.943, abs=0.02)
    assert names("Peter Grann left. Anna Holt: “We will rebuild it.”") == ["Anna Holt"]


NEAR: list[tuple[str, str, str]] = [
    (
        "a hearer, whoever told him",
        "Omar Haddad was told by the very old mayor Anna Holt, “We will stay.” He left.",
        "",
    ),
    ("who quotes another", "Omar Haddad quoted Anna Holt: “We will stay here.”", "Omar Haddad"),
    (
        "who signs a block quote",
        "Omar Haddad came.\n\n> We will stay here and wait for the ferry.\n> — Anna Holt\n\nNora Feld left.",
        "Anna Holt",
    ),
    ("a name in commas behind an office", "The mayor, Ann Berg, said “we will stay here.”", "Ann Berg"),
    (
        "a given name that is a colour",
        "Anna Berg of the Greens spoke. Green Berg said “we will go.”",
        "Green Berg",
    ),
    (
        "a party before a surname",
        "Nora Feld and Omar Haddad met. Democratic Haddad said “we stay here.”",
        "Omar Haddad",
    ),
    (
        "a body of a place before a name",
        "“We will stay here,” said Harbour Town Council of the Bay Omar Haddad.",
        "Omar Haddad",
    ),
    (
        "of two bearers of a surname the one it was printed of",
        "Paul Feld met Nora Feld. Mrs. Feld laughed. Mrs. Feld sang. “We will stay here,” Feld said.",
        "Nora Feld",
    ),
    ("before all the first bearer", "Paul Feld met Nora Feld. “We will stay here,” Feld said.", "Paul Feld"),
    (
        "a place before a full name and before its surname",
        "London Anna Berg said “we stay here.” Anna Berg left. London Berg said “we go.”",
        "Anna Berg",
    ),
    ("a place among names", "“We stay here,” said Bay Town Paris Channel Nora Feld.", "Nora Feld"),
    ("an initial among names", "“We stay here,” said Bay J. Omar Channel Nora Feld.", "Nora Feld"),
    (
        "a Persian name behind a verb",
        "«ما اینجا می‌مانیم و این را ادامه می‌دهیم»، گفت علی رضایی. حسن روحانی از آن جا رفت و برای این که",
        "",
    ),
    ("beside a stray pair", "x”we will stay here”y said Ann Berg. “We go.”", "Ann Berg"),
    ("a title that opens a Japanese article", "首相高市は「増税はしないと約束する」と述べた。", "高市"),
]


@pytest.mark.parametrize(("text", "speaker"), [row[1:] for row in NEAR], ids=[row[0] for row in NEAR])
def test_of_all_who_stand_near_a_quote_one_has_said_it(text: str, speaker: str) -> None:
    said = [
        quote.speaker.name if quote.speaker else "" for quote in read(text) if quote.kind is not Kind.MENTION
    ]
    assert set(said) == {speaker}


@pytest.mark.parametrize(
    ("word", "common"), [("mayor", True), ("old", True), ("said", True), ("blue", False)]
)
def test_a_word_with_a_class_of_its_own_is_no_given_name(word: str, *, common: bool) -> None:
    assert is_common(word) is common


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("pointed to a table with", "mention"),
        ("pointed out that the crossing is", "fragment"),
        ("went to see", "mention"),
        ("jumped into", "mention"),
        ("laid the plan out as", "fragment"),
    ],
)
def test_a_verb_says_with_its_particle_only(verb: str, kind: str) -> None:
    assert kinds(f"Nora Feld looked round in the hall. She {verb} “electric” lamps that hung there.") == [
        kind
    ]
