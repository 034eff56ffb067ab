"""Words as grouping counts them, their weights and fingerprints, and the score of a pair."""

from array import array
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.collate.same.fingerprints import candidates, fingerprints
from quotebrowser.collate.same.pair_score import _find, score
from quotebrowser.collate.tokens import BETWEEN_PARTS, UNKNOWN, raw_weights, stems, tokens

SPEECH = "The harvest failed twice and nobody in the valley received a single sack of grain"

WORDS = st.lists(st.sampled_from([*SPEECH.split(), "winter", "not", "the", "of"]), max_size=20).map(" ".join)

FORMS = [
    ("a negation undone", "We don’t", ["we", "do", "not"]),
    ("won't", "won't", ["will", "not"]),
    ("cannot", "I cannot", ["i", "can", "not"]),
    ("let's", "Let's", ["let", "us"]),
    ("gonna", "gonna", ["going", "to"]),
    ("a verb and its subject", "It's they're I'm", ["it", "is", "they", "are", "i", "am"]),
    ("a possessive loses its ending", "the mayor's", ["the", "mayor"]),
    ("an apostrophe inside a name", "O'Hara", ["ohara"]),
    ("initials", "the U.S. army", ["the", "us", "army"]),
    ("numbers", "2,600 bushels", ["2600", "bushel"]),
    ("accents and case", "Café", ["cafe"]),
    ("mail", "e-mails and E - mail", ["email", "and", "email"]),
    ("light stems", "asking asked ask", ["ask", "ask", "ask"]),
    ("short words stay", "is red", ["is", "red"]),
    ("nothing", "… — !", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), FORMS, ids=[form[0] for form in FORMS])
