"""A library whose index is divided answers as one whose index is whole, and says what it lacks."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from library_corpus import WORDS, fill, library_of

from quotebrowser.errors import LibraryError
from quotebrowser.index.shards.division import Division, Searched
from quotebrowser.index.shards.part_reach import LocalReach
from quotebrowser.library import Library
from quotebrowser.library.changing import correct_facts, purge_articles, remove_articles
from quotebrowser.library.copying import export_quotes
from quotebrowser.library.finding import search_quotes, sources, whole_answer
from quotebrowser.library.held.held_index import HeldIndex, lacking
from quotebrowser.library.upkeep import backing_up, divide_index, level

QUERIES = (
    "", WORDS[3], f"{WORDS[0]} {WORDS[1]}", f"{WORDS[2]} -{WORDS[3]}", f"{WORDS[4][:2]}*",
    "has:differences", "witnesses:>2", "no:speaker", "date:2024", "kind:mention", "in:herald",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = library_of(tmp_path / "library", 40)
    yield made
    made.close()


def _said(library: Library) -> list[Any]:
    """All that a library answers: rows with scores, the whole list, facets and days."""
    said: list[Any] = []
    for query in QUERIES:
        for sort in ("relevance", "date", "outlet"):
            found = search_quotes.search(library, query, limit=20, sort=sort)
            said.append((found.rows, found.total, dict(found.facets), found.lacking))
            whole = whole_answer.ask(library, query, sort=sort, reverse=True, as_typed=False)
            said.append((list(whole.answering()), len(whole)))
        said.append(whole_answer.uids(library, query))
    return said


def _divide(library: Library, parts: int) -> int:
    return divide_index.divide(library, divide_index.division(parts, "local", None))


def test_a_divided_index_answers_as_a_whole_one_through_all_changes(tmp_path: Path, library: Library) -> None:
    whole = library_of(tmp_path / "whole", 40)
    held = _divide(library, 3)
    assert held == len(library.store.listing.uids())
    assert sorted(path.name for path in (library.directory / "index").glob("part-*")) == [
        "part-1-of-3", "part-2-of-3", "part-3-of-3"
    ]  # fmt: skip
    assert _said(library) == _said(whole)
    for changed in (library, whole):
        fill(changed, 9, first=40)
        ids = changed.store.articles.ids()
        remove_articles.remove(changed, ids[:4])
        correct_facts.set_values(changed, [], {"outlet": "The Divided Herald"}, articles=ids[5:7])
    assert _said(library) == _said(whole)
    assert level.check(library) == level.check(whole) == ()
    again = Library.open(library.directory)
    assert again.held.division == Division(3)
    assert _said(again) == _said(whole)
    _divide(library, 1)
    assert again.held.division is None
    assert not [*(library.directory / "index").glob("part-*")]
    assert _said(library) == _said(again) == _said(whole)
    again.close()
    whole.close()


def test_parts_of_the_division_before_are_not_taken_for_those_of_the_next(library: Library) -> None:
    whole = _said(library)
    _divide(library, 4)
    library.held.divide(Division(2))  # and no more, as the program was ended then
    assert library.usable_index() is None
    assert _said(library) == whole


def test_whoever_has_the_library_open_follows_when_its_index_is_divided(library: Library) -> None:
    other = Library.open(library.directory)
    before = _said(other)
    _divide(library, 2)
    assert level.behind(other) == 0
    assert _said(other) == before
    other.close()


def test_a_purged_word_is_in_no_part(library: Library) -> None:
    _divide(library, 3)
    article = library.store.articles.ids()[0]
    text = library.store.articles.get(article).text  # type: ignore[union-attr]
    purge_articles.purge(library, [article])
    assert library.held.division == Division(3)
    for path in library.directory.rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            assert text[:40].encode() not in path.read_bytes(), path
    assert level.check(library) == ()


def test_a_damaged_part_is_made_again_with_the_others(library: Library) -> None:
    _divide(library, 3)
    before = _said(library)
    library.close()
    for path in (library.directory / "index" / "part-2-of-3").glob("*.arrays"):
        path.write_bytes(bytes(path.stat().st_size))
    opened = Library.open(library.directory)
    assert _said(opened) == before
    assert opened.held.division == Division(3)
    opened.close()


def test_a_division_that_another_user_made_is_not_followed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _said(library)
    divide_index.divide(library, Division(2, Searched.RAY, "10.0.0.5:6379"))
    library.close()
    monkeypatch.setenv("QUOTEBROWSER_INDEX_KEY", "5" * 64)
    opened = Library.open(library.directory)
    assert opened.held.division is None
    assert _said(opened) == before
    opened.close()


def test_an_older_library_beside_a_divided_index_is_refused(library: Library, tmp_path: Path) -> None:
    _divide(library, 2)
    copy = backing_up.backup(library)
    fill(library, 3, first=50)
    level.catch_up(library)
    library.close()
    (library.directory / "library.db").write_bytes(copy.read_bytes())
    opened = Library.open(library.directory)
    with pytest.raises(LibraryError, match="older than its search index"):
        opened.require_newest()
    opened.close()


class LosingReach(LocalReach):
    """Parts of which some can be lost."""

    lost: ClassVar[set[int]] = set()
    unseen: ClassVar[set[int]] = set()

    @property
    def missing(self) -> frozenset[int]:  # type: ignore[override]
        return frozenset(self.lost)

    def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
        self.lost.update(self.unseen)
        return super().ask({n: call for n, call in calls.items() if n not in self.lost}, seconds)


LACKING = "1 of 4 parts of the index cannot be searched: about a quarter of the quotes"


def test_an_answer_says_which_part_is_missing_and_who_needs_all_refuses(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HeldIndex, "_reach", lambda _, parts, __: LosingReach(parts))
    LosingReach.lost, LosingReach.unseen = set(), set()
    _divide(library, 4)
    whole = search_quotes.search(library, WORDS[0])
    assert (whole.lacking, whole.total > 0) == ("", True)
    LosingReach.unseen = {2}
    found = search_quotes.search(library, WORDS[0])
    assert found.lacking == LACKING
    assert 0 < found.total < whole.total
    assert sources.ready(library) == sources.told(library) == LACKING
    with pytest.raises(LibraryError, match="1 of 4 parts"):
        list(export_quotes.pieces(library, WORDS[0], "jsonl"))
    assert [str(finding) for finding in level.check(library)] == [LACKING]
    assert divide_index.info(library)["missing"] == LACKING
    LosingReach.lost, LosingReach.unseen = set(), set()
    again = search_quotes.search(library, WORDS[0])
    assert (again.rows, again.lacking) == (whole.rows, "")


@pytest.mark.parametrize(
    ("lost", "parts", "share"),
    [(1, 2, "half"), (2, 8, "a quarter"), (2, 3, "two thirds"), (3, 64, "5 %")],
)
def test_how_much_is_missing_is_said_in_words(lost: int, parts: int, share: str) -> None:
    assert lacking(lost, parts).endswith(f"about {share} of the quotes")
    assert lacking(parts, parts).startswith("no part of the index")
