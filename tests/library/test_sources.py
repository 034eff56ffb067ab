"""The index is brought level before it answers, and an answer of one that is not level says so."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from library_corpus import SPEAKERS, WORDS, fill, library_of

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.finding import answerer, search_quotes, sources, targets
from quotebrowser.library.upkeep import level
from quotebrowser.library.views import Progress
from quotebrowser.processes.lock import held
from quotebrowser.query import FIELDS, Node, Reads, parse
from quotebrowser.store import Store


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_of(tmp_path / "library", 60)


def _uids(library: Library, query: str | Node) -> set[str]:
    node = parse(query) if isinstance(query, str) else query
    return {hit.uid for hit in answerer.hits(library, node, limit=10_000).hits}


def _queries(chance: random.Random) -> list[str]:
    """One of each plain kind, of random words."""
    a, b, c = (chance.choice(WORDS).replace("*", "") for _ in range(3))
    name = chance.choice(SPEAKERS).split(" ")[-1] or "ada"
    year = chance.choice(("2024", "2024-05", "2024-03..2024-09", "2024-11.."))
    return [
        a, f"{a} {b}", f"{a} OR {b} {c}", f"{a} -{b}", f"-{a}", f"-({a} {b})", f"{a[:1]}*", f"{b[:2]}*",
        f'"{a} {b}"', f'"{b} {c}" {a}', f"speaker:{name}",
        f"-speaker:{name} {a}", f"outlet:herald {a}", "outlet:(zürcher OR post)", "outlet:(-post)",
        f"title:{a}", f'title:"{a} {b}"', "via:times", "lang:en", "lang:fr", f"date:{year}",
        f"before:2024-06 {a}", "after:2024-12", "no:outlet", "no:date", f"no:speaker {a}", "kind:mention",
        f"kind:fragment {b}",
        f"(kind:statement OR {a}) {b}", "witnesses:>2", f"-witnesses:>1 {a}", "has:differences",
        "-has:differences", f"{a} has:differences", "mark:lead", "",
    ]  # fmt: skip


STORED = [
    f"{row.name}:{value}"
    for row in FIELDS
    if row.name not in ("no", "print")
    and not row.index
    and row.reads in (Reads.CHOICE, Reads.COUNT, Reads.NAME)
    for value in row.values or ("1",)
]


@pytest.mark.parametrize("query", STORED)
def test_the_store_answers_for_every_field_that_the_index_has_not(library: Library, query: str) -> None:
    everything = _uids(library, "")
    assert _uids(library, query) | _uids(library, f"-{query}") == everything
    assert not _uids(library, query) & _uids(library, f"-{query}")


def test_whatever_changed_is_in_the_next_answer(library: Library) -> None:
    _uids(library, "the")
    ids = library.store.articles.ids()
    library.store.articles.remove(ids[0])
    library.store.articles.purge(ids[1])
    library.store.corrections.set_fact(ids[2], "outlet", "Kleine Zeitung")
    library.store.corrections.set_fact(ids[3], "published", "")
    uid = library.store.quotes.of_article(ids[4])[0].uid
    library.store.corrections.set_speaker(uid, "Zoë Beispiel")
    library.store.corrections.alias("ada example", "Eve Exemplar")
    library.store.articles.restore(ids[0])
    fill(library, 3, first=60)
    changed = _uids(library, "outlet:kleine"), _uids(library, "speaker:zoe"), _uids(library, "speaker:eve")
    assert all(changed)
    assert not _uids(library, "speaker:example")
    asked = [parse(query) for query in _queries(random.Random(1))]
    before = [_uids(library, node) for node in asked]
    level.rebuild(library)
    assert [_uids(library, node) for node in asked] == before
    assert level.check(library) == ()


def _damage(directory: Path, chance: random.Random) -> None:
    """Change some bytes in the largest file of an index; in place, as a disk would."""
    path = max(directory.glob("*"), key=lambda path: path.stat().st_size)
    with path.open("r+b") as file:
        for _ in range(40):
            file.seek(chance.randrange(path.stat().st_size))
            file.write(bytes([chance.randrange(256)]))


@pytest.mark.parametrize("seed", range(6))
def test_an_index_damaged_while_it_is_open_never_gives_a_wrong_answer(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    asked = [parse(query) for query in _queries(chance)]
    expected = [_uids(library, node) for node in asked]
    _damage(library.index_directory, chance)
    assert [_uids(library, node) for node in asked] == expected
    assert search_quotes.search(library, "the").lacking == ""
    assert level.check(library) == ()


@pytest.mark.parametrize(
    "state",
    [
        "missing",
        "damaged",
        "another version",
        "another user's",
        "another library's",
        "taken away while it is open",
    ],
)
@pytest.mark.parametrize("most", [0, sources.AT_ONCE])
def test_an_index_that_cannot_be_used_is_built_before_a_command_answers_and_shown_where_that_takes_long(
    library: Library, state: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = library.index_directory
    expected = _uids(library, "army")
    if state != "taken away while it is open":
        library.close()
    if state in ("missing", "taken away while it is open"):
        shutil.rmtree(directory)
    elif state == "damaged":
        for path in directory.glob("*.arrays"):
            path.write_bytes(b"no arrays")
    elif state == "another version":
        stamp = directory / "stamp.json"
        stamp.write_text(stamp.read_text("utf-8").replace('"format": ', '"format": 9'), "utf-8")
    elif state == "another user's":
        monkeypatch.setenv("QUOTEBROWSER_INDEX_KEY", "ab" * 32)
    elif state == "another library's":
        Store.open(library.directory).renew_identity()
    monkeypatch.setattr(sources, "AT_ONCE", most)
    again = library if state == "taken away while it is open" else Library.open(library.directory)
    shown: list[tuple[int, int]] = []

    @contextmanager
    def show() -> Iterator[Progress]:
        yield lambda done, total, _what: shown.append((done, total))

    again.shown = show
    assert _uids(again, "army") == expected
    assert bool(shown) == (most == 0)
    assert all(done <= total for done, total in shown)
    assert search_quotes.search(again, "army").lacking == ""
    again.close()


def test_the_index_of_a_library_that_cannot_be_written_is_built_in_the_cache(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_CACHE", str(tmp_path / "cache"))
    expected = _uids(library, "army")
    shutil.rmtree(library.index_directory)
    library.close()
    library.directory.chmod(0o500)
    try:
        again = Library.open(library.directory)
        assert again.read_only
        assert _uids(again, "army") == expected
        assert search_quotes.search(again, "army").lacking == ""
        assert again.index_directory.parent == tmp_path / "cache"
        assert not (library.directory / "index").exists()
        again.close()
    finally:
        library.directory.chmod(0o700)


def test_where_there_is_no_index_and_none_can_be_made_a_command_says_why(library: Library) -> None:
    library.index_directory.parent.joinpath("index.lock").mkdir()
    with pytest.raises(LibraryError, match="The index cannot be written: Is a directory"):
        search_quotes.search(library, "army")


def test_an_index_that_cannot_be_brought_level_answers_and_says_what_it_lacks(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PATIENCE", 0.1)
    before = _uids(library, "army")
    fill(library, 30, first=60)
    with held(library.lock) as got:
        assert got
        assert level.catch_up(library) == 0
        found = search_quotes.search(library, "army", limit=1000, group=False)
        assert {row.uid for row in found.rows} == before
        assert found.lacking == (
            "Another program is writing the index: the last 90 changes cannot be searched yet"
        )
        for ask in (
            lambda: targets.best(library, "army"),
            lambda: targets.everything(library, "army"),
            lambda: list(export_quotes.pieces(library, "army", "jsonl")),
            lambda: answerer.hits(library, parse("army"), limit=10),
        ):
            with pytest.raises(LibraryError, match="the last 90 changes cannot be searched yet"):
                ask()
    assert search_quotes.search(library, "army").lacking == ""
    assert _uids(library, "army") > before


def test_bookmarks_and_groups_are_told_by_the_store(library: Library) -> None:
    uid = search_quotes.search(library, "army", group=False).rows[0].uid
    mark_quote.mark(library, uid, on=True)
    found = search_quotes.search(library, "mark:bookmark", group=False)
    assert [row.uid for row in found.rows] == [uid]
