"""Where each number of grouping decides: at its limit, and just short of it."""

from dataclasses import replace

import pytest
from collate_shelf import quoted

from quotebrowser.collate.same.evidence import Pair, pair
from quotebrowser.collate.same.links import _adjoining, _continues, _is_repeated, _outdone
from quotebrowser.collate.same.pair_score import Score
from quotebrowser.collate.same.traces import is_linkable
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Kind

BODY = "The harvest failed twice in this valley"
FULL = Score(info=60.0, cover=1.0, run=60.0, words=7, shared=7)
WEAK = replace(FULL, info=20.0, cover=0.8, run=10.0)


def made(found: Score, days: int | None = None, sure: float = 0.0, speakers: str = "lee ray") -> Pair:
    """A pair that shares this, said by two people whose names are so sure; `?` is nobody who is known."""
    a, b = (
        replace(quoted(name, BODY).passages[0], speaker=speaker.strip("?"), confidence=sure)
        for name, speaker in zip("ab", speakers.split(), strict=True)
    )
    return Pair(a, b, found, days)


REWORDED = replace(FULL, run=0.0, pure=0.84, info=29.9)
PHRASE = replace(FULL, info=59.9, cover=0.79)
SAID_AGAIN = replace(FULL, pure=0.96, run=29.9)
STRONG = [
    ("much in common", made(replace(FULL, info=25.0, cover=0.55, run=0.0)), True),
    ("less", made(replace(FULL, info=24.9, cover=0.55, run=0.0)), False),
    ("less of the lighter", made(replace(FULL, info=25.0, cover=0.54, run=0.0)), False),
    ("a phrase of one who is known", made(PHRASE, sure=0.9, speakers="lee ?"), True),
    ("a long run", made(replace(FULL, info=24.0, cover=0.1, run=35.0)), True),
    ("a run", made(replace(FULL, info=24.0, cover=0.1, run=34.9)), False),
    ("other words", made(REWORDED), False),
    ("other words of one speaker", made(REWORDED, sure=0.8, speakers="lee lee"), True),
    ("other words of one speaker who is not sure", made(REWORDED, sure=0.79, speakers="lee lee"), False),
    ("many other words", made(replace(REWORDED, info=30.0)), True),
    ("nearly the same words", made(replace(REWORDED, pure=0.85)), True),
    ("a phrase of two people", made(PHRASE, sure=0.9), False),
    ("a phrase of two who are not sure", made(PHRASE, sure=0.89), True),
    ("a sentence of two people", made(replace(PHRASE, info=60.0), sure=0.9), True),
    ("most of what one says", made(replace(PHRASE, cover=0.8), sure=0.9), True),
    ("other words on another day", made(SAID_AGAIN, 3), False),
    ("other words on the same days", made(SAID_AGAIN, 2), True),
    ("the same words on another day", made(replace(SAID_AGAIN, pure=0.97), 3), True),
    ("a stretch on another day", made(replace(SAID_AGAIN, run=30.0), 3), True),
    ("another number on another day", made(replace(SAID_AGAIN, pure=1.0, recounted=True), 3), False),
    ("a month later", made(replace(FULL, info=59.9), 30), True),
    ("months later", made(replace(FULL, info=59.9), 31), False),
    ("much months later", made(replace(FULL, info=60.0), 31), True),
]


@pytest.mark.parametrize(("name", "found", "strong"), STRONG, ids=[row[0] for row in STRONG])
def test_the_words_alone_tell_one_utterance(name: str, found: Pair, *, strong: bool) -> None:
    assert found.strong is strong
    assert (found.tier(together=False) == 1) is strong


