"""Marks in hard places: apostrophes, stray and missing marks, marks inside marks, and what goes on."""

import pytest

from quotebrowser.extract.marks.scanner import paragraphs, scan

APOSTROPHES: list[tuple[str, str, list[str]]] = [
    ("no blank after the closing mark", "‘Go,’ said Hale, ‘Stop!’she said.", ["Go,", "Stop!"]),
    (
        "a decade in British print",
        "‘It was the ’80s, and we ran,’ said Hale.",
        ["It was the ’80s, and we ran,"],
    ),
    (
        "a name that begins with an apostrophe",
        "De brug in ’s-Hertogenbosch is oud. ‘We gaan niet sluiten’, zei Jan.",
        ["We gaan niet sluiten"],
    ),
    ("an elided them", "‘We told ’em all of it,’ said Hale.", ["We told ’em all of it,"]),
    ("an elided because", "‘We came ’cause of it,’ said Hale.", ["We came ’cause of it,"]),
    ("an elided until", "‘We wait ’til noon,’ said Hale.", ["We wait ’til noon,"]),
    ("a decade beside a term", "Since the '90s the 'bypass' is closed.", ["bypass"]),
    ("an elision beside a term", "Get 'round the 'bypass' now.", ["bypass"]),
    (
        "a possessive after s inside a quote",
        "‘The workers’ hall is closed,’ said Hale. ‘The workers’ children wept.’",
        ["The workers’ hall is closed,", "The workers’ children wept."],
    ),
    ("a closing mark after s before a stop", "‘We want the keys’, said Hale.", ["We want the keys"]),
    ("a possessive that never closes", "The workers’ day and the painters’ night.", []),
    ("no opening mark after a stop", "‘Stop!’ she cried, ‘or else.’", ["Stop!", "or else."]),
    ("feet and inches, curly", "The 6’2” man said “yes, sir” twice.", ["yes, sir"]),
    ("feet and inches, spaced", "The 6' 2\" man said “yes, sir” twice.", ["yes, sir"]),
]
BESIDE: list[tuple[str, str, list[str]]] = [
    ("between straight marks and dashes", 'He wrote—"never again"—and left.', ["never again"]),
    ("after a slash", 'The word "road"/"street" stands there.', ["road", "street"]),
    ("after dots", '"Who knows," she said…"no one."', ["Who knows,", "no one."]),
    ("before a bracket", '(the "old mill") and ["new mill"] burned', ["old mill", "new mill"]),
    ("between stars", '*"We will go"* he said.', ["We will go"]),
    ("after an ideographic colon", "他说：“好的。”她说：“不。”", ["好的。", "不。"]),
    ("single guillemets", "‹Ja, wir kommen›, sagte er.", ["Ja, wir kommen"]),
]
INSIDE: list[tuple[str, str, list[tuple[str, int]]]] = [
    (
        "low single marks inside low double ones",
        "Er sagte „das Wort ‚nein‘ ist kurz“ und ging.",
        [("das Wort ‚nein‘ ist kurz", 0), ("nein", 1)],
    ),
    (
        "white corner brackets",
        "彼は「父は『はい』と言った」と言った。",
        [("父は『はい』と言った", 0), ("はい", 1)],
    ),
    ("straight single inside doubled", "''Say 'no' twice'' he said.", [("Say 'no' twice", 0), ("no", 1)]),
    (
        "two double quotes inside British single marks",
        "‘They cried “no” and “never”,’ said Hale.",
        [("They cried “no” and “never”,", 0), ("no", 1), ("never", 1)],
    ),
    (
        "double marks inside double ones inside British single marks",
        "‘They cried “no, “never” again”,’ said Hale.",
        [("They cried “no, “never” again”,", 0), ("no, “never” again", 1), ("never", 1)],
    ),
    (
        "a single quote around a double one beside other double ones",
        "“No,” said Marsh. “Yes,” said Hale. The ‘very “old” mill’ burned.",
        [("No,", 0), ("Yes,", 0), ("old", 0)],
    ),
]
UNBALANCED: list[tuple[str, str, list[str]]] = [
    ("a straight closing mark never printed", '"He left. "She came," he said.', ["She came,"]),
    ("twelve characters are a quote left open", "He said “Nobody comes", ["Nobody comes"]),
    ("eleven characters are a stray mark", "He said “Nobody came", []),
    (
        "a closing mark never printed",
        "“I left, he said. “I came back.” Then “I stayed.”",
        ["I came back.", "I stayed."],
    ),
    (
        "a stray closer before quotes",
        'So it was" he thought. "We left," he said. "We ran."',
        ["We left,", "We ran."],
    ),
    ("two closers in a row", "He left.” “Then we ran,” she said.", ["Then we ran,"]),
    (
        "all marks closers",
        "”We left,” he said. ”We ran,” he added, ”and hid.”",
        ["We left,", "We ran,", "and hid."],
    ),
    (
        "an opening mark that closes, before a small letter",
        "“We left by the lower road, “ she said. “We ran. ”",
        ["We left by the lower road,", "We ran."],
    ),
    (
        "the same before a name, other quotes behind it",
        "“ We left by the lower road, “ Hale said. He ran. “ All the others hid, ” Marsh said.",
        ["We left by the lower road,", "All the others hid,"],
    ),
    (
        "a speech that goes on with a mark, its line ends lost, marks apart",
        "“ We left by the lower road. “ We ran over the bridge and hid, ” she said. “ Nobody came. ”",
        ["We left by the lower road.", "We ran over the bridge and hid,", "Nobody came."],
    ),
    (
        "straight marks with a blank before each that closes",
        'He said: "We left by the lower road. "We ran over the bridge. " Nobody came. "We hid, " she said.',
        ["We left by the lower road.", "We ran over the bridge.", "We hid,"],
    ),
    (
        "the last quote left open",
        "“We left,” he said. “We ran over the bridge and hid.",
        ["We left,", "We ran over the bridge and hid."],
    ),
]
LINE_ENDS = ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"]
OPENERS = ["“", '"', "«", "„", "「"]


