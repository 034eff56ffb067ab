"""Titles and names without the markup of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.text.inline_markup import without_markup, without_signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The <i>Orca</i> &amp; the <em>Whale</em>", "The Orca & the Whale"),
        ("Mayor&#8217;s &ldquo;last&rdquo; word", "Mayor’s “last” word"),
        ("Ferry&#x2019;s end &mdash; at last", "Ferry’s end — at last"),
        ("Double &amp;#8217;escaped&amp;amp;", "Double ’escaped&"),
        ("&lt;b&gt;Bold&lt;/b&gt; as feeds send it", "Bold as feeds send it"),
        ('A <span class="deck"><b>nested</b> deck</span>', "A nested deck"),
        ("CO<sub>2</sub> per m<sup>2</sup> on the 19<sup>th</sup>", "CO2 per m² on the 19th"),
        ("Two<br>lines and <br/> three", "Two lines and   three"),
        ("A <q>quiet</q> word <del>loud</del>", "A “quiet” word "),
        ("har&shy;bour", "harbour"),
        ("a < b and c > d", "a < b and c > d"),
        ("I <3 harbours", "I <3 harbours"),
        ("Q&A; R&D, AT&T", "Q&A; R&D, AT&T"),
        ("What <i> does in HTML", "What <i> does in HTML"),
        ("if <x> then", "if <x> then"),
    ],
)
def test_paired_tags_and_entities_go_and_what_only_looks_so_stays(text: str, expected: str) -> None:
    assert without_markup(text) == expected


@given(st.text(st.sampled_from("ab <>&;/#8i"), max_size=40))
def test_no_text_makes_it_fail_or_grow(text: str) -> None:
    assert len(without_markup(text)) <= len(text)


@pytest.mark.parametrize("unit", ["<i>", "<i>a</i>", "<i ", "&amp;", "<", "</i>"])
def test_long_runs_of_markup_take_linear_time(unit: str) -> None:
    # What takes the square of the length would run into the suite's time limit here.
    assert len(without_markup(unit * 100_000)) <= len(unit) * 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We *never* pay", "We never pay"),
        ("We **never _ever_ pay** again", "We never ever pay again"),
        ("Run `make dock` at noon", "Run make dock at noon"),
        ("the [old pier](https://pier.example/a) stays", "the old pier stays"),
        ('the [old pier](https://pier.example "The pier") stays', "the old pier stays"),
        ("the [old pier][p] and [quay][] stay", "the old pier and quay stay"),
        ("We never[^2] pay", "We never pay"),
        ("We will ~~gladly~~ never pay", "We will never pay"),
        ("We <em>never</em> pay &amp; go", "We never pay & go"),
        (r"We \*never\* pay", "We *never* pay"),
        (r"5 \* 4 is 20", "5 * 4 is 20"),
        ("5 * 4 * 3 and snake_case_words", "5 * 4 * 3 and snake_case_words"),
        ("We [sic] pay [the crews]", "We [sic] pay [the crews]"),
        ("about ~5 to ~~6", "about ~5 to ~~6"),
    ],
)
def test_signs_of_markdown_go_and_the_words_stay(text: str, expected: str) -> None:
    assert without_signs(text) == expected


@pytest.mark.parametrize("unit", ["*a", "`", "[a](", "[a][", "~~a", "[^", "\\", "*", "_a "])
def test_long_runs_of_signs_take_linear_time(unit: str) -> None:
    # What takes the square of the length would run into the suite's time limit here.
    assert len(without_signs(unit * 20_000)) <= len(unit) * 20_000
