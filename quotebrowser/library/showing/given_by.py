"""Who gave what in a library that many share, in words.

One rule guards it: of a library of one user nothing is said here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from quotebrowser.library.finding.annotated import Remark, Said
from quotebrowser.store.newsroom.authors import Authored
from quotebrowser.text import safe_line

_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WORDS: Final = {"published": "date", "byline": "author"}
"""What facts are called, where that is not their key."""
ONLY_YOU: Final = "only you"
SHARED: Final = "shared"


def by(author: str, at: int) -> str:
    """Who and when: `anna, 30 Nov 2026`; only when, where it is not known who."""
    day = dt.datetime.fromtimestamp(at, dt.UTC).astimezone().date()
    return ", ".join(filter(None, (safe_line(author), f"{day.day} {_MONTHS[day.month - 1]} {day.year}")))


def corrected(given: Mapping[str, Authored]) -> str:
    """What was corrected and by whom: `outlet given by anna, 30 Nov 2026; speaker given by bob, 1 Dec 2026`.

    Args:
        given: who gave each fact, by its key; `speaker` is a quote's.
    """
    said: dict[str, list[str]] = {}
    for key, one in given.items():
        said.setdefault(by(one.author, one.at), []).append(_WORDS.get(key, key))
    return "; ".join(f"{' and '.join(words)} given by {who}" for who, words in said.items())


def _for(remark: Remark) -> str:
    return f"{SHARED}, {by(remark.author, remark.at)}" if remark.shared else ONLY_YOU


def tags(said: Said) -> str:
    """The tags of a quote, each with who sees it where others might: `lead (only you), harbour (shared)`."""
    seen = {one.tag: SHARED if one.shared else ONLY_YOU for one in reversed(said.remarks) if one.tag}
    return ", ".join(f"{tag} ({seen[tag]})" if tag in seen else tag for tag in said.tags)


def notes(said: Said) -> Iterator[str]:
    """The notes on a quote, each with who sees it where others might."""
    if not said.remarks:
        yield from filter(None, [said.note])
    yield from (f"({_for(one)}) {one.text}" for one in said.remarks if not one.tag)
