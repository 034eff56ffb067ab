"""What a page shows its readers: the headline, and by it the dates and the authors.

One rule guards it: a date is the article's only where it stands by the headline with nothing else on its
line, or where it is named as the day of publication. A date that stands elsewhere, or in the page's address,
is a guess.
"""

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any, Final

import htmldate

from quotebrowser.ingest.facts.bylines import printed_byline
from quotebrowser.ingest.facts.datelines import dateline
from quotebrowser.ingest.facts.printed_dates import is_day_first, machine_date
from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.html_tree import blocks
from quotebrowser.model import Date, Fact, Facts, Provenance

_GUESSED: Final = 0.8
"""Heuristics alone were right for 82 % of 315 pages."""
_SHOWN: Final = 0.9
"""A date by the headline, by its own line alone."""
_AGREED: Final = 0.99
_RUNNING: Final = 120
"""Characters of a paragraph with which the article has begun."""
_BEFORE: Final = 3
"""Blocks before the headline in which its dates may stand."""
_AFTER: Final = 14
"""Blocks behind it: summary, picture, buttons."""
_MONTHS: Final = 12
_OTHER_WORDS: Final = 6
"""On a line of dates: a place, a name, a section."""
_URL_DATE: Final = re.compile(r"/(20\d\d|19\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|\Z)")
_UTC: Final = re.compile(r"T\d\d:\d\d.{0,12}(?:Z|\+00:?00)\Z")


def shown_facts(root: Any, stated: Facts) -> Facts:
    """What stands on the page, over what it says for machines where readers saw another day."""
    title = _title(root)
    language = stated.language.value if stated.language else ""
    named = stated.title.value if stated.title else (title.value if title else "")
    seen = _by_headline(root, named, day_first=is_day_first(language))
    facts = _published(seen, stated).over(stated).over(Facts(modified=seen.modified, byline=seen.byline))
    facts = facts.over(Facts(title=title, agency=seen.agency))
    if facts.published is None:
        facts = facts.over(Facts(published=_guessed(root, facts)))
    return facts


def _title(root: Any) -> Fact | None:
    headings = {" ".join(heading.text_content().split()) for heading in root.iter("h1")} - {""}
    titles = [" ".join(title.text_content().split()) for title in root.iter("title")]
    title = next(iter(headings)) if len(headings) == 1 else next(filter(None, titles), "")
    return Fact(title, Provenance.PRINTED, _GUESSED) if title else None


def _by_headline(root: Any, title: str, *, day_first: bool) -> Facts:
    """The dates and names on the lines round the headline."""
    found: dict[str, Fact] = {}
    for line, before in _lines(root, title):
        dates = dateline(line, day_first=day_first, words=_OTHER_WORDS)
        if dates and (dates.labelled or not before):
            for key, day in (("published", dates.published), ("modified", dates.modified)):
                if day:
                    found.setdefault(key, Fact(day, Provenance.PRINTED, _SHOWN))
        byline = printed_byline(line)
        if byline and not before:
            for key, value in (("byline", "; ".join(byline.names)), ("agency", byline.agency)):
                if value:
                    found.setdefault(key, Fact(value, Provenance.PRINTED, _SHOWN))
    return Facts(**found)


def _lines(root: Any, title: str) -> Iterator[tuple[str, bool]]:
    """The short lines round the headline, each with whether it stands before it."""
    wanted = title.casefold()
    for is_headline in (
        lambda text, _: wanted and text.casefold() == wanted,
        lambda _, element: _heads(element),
    ):
        before: deque[str] = deque(maxlen=_BEFORE)
        page = blocks(root, _day)
        for block, element in page:
            if is_headline(block.text, element):
                yield from ((line, True) for line in before)
                yield from _behind(page)
                return
            before.append(block.text)


def _behind(page: Iterator[tuple[Paragraph, Any]]) -> Iterator[tuple[str, bool]]:
    for block, _ in islice(page, _AFTER):
        if len(block.text) >= _RUNNING:
            return
        yield block.text, False


def _heads(element: Any) -> bool:
    return bool(element.tag == "h1" or (element.tag == "div" and element.get("role") == "heading"))


def _day(element: Any) -> str:
    """The day that a time has for machines, in place of `2 hours ago`; empty if it has none."""
    written = element.get("datetime")
    day = machine_date(written)[:10] if written else ""
    return f" {day} " if Date.parse(day) is not None else ""


def _published(seen: Facts, stated: Facts) -> Facts:
    """The day of publication, where what readers saw decides it."""
    if seen.published is None or stated.published is None:
        return Facts(published=None if stated.published else seen.published)
    day, shown = stated.published.value[:10], seen.published.value
    if day == shown:
        return Facts(published=Fact(stated.published.value, stated.published.provenance, _AGREED))
    apart = abs(_ordinal(day) - _ordinal(shown))
    if apart == 1 and _UTC.search(stated.published.value):
        # The same hour, of another day where the newspaper is.
        return Facts(published=seen.published)
    return Facts()


def _ordinal(day: str) -> int:
    try:
        return dt.date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _could_be_two(date: str, root: Any, known: Facts) -> bool:
    """Whether a date stands on the page as `09/01/2025`, which countries of its language read differently."""
    found = Date.parse(date)
    if found is None or found.day > _MONTHS or (known.language and is_day_first(known.language.value)):
        return False
    day, month = found.day, found.month
    written = rf"(?<!\d)0?(?:{day}/0?{month}|{month}/0?{day})/{found.year}(?!\d)"
    return found.day != found.month and re.search(written, root.text_content()) is not None


def _guessed(root: Any, known: Facts) -> Fact | None:
    """A date in the address or anywhere on the page; none that is not before the last change."""
    in_address = _URL_DATE.search(known.url.value) if known.url else None
    date = machine_date("-".join(in_address.groups())) if in_address else ""
    # Of a year alone its finder makes the first of January.
    date = date or (htmldate.find_date(deepcopy(root), original_date=True) or "").removesuffix("-01-01")
    if _could_be_two(date, root, known):
        return None
    if not date or (known.modified is not None and known.modified.value[:10] <= date):
        return None
    return Fact(date, Provenance.HEURISTIC, _GUESSED)
