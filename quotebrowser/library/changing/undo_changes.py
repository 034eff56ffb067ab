"""What the user changed, taken back and done again.

Three rules guard it: a change is taken back wholly or not at all, and only where nothing of it was changed
since; what is said of it is what its rows hold, never more; and in a newsroom everybody takes back their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.library.changing.change_words import clauses
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep import regroup
from quotebrowser.library.views import Change
from quotebrowser.store.journal import Entry
from quotebrowser.store.sqlite.packing import unpack
from quotebrowser.store.sqlite.row_images import ChangedSinceError, Image
from quotebrowser.store.sqlite.row_rules import ADDED, PASSAGE

_UNINDEXED: Final = ("mark", "annotation")
"""What of a quote the index does not have, and no group depends on."""
_GROUPING: Final = ("published", "form")
"""Facts that decide what is linked, and in which order printings stand."""


def listed(library: Library, *, undone: bool = False) -> tuple[Change, ...]:
    """What can be undone, the latest first; or what can be redone, in the order in which it is."""
    known = library.store.authors.entries()
    changes = (
        _change(entry, library.journal.images(entry.no))
        for entry in _entries(library, undone=undone, every=True)
    )
    made = (replace(one, author=known[one.no].author) if one.no in known else one for one in changes)
    if library.store.shared is None:
        return tuple(made)
    # In a newsroom a gap would tell of a change that is not for this user.
    places = {no: place for place, no in enumerate(sorted(one.no for one in library.journal.entries()), 1)}
    return tuple(replace(one, no=places.get(one.no, 0)) for one in made)


def latest(library: Library) -> Change | None:
    """What `undo` with `here` takes back; None if there is nothing."""
    entry = next(_entries(library, undone=False, here=True), None)
    return None if entry is None else _change(entry, library.journal.images(entry.no))


def undo(library: Library, *, here: bool = False) -> Change | None:
    """Take the latest change back; None if there is none.

    Args:
        library: where.
        here: whether to pass over what other programs have changed since this one opened the library.

    Raises:
        LibraryError: nothing may be written, or some of it has been changed since.
    """
    return _turned(library, undone=False, here=here)


def redo(library: Library) -> Change | None:
    """Do again what was taken back last; None if nothing was, or something else was changed since.

    Raises:
        LibraryError: nothing may be written, or some of it has been changed since.
    """
    return _turned(library, undone=True)


def _entries(library: Library, *, undone: bool, here: bool = False, every: bool = False) -> Iterator[Entry]:
    """Changes, those first that are turned first; unless it is to be `every` one, those of this user."""
    entries = [entry for entry in library.journal.entries() if bool(entry.undone) is undone]
    shared = None if every else library.store.shared
    known = library.store.authors.entries() if shared else {}
    for entry in sorted(entries, key=lambda entry: (-entry.undone, -entry.no)):
        if here and not entry.own and entry.at > library.opened:
            continue
        user = shared.address.user if shared else ""
        if shared is None or entry.own or (entry.no in known and known[entry.no].author == user):
            yield entry


def _change(entry: Entry, images: Sequence[Image], what: tuple[str, ...] = ()) -> Change:
    articles = dict.fromkeys(one.article for one in images if one.article)
    adds = any(one.name == ADDED for one in images)
    return Change(entry.no, entry.at, "; ".join(what or clauses(images)), tuple(articles), adds)


def _turned(library: Library, *, undone: bool, here: bool = False) -> Change | None:
    from quotebrowser.library.finding.sources import follow

    library.require_writable()
    with library.store.transaction():
        entry = next(_entries(library, undone=undone, here=here), None)
        if entry is None:
            return None
        try:
            with library.journal.turning(entry) as images:
                _put_back(library, entry, images)
        except ChangedSinceError as error:
            what = _change(entry, library.journal.images(entry.no)).what
            raise LibraryError(
                f"This cannot be {'redone' if undone else 'undone'}, as some of it was changed since: {what}",
                "Nothing was changed now.",
            ) from error
    follow(library)
    turned = [one.turned() for one in images]
    if undone:
        return _change(entry, turned)
    facts = library.store.listing.facts({one.article for one in images if one.name == "fact_correction"})
    return _change(entry, turned, clauses(turned, facts))


def _put_back(library: Library, entry: Entry, images: Sequence[Image]) -> None:
    """Make all rows what they were; then link and group again what depends on them."""
    store = library.store
    regroup.renew(library)
    spoken = {article for key in _speakers(images) for article in store.listing.articles_of(key)}
    noted = sorted(spoken.union(one.article for one in images if one.article and one.name not in _UNINDEXED))
    grouped = sorted(spoken.union(one.article for one in images if _decides(one)))
    store.passages.number(
        {one.before["uid"]: one.before["no"] for one in images if one.name == PASSAGE and one.before}
    )
    store.changes.note_articles(*noted)
    touched = set[str]().union(*(regroup.drop_article(library, article_id) for article_id in grouped))
    library.journal.put_back(entry, images)
    store.changes.note_articles(*noted)
    for article_id in grouped:
        article = store.articles.get(article_id)
        if article is not None and not store.articles.is_removed(article_id):
            printed = passages(article, store.quotes.of_article(article_id))
            touched |= regroup.link_article(library, article, printed)
    regroup.regroup(library, touched, later=True)
    regroup.forget_rules(library)


def _decides(image: Image) -> bool:
    """Whether a row decides what its article's passages are linked with."""
    values = image.after or image.before or {}
    if image.name in ("fact", "fact_correction"):
        return values["key"] in _GROUPING
    return image.name not in (*_UNINDEXED, "outcome", "alias", "apart", "saved_search")


def _speakers(images: Sequence[Image]) -> set[str]:
    """Keys of the speakers whose names were merged or split."""
    sides = (side for one in images if one.name == "alias" for side in (one.before, one.after) if side)
    return {unpack(side[column]) for side in sides for column in ("key", "target")}
