"""Copied words are the printed words but for the declared changes."""

import re
from pathlib import Path

import pytest
from cite_material import DEFEATED, SEEDS, article, quoted, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.cite import CHANGES, STYLES, render
from quotebrowser.cite.parts.quoted_words import with_comma
from quotebrowser.errors import UsageError
from quotebrowser.model import Article, Kind, Quote, Span
from quotebrowser.text import safe_line

MARKS = str.maketrans(dict.fromkeys("“”„‟«»\"‘’‚‛'", "'"))
PRINTED = [
    (path, match.span(1))
    for path in sorted(SEEDS.glob("*.txt"))
    for match in re.finditer(r"[“\"]([^“”\"]{3,})[”\"]", path.read_text(encoding="utf-8"))
]
WRAPPED = re.compile(r"[“‘\"](.*)[”’\"]", re.DOTALL)


def undone(text: str) -> str:
    """`text` without the changes that are declared: marks alike, one line, no comma or period at its end."""
    return safe_line(text).translate(MARKS)


def holds(of: Article, copied: str) -> bool:
    """Whether the article prints the copied words, once the declared changes are undone."""
    bare = undone(copied)
    return any(part in undone(of.text) for part in (bare, bare.rstrip("'").removesuffix(",")))


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_every_copied_quote_of_the_samples_is_printed_in_its_article(style: str) -> None:
    for path, (start, end) in PRINTED:
        of = Article(path.stem, path.read_text(encoding="utf-8"), str(path))
        quote = Quote("u", of.id, (Span(start, end),), Kind.STATEMENT, None)
        copied = render(quote, of, style=style, form="quote-only").text
        assert holds(of, copied[1:-1] if style != "wikiquote" else copied)
        if style == "ap":
            line = render(quote, of, style=style).text
            match = WRAPPED.match(line)
            assert match is not None
            assert holds(of, match[1])


TEXTS = st.text(st.sampled_from("ab cU.S,?!'\"“”‘’«»\n\t\u200b\u202e\u0301é—"), min_size=1, max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([style.name for style in STYLES]))
def test_every_copied_quote_of_any_text_is_printed_in_its_article(text: str, style: str) -> None:
    of = article(text)
    quote = Quote("u", of.id, (Span(0, len(text)),), Kind.STATEMENT, None)
    copied = render(quote, of, style=style, form="quote-only").text
    assert undone(text) == undone(copied[1:-1] if style != "wikiquote" else copied)
    assert copied == safe_line(copied) or not safe_line(text)


def test_the_table_of_changes_names_each_one() -> None:
    assert [name for name, _ in CHANGES] == [
        "inner marks",
        "straight marks",
        "comma",
        "space",
        "paragraphs",
        "hyphen",
        "Markdown",
        "hidden characters",
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("We lost.", "We lost,"),
        ("We lost", "We lost,"),
        ("We lost,", "We lost,"),
        ("Did we lose?", "Did we lose?"),
        ("We lost!", "We lost!"),
        ("He said ‘we lost.’", "He said ‘we lost,’"),
        ("leave the U.S.", "leave the U.S.,"),
        ("at 9 a.m.", "at 9 a.m.,"),
        ("It is plan B.", "It is plan B,"),
        ("Look at bay.co.uk.", "Look at bay.co.uk,"),
        ("We lost...", "We lost...,"),
        ("We lost . . .", "We lost . . .,"),
        ("We lost …", "We lost …,"),
    ],
)
def test_the_comma_before_an_attribution_stands_for_the_last_period_only(printed: str, expected: str) -> None:
    assert with_comma(printed) == expected


def test_parts_of_a_quote_stand_in_their_own_marks_and_the_narration_is_not_printed() -> None:
    of = seed("001")
    quote = quoted(of, "I don’t consider losing Syria something to be proud of,", DEFEATED)
    found = render(quote, of, form="quote-only")
    assert found.text == f"“I don’t consider losing Syria something to be proud of,” … “{DEFEATED}”"
    assert "The quote is printed in 2 parts; the narration between them is left out." in found.warnings
    assert render(quote, of, style="wikiquote").text.startswith(
        "* I don't consider losing Syria something to be proud of, ... We were defeated"
    )


@pytest.mark.parametrize(
    ("printed", "style", "expected"),
    [
        ("the 'Aleppo sedition' is", "plain", "“the 'Aleppo sedition' is”"),
        ("the 'Aleppo sedition' is", "mhra", "‘the “Aleppo sedition” is’"),
        ("he said “no” to it", "apa", "“he said ‘no’ to it”"),
        ('he said "no" to it', "apa", "“he said ‘no’ to it”"),
        ("he said “no” to it", "harvard", "‘he said “no” to it’"),
        ("he said “no” to it", "wikipedia", "\"he said 'no' to it\""),
        ("the generals’ war isn’t over", "harvard", "‘the generals’ war isn’t over’"),
        ("she said ‘he said “no” to it’", "mla", "“she said ‘he said “no” to it’”"),
        ("she said ‘he said “no” to it’", "oscola", "‘she said “he said ‘no’ to it”’"),
    ],
)
def test_inner_marks_alternate_with_those_around_them(printed: str, style: str, expected: str) -> None:
    of = article(f"({printed})")
    assert render(quoted(of, printed), of, style=style, form="quote-only").text == expected


