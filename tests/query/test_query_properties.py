"""What holds of every query."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.errors import QueryError
from quotebrowser.query import (
    FIELDS,
    SIGNS,
    And,
    Everything,
    In,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Stored,
    Word,
    corrected,
    describe,
    parse,
    positive_words,
    relaxed,
    store_filters,
    walk,
)

PIECES = [
    *(f"{field.name}:" for field in FIELDS),
    *"()*~-\"“”'’:<>=.…",
    " ",
    "OR",
    "a",
    "big",
    "Défaite",
    "~2",
    "2024-11",
    "..",
    "statement",
    "differences",
    "outlet",
    "\u202e",
    "\ud800",
    "ﬁ",
    "²",
    "\x00",
]
MIXTURES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def answered(text: str, *, as_typed: bool = False) -> Node | QueryError:
    try:
        return parse(text, as_typed=as_typed)
    except QueryError as error:
        return error


@given(st.one_of(st.text(max_size=400), MIXTURES), st.booleans())
@settings(max_examples=600, deadline=None)
def test_any_query_is_a_tree_or_an_error_that_points_into_it(text: str, as_typed: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    answer = answered(text, as_typed=as_typed)
    if isinstance(answer, QueryError):
        assert 0 <= answer.position <= len(text)
        assert answer.message
        assert "\n" not in answer.message + answer.hint
    else:
        assert all(isinstance(describe(node), str) for node in walk(answer))


@given(MIXTURES)
@settings(max_examples=400, deadline=None)
def test_a_tree_described_and_parsed_again_is_the_same(text: str) -> None:
    tree = answered(text)
    if isinstance(tree, QueryError) or any(isinstance(node, Phrase) and node.prefix for node in walk(tree)):
        return
    assert parse(describe(tree)) == tree


@given(st.one_of(st.text(min_size=1001, max_size=10_000), MIXTURES.map(lambda text: (text + "a ") * 1001)))
@settings(max_examples=50, deadline=None)
def test_a_query_longer_than_any_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    assert isinstance(answered(text), QueryError)
    assert time.process_time() - started < 1


HOSTILE = ["(", ")", '"', "a ", "-", "speaker:", "* ", "OR ", "a OR ", "((a)", "~", "\ud800"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_kilobytes_of_anything_are_answered_at_once(piece: str) -> None:
    started = time.process_time()
    answered((piece * 1000)[:1000])
    answered((piece * 1000)[:1000], as_typed=True)
    assert isinstance(answered((piece * 10_000)[:10_000]), QueryError)
    assert time.process_time() - started < 0.5


def test_the_store_is_asked_for_what_it_alone_knows() -> None:
    tree = parse("a witnesses:>1 -has:differences mark:lead speaker:b")
    assert store_filters(tree) == (
        Stored("witnesses", 2),
        Not(Stored("has", "differences")),
        Stored("mark", "lead"),
    )
    assert store_filters(parse("has:differences")) == (Stored("has", "differences"),)
    assert store_filters(parse("-mark:x")) == (Not(Stored("mark", "x")),)
    assert store_filters(parse("a OR b -c")) == ()


RELAXED: list[tuple[str, Node | None]] = [
    ("a b", None),
    ("a b c", Most((Word("a"), Word("b"), Word("c")), 2)),
    ('"a b c"', Most((Word("a"), Word("b"), Word("c")), 2)),
    ("a b c d e", Most(tuple(map(Word, "abcde")), 3)),
    ("a b c no:date", And((Most((Word("a"), Word("b"), Word("c")), 2), parse("no:date")))),
    ("a OR b c", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), RELAXED, ids=[case[0] for case in RELAXED])
def test_a_remembered_wording_needs_most_of_its_words(text: str, expected: Node | None) -> None:
    assert relaxed(parse(text)) == expected


def test_a_relaxed_query_reads_as_what_it_asks() -> None:
    loose = relaxed(parse("a b c"))
    assert loose is not None
    assert describe(loose) == "2 of: a b c"


def test_words_asked_for_leave_out_fields_and_what_is_excluded() -> None:
    assert positive_words(parse('a "b c" (d OR a) -e speaker:f')) == ("a", "b", "c", "d")
    assert positive_words(Most((Word("x"), Word("y")), 1)) == ("x", "y")


def test_a_correction_changes_words_and_nothing_else() -> None:
    tree = parse('big "bolw it" (a OR bolw) -bolw speaker:bolw bolw~ bolw*')
    changed = corrected(tree, {"bolw": "blow"})
    assert describe(changed) == 'big "blow it" (a OR blow) -bolw speaker:bolw blow~1 blow*'


def test_trees_are_values() -> None:
    assert hash(parse("a b")) == hash(parse("a  b"))
    assert isinstance(parse("a OR b"), Or)
    assert isinstance(parse("via:x"), In)
    assert parse("") == Everything()


def test_fields_are_described_as_they_are_typed() -> None:
    text = 'lang:en no:date witnesses:>=2 has:differences mark:"x" kind:mention date:2024-01-01..2024-12-31'
    assert describe(parse(text)) == text


def test_every_sign_has_an_example_that_parses() -> None:
    for sign in SIGNS:
        assert parse(sign.example) != Everything()
        assert sign.help
