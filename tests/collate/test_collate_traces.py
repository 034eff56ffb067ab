"""Traces: what is told of two passages without reading one of them."""

from hypothesis import given
from hypothesis import strategies as st

from quotebrowser.collate.same.evidence import pair, worth_reading
from quotebrowser.collate.same.pair_score import at_most
from quotebrowser.collate.same.traces import at_most_shared, trace
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind, Passage, Span

WORDS = (
    "harbour",
    "Harbour",
    "Winter",
    "wall",
    "survive",
    "another",
    "winter",
    "storm",
    "without",
    "repairs",
    "the",
    "and",
    "We",
    "Holt",
)
SPEECHES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=20).map(" ".join)


def passage(text: str, uid: str) -> Passage:
    return Passage(uid, uid, uid, Span(0, len(text)), text, Kind.STATEMENT, "", 0.0, None, 0)


@given(SPEECHES, SPEECHES)
def test_no_pair_that_is_linked_by_itself_is_ruled_out(a: str, b: str) -> None:
    one, other = passage(a, "a"), passage(b, "b")
    found = pair(one, other)
    if found.strong or found.tier(together=False) or found.undecided:
        assert worth_reading(one, trace(b).words)
        assert worth_reading(other, trace(a).words)


@given(SPEECHES, SPEECHES)
def test_the_most_is_what_the_texts_tell_and_a_little_more(a: str, b: str) -> None:
    most, lighter = at_most_shared(tokens(a), trace(b).words)
    exact = at_most(tokens(a), tokens(b))
    assert (not exact and not most) or exact <= most
    if len(tokens(a)) != len(tokens(b)):
        assert most <= exact + 1
    assert abs(most - at_most_shared(tokens(b), trace(a).words)[0]) < 0.2
    assert abs(lighter - min(tokens(a).total, tokens(b).total)) < 0.01


def test_a_chance_meeting_is_not_worth_reading() -> None:
    one = passage("The harbour wall will not survive another winter storm", "a")
    assert not worth_reading(one, trace("Nobody wants another winter like the last one in the valley").words)
    assert worth_reading(one, trace("the harbour wall will not survive").words)


def test_half_of_a_passage_is_worth_reading_from_the_weight_of_a_run_on() -> None:
    one = passage("throughout dance platform zyzzyva", "a")
    assert at_most_shared(tokens(one.text), trace("throughout dance platform").words)[0] == 20.0
    assert worth_reading(one, trace("throughout dance platform quagga").words)
    assert not worth_reading(one, trace("throughout dance interview quagga").words)


def test_a_passage_without_a_trace_is_always_read() -> None:
    assert worth_reading(passage("harbour wall", "a"), b"")


def test_a_trace_of_nothing_shares_nothing() -> None:
    assert trace("").fingerprints == ()
    assert at_most_shared(tokens("harbour"), trace("").words) == (0.0, 0.0)
