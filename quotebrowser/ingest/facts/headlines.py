"""Which of the titles that a page has is the headline that it prints.

One rule guards it: readers cite what they saw. A heading of the page goes before what the page says for
search engines; the name of the site, which pages add for them, is no part of a headline.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from quotebrowser.ingest.facts.organisations import name_key
from quotebrowser.ingest.facts.outlets import is_address, is_of_host

_SHARED: Final = 0.3
"""Of the words of a heading and of a title of its page, which both must have if it is the headline."""
_LONGEST: Final = 300
_FEWEST: Final = 4
"""Words of a page's only heading that is its headline though no title shares them."""
_SHORTEST: Final = 12
"""Letters of such a heading."""
ENDING: Final = re.compile(r"\s?[|｜•·：]\s?|\s[-–—:]{1,2}\s|--")
"""What sets the name of a site apart from a headline."""
_MOST_CUT: Final = 3
_TOKEN: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""Words; characters of scripts that set no blanks between them."""


def headline(
    headings: Iterable[str], titles: Iterable[str], slug: str, names: Sequence[str], host: str
) -> str:
    """The headline; empty if there is none.

    Args:
        headings: of the first rank that the page shows, in order.
        titles: what the page gives for machines, the most trusted first.
        slug: the words of its address.
        names: of its outlet.
        host: of its address; empty if that is not known.
    """
    shown = [heading for heading in headings if heading and len(heading) <= _LONGEST]
    given = [title for title in titles if title]
    own = [heading for heading in shown if not _is_site(heading, names, host)]
    best = max(own, key=lambda heading: _closeness(heading, [*given, slug]), default="")
    if best and _closeness(best, [*given, slug]) >= _SHARED:
        found = without_site(best, names, host)
        # The same letters, with the blanks that readers saw.
        return next((title for title in given if letters(title) == letters(found)), found)
    if len(own) == 1 and len(_TOKEN.findall(own[0])) >= _FEWEST and len(letters(own[0])) >= _SHORTEST:
        return without_site(own[0], names, host)
    return next(filter(None, (without_site(title, names, host) for title in given)), "")


def letters(title: str) -> str:
    """The letters and digits of a title alone."""
    return "".join(_TOKEN.findall(title.casefold()))


def without_site(title: str, names: Sequence[str], host: str) -> str:
    """A title without the name of its site, which stands at its end or, before a bar, at its beginning."""
    for name in names:
        found = re.search(rf"(?:{ENDING.pattern}){re.escape(name)}\Z", title)
        title = title[: found.start()] if found and found.start() else title
    was_cut = False
    for _ in range(_MOST_CUT):
        ends = list(ENDING.finditer(title))
        if not ends:
            break
        behind = title[ends[-1].end() :]
        section = was_cut and "|" in ends[-1][0] and len(behind.split()) < _FEWEST
        if _is_site(behind, names, host) or section:
            title, was_cut = title[: ends[-1].start()], True
        elif "|" in ends[0][0] and _is_site(title[: ends[0].start()], names, host):
            title = title[ends[0].end() :]
        else:
            break
    return title.strip()


def _is_site(piece: str, names: Sequence[str], host: str) -> bool:
    key = name_key(piece)
    if not key:
        return True
    if key in {name_key(name) for name in names}:
        return True
    return len(piece.split()) <= _FEWEST and (is_of_host(piece, host) or is_address(piece.strip()))


def _closeness(heading: str, titles: Iterable[str]) -> float:
    """How much a heading shares with the title that is nearest to it, 0 to 1."""
    own = set(_TOKEN.findall(heading.casefold()))
    best = 0.0
    for title in titles:
        other = set(_TOKEN.findall(title.casefold()))
        if own and other:
            best = max(best, len(own & other) / max((len(own) + len(other)) / 2, _FEWEST))
    return best
