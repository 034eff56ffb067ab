"""Marks and the scanner: which stretches stand between quotation marks."""

from itertools import pairwise

import pytest
from extracting import article
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.extract import quotes
from quotebrowser.extract.marks.quotation_marks import Role, double_marks, single_marks
from quotebrowser.extract.marks.scanner import paragraphs, scan
from quotebrowser.model import Span

CASES: list[tuple[str, str, list[str]]] = [
    ("straight", 'He said "yes, sir" twice.', ["yes, sir"]),
    ("curly", "He said “yes, sir” twice.", ["yes, sir"]),
    ("doubled single", "He said ''yes, sir'' twice.", ["yes, sir"]),
    ("backtick and doubled single", "He said ``yes, sir'' twice.", ["yes, sir"]),
    ("opened straight, closed curly", 'He said "yes, sir” twice.', ["yes, sir"]),
    ("opened curly, closed straight", 'He said “yes, sir" twice.', ["yes, sir"]),
    ("opener used as closer", "He said “yes, sir“ twice.", ["yes, sir"]),
    ("closer used as opener", "He said ”yes, sir” twice.", ["yes, sir"]),
    ("low and high", "Er sagte „ja“ und ging.", ["ja"]),
    ("guillemets", "Il a dit « oui » et partit.", ["oui"]),
    ("guillemets turned", "Er sagte »ja« und ging.", ["ja"]),
    ("corner brackets", "彼は「はい」と言った。", ["はい"]),
    ("curly without blanks", "他说：“好的。”然后走了。", ["好的。"]),
    ("two in a row", '"One," he said. "Two."', ["One,", "Two."]),
    ("dash between", "“One,” she said—“two”—and left.", ["One,", "two"]),
    ("nested single", "“He said ‘no’ to me.”", ["He said ‘no’ to me.", "no"]),
    ("nested same kind", "“The sign said “Stop” there.”", ["The sign said “Stop” there.", "Stop"]),
    ("three at the end", "''He said 'no'''", ["He said 'no'", "no"]),
    ("blank before the closer", "He said “yes, sir ” twice.", ["yes, sir"]),
    ("brackets", "(“yes, sir”)", ["yes, sir"]),
    (
        "a single mark left open before others",
        "‘We stay here for ever, said Ann Berg. ‘We heard “no” twice,’ said Omar Haddad.",
        ["We heard “no” twice,", "no"],
    ),
    (
        "a sign that begins speech",
        "He said “$5 is “much” for us.” She left.",
        ["$5 is “much” for us.", "much"],
    ),
    ("few inches", '"He is 6\'2" and too tall," she said.', ["He is 6'2\" and too tall,"]),
    ("inches", "The 5'10\" man said “yes, sir” twice.", ["yes, sir"]),
    ("decade", "Since the '90s he said “yes, sir” twice.", ["yes, sir"]),
    ("apostrophes", "It’s the workers’ day, y'all.", []),
    ("elision", "Get 'em now.", []),
    ("stray closer", "He left.” Then she came.", []),
    ("empty", 'He said "" and left.', []),
    ("blank only", 'He said " " and left.', []),
    ("missing closer", "He said, “I will never come back here", ["I will never come back here"]),
    ("a mark alone", 'He drew a " there.', []),
    ("missing closer before the next", "“I left, he said. “I came back.”", ["I came back."]),
    ("British", "‘I have no plans,’ said Hale.", ["I have no plans,"]),
    ("British with possessive", "‘The workers’ day,’ said Hale.", ["The workers’ day,"]),
    ("British with double inside", "‘They said “no” to me,’ said Hale.", ["They said “no” to me,", "no"]),
    ("single beside double", "“Yes,” he said of the ‘bypass’ there.", ["Yes,", "bypass"]),
]


def found(text: str) -> list[str]:
    return [passage.span.of(text) for passage in scan(text, list(paragraphs(text)))]


