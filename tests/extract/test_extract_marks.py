"""Marks and the scanner: which stretches stand between quotation marks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