def test_what_acts_on_a_terminal_is_made_harmless_and_counted() -> None:
    of = article("“We \x1b]52;c;ZXZpbA==\x07 won\u202e,\r\n\tall of us”")
    found = render(quoted(of, of.text[1:-1]), of, form="quote-only")
    assert found.text == "“We ␛]52;c;ZXZpbA==␇ won, all of us”"
    assert "3 hidden or control characters in the printed quote were made harmless." in found.warnings


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("plain", "“… we took a very big blow …”"),
        ("apa", "“. . . we took a very big blow . . .”"),
        ("mhra", "‘[…] we took a very big blow […]’"),
        ("ap", "“... we took a very big blow ...”"),
    ],
)
def test_a_selection_shows_its_cut_ends_by_the_styles_ellipsis(style: str, expected: str) -> None:
    of = seed("001")
    at = of.text.index("we took a very big blow")
    selection = Span(at, at + len("we took a very big blow"))
    found = render(quoted(of, DEFEATED), of, style=style, form="quote-only", selection=selection)
    assert found.text == expected


def test_a_selection_of_everything_is_no_cut() -> None:
    of = seed("001")
    quote = quoted(of, DEFEATED)
    whole = Span(quote.spans[0].start - 5, quote.spans[0].end + 5)
    assert render(quote, of, selection=whole).text == render(quote, of).text


def test_a_selection_outside_the_quote_is_an_error_that_says_what_to_select() -> None:
    of = seed("001")
    with pytest.raises(UsageError) as caught:
        render(quoted(of, DEFEATED), of, selection=Span(0, 10))
    assert caught.value.hint == "Select words inside its quotation marks."


@pytest.mark.parametrize(
    ("printed", "selected", "hidden"),
    [
        ("We will sign, but not today.", "We will sign", "“but” and “not”"),
        ("We will not sign today.", "sign today.", "“not”"),
        ("We sign. But only once.", "We sign.", "“But”"),
        ("We don’t say that we sign.", "we sign.", "“don’t”"),
        ("We sign unless they leave. Now.", "We sign", "“unless”"),
        ("We sign. They did not come.", "We sign.", ""),
        ("They did not come. We sign.", "We sign.", ""),
        ("We sign today, all of us.", "We sign", ""),
    ],
)
def test_a_cut_that_hides_a_turning_word_is_warned_of(printed: str, selected: str, hidden: str) -> None:
    of = article(f"“{printed}”")
    at = of.text.index(selected)
    found = render(quoted(of, printed), of, selection=Span(at, at + len(selected)))
    warned = [text for text in found.warnings if text.startswith("The selection")]
    expected = [f"The selection leaves out {hidden}: check that the meaning is unchanged."] if hidden else []
    assert warned == expected


@pytest.mark.parametrize(
    ("printed", "selected", "splits"),
    [
        ("We signed it.", "We sign", True),
        ("He signs it.", "He sign", True),
        ("A 4x4 car came.", "x4 car came.", True),
        ("I4 came.", "I", True),
        ("We signed it.", "We signed", False),
        ("We signed it.", "signed it.", False),
    ],
)
def test_a_selection_that_cuts_a_word_is_warned_of(printed: str, selected: str, *, splits: bool) -> None:
    of = article(f"“{printed}”")
    at = of.text.index(selected)
    found = render(quoted(of, printed), of, selection=Span(at, at + len(selected)))
    assert selected in found.text
    assert ("The selection splits a word." in found.warnings) is splits


def test_a_selection_across_narration_keeps_the_parts_it_touches() -> None:
    of = seed("001")
    quote = quoted(of, "I don’t consider losing Syria something to be proud of,", DEFEATED)
    selection = Span(of.text.index("something to be proud"), of.text.index(", and defeated"))
    found = render(quote, of, form="quote-only", selection=selection)
    assert found.text == "“… something to be proud of,” … “We were defeated …”"


def test_the_paths_of_the_samples_are_where_the_test_looks() -> None:
    assert isinstance(SEEDS, Path)
    assert len(PRINTED) > 30


@pytest.mark.parametrize(
    ("printed", "copied"),
    [
        ("We will *never* pay", "We will never pay"),
        ("We will **never ever** pay", "We will never ever pay"),
        ("We will _never_ pay for a_b_c", "We will never pay for a_b_c"),
        ("We [will](https://example.org/a) pay", "We will pay"),
        ("We pay 2 * 3 * 4", "We pay 2 * 3 * 4"),
        ("The f*** pier and the f*** hall", "The f*** pier and the f*** hall"),
    ],
)
def test_signs_of_markdown_are_not_cited_where_the_text_is_markdown(printed: str, copied: str) -> None:
    for head, words in (("# Harbour\n\n", copied), ("Harbour\n\n", printed)):
        of = article(f"{head}“{printed},” said Ada Example.\n")
        start = of.text.index(printed)
        quote = Quote("u", of.id, (Span(start, start + len(printed)),), Kind.STATEMENT, None)
        assert render(quote, of, style="plain", form="quote-only").text == f"“{words}”"


@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n", "\n> ", "\n> > "])
@pytest.mark.parametrize(
    ("printed", "copied"),
    [
        ("a plan of ten-\nyear loans", "a plan of ten-year loans"),
        ("a plan\nof many loans", "a plan of many loans"),
        ("the two-\nand three-day passes", "the two- and three-day passes"),
        ("the bridge –\nlike us – stays", "the bridge – like us – stays"),
    ],
)
def test_a_copy_joins_lines_that_were_broken(printed: str, copied: str, end: str) -> None:
    broken = printed.replace("\n", end)
    of = article(f"“{broken},” said Ada Example.\n")
    quote = Quote("u", of.id, (Span(1, 1 + len(broken)),), Kind.STATEMENT, None)
    assert render(quote, of, style="plain", form="quote-only").text == f"“{copied}”"