def test_words_are_brought_to_one_form(name: str, text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    common, rare, unknown = (tokens(word).total for word in ("the", "harvest", "zyzzyva"))
    assert common < 1 < rare <= unknown == UNKNOWN


def test_a_name_weighs_half_but_not_at_the_start_of_a_sentence_or_in_a_headline() -> None:
    whole = tokens("zyzzyva").total
    assert tokens("and Zyzzyva").weights[1] == whole / 2
    assert tokens("Zyzzyva. Zyzzyva and").weights[:2] == (whole, whole)
    assert tokens("AND ZYZZYVA").weights[1] == whole


def test_weights_of_a_name_are_undiminished_where_they_tell_what_a_text_is_about() -> None:
    ids = tokens("and Zyzzyva").ids
    assert raw_weights(ids)[ids[1]] == UNKNOWN


def test_words_in_quotation_marks_of_their_own_are_known() -> None:
    assert tokens("She told me ‘never again’ and left").nested == ((3, 5),)
    assert tokens("the workers' pay isn't enough").nested == ()
    assert tokens("“never” and ‘again").nested == ((0, 1),)
    assert tokens('she said "never again" twice').nested == ((2, 4),)


def test_numbers_are_left_out_of_what_a_score_is_held_against() -> None:
    assert tokens("25 orchards burned").bare == pytest.approx(tokens("orchards burned").total)
    assert tokens("orchards burned").bare == tokens("orchards burned").total


def test_a_stock_phrase_of_three_words_tells_less() -> None:
    words = tokens("we drain the swamp at night")
    assert words.weights[1:4] == pytest.approx([0.6 * weight for weight in words.raw[1:4]])
    assert words.weights[4:] == words.raw[4:]


def test_a_passage_of_one_or_two_words_has_one_fingerprint() -> None:
    assert len(fingerprints("grain")) == len(fingerprints("of grain")) == 1
    assert fingerprints("grain") != fingerprints("grain grain")


def test_a_passage_of_common_words_has_none() -> None:
    assert fingerprints("it is in the") == fingerprints("") == ()


def shared(a: str, b: str) -> int:
    return len({value >> 2 for value in fingerprints(a)} & {value >> 2 for value in fingerprints(b)})


def test_a_part_shares_fingerprints_with_the_whole() -> None:
    assert shared(SPEECH, "nobody in the valley received a single sack") >= 2


LONG_ONES = [
    (
        "long and long, one in common",
        SPEECH,
        "a single sack of bread for every miner who ever coughed underground",
        False,
    ),
    ("several and long, one in common", SPEECH, "one single sack of bread today", False),
    ("several and long, two in common", SPEECH, "received a single sack of grain", True),
    ("one and long", SPEECH, "single sack of", True),
    (
        "several and several, one in common",
        "received a single sack of grain",
        "one single sack of bread today",
        True,
    ),
]


@pytest.mark.parametrize(("name", "a", "b", "compared"), LONG_ONES, ids=[row[0] for row in LONG_ONES])
def test_longer_passages_must_share_two_fingerprints(name: str, a: str, b: str, compared: bool) -> None:  # noqa: FBT001 - a table of cases
    assert shared(a, b) == 1 + (name.endswith("two in common"))
    for one, other in ((a, b), (b, a)):
        stored = set(fingerprints(other))

        def sharing(values: Iterable[int], minimum: int = 1, stored: set[int] = stored) -> dict[str, bytes]:
            count = len(stored.intersection(values))
            return {"it": b"words"} if count >= minimum else {}

        assert list(candidates(fingerprints(one), sharing)) == [("it", b"words")] * compared


def test_a_passage_without_fingerprints_has_no_candidates() -> None:
    assert list(candidates((), lambda *_: {"it": b""})) == []


SCORES = [
    ("a part", SPEECH, "nobody in the valley received a single sack", 1.0),
    ("the same", SPEECH, SPEECH, 1.0),
    ("nothing", SPEECH, "", 0.0),
    ("other words", SPEECH, "Bridges collapse when rivers rise", 0.0),
]


@pytest.mark.parametrize(("name", "a", "b", "cover"), SCORES, ids=[row[0] for row in SCORES])
def test_cover_tells_how_much_of_the_shorter_is_printed(name: str, a: str, b: str, cover: float) -> None:
    assert score(tokens(a), tokens(b)).cover == pytest.approx(cover)


def test_a_gap_lowers_what_two_passages_share_but_not_below_their_best_run() -> None:
    cut = score(
        tokens(SPEECH), tokens("The harvest failed twice and nobody received a single sack of grain today")
    )
    assert 0.8 < cut.cover < 1
    assert cut.run < cut.info
    assert cut.pure < 1


def test_the_places_of_the_shared_words_are_told() -> None:
    found = score(tokens("nobody received a sack"), tokens(SPEECH))
    assert found.first == (0, 4)
    assert found.second[0] == stems(SPEECH).index("nobody")
    found = score(tokens("a single sack"), tokens(SPEECH))
    assert (found.first, found.second) == ((0, 3), (10, 13))


def test_a_part_is_found_at_the_beginning_of_a_word_alone() -> None:
    ones, last = 0x01010101, 0x01000000  # whose last byte, or first, reads like the one beside it
    longer, shorter = (replace(tokens("grain"), ids=array("I", ids)) for ids in ([last, ones], [ones]))
    assert _find(longer, shorter) == 1
    assert _find(replace(longer, ids=array("I", [last, last])), shorter) == -1


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_scores_are_symmetric(a: str, b: str) -> None:
    there, back = score(tokens(a), tokens(b)), score(tokens(b), tokens(a))
    assert (there.info, there.cover, there.run, there.pure) == (back.info, back.cover, back.run, back.pure)
    if a.split() != b.split():
        assert (there.first, there.second) == (back.second, back.first)


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_has_words_and_fingerprints(text: str) -> None:
    words = tokens(text)
    assert len(words.ids) == len(words.weights)
    assert all(0 <= value < 1 << 50 for value in fingerprints(text))


def test_the_words_of_parts_are_those_of_each_in_their_order() -> None:
    parts = ["The mayor said “not now”.", "Ann Berg paid 25 of them.", "We shall see."]
    whole, each = tokens(BETWEEN_PARTS.join(parts)), [tokens(part) for part in parts]
    assert list(whole.ids) == [word for one in each for word in one.ids]
    assert whole.weights == tuple(weight for one in each for weight in one.weights)
    assert (whole.total, whole.bare) == (sum(one.total for one in each), sum(one.bare for one in each))
    assert whole.numbers == each[1].numbers
    assert whole.nested == each[0].nested
    swapped = tokens(BETWEEN_PARTS.join(reversed(parts)))
    shift = len(each[1]) + len(each[2])
    assert swapped.nested == tuple((first + shift, last + shift) for first, last in each[0].nested)