WORDED = replace(FULL, info=20.0, cover=0.55, run=20.0, words=5, shared=5)
BESIDE = replace(WEAK, info=14.0)
SCRAP = replace(WEAK, info=6.6, words=4, shared=4)
TIERS = [
    ("word for word in two days", made(WORDED, 2), False, 2),
    ("word for word later", made(WORDED, 3), False, 0),
    ("less word for word", made(replace(WORDED, run=19.9), 2), False, 0),
    ("four words", made(replace(WORDED, shared=4), 2), False, 0),
    ("of four words", made(replace(WORDED, words=4), 2), False, 0),
    ("less of the lighter", made(replace(WORDED, cover=0.54), 2), False, 0),
    ("nearly whole in two days", made(BESIDE, 2), False, 2),
    ("nearly whole later", made(BESIDE, 3), False, 0),
    ("nearly whole beside a common quote", made(BESIDE), True, 2),
    ("a little less beside a common quote", made(replace(BESIDE, info=13.9)), True, 3),
    ("less of it", made(replace(BESIDE, cover=0.79), 2), True, 0),
    ("a scrap within two weeks", made(SCRAP, 14), True, 3),
    ("a scrap later", made(SCRAP, 15), True, 0),
    ("less than a scrap", made(replace(SCRAP, info=6.5), 14), True, 0),
    ("a scrap of two people", made(SCRAP, 14, sure=0.8), True, 0),
]


@pytest.mark.parametrize(("name", "found", "together", "tier"), TIERS, ids=[row[0] for row in TIERS])
def test_less_is_a_link_where_days_or_other_quotes_support_it(
    name: str, found: Pair, *, together: bool, tier: int
) -> None:
    assert found.tier(together=together) == tier


MENTIONS = [("two words", 2, 0.9, 3), ("one word", 1, 0.9, 0), ("less of it", 2, 0.89, 0)]


@pytest.mark.parametrize(("name", "shared", "cover", "tier"), MENTIONS, ids=[row[0] for row in MENTIONS])
def test_a_mention_attaches_to_speech_alone(name: str, shared: int, cover: float, tier: int) -> None:
    found = made(replace(FULL, shared=shared, cover=cover))
    mention = replace(found, a=replace(found.a, kind=Kind.MENTION))
    assert mention.tier(together=False) == tier
    assert replace(mention, b=replace(found.b, kind=Kind.MENTION)).tier(together=False) == 0
    assert not mention.strong


LONE = replace(WEAK, info=13.0)
UNDECIDED = [
    (made(LONE, 30), True),
    (made(LONE), True),
    (made(LONE, 31), False),
    (made(replace(LONE, info=12.9)), False),
    (made(replace(LONE, cover=0.79)), False),
    (made(LONE, sure=0.8), False),
]


@pytest.mark.parametrize(("found", "undecided"), UNDECIDED)
def test_surroundings_may_decide_about_two_rare_words(found: Pair, *, undecided: bool) -> None:
    assert found.undecided is undecided


TINY = [(2, BODY, True), (3, BODY, False), (3, "harvest failed twice here", True)]


@pytest.mark.parametrize(("words", "text", "tiny"), TINY)
def test_scraps_and_terms_are_tiny(words: int, text: str, *, tiny: bool) -> None:
    found = made(replace(FULL, words=words))
    a, b = (replace(one, text=text) for one in (found.a, found.b))
    assert Pair(a, b, found.found, None).tiny is tiny


AROUND = [
    "which",
    "country evidence",
    "chart evidence",
    "zyzzyva chart",
    "zyzzyva surface",
    "zyzzyva quagga surface",
    "zyzzyva quagga fruit",
]
WHOLE = replace(FULL, info=20.0, cover=0.9, words=4)
SURROUNDED = [
    ("beside a common quote", made(SCRAP), True, 15),
    ("in two days", made(LONE, 2), False, 12),
    ("of one speaker", made(LONE, sure=0.8, speakers="lee lee"), False, 12),
    ("later", made(LONE, 3), False, 24),
    ("whole in two days", made(WHOLE, 2), False, 3),
    ("a little less in two days", made(replace(WHOLE, info=19.9), 2), False, 12),
    ("less whole in two days", made(replace(WHOLE, cover=0.89), 2), False, 12),
    ("three words in two days", made(replace(WHOLE, words=3), 2), False, 12),
    ("whole later", made(WHOLE, 3), False, 24),
]


