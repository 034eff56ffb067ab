"""The index is built newest first, may be stopped at any moment, and goes on from there."""

import contextlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from library_corpus import article, fill, library_of

from quotebrowser.index.container import bound_index
from quotebrowser.index.stamp import Binding, Contents, write_contents
from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level
from quotebrowser.model import Kind, Results
from quotebrowser.query import Is

_BATCH = 75
_PROGRAM = """
import sys
from pathlib import Path
from quotebrowser.library import Library
from quotebrowser.library.upkeep import level
level.BATCH = int(sys.argv[2])
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
level.catch_up(library, seconds=60)
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(level, "BATCH", _BATCH)
    monkeypatch.setattr(level, "_TOLD_EVERY", _BATCH * 2 // 3)
    return library_of(tmp_path / "library", 200)


def _builder(library: Library) -> "subprocess.Popen[bytes]":
    """A process that builds the index of a library."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(library.directory), str(_BATCH)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


def _indexed(library: Library) -> Counter[str]:
    """How often each quote is in the index."""
    index = library.usable_index()
    if index is None:
        return Counter()
    found = [index.search(Is("kind", kind.value), limit=100_000) for kind in Kind]
    assert [len(each.hits) for each in found] == [each.total for each in found]
    return Counter(hit.uid for each in found for hit in each.hits)


def _done(library: Library) -> int:
    """How many quotes a build has taken in; more than there are where it is at its end."""
    stamp = level.stamp_of(library)
    return stamp.building.done if stamp.building else (1_000_000 if stamp.watermark else 0)


def _sorted(library: Library) -> list[Results]:
    """All quotes of the index, by outlet."""
    return [library.index.search(Is("kind", kind.value), limit=100_000, sort="outlet") for kind in Kind]


def _assert_level(library: Library) -> None:
    """Each quote is in the index exactly once, none is lacking, and nothing is wrong."""
    assert (level.behind(library), level.lacks(library)) == (0, "")
    assert _indexed(library) == Counter(library.store.listing.uids())
    found = {row.uid: row for row in search_quotes.search(library, "the", limit=9999, group=False).rows}
    stored = {row.quote.uid: row for row in library.store.quotes.many(found)}
    assert {uid: row.outlet for uid, row in found.items()} == {
        uid: row.facts.outlet.value if row.facts.outlet else "" for uid, row in stored.items()
    }
    assert [finding for finding in level.check(library) if finding.kind != "orphan"] == []
    before = _sorted(library)
    level.rebuild(library)
    assert _sorted(library) == before


def _stopped_after(documents: int) -> Callable[[int, int, str], None]:
    """Progress that is stopped by Ctrl+C when so many quotes are done."""

    def progress(done: int, _total: int, _what: str) -> None:
        if done >= documents:
            raise KeyboardInterrupt

    return progress


def _change(library: Library, chance: random.Random) -> None:
    """Do one of the things that users do to a library."""
    store, number = library.store, chance.randrange(200)
    one, quotes = article(number, random.Random(number))
    known = store.articles.has(one.id)
    match chance.choice(("remove", "remove", "restore", "purge", "date", "outlet", "speaker", "add", "more")):
        case "remove" if known:
            store.articles.remove(one.id)
        case "restore" if known:
            store.articles.restore(one.id)
        case "purge" if known:
            store.articles.purge(one.id)
        case "date" if known:
            store.corrections.set_fact(one.id, "published", chance.choice(("", "1999-05-01", "2031")))
        case "outlet" if known:
            store.corrections.set_fact(one.id, "outlet", chance.choice(("Kleine Zeitung", "")))
        case "speaker" if known and (there := store.quotes.of_article(one.id)):
            store.corrections.set_speaker(there[0].uid, "Zoë Beispiel")
        case "add":
            store.articles.add(one, quotes[: chance.randint(0, 3)])
        case _:
            fill(library, 2, first=1000 + chance.randrange(10_000))


def test_the_newest_quotes_are_in_first_and_what_was_committed_stays_when_it_is_stopped(
    library: Library,
) -> None:
    ages = dict(library.store.listing.ages())
    order = [library.store.listing.uids_of([age]) for age in sorted(ages, reverse=True)]
    seen = -1
    for stop in (50, 100, 250, 450):
        with pytest.raises(KeyboardInterrupt):
            level.catch_up(library, _stopped_after(stop))
        indexed = _indexed(library)
        assert set(indexed.values()) <= {1}
        assert len(indexed) > seen
        assert len(indexed) // _BATCH * _BATCH <= stop
        seen = len(indexed)
        newest = [uid for uids in order for uid in uids][:seen]
        assert set(indexed) == set(newest)
        total = sum(ages.values())
        assert level.behind(library) == total - seen
        share = f"only the newest {100 * seen // total} % of quotes can be searched so far"
        assert level.lacks(library) == (share if seen else "no quote can be searched yet")
        finding = level.info(library)["not_yet_indexed"]
        assert finding == total - seen
    assert level.catch_up(library) == total - seen
    _assert_level(library)


