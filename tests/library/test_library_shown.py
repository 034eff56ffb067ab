"""A library that is shown to somebody who is to change nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library, mark_quote
from quotebrowser.library.changing import correct_facts, undo_changes
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.noting import saved_searches, write_notes
from quotebrowser.settings import Settings, cache_directory


@pytest.fixture
def shown(own_seeds: Path) -> Iterator[Library]:
    library = Library.open_for_reading(own_seeds, Settings())
    yield library
    library.close()


CHANGES: Final[dict[str, Callable[[Library, str], object]]] = {
    "bookmark": lambda library, uid: mark_quote.mark(library, uid, on=True),
    "fact": lambda library, uid: correct_facts.set_values(library, [uid], {"outlet": "Herald"}),
    "undo": lambda library, _: undo_changes.undo(library),
    "search": lambda library, _: saved_searches.save(library, "name", "blow"),
    "note": lambda library, uid: write_notes.write(library, uid, "words"),
    "table": lambda library, _: library.store.meta.set("key", "value"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_can_be_changed_not_even_past_what_asks(shown: Library, change: str) -> None:
    uid = search_quotes.search(shown, "").rows[0].uid
    with pytest.raises(LibraryError):
        CHANGES[change](shown, uid)


def test_what_others_change_is_seen_and_the_index_is_the_librarys_own(
    shown: Library, own_seeds: Path, tmp_path: Path
) -> None:
    assert not search_quotes.search(shown, "harbour").rows
    other = Library.open(own_seeds)
    from quotebrowser.library.adding import add_files

    article = tmp_path / "new.txt"
    article.write_text("“The harbour stays open all winter,” said Ann Lee, who runs it.\n", encoding="utf-8")
    list(add_files.add(other, [article]))
    other.close()
    assert search_quotes.search(shown, "harbour").rows
    assert shown.index_directory == own_seeds / "index"
    assert not list(cache_directory().glob("index-*"))


def test_a_library_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        Library.open_for_reading(tmp_path / "none", Settings())
    assert not (tmp_path / "none").exists()