@pytest.mark.parametrize(("name", "text", "wanted"), CASES)
def test_passages_of_a_paragraph(name: str, text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("marks", ["«{}»", "« {} »", "«\u00a0{}\u00a0»", "“{}”", "„{}”", '"{}"'])
@pytest.mark.parametrize("apostrophe", ["’", "'"])
@pytest.mark.parametrize(
    "before",
    [
        "Elle affirme qu",
        "C’est l",
        "Elle parle d",
        "Jusqu",
        "Parla dell",
        "Parla di un",
        "Un articolo sull",
        "Va dir que l",
    ],
)
def test_a_mark_behind_a_shortened_word_opens(before: str, apostrophe: str, marks: str) -> None:
    text = f"{before}{apostrophe}{marks.format('uomo del ponte vecchio')}, puis elle s’en va."
    assert [passage.span.of(text) for passage in scan(text, list(paragraphs(text)))] == [
        "uomo del ponte vecchio"
    ]


@pytest.mark.parametrize("outer", ["””", "“”", '""', "„“", "„”", "»«", "»»"])
@pytest.mark.parametrize("inner", ["’’", "''", "‘’", "‚‘", "›‹", "‚’"])
@pytest.mark.parametrize(
    "said", ["{}Dom{} vill inte ha bron", "Bron vill inte {}dom{}", "Bron vill {}dom{} inte ha"]
)
@pytest.mark.parametrize("around", ["{}, säger hon.", "Hon säger {}.", "– {} säger hon.", "Hon ({}) går."])
def test_a_quote_within_a_quote_may_stand_at_its_edge(said: str, inner: str, outer: str, around: str) -> None:
    words = said.format(*inner)
    text = around.format(f"{outer[0]}{words}{outer[1]}")
    found = [(passage.span.of(text).lower(), passage.depth) for passage in scan(text, list(paragraphs(text)))]
    assert found == [(words.lower(), 0), ("dom", 1)]


def test_an_unclosed_quote_ends_at_its_paragraph_and_goes_on_where_the_next_one_opens() -> None:
    text = "“The winter was long.\n\n“Then spring came,” she said."
    first, second = scan(text, list(paragraphs(text)))
    assert (first.span.of(text), first.closed, first.continued) == ("The winter was long.", False, True)
    assert (second.span.of(text), second.closed, second.continued) == ("Then spring came,", True, False)


def test_an_unclosed_quote_does_not_go_on_where_the_next_paragraph_is_narration() -> None:
    text = "“The winter was long.\n\nThen spring came."
    (only,) = scan(text, list(paragraphs(text)))
    assert not only.continued


def test_a_single_mark_beside_double_ones_is_loose() -> None:
    text = "“Yes,” he said of the ‘bypass’ there."
    assert [passage.loose for passage in scan(text, list(paragraphs(text)))] == [False, True]


def test_paragraphs_are_lines_that_hold_something() -> None:
    text = "One \n\n  \nTwo\r\nThree"
    assert [line.of(text) for line in paragraphs(text)] == ["One", "Two", "Three"]


def test_many_marks_in_one_paragraph_are_read_one_way() -> None:
    text = '"a" ' * 500 + '"'
    assert len(found(text)) == 500


def test_roles_come_from_the_neighbours() -> None:
    (opening, closing) = double_marks('x "y" z', 0, 7)
    assert (opening.role, closing.role) == (Role.OPENS, Role.CLOSES)
    assert double_marks('a"b', 0, 3)[0].role is Role.EITHER
    assert double_marks("x ”y", 0, 4)[0].turned
    assert not any(mark.turned for text in ("a“b c”d", 'a"b c"d') for mark in double_marks(text, 0, 7))
    assert double_marks("5'10\" x", 0, 7) == []
    assert [mark.role for mark in single_marks("x 'y' z", 0, 7)] == [Role.OPENS, Role.CLOSES]


@given(st.text(alphabet="ab .,\n\"“”'‘’«»「」`", max_size=120))
@settings(max_examples=300, deadline=None)
def test_every_passage_lies_in_one_paragraph_within_its_marks_in_order(text: str) -> None:
    lines = list(paragraphs(text))
    passages = scan(text, lines)
    tops = [passage.outer for passage in passages if not passage.depth]
    assert all(one.end <= other.start for one, other in pairwise(tops))
    for passage in passages:
        assert passage.outer.holds(passage.span)
        assert len(passage.span) > 0
        assert passage.span.of(text) == passage.span.of(text).strip()
        assert any(line.holds(passage.span) for line in lines)


def test_only_the_given_lines_are_scanned() -> None:
    text = "“Caption”\n“Said,” he said."
    lines = list(paragraphs(text))
    assert [one.span for one in scan(text, lines[1:])] == [Span(11, 16)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Photo: Ada Example for the Post", "Caption: The ferry at the quay on Monday"),
        ("Cost: about ten dollars a seat", "Time: twenty minutes from quay to quay"),
        ("Published: Tuesday, 8 January 2019, 10:00.", "Source: Example Post, page six of ten."),
        ("From: Ada Example, the ferry office", "Subject: The ferry and what it costs us."),
        ("LENGTH: 320 words of the paper", "SECTION: News of the town; Pg. 6"),
        ("Foto: Bo Beispiel für die Zeitung", "Quelle: Beispielpost, Seite sechs."),
        ("Bron: het voorbeeld van de dag.", "Lengte: 320 woorden in de krant."),
        ("Photo Credit: Ada Example of the Post.", "Load-Date: the ninth of January 2019."),
        ("Starters: soup of the day and bread", "Mains: fish from the quay with peas"),
    ],
)
def test_labels_are_no_speech(lines: tuple[str, str]) -> None:
    text = "\n\n".join(["The town met.", *lines, "It was late.", *lines, "Nobody spoke.", *lines])
    assert quotes(article(text)) == ()


@pytest.mark.parametrize("names", [("ADA EXAMPLE", "BO"), ("Ada Example", "Host"), ("Q", "A"), ("Ada", "Bo")])
def test_names_and_roles_that_take_turns_are_speech(names: tuple[str, str]) -> None:
    first, second = names
    text = (
        f"{first}: Why did the ferry stop so early?\n\n{second}: The wood was rotten, and we knew it.\n\n"
        f"Photo: Ada Example at the quay.\n\n{first}: Who told you that?\n\n"
        f"{second}: The engineer did, in May.\n"
    )
    assert len(quotes(article(text))) == 4
