"""One speaker, many spellings: merged and split by the user alone.

One rule guards it: nothing is merged because it looks alike.
"""

from collections.abc import Mapping

from quotebrowser import names
from quotebrowser.errors import UnknownError, UsageError
from quotebrowser.library.library import Library
from quotebrowser.library.showing.speaker_views import named
from quotebrowser.library.upkeep import regroup
from quotebrowser.store import SpeakerRow


def is_named(library: Library, name: str) -> bool:
    """Whether a speaker has this name, or had it until it was merged into another."""
    key = names.key(name)
    return named(library, name) is not None or any(
        alias.key == key for alias in library.store.corrections.all().aliases
    )


def merge(library: Library, name: str, into: str) -> int:
    """Let the speaker `name` go by `into` in all articles, now and later; returns how many quotes change.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is no speaker `name`.
    """
    from quotebrowser.library.finding.sources import follow

    library.require_writable()
    found = _known(library, name)
    _, bare = names.split_title(into)
    with library.journal.noted():
        library.store.corrections.let_meet(found.key, names.key(bare or into))
        _let_go_by(library, {found.key: into}, names.key(bare or into))
    follow(library)
    return found.quotes


def split(library: Library, name: str) -> int:
    """Undo mergers: all who go by `name` get the names the articles print; returns how many names.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: nobody goes by this name.
    """
    from quotebrowser.library.finding.sources import follow

    library.require_writable()
    key = names.key(name)
    aliases = library.store.corrections.all().aliases
    merged = {alias.key: None for alias in aliases if key in (alias.key, names.key(alias.name))}
    if not merged:
        raise UnknownError(
            f"No other name was merged into {name}", "See the names with quotebrowser list speakers."
        )
    _let_go_by(library, merged, key)
    follow(library)
    return len(merged)


def keep_apart(library: Library, name: str, other: str) -> tuple[str, str]:
    """Two names are two speakers': neither is proposed for the other any more; returns both as they stand.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is no speaker of one of the names.
        UsageError: both names are one speaker's.
    """
    library.require_writable()
    found = [_known(library, each) for each in (name, other)]
    if found[0].key == found[1].key:
        raise UsageError(
            f"{name} and {other} are one speaker", "Take merged names apart with set NAME speaker=."
        )
    with library.journal.noted("apart"):
        library.store.corrections.keep_apart(found[0].key, found[1].key)
    return found[0].name, found[1].name


def _known(library: Library, name: str) -> SpeakerRow:
    found = named(library, name)
    if found is None:
        raise UnknownError(f"No speaker is called {name}", "See the names with quotebrowser list speakers.")
    return found


def _let_go_by(library: Library, changes: Mapping[str, str | None], key: str) -> None:
    """Change what speakers go by; regroup all articles that quote them or whoever has `key`."""
    store = library.store
    with library.journal.noted():
        touched = dict.fromkeys(store.listing.articles_of(key))
        for changed, name in changes.items():
            touched |= dict.fromkeys(store.listing.articles_of(changed))
            store.corrections.alias(changed, name)
        regroup.refresh(library, touched)
