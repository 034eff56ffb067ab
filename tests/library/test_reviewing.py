"""What is doubtful is listed with its evidence, decided, and comes back when that is undone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import doubtful_papers
import pytest
from all_rows import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebrowser.errors import LibraryError, UnknownError, UsageError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import merge_speakers, purge_articles, undo_changes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.reviewing import doubt_answers, doubt_evidence, doubts
from quotebrowser.library.reviewing.doubt_evidence import Evidence, Part
from quotebrowser.library.reviewing.doubt_queue import DoubtQueue
from quotebrowser.library.reviewing.doubts import Doubt
from quotebrowser.library.showing import speaker_views
from quotebrowser.library.upkeep import level
from quotebrowser.model import DoubtKind
from quotebrowser.tui.paint import review_text
from quotebrowser.tui.paint.lines import text_of
from quotebrowser.tui.paint.signs import UNICODE

PAIR = ("Ostrander", "Clara Ostrander")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return doubtful_papers.made(tmp_path_factory.mktemp("doubtful"))


@pytest.fixture
def library(papers: Path, tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(Path(shutil.copytree(papers, tmp_path / "library")))) as opened:
        yield opened


@pytest.fixture(scope="module")
def read(papers: Path) -> Iterator[Library]:
    """The same for tests that only read."""
    with closing(Library.open(papers)) as opened:
        yield opened


def asked(library: Library, *kinds: DoubtKind) -> list[Evidence]:
    found = doubts.listed(library, kinds or tuple(DoubtKind))
    seen = [doubt_evidence.of(library, one) for one in found]
    assert None not in seen
    return [one for one in seen if one is not None]


def questions(library: Library, *kinds: DoubtKind) -> list[str]:
    return [one.question for one in asked(library, *kinds)]


def names(library: Library) -> list[tuple[str, str]]:
    """What is proposed, by the queue and by the lists."""
    pairs = [(one.name, one.into) for some in speaker_views.proposals(library).values() for one in some]
    listed = doubts.listed(library, [DoubtKind.NAME])
    assert sorted(pairs) == sorted((one.proposal.name, one.proposal.into) for one in listed if one.proposal)
    return pairs


SPEAKER = [
    (
        "Did John Smith say this?",
        "the article says “he”, and who that is had to be inferred; “said” reports it",
        "John Smith said it",
        "the speaker is not known",
    )
]
NAMES = [
    (
        "Is Ostrander the same as Clara Ostrander?",
        "the same surname, Ostrander",
        "Ostrander is Clara Ostrander: 1 quote in 1 article",
        "they are two, and never proposed again",
    ),
    (
        "Is Ostrander the same as Edith Ostrander?",
        "the same surname, Ostrander",
        "Ostrander is Edith Ostrander: 1 quote in 1 article",
        "they are two, and never proposed again",
    ),
]
DATES = [
    (
        f"Was this published on 2025-03-0{day}?",
        "the address has it",
        f"published on 2025-03-0{day}",
        "the date is not known",
    )
    for day in (4, 5)
]
OUTLETS = [
    *[
        (
            "Did example.org print this?",
            "neither page nor file names an outlet; this is the site’s address",
            "example.org printed it",
            "the outlet is not known",
        )
    ]
    * 3,
    (
        "Who printed this?",
        "neither the file nor its text names an outlet",
        "",
        "the outlet is not known",
    ),
    (
        "Did The Evening Post print this?",
        "other articles of post.example are The Evening Post’s",
        "The Evening Post printed it",
        "the outlet is not known",
    ),
]


def test_each_doubt_is_asked_about_with_its_reason_and_what_yes_and_no_do_in_order(read: Library) -> None:
    told = [(one.question, one.why[0], one.yes, one.no) for one in asked(read)]
    assert told == [*SPEAKER, *NAMES, *DATES, *OUTLETS]


def test_the_evidence_is_the_text_with_the_mention_marked_or_both_names_side_by_side(read: Library) -> None:
    speaker, name, date, *_ = (
        next(one for one in asked(read) if one.doubt.kind is kind) for kind in DoubtKind
    )
    marked = {part: span.of(speaker.text) for span, part in speaker.marked}
    assert marked == {
        Part.QUOTE: "That was a very long day for all of us,",
        Part.NAME: "he",
        Part.CUE: "said",
    }
    assert "said Edith Ostrander" in speaker.text
    assert [(side.name, side.quotes, side.titles) for side in name.sides] == [
        ("Ostrander", 1, ("Mayor",)),
        ("Clara Ostrander", 2, ("Mayor",)),
    ]
    assert all(side.examples for side in name.sides)
    assert name.why[1:] == ("1 quote given to both", "both with the title Mayor")
    assert date.article is not None
    assert date.text.startswith("The council met") or date.text.startswith("News a")


@pytest.mark.parametrize("kind", DoubtKind)
def test_a_query_finds_exactly_the_quotes_that_the_queue_is_about(library: Library, kind: DoubtKind) -> None:
    def uids_of(one: Doubt) -> list[str]:
        if kind is DoubtKind.SPEAKER:
            return [one.about]
        if kind is DoubtKind.NAME:
            return list(library.store.speakers.uids(one.about))
        return [quote.uid for quote in library.store.quotes.of_article(one.about)]

    def found() -> set[str]:
        query = f"uncertain:{kind}"
        return {row.uid for row in search_quotes.search(library, query, group=False).rows}

    listed = doubts.listed(library, [kind])
    assert found() == {uid for one in listed for uid in uids_of(one)} != set()
    for one in asked(library, kind):
        if doubt_evidence.of(library, one.doubt):
            doubt_answers.no(library, one.doubt)
    assert found() == set()
    assert doubts.listed(library, [kind]) == ()


STEP = st.sampled_from(["yes", "no", "another", "skip", "site"])


@settings(max_examples=2)
@given(st.lists(STEP, min_size=12, max_size=12))
def test_answering_all_empties_the_queue_and_undo_brings_every_row_back(
    tmp_path_factory: pytest.TempPathFactory, papers: Path, steps: list[str]
) -> None:
    with closing(
        Library.open(Path(shutil.copytree(papers, tmp_path_factory.mktemp("walk") / "library")))
    ) as library:
        states, queue = [rows(library)], DoubtQueue()
        queue.take(doubts.listed(library))
        whole, turn = queue.total, 0
        while (here := queue.current) is not None:
            seen = doubt_evidence.of(library, here)
            step = steps[turn % len(steps)] if turn < 2 * len(steps) else "no"
            turn += 1
            if seen is None:
                queue.drop(here)
                continue
            if step == "skip":
                doubt_answers.put_off(library, here)
                queue.put_off()
                continue
            value = {DoubtKind.DATE: "2024", DoubtKind.NAME: "Clara Ostrander"}.get(here.kind, "Zoe Quint")
            if step == "yes" and seen.yes:
                doubt_answers.yes(library, seen)
            elif step == "another":
                doubt_answers.another(library, here, value)
            else:
                doubt_answers.no(library, here, site=step == "site" and len(here.alike) > 1)
            queue.decide(here, site=step == "site" and len(here.alike) > 1)
            states.append(rows(library))
            assert queue.place <= queue.total <= whole
        assert doubts.listed(library) == ()
        for state in states[-2::-1]:
            assert undo_changes.undo(library) is not None
            assert rows(library) == state
        queue.take(doubts.listed(library))
        assert queue.count() == whole


def test_yes_is_a_given_fact_and_no_is_unknown(library: Library) -> None:
    (said,) = asked(library, DoubtKind.SPEAKER)
    doubt_answers.yes(library, said)
    quote = library.store.quotes.get(said.doubt.about)
    assert quote is not None
    assert quote.attribution is not None
    assert (quote.attribution.method, quote.attribution.confidence) == ("user", 1.0)
    assert undo_changes.listed(library)[0].what == "speaker of 1 quote set to 'John Smith'"
    undo_changes.undo(library)
    doubt_answers.no(library, said.doubt)
    quote = library.store.quotes.get(said.doubt.about)
    assert quote is not None
    assert quote.speaker is None
    assert doubt_evidence.of(library, said.doubt) is None


def test_an_outlet_is_confirmed_for_all_articles_of_its_site_in_one_change(library: Library) -> None:
    first, second, *_ = asked(library, DoubtKind.OUTLET)
    assert first.doubt.alike == second.doubt.alike
    assert len(first.doubt.alike) == 3
    doubt_answers.another(library, first.doubt, "Example Herald", site=True)
    assert undo_changes.listed(library)[0].what == "outlet of 3 articles set to 'Example Herald'"
    assert questions(library, DoubtKind.OUTLET) == [question for question, *_ in OUTLETS[3:]]
    (last,) = (one for one in asked(library, DoubtKind.OUTLET) if not one.yes)
    doubt_answers.yes(library, last)
    assert "Who printed this?" not in questions(library, DoubtKind.OUTLET), "that is not known for sure now"


def test_names_kept_apart_are_proposed_nowhere_and_again_once_that_is_undone_or_they_are_merged(
    library: Library,
) -> None:
    name = asked(library, DoubtKind.NAME)[0]
    assert names(library)[0] == PAIR
    doubt_answers.no(library, name.doubt)
    assert PAIR not in names(library)
    assert PAIR[0] not in [one.other(PAIR[1]) for one in speaker_views.speaker(library, PAIR[1]).proposals]
    assert undo_changes.listed(library)[0].what == "'clara ostrander' and 'ostrander' are two speakers"
    told = undo_changes.undo(library)
    assert told is not None
    assert told.what == "'clara ostrander' and 'ostrander' may be one speaker again"
    assert PAIR in names(library)
    merge_speakers.keep_apart(library, *PAIR)
    merge_speakers.merge(library, *PAIR)
    merge_speakers.split(library, PAIR[0])
    assert PAIR in names(library)
    for wrong, error in ((("Ostrander", "Mayor Ostrander"), UsageError), (("Nobody", PAIR[0]), UnknownError)):
        with pytest.raises(error):
            merge_speakers.keep_apart(library, *wrong)


def test_what_was_decided_holds_through_a_new_index_a_copy_and_new_articles_and_goes_when_purged(
    library: Library, tmp_path: Path
) -> None:
    merge_speakers.keep_apart(library, *PAIR)
    for one in doubts.listed(library):
        doubt_answers.put_off(library, one)
    level.rebuild(library)
    list(add_files.add(library, sorted((Path(library.directory).parent / "papers").glob("*")), jobs=1))
    (tmp_path / "copy").mkdir()
    library.store.backup(tmp_path / "copy" / "library.db")
    with closing(Library.open(tmp_path / "copy")) as other:
        for kept in (library, other):
            assert PAIR not in names(kept)
            assert all(one.later for one in doubts.listed(kept))
    ids = [row.id for row in library.store.articles.rows() if not row.origin.endswith("d.md")]
    purge_articles.purge(library, ids)
    db = library.store._db
    assert db.rows("SELECT * FROM apart") == []
    assert {about for (about,) in db.rows("SELECT about FROM put_off WHERE kind = 'outlet'")} == set(
        library.store.articles.ids()
    )
    assert [kind for (kind,) in db.rows("SELECT kind FROM put_off")] == ["speaker", "outlet"]
    assert not db.rows("SELECT 1 FROM journal_row WHERE name = 'apart'")
    assert library.store.check() == ()


def test_what_changed_meanwhile_is_not_answered(library: Library) -> None:
    speaker, date = (asked(library, kind)[0] for kind in (DoubtKind.SPEAKER, DoubtKind.DATE))
    doubt_answers.another(library, speaker.doubt, "Somebody Else")
    with pytest.raises(UnknownError, match="changed meanwhile"):
        doubt_answers.yes(library, speaker)
    assert library.store.quotes.get(speaker.doubt.about).speaker.name == "Somebody Else"  # type: ignore[union-attr]
    library.store._db.run("DELETE FROM fact WHERE key = 'published'")
    assert doubt_evidence.of(library, date.doubt) is None


def test_what_was_put_off_comes_last_in_every_session_until_it_is_taken_up(
    library: Library,
) -> None:
    first = doubts.listed(library)[0]
    doubt_answers.put_off(library, first)
    with closing(Library.open(library.directory)) as later:
        found = doubts.listed(later)
        assert (found[-1].key, found[-1].later) == (first.key, True)
        assert not any(one.later for one in found[:-1])
        doubt_answers.put_off(later, first, off=False)
        assert doubts.listed(later)[0] == first
    assert undo_changes.latest(library) is not None
    assert "added" in str(undo_changes.latest(library)), "to put off is no change"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker:smith", [SPEAKER[0], OUTLETS[3]]),
        ("ferry", [NAMES[0], OUTLETS[0]]),
        ("wall", [*NAMES, *DATES, *OUTLETS[:2]]),
        ("fishermen", []),
    ],
)
def test_what_is_doubtful_of_some_quotes_is_about_them(
    read: Library, query: str, found: list[tuple[str, ...]]
) -> None:
    uids = [row.uid for row in search_quotes.search(read, query, group=False, loosen=False).rows]
    listed = (doubt_evidence.of(read, one) for one in doubts.listed(read, uids=uids))
    assert [one.question for one in listed if one] == [question for question, *_ in found]


def test_what_else_may_be_the_answer_begins_with_what_the_article_has(read: Library) -> None:
    speaker, name, _, outlet = (
        next(one for one in asked(read) if one.doubt.kind is kind) for kind in DoubtKind
    )
    found = {
        kind: doubt_answers.choices(read, one) for kind, one in (("s", speaker), ("n", name), ("o", outlet))
    }
    assert found["s"][0] == ("Edith Ostrander", "quoted in this article")
    assert [one.value for one in found["s"]].count("Edith Ostrander") == 1
    assert "John Smith" not in {one.value for one in found["s"]}
    assert {one.value for one in found["n"]}.isdisjoint(PAIR)
    assert [one.value for one in found["o"]] == ["The Evening Post"]


ALL: list[Callable[[Library, Evidence], object]] = [
    doubt_answers.yes,
    lambda library, one: doubt_answers.no(library, one.doubt),
    lambda library, one: doubt_answers.another(library, one.doubt, "2024"),
    lambda library, one: doubt_answers.put_off(library, one.doubt),
]


def test_a_library_that_cannot_be_written_refuses_every_answer(library: Library) -> None:
    library.is_demo = True
    for one in asked(library):
        for answer in ALL:
            with pytest.raises(LibraryError):
                answer(library, one)
    assert len(undo_changes.listed(library)) == 1


def test_a_queue_goes_on_after_each_step_and_back(read: Library) -> None:
    queue = DoubtQueue()
    assert (queue.current, queue.place, queue.total, queue.take_up()) == (None, 0, 0, None)
    listed = doubts.listed(read)
    queue.take(listed)
    assert (queue.place, queue.total) == (1, 10)
    queue.put_off()
    assert (queue.current, queue.place, queue.total) == (listed[1], 2, 10)
    queue.decide(listed[1])
    assert (queue.current, queue.place, queue.total, queue.count()) == (listed[2], 3, 10, 9)
    queue.take([one for one in listed if one != listed[1]])
    assert (queue.current, queue.place) == (listed[2], 3)
    queue.take(listed)
    assert (queue.current, queue.place) == (listed[1], 2), "its answer was undone"
    assert queue.take_up() == listed[0]
    assert (queue.current, queue.place) == (listed[0], 1)
    queue.choose([DoubtKind.OUTLET])
    assert (queue.total, queue.count(DoubtKind.DATE), queue.current) == (5, 2, listed[5])
    queue.decide(listed[8])
    assert (queue.place, queue.total, queue.count(), queue.decided) == (2, 5, 9, listed[8])
    queue.reopen()
    assert (queue.current, queue.place, queue.total, queue.count(), queue.decided) == (
        listed[8],
        1,
        5,
        10,
        None,
    )
    queue.choose([DoubtKind.OUTLET])
    queue.decide(listed[5], site=True)
    assert queue.decided is None, "others of the site were decided too"
    assert (queue.place, queue.total, queue.count()) == (4, 5, 7)
    for _ in range(3):
        queue.put_off()
    assert (queue.place, queue.total) == (5, 5), "where all was skipped, it comes again"
    for one in listed[8:]:
        queue.drop(one)
    assert (queue.current, queue.total) == (None, 3)


MET = "John Smith met Peter Jones at the quay on Friday, where both waited for the boat that never came."
RAIN = "It rained all the day, and the quay was empty but for a dog."
LONG = '"That was a very long day for all of us and the boats," he said.'
FAR = [
    ((MET, RAIN, LONG), f"{MET}\n{RAIN}\n"),
    ((MET, RAIN, RAIN, LONG), f"{MET}\n[...]\n{RAIN}\n"),
]


@pytest.mark.parametrize(("paragraphs", "begins"), FAR)
def test_the_paragraph_that_names_whom_a_pronoun_means_is_shown_with_the_quote(
    paragraphs: tuple[str, ...], begins: str, tmp_path: Path
) -> None:
    file = tmp_path / "far.txt"
    file.write_text("\n\n".join(paragraphs), encoding="utf-8")
    with closing(Library.open(tmp_path / "library")) as library:
        list(add_files.add(library, [file], jobs=1))
        (seen,) = asked(library, DoubtKind.SPEAKER)
    assert seen.question == "Did Peter Jones say this?"
    assert seen.text.startswith(begins)
    marked = {part: span.of(seen.text) for span, part in seen.marked}
    assert (marked[Part.PERSON], marked[Part.NAME], marked[Part.CUE]) == ("Jones", "he", "said")
    assert seen.words.startswith("That was a very long day")
    # Where there is no room for it, the quote is seen all the same.
    roomy, brief = (review_text.body(seen, 80, room, UNICODE) for room in (40, 9))
    assert "John Smith" in "".join(map(text_of, roomy))
    assert "John Smith" not in "".join(map(text_of, brief))
    assert (review_text.lines_of_quote(brief) or (9, 9))[1] < 9
