"""The store answers as the index does, while the index cannot."""

import random
import shutil
from pathlib import Path

import pytest
from library_corpus import SPEAKERS, WORDS, fill, library_of

from quotebrowser.errors import QueryError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.finding import answerer, search_quotes, sources
from quotebrowser.library.upkeep import level
from quotebrowser.model import Facet, Results
from quotebrowser.processes.lock import held
from quotebrowser.query import Most, Node, Word, parse
from quotebrowser.text import normals


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_of(tmp_path / "library", 60)


def _both(library: Library, node: Node, sort: str = "relevance") -> tuple[Results, Results]:
    level.catch_up(library)
    by_index = sources.ready(library)
    by_store = sources.store(library, "for a test")
    assert (by_index.instead, by_store.instead) == ("", "for a test")
    return tuple(source.search(node, limit=10_000, sort=sort) for source in (by_index, by_store))  # type: ignore[return-value]


def _assert_same(library: Library, node: Node) -> int:
    one, other = _both(library, node)
    assert {hit.uid for hit in one.hits} == {hit.uid for hit in other.hits}, node
    assert (one.total, one.speakers, one.outlets) == (other.total, other.speakers, other.outlets), node
    return one.total


def _queries(chance: random.Random) -> list[str]:
    """One of each plain kind, of random words."""
    a, b, c = (chance.choice(WORDS).replace("*", "") for _ in range(3))
    name = chance.choice(SPEAKERS).split(" ")[-1] or "ada"
    year = chance.choice(("2024", "2024-05", "2024-03..2024-09", "2024-11.."))
    return [
        a, f"{a} {b}", f"{a} OR {b} {c}", f"{a} -{b}", f"-{a}", f"-({a} {b})", f"{a[:1]}*", f"{b[:2]}*",
        f'"{a} {b}"', f'"{b} {c}" {a}', f"{a[:-1]}x~", f"{a}~", f"{b}~2", f"speaker:{name}",
        f"-speaker:{name} {a}", f"outlet:herald {a}", "outlet:(zürcher OR post)", "outlet:(-post)",
        f"title:{a}", f'title:"{a} {b}"', "via:times", "lang:en", "lang:fr", f"date:{year}",
        f"before:2024-06 {a}", "after:2024-12", "no:outlet", "no:date", f"no:speaker {a}", "kind:mention",
        f"kind:fragment {b}",
        f"(kind:statement OR {a}) {b}", "witnesses:>2", f"-witnesses:>1 {a}", "has:differences",
        "-has:differences", f"{a} has:differences", "mark:lead", "",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_store_finds_what_the_index_finds(tmp_path: Path, seed: int) -> None:
    library = library_of(tmp_path / "library", 60, seed)
    chance = random.Random(seed)
    for uid in chance.sample(library.store.quotes.uids(), 9):
        library.store.marks.mark(uid, "lead")
    found = sum(_assert_same(library, parse(query)) for _ in range(6) for query in _queries(chance))
    assert found > 1000
    typed = ("d", "def", "defeats a", '"of the', '"of t', "ca", "don't d", "speaker:a")
    assert sum(_assert_same(library, parse(query, as_typed=True)) for query in typed) > 300
    words = list(dict.fromkeys(word for raw in WORDS for word in normals(raw)))
    for minimum in (1, 2, 4):
        assert _assert_same(library, Most(tuple(map(Word, chance.sample(words, 6))), minimum))
    library.close()


def test_what_changed_is_found_by_the_store_as_by_the_index(library: Library) -> None:
    _assert_same(library, parse("the"))
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
    for query in ("the", "outlet:kleine", "no:date", "speaker:zoe", "speaker:eve", "speaker:example", ""):
        assert _assert_same(library, parse(query)) or query == "speaker:example", query


@pytest.mark.parametrize("sort", ["date", "outlet"])
def test_the_store_sorts_as_the_index_does(library: Library, sort: str) -> None:
    one, other = _both(library, parse("the OR army"), sort)
    assert [hit.uid for hit in one.hits] == [hit.uid for hit in other.hits]


def test_the_store_ranks_the_best_first_and_counts_beyond_the_limit(library: Library) -> None:
    whole = sources.store(library, "").search(parse("army the"), limit=1000, sort="relevance")
    part = sources.store(library, "").search(parse("army the"), limit=3, sort="relevance")
    assert part.total == whole.total > len(part.hits) == 3
    assert part.hits == whole.hits[:3]
    assert [hit.score for hit in whole.hits] == sorted((hit.score for hit in whole.hits), reverse=True)
    assert all(isinstance(facet, Facet) for facet in whole.speakers)


def test_words_near_one_another_may_stand_in_any_order_for_the_store_which_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = parse('"army of the"~3')
    one, other = _both(library, node)
    assert {hit.uid for hit in one.hits} <= {hit.uid for hit in other.hits}
    shutil.rmtree(library.index_directory)
    library.forget_index()
    monkeypatch.setattr(sources, "AT_ONCE", 0)
    found = search_quotes.search(library, '"army of the"~3', group=False)
    assert found.rows
    assert "any order" in found.notice
    assert "rebuild" in found.instead


def test_a_misspelt_word_is_corrected_from_the_stores_words(library: Library) -> None:
    source = sources.store(library, "")
    assert source.suggest("hapily") == ("happily",)
    assert source.suggest("happily") == source.suggest("da") == source.suggest("qqqqqqqq") == ()
    assert source.suggest("minsitere") == ("ministere",)


def test_a_search_of_the_store_that_takes_long_is_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotebrowser.store import finding
    from quotebrowser.store.sqlite import database

    source = sources.store(library, "")
    monkeypatch.setattr(finding, "_SECONDS", 0.0)
    monkeypatch.setattr(database, "_STEPS", 10)
    with pytest.raises(QueryError, match="longer than two seconds"):
        source.search(parse("the"), limit=10, sort="relevance")
    monkeypatch.setattr(finding, "_SECONDS", 60.0)
    assert source.search(parse("the"), limit=10, sort="relevance").hits


def _damage(directory: Path, chance: random.Random) -> None:
    """Change some bytes in the largest file of an index; in place, as a disk would."""
    path = max(directory.glob("*"), key=lambda path: path.stat().st_size)
    with path.open("r+b") as file:
        for _ in range(40):
            file.seek(chance.randrange(path.stat().st_size))
            file.write(bytes([chance.randrange(256)]))


@pytest.mark.parametrize("seed", range(6))
def test_an_index_damaged_while_it_is_open_never_gives_a_wrong_answer(
    library: Library, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    level.catch_up(library)
    chance = random.Random(seed)
    asked = [parse(query) for query in _queries(chance) if "~" not in query]
    expected = [
        {hit.uid for hit in sources.store(library, "").search(node, limit=10_000, sort="relevance").hits}
        for node in asked
    ]
    _damage(library.index_directory, chance)
    monkeypatch.setattr(sources, "AT_ONCE", 0 if seed % 2 else 10_000)
    for node, uids in zip(asked, expected, strict=True):
        assert {hit.uid for hit in answerer.hits(library, node, limit=10_000).hits} == uids, node
    if seed % 2 and library.distrusted:
        assert "rebuild mends it" in search_quotes.search(library, "the").instead
        level.rebuild(library)
    assert search_quotes.search(library, "the").instead == ""


@pytest.mark.parametrize("state", ["missing", "damaged", "another version", "ahead of the store"])
def test_an_index_that_cannot_be_used_blocks_no_search(
    library: Library, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    level.catch_up(library)
    directory = library.index_directory
    expected = {row.uid for row in search_quotes.search(library, "army", limit=1000).rows}
    library.close()
    if state == "missing":
        shutil.rmtree(directory)
    elif state == "damaged":
        for path in directory.glob("*.toc"):
            path.write_bytes(b"no table of contents")
    elif state == "another version":
        stamp = directory / "stamp.json"
        stamp.write_text(stamp.read_text("utf-8").replace('"format": ', '"format": 9'), "utf-8")
    else:
        from quotebrowser.index.stamp import Stamp, write_stamp

        write_stamp(directory, Stamp(10**9))
    again = Library.open(library.directory)
    with monkeypatch.context() as patched:
        patched.setattr(sources, "AT_ONCE", 0)
        found = search_quotes.search(again, "army", limit=1000)
        what = (
            f"lacks the last {again.store.changes.latest()} changes" if state == "missing" else "is damaged"
        )
        assert found.instead.startswith(f"The index {what}")
        assert found.instead.endswith("searched the library itself. quotebrowser rebuild mends it")
        assert {row.uid for row in found.rows} == expected
    found = search_quotes.search(again, "army", limit=1000)
    assert found.instead == ""
    assert {row.uid for row in found.rows} == expected
    again.close()


def test_a_library_whose_words_were_never_kept_is_searched_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "AT_ONCE", 0)
    assert library.store.fulltext.watermark == 0
    assert search_quotes.search(library, "army").rows
    assert not library.store.fulltext.behind()


def test_a_read_only_library_says_how_much_of_it_can_be_searched(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = library.store.changes.latest() // 2
    library.store.fulltext.follow(half)
    library.close()
    library.directory.chmod(0o500)
    monkeypatch.setattr(sources, "AT_ONCE", 0)
    try:
        again = Library.open(library.directory)
        assert again.read_only
        found = search_quotes.search(again, "army")
        assert found.rows
        assert "only 50 % of the quotes can be searched yet" in found.instead
        again.close()
    finally:
        library.directory.chmod(0o700)


def test_an_index_that_cannot_be_written_is_no_reason_not_to_answer(library: Library) -> None:
    library.index_directory.parent.joinpath("index.lock").mkdir()
    found = search_quotes.search(library, "army")
    assert found.rows
    assert found.instead == "The index cannot be written: Is a directory: searching the store"


def test_while_another_program_indexes_the_store_answers(library: Library) -> None:
    with held(library.lock) as got:
        assert got
        assert level.catch_up(library) == 0
        found = search_quotes.search(library, "army")
        assert found.rows
        assert "Another program" in found.instead
    assert search_quotes.search(library, "army").instead == ""


def test_bookmarks_and_groups_are_told_by_the_store_that_answers(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "AT_ONCE", 0)
    uid = search_quotes.search(library, "army", group=False).rows[0].uid
    mark_quote.mark(library, uid, on=True)
    found = search_quotes.search(library, "mark:bookmark", group=False)
    assert [row.uid for row in found.rows] == [uid]
    assert found.instead