def found(text: str) -> list[str]:
    return [passage.span.of(text) for passage in scan(text, list(paragraphs(text)))]


@pytest.mark.parametrize(
    ("text", "wanted"), [case[1:] for case in APOSTROPHES], ids=[case[0] for case in APOSTROPHES]
)
def test_an_apostrophe_is_no_mark_and_a_mark_no_apostrophe(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in BESIDE], ids=[case[0] for case in BESIDE])
def test_signs_beside_a_mark_tell_whether_it_opens(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in INSIDE], ids=[case[0] for case in INSIDE])
def test_marks_inside_marks_are_passages_of_their_own(text: str, wanted: list[tuple[str, int]]) -> None:
    passages = scan(text, list(paragraphs(text)))
    assert [(passage.span.of(text), passage.depth) for passage in passages] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [case[1:] for case in UNBALANCED], ids=[case[0] for case in UNBALANCED]
)
def test_marks_that_do_not_balance_are_read_as_speech_is_printed(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_no_passage_crosses_a_line_end_of_any_kind(end: str) -> None:
    text = f"He said, “We will go there.{end}And come back” later."
    assert found(text) == ["We will go there.", "And come back"]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_quote_left_open_goes_on_where_the_next_paragraph_opens_with_any_mark(opener: str) -> None:
    text = f"{opener}The winter was long that year.\n{opener}We burned the chairs and the table."
    assert [passage.continued for passage in scan(text, list(paragraphs(text)))] == [True, False]


def test_a_mark_deeper_in_the_next_paragraph_does_not_go_on_with_a_quote() -> None:
    text = "“The winter was long that year.\nThen “spring came,” she said."
    assert not any(passage.continued for passage in scan(text, list(paragraphs(text))))


def test_an_article_of_double_marks_stays_so_beside_many_single_ones() -> None:
    text = "“We left the ‘mill’, the ‘barn’ and the ‘yard’,” said Hale.\n“We ran,” said Hale."
    tops = [passage for passage in scan(text, list(paragraphs(text))) if not passage.depth]
    assert [passage.single for passage in tops] == [False, False]


def test_an_article_of_single_marks_stays_so_beside_a_title_in_double_ones() -> None:
    text = "‘We left,’ said Hale.\n‘We ran,’ said Hale.\nHe sang “Blue Harbour” twice.\n‘We hid,’ said Hale."
    tops = [passage for passage in scan(text, list(paragraphs(text))) if not passage.depth]
    assert [passage.span.of(text) for passage in tops if passage.single] == ["We left,", "We ran,", "We hid,"]
    assert [passage.loose for passage in tops] == [False, False, True, False]
