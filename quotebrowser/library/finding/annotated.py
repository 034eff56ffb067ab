"""What the user said of quotes, asked of the store: notes, tags, and what is new for a saved search.

One rule guards it: a tag is found however it is written, as words are; no two tags differ only in that.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from quotebrowser.library.library import Library
from quotebrowser.store.annotations import Annotation
from quotebrowser.store.newsroom.authors import Authored
from quotebrowser.store.searches import SavedSearch
from quotebrowser.text import fold, words


class Remark(NamedTuple):
    """A note on a quote, or a tag, in a library that many share."""

    tag: str
    """Empty for a note."""
    text: str
    """Of a note; empty for a tag."""
    author: str
    """Who wrote it; empty where that is not known."""
    at: int
    """When, in seconds since 1970, UTC."""
    shared: bool
    """Whether everybody sees it."""


class Said(NamedTuple):
    """What the user said of a quote."""

    note: str = ""
    """Empty: there is none."""
    tags: tuple[str, ...] = ()
    """Sorted."""
    remarks: tuple[Remark, ...] = ()
    """The same with who wrote it, one's own before what is shared; empty in a library of one user."""

    def written(self, *, shared: bool) -> str:
        """The note that everybody sees, or the user's own; empty where there is none."""
        if not self.remarks:
            return "" if shared else self.note
        return next((one.text for one in self.remarks if not one.tag and one.shared is shared), "")


NOTHING = Said()
"""Of most quotes."""


def of(library: Library, uids: Iterable[str]) -> dict[str, Said]:
    """What the user said of quotes, by uid; those of which nothing was said are left out."""
    found = library.store.annotations.of(uids)
    remarks = _remarks(library, found)
    return {
        uid: Said(
            "\n\n".join(one.text for one in said if not one.tag),
            tuple(dict.fromkeys(one.tag for one in said if one.tag)),
            remarks.get(uid, ()),
        )
        for uid, said in found.items()
    }


def _remarks(library: Library, found: Mapping[str, tuple[Annotation, ...]]) -> dict[str, tuple[Remark, ...]]:
    """Who wrote notes and tags, by uid; nothing in a library of one user."""
    if library.store.shared is None and not library.store.authors.any():
        return {}
    keys = (f"[{one.no}]" for said in found.values() for one in said)
    known = library.store.authors.of("annotation", keys)
    made = {}
    for uid, said in found.items():
        wrote = [(one, known.get(f"[{one.no}]", Authored("", one.at))) for one in said]
        remarks = (Remark(one.tag, one.text, by.author, by.at, not by.personal) for one, by in wrote)
        made[uid] = tuple(sorted(remarks, key=lambda one: (one.shared, bool(one.tag))))
    return made


def spelling(library: Library, tag: str) -> str:
    """A tag as it was first written; as given where no quote bears it."""
    known = {fold(one): one for one in library.store.annotations.names()}
    return known.get(fold(tag), tag)


def tagged(library: Library, tag: str) -> tuple[str, ...]:
    """Uids of the quotes that bear a tag, in its order."""
    return library.store.annotations.uids(spelling(library, tag))


def noted(library: Library, text: str) -> frozenset[str]:
    """Uids of the quotes whose note has, for each word of `text`, one that begins with it."""

    def read() -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in library.store.annotations.notes():
            found[one.uid] = (*found.get(one.uid, ()), *(word.normal for word in words(one.text)))
        return found

    asked = [word.normal for word in words(text)]
    return frozenset(
        uid
        for uid, said in library.note_words.get("", read).items()
        if asked and all(any(word.startswith(one) for word in said) for one in asked)
    )


def saved(library: Library, name: str) -> SavedSearch | None:
    """The saved search of a name, however it is written; None if there is none."""
    return next((one for one in library.store.searches.saved() if fold(one.name) == fold(name)), None)


def added(library: Library, name: str) -> tuple[str, ...]:
    """Uids of the quotes that were added since a saved search was last looked through, if it is known."""
    search, searches = saved(library, name), library.store.searches
    return searches.added(search.article, searches.newest()) if search else ()