def test_quotes_without_a_date_are_as_old_as_their_article_is_in_the_library(library: Library) -> None:
    store = library.store
    ids = store.articles.ids()[:4]
    for name, day in zip(ids, ("2024-05-02", "", "no date", ""), strict=True):
        store.corrections.set_fact(name, "published", day)
    with store.transaction():
        for name, day in zip(ids, ("2001-01-01", "2024-05-01", "2024-05-04", "2024-05-03"), strict=True):
            store._db.run("UPDATE article SET added = unixepoch(?) WHERE id = ?", (day, name))
    rows: dict[int, str] = dict(store._db.rows("SELECT no, id FROM article"))
    found = [rows[age.no] for age, _ in store.listing.ages()]
    assert [name for name in found if name in ids] == [ids[2], ids[3], ids[0], ids[1]]


@pytest.mark.parametrize("added", [-(10**15), 2**62, "no time at all"])
def test_an_article_that_was_added_at_no_possible_time_is_in_the_index_too(
    library: Library, added: object
) -> None:
    with library.store.transaction():
        library.store._db.run("UPDATE article SET added = ?", (added,))
        library.store._db.run("DELETE FROM fact WHERE key = 'published'")
    level.catch_up(library)
    assert _indexed(library) == Counter(library.store.listing.uids())


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments_while_the_store_changes_it_ends_with_each_quote_once(
    library: Library, seed: int
) -> None:
    fill(library, 400, first=400)
    chance = random.Random(seed)
    reached = 0
    for kill in range(5):
        process = _builder(library)
        # At any moment, but now and then not before it has got on.
        beyond = reached if kill % 2 else -1
        while process.poll() is None and _done(library) <= beyond:
            _change(library, chance)
            time.sleep(0.02)
        deadline = time.monotonic() + chance.uniform(0.0, 0.3)
        while process.poll() is None and time.monotonic() < deadline:
            _change(library, chance)
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert set(_indexed(library).values()) <= {1}
        assert _done(library) >= reached
        reached = _done(library)
    assert reached
    process = _builder(library)
    while process.poll() is None:
        _change(library, chance)
        time.sleep(0.02)
    assert process.returncode == 0
    level.catch_up(library, seconds=60)
    _assert_level(library)
    library.close()


@pytest.mark.parametrize("seed", range(6))
def test_stopped_at_any_quote_between_any_changes_it_ends_with_each_quote_once(
    library: Library, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        with contextlib.suppress(KeyboardInterrupt):
            level.catch_up(library, _stopped_after(chance.choice((50, 150, 300))))
        for _ in range(chance.choice((0, 1, 5, 20))):
            _change(library, chance)
        assert set(_indexed(library).values()) <= {1}
    level.catch_up(library)
    _assert_level(library)


def test_what_changes_while_a_part_is_taken_in_is_in_the_index_as_it_is_then(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    real = level.documents

    def documents(library: Library, uids: tuple[str, ...]) -> object:
        for document in real(library, uids):
            if chance.random() < 0.02:
                _change(library, chance)
            yield document

    monkeypatch.setattr(level, "documents", documents)
    level.catch_up(library)
    monkeypatch.undo()
    _assert_level(library)


@pytest.mark.parametrize("commit", range(5))
def test_a_commit_whose_list_of_contents_was_not_written_is_made_again(
    library: Library, commit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter(range(commit))

    def written(directory: Path, contents: Contents, binding: Binding) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_contents(directory, contents, binding)

    level.begin(library)
    monkeypatch.setattr(bound_index, "write_contents", written)
    with pytest.raises(KeyboardInterrupt):
        level.catch_up(library)
    monkeypatch.undo()
    chance = random.Random(commit)
    for _ in range(30):
        _change(library, chance)
    again = Library.open(library.directory)
    level.catch_up(again)
    _assert_level(again)
    again.close()


def test_two_programs_that_build_at_once_do_not_disturb_each_other(library: Library) -> None:
    one, other = _builder(library), _builder(library)
    assert level.catch_up(library, seconds=60) >= 0
    assert (one.wait(60), other.wait(60)) == (0, 0)
    _assert_level(library)
