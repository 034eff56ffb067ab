"""Which passages of different articles are linked, and which are kept apart."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from collate_shelf import Entry, Shelf, quoted
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser import collate
from quotebrowser.collate.same.evidence import pair
from quotebrowser.model import Span

LONG = "The harvest failed twice and nobody in the valley received a single sack of grain from the depot"
CUT = "nobody in the valley received a single sack of grain"
OTHER = "Our bridges will stand long after the engineers who measured them have retired to the coast"


def together(*entries: Entry, contexts: bool = True) -> set[frozenset[str]]:
    return Shelf(with_contexts=contexts).add(*entries).together()


JOINED = [
    ("a long part", [quoted("a", LONG), quoted("b", CUT)]),
    (
        "other words in the middle",
        [quoted("a", LONG), quoted("b", LONG.replace("single sack", "solitary bag"))],
    ),
    (
        "months apart, but long",
        [quoted("a", LONG, published="2020-01-01"), quoted("b", LONG, published="2020-09-01")],
    ),
    (
        "a scrap beside a common quote",
        [quoted("a", LONG, "wholly unfounded"), quoted("b", LONG, "a claim wholly unfounded and late")],
    ),
    (
        "two near parts on one day",
        [
            quoted("a", "we will vigorously defend every orchard of this valley", published="2020-01-01"),
            quoted("b", "vigorously defend every orchard", published="2020-01-02"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "entries"), JOINED, ids=[row[0] for row in JOINED])
def test_versions_of_one_utterance_are_joined(name: str, entries: Sequence[Entry]) -> None:
    assert together(*entries)


APART = [
    ("other sentences", [quoted("a", LONG), quoted("b", OTHER)]),
    (
        "a stock phrase",
        [quoted("a", "We have come a long way."), quoted("b", "They have come a long way, my friend")],
    ),
    (
        "a line said again months later",
        [
            quoted("a", "a total collapse of orchards", published="2020-01-01"),
            quoted("b", "a total collapse of orchards", published="2020-06-01"),
        ],
    ),
    (
        "a line said again in other words days later",
        [
            quoted("a", "Orchards never forgive careless owners who neglect pruning", published="2020-01-01"),
            quoted(
                "b", "Orchards seldom forgive a careless owner who delays pruning", published="2020-01-09"
            ),
        ],
    ),
    ("one word", [quoted("a", "illegal"), quoted("b", "illegal")]),
    (
        "a quote of somebody else's words",
        [
            quoted(
                "a", "The mayor said ‘the depot is thoroughly rotten and unsafe for children’ and left town!"
            ),
            quoted("b", "the depot is thoroughly rotten and unsafe for children"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "entries"), APART, ids=[row[0] for row in APART])
def test_what_only_sounds_alike_is_kept_apart(name: str, entries: Sequence[Entry]) -> None:
    assert together(*entries) == set()


SHORT = "nobody in the valley received a single sack of grain"
DAYS = [
    ("a scrap beside a common quote within two weeks", [LONG, "wholly unfounded"], 14, True),
    ("a scrap beside a common quote later", [LONG, "wholly unfounded"], 15, False),
    ("the same words again in three weeks", ["It is a total collapse of orchards"], 20, True),
    ("a sentence within a month", [SHORT], 30, True),
    ("a sentence months later", [SHORT], 31, False),
    ("a speech years later", [LONG], 4000, True),
]


@pytest.mark.parametrize(("name", "printed", "days", "joined"), DAYS, ids=[row[0] for row in DAYS])
def test_how_long_a_line_is_decides_how_long_it_is_one_utterance(
    name: str, printed: Sequence[str], days: int, *, joined: bool
) -> None:
    day = date(2021, 3, 1)
    entries = [
        quoted(article, *printed, published=(day + timedelta(later)).isoformat())
        for article, later in (("a", 0), ("b", days))
    ]
    assert (frozenset({printed[-1]}) in together(*entries)) is joined


@pytest.mark.parametrize("dates", [("", ""), ("2021-03-01", ""), ("2021-03", "2024-05-06")])
@pytest.mark.parametrize("printed", [[LONG, "wholly unfounded"], [SHORT]])
def test_without_two_known_days_nothing_is_kept_apart_by_time(
    printed: Sequence[str], dates: Sequence[str]
) -> None:
    entries = [quoted(name, *printed, published=day) for name, day in zip("ab", dates, strict=True)]
    assert frozenset({printed[-1]}) in together(*entries)


AROUND = "the arson at the Wasilla chapel was condemned by governor Marten, whose spokeswoman mentioned"


def test_a_scrap_is_joined_where_the_surroundings_agree() -> None:
    entries = [
        quoted(name, AROUND[:30], "undeserved negative attention", around=AROUND) for name in ("a", "b")
    ]
    alone = [Entry(entry.article, entry.passages[1:]) for entry in entries]
    assert together(*alone) == {frozenset({"undeserved negative attention"})}


def test_without_surroundings_a_scrap_stays_alone() -> None:
    entries = [quoted(name, "undeserved negative attention") for name in ("a", "b")]
    assert together(*entries) == set()
    assert together(*entries, contexts=False) == set()


def test_an_article_repeats_a_part_of_what_it_quotes() -> None:
    assert together(quoted("a", LONG, CUT)) == {frozenset({LONG, CUT})}


def test_two_sentences_of_one_speech_that_sound_alike_stay_apart() -> None:
    first = "Nobody helped the orchards. The council lied and they destroyed his livelihood, which is a shame"
    second = "nobody helped the orchards. The council lied and it ruined his whole livelihood. Very unfair"
    groups = together(quoted("a", first, second), quoted("b", first, second))
    assert groups == {frozenset({first}), frozenset({second})}


def test_a_part_that_adjoins_a_linked_part_is_joined_with_it() -> None:
    whole = (
        "You paid in to pensions for many winters … when storms came the council cut seven million "
        "from pensions"
    )
    first, second = (
        "You paid into pensions for winters, each wage,",
        "When storms came the council cut seven million from pensions.",
    )
    assert together(quoted("a", whole), quoted("b", first, second)) == {frozenset({whole, first, second})}


def test_the_same_words_score_the_same_in_either_order() -> None:
    a, b = quoted("a", LONG).passages[0], quoted("b", CUT).passages[0]
    assert pair(a, b).link(1) == pair(b, a).link(1)


def by(entry: Entry, speaker: str, confidence: float = 0.9) -> Entry:
    said = (replace(one, speaker=speaker, confidence=confidence) for one in entry.passages)
    return Entry(entry.article, tuple(said))


def test_another_speaker_forbids_a_link_that_the_words_alone_do_not_make() -> None:
    a, b = quoted("a", LONG, "wholly unfounded"), quoted("b", LONG, "a claim wholly unfounded and late")
    assert len(together(by(a, "lee"), by(b, "lee"))) == 2
    assert together(by(a, "lee"), by(b, "ray")) == {frozenset({LONG})}
    assert len(together(by(a, "lee"), by(b, "ray", 0.4))) == 2


def test_the_speakers_that_are_named_for_sure_are_told() -> None:
    entries = (
        quoted("d", LONG),
        by(quoted("a", LONG), "lee"),
        by(quoted("b", LONG), "ray", 0.4),
        by(quoted("c", LONG), "kim", 0.8),
    )
    assert collate.sure_speakers(one for entry in entries for one in entry.passages) == ("kim", "lee")


def test_one_speaker_lets_less_of_the_surroundings_decide() -> None:
    narration = "the governor spoke"
    a, b = (quoted(name, name, "rotten depots", around=narration) for name in ("a", "b"))
    a, b = (Entry(entry.article, entry.passages[1:]) for entry in (a, b))
    assert together(a, b) == set()
    assert together(by(a, "lee"), by(b, "lee")) == {frozenset({"rotten depots"})}


def test_the_words_around_a_passage_are_a_hundred_characters_on_either_side() -> None:
    assert collate.context("“We stay,” he said.", Span(1, 9)) == "“ | ” he said."
    long = "x" * 150
    assert collate.context(f"{long}We stay{long}", Span(150, 157)) == f"{'x' * 100} | {'x' * 100}"


def test_an_article_without_passages_has_no_links() -> None:
    assert collate.link("a", (), Shelf()) == ()


def test_long_articles_are_linked_without_comparing_all_their_quotes() -> None:
    lines = [f"The mill number{n} lost its roof{n} and every wheel{n} turned backwards" for n in range(150)]
    a = quoted("a", *lines, "roof7 and every wheel7", "wholly unfounded")
    for entry in (a, quoted("b", LONG, CUT)):
        links = Shelf().add(entry).links
        assert links
        assert all(link.a != link.b for link in links)
    b = quoted("b", *lines[:149], "a claim wholly unfounded and late")
    started = time.process_time()
    groups = together(a, b)
    assert time.process_time() - started < 5
    assert frozenset({"wholly unfounded", "a claim wholly unfounded and late"}) in groups
    assert frozenset({lines[7], "roof7 and every wheel7"}) in groups
    assert frozenset({lines[8]}) in groups


SENTENCES = [
    LONG,
    CUT,
    OTHER,
    OTHER[: len(OTHER) // 2].rstrip(),
    LONG + " " + OTHER,
    LONG.replace("nobody", "everybody"),
    "single sack of grain",
    "long after the engineers",
    "wholly unfounded",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True), min_size=2, max_size=6
    )
)
def test_groups_do_not_depend_on_the_order_of_adding(printed: list[list[str]]) -> None:
    entries = [quoted(f"article {number}", *texts) for number, texts in enumerate(printed)]
    expected = Shelf().add(*entries)
    chance = random.Random(7)
    for _ in range(3):
        chance.shuffle(entries)
        shelf = Shelf().add(*entries)
        assert shelf.links == expected.links
        assert shelf.groups() == expected.groups()