@pytest.mark.parametrize(("name", "found", "together", "needed"), SURROUNDED, ids=[r[0] for r in SURROUNDED])
def test_less_in_common_needs_more_around_it(name: str, found: Pair, *, together: bool, needed: int) -> None:
    found = replace(found, found=replace(found.found, first=(0, 7), second=(0, 7)))
    for words in AROUND:
        around = dict.fromkeys((found.a.uid, found.b.uid), words)
        enough = sum(tokens(words).raw) >= needed
        assert found.is_surrounded(around, together=together) is enough


def test_the_words_around_weigh_as_much_as_needed_or_a_little_less() -> None:
    weights = [sum(tokens(words).raw) for words in AROUND]
    assert [int(weight) for weight in weights] == [3, 11, 12, 14, 15, 23, 24]


PLACES = [
    # where the rival shares words of the same passage, how much, whether it prints them better
    ((5, 10), 60.1, True),
    ((5, 10), 60.0, False),
    ((6, 10), 60.1, False),
    ((0, 3), 60.1, False),
]


@pytest.mark.parametrize(("there", "info", "outdone"), PLACES)
def test_half_of_the_words_make_two_passages_rivals_for_a_place(
    there: tuple[int, int], info: float, *, outdone: bool
) -> None:
    one = made(replace(FULL, cover=0.6, pure=0.96))
    sure = made(replace(FULL, cover=0.6, pure=0.97))
    rival = made(replace(FULL, info=info))
    assert _outdone(one, (0, 10), [((0, 10), one), (there, rival)]) is outdone
    assert not _outdone(sure, (0, 10), [(there, rival)])


def test_little_in_common_continues_no_part() -> None:
    first, second = quoted("a", BODY, "It will fail again").passages
    whole = quoted("b", f"{BODY}. It will fail again").passages[0]
    linked = pair(first, whole)
    places = {whole.uid: [(linked.found.second, linked)]}
    for info, continues in ((10.0, True), (9.9, False)):
        found = Score(info, 1.0, info, 4, first=(0, 4), second=(7, 11), shared=4)
        assert _continues(Pair(second, whole, found, None), places) is continues


ADJOINING = [
    # cover, run, the part's last word that is shared, first word of the neighbour's place, whether it adjoins
    (0.4, 0.0, 3, 10, True),
    (0.39, 0.0, 3, 10, False),
    (0.1, 25.0, 6, 10, True),
    (0.1, 25.0, 5, 10, False),
    (0.1, 24.9, 7, 10, False),
    (0.4, 0.0, 3, 13, True),
    (0.4, 0.0, 3, 14, False),
    (0.4, 0.0, 3, 9, False),
]


@pytest.mark.parametrize(("cover", "run", "end", "at", "adjoins"), ADJOINING)
def test_a_part_adjoins_its_neighbour_in_what_another_article_prints(
    cover: float, run: float, end: int, at: int, *, adjoins: bool
) -> None:
    part = quoted("a", BODY).passages[0]
    found = replace(FULL, cover=cover, run=run)
    after, before, far = (replace(part, order=part.order + step) for step in (1, -1, 2))
    assert _adjoining(found, part, (2, end), (5, 10), (at, at + 3), after) is adjoins
    mirrored = 20 - at - 3, 20 - at
    assert _adjoining(found, part, (7 - end, 5), (10, 15), mirrored, before) is adjoins
    assert not _adjoining(found, part, (2, end), (5, 10), (at, at + 3), far)


REPEATED = [
    (0.9, 0.0, 5, True),
    (0.89, 0.0, 5, False),
    (0.85, 0.97, 5, True),
    (0.84, 0.97, 5, False),
    (0.85, 0.96, 5, False),
    (0.85, 0.97, 4, False),
]


@pytest.mark.parametrize(("cover", "pure", "shared", "repeated"), REPEATED)
def test_a_part_is_repeated_where_little_else_is_printed(
    cover: float, pure: float, shared: int, *, repeated: bool
) -> None:
    assert _is_repeated(replace(FULL, cover=cover, pure=pure, shared=shared)) is repeated


def test_one_word_is_looked_at_if_it_is_rare() -> None:
    assert [is_linkable(text) for text in ("zyzzyva", "fruit", "the of", "")] == [
        True,
        False,
        True,
        False,
    ]
