"""What a page shows its readers: the headline, and by it the dates and the authors.

One rule guards it: a date is the article's only where it stands by the headline with nothing else on its
line, or where it is named as the day of publication. A date that stands elsewhere, or in the page's address,
is a guess.
"""

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final

from quotebrowser.ingest.facts.bylines import Byline, authors, opens_byline, printed_byline, signed
from quotebrowser.ingest.facts.datelines import dateline, in_sentence, is_of_another_thing
from quotebrowser.ingest.facts.headlines import letters
from quotebrowser.ingest.facts.printed_dates import is_day_first, machine_date, moment_of, ordinal_of
from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.html_tree import blocks, called, pieces
from quotebrowser.ingest.web.page_facts import ORGANISATION
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
_OTHER_WORDS: Final = 6
"""On a line of dates: a place, a name, a section."""
_URL_DATE: Final = re.compile(r"/(20\d\d|19\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|\Z)")
_UTC: Final = re.compile(r"T(\d\d):\d\d.{0,12}(?:Z|\+00:?00)\Z")
_BEFORE_ITS_DAY: Final = 12
"""Hours UTC until which it is still the day before in some place of the world."""
_SAME_HOUR: Final = dt.timedelta(hours=1)
_AFTER_ITS_DAY: Final = 10
"""Hours UTC from which it is the next day in some place."""
_DATED: Final = re.compile(
    r"(?:\A|[-_])(?:date|datum|fecha|time|timestamp|dateline|publish(?:ed)?|pub|posted|created|meta|byline|author|info)s?(?:\Z|[-_])"
)
"""Names of elements that tell when and by whom."""
_NAMING: Final = re.compile(
    r"(?:\A|[-_])(?:author|byline|autor|auteur|autore|writer|contributor|journalist[ea]?|reporter|redactor|redakteur"
    r"|skribent|forfatter)s?"
    r"(?:[-_]*(?:name|link|text|info|list|item|title|wrap|wrapper|container|content|inner|block|label|meta)s?){0,2}\Z"
    r"|\Avcard\Z"
)
"""Names of elements that hold the author's."""
_ASIDE: Final = re.compile(
    r"\b(?:bio|avatar|related|comments?|commentlist|teasers?|recommend\w*|promo|sidebar|footer|most-read|popular|newsletter)\b"
)
_PICTURES: Final = frozenset(["figure", "figcaption"])
_APART: Final = frozenset(["footer", "aside", "nav", "figure", "figcaption"])
_OF_AUTHOR: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|writers?|staff|contributors?|people|journalist(?:e|a|i|en)?s?|reporters?"
    r"|columnists?|by|newsteam|profiles?|users?|signataires?|firmas?|redakt\w{1,12}|skribent|byline)/"
    r"|/(?:author|autor|auteur)-|[?&]author=",
    re.IGNORECASE,
)
"""In the address of a page about an author."""
_LINE_OF_NAMES: Final = 200
_LABEL: Final = re.compile(
    r"(?:authors?|autor(?:in|en|es)?|auteur|autore|forfatter|författare|автор|作者|記者|记者)\s?[:：]",
    re.IGNORECASE,
)
_BY_ALONE: Final = re.compile(r"(?:\A|.*\|\s)(by|von|par|por|door|di|av)(?:\s\|)?\s", re.IGNORECASE)
_AND: Final = re.compile(r"and|&|und|et|y|e|en|og|och|,", re.IGNORECASE)
_MOST_JOINED: Final = 8
"""Lines of one byline."""
_MASTHEAD: Final = re.compile(r"\b(?:masthead|top-?bar|current|today|weather|clock|event)\b")
"""Names of elements with a day that is not the article's."""
_APART_AT_MOST: Final = 2
"""Lines from one author's name to the next."""
_MOST_MARKED: Final = 500
_MOST_PARTS: Final = 60
"""Elements of a line."""
_HEIGHT: Final = 3
"""Elements above a block whose names tell what it is."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block by the headline."""

    text: str
    element: Any
    before: bool
    """Whether it stands before the headline."""
    running: int = 0
    """How many paragraphs of running text stand between; one may be a summary."""


def shown_facts(root: Any, stated: Facts) -> Facts:
    """What stands on the page, over what it says for machines where readers saw another day."""
    language = stated.language.value if stated.language else ""
    named = stated.title.value if stated.title else ""
    outlet = stated.outlet.value if stated.outlet else ""
    lines = list(_lines(root, named))
    day_first = is_day_first(language)
    seen = _by_headline(lines, outlet, stated.published, day_first=day_first)
    facts = _published(seen, stated)
    marked = _marked(lines, outlet)
    if stated.byline is None or stated.byline.confidence <= ORGANISATION:
        facts = facts.over(Facts(byline=marked or seen.byline or _once(root, outlet)))
    else:
        facts = facts.over(Facts(byline=_beside(lines, stated.byline, outlet)))
        facts = facts.over(Facts(byline=_with_others(seen.byline, stated.byline)))
    facts = facts.over(stated).over(Facts(modified=seen.modified, agency=seen.agency))
    if facts.published is None:
        facts = facts.over(Facts(published=_guessed(root, facts, day_first=day_first)))
    return facts


def _by_headline(lines: list[_Line], outlet: str, stated: Fact | None, *, day_first: bool) -> Facts:
    """The dates and names on the lines round the headline."""
    found: dict[str, Fact] = {}
    for number, line in enumerate(lines):
        dates = dateline(line.text, day_first=day_first, words=_OTHER_WORDS)
        near = not line.running or _is_dated(line)
        other = stated is not None and _is_of_another_hour(line, stated.value)
        foreign = dates is not None and _is_foreign(line, labelled=dates.labelled)
        if dates and (dates.labelled or not line.before) and near and not other and not foreign:
            for key, day in (("published", dates.published), ("modified", dates.modified)):
                if day:
                    found.setdefault(key, Fact(day, Provenance.PRINTED, _SHOWN))
        byline = None if line.before or line.running > 1 else _byline(lines[number:], outlet)
        if byline:
            for key, value in (("byline", "; ".join(byline.names)), ("agency", byline.agency)):
                if value:
                    found.setdefault(key, Fact(value, Provenance.PRINTED, _SHOWN))
    return Facts(**found)


def _is_foreign(line: _Line, *, labelled: bool) -> bool:
    """Whether a line of dates tells of another thing: a right, an event, a picture, what a sentence says."""
    above = (line.element, *islice(line.element.iterancestors(), _HEIGHT))
    if _MASTHEAD.search(called(line.element)) or any(part.tag in _PICTURES for part in above):
        return True
    told = not labelled and in_sentence(line.text) and not _is_dated(line)
    return told or is_of_another_thing(line.text)


def _is_of_another_hour(line: _Line, stated: str) -> bool:
    """Whether a time on a line is for machines another moment than the one that is stated."""
    moment = moment_of(stated)
    stamps = (element.get("datetime") or "" for element in _inside(line) if element.tag == "time")
    times = [moment_of(machine_date(stamp)) for stamp in stamps]
    return moment is not None and any(time is not None and abs(time - moment) > _SAME_HOUR for time in times)


def _inside(line: _Line) -> list[Any]:
    """The element of a line and those in it; none where it holds more than the line."""
    return list(line.element.iter()) if _text(line.element, len(line.text) + _RUNNING) else []


def _text(element: Any, longest: int) -> str:
    """The text of an element on one line; empty if it is longer than a line may be, or of many parts."""
    if sum(1 for _ in islice(element.iter(), _MOST_PARTS)) == _MOST_PARTS:
        return ""
    words, length = [], 0
    for piece in element.itertext():
        words.append(piece)
        length += len(piece.strip())
        if length > longest:
            return ""
    return " ".join("".join(words).split())


def _byline(lines: list[_Line], outlet: str) -> Byline | None:
    """Who the first of some lines names; what stands behind a break of it is another line."""
    line = lines[0]
    texts = [below.text for below in islice(lines, _MOST_JOINED)]
    if opens_byline(line.text):
        return _joined(texts, outlet)
    if any(element.tag == "br" for element in _inside(line)):
        rows = " ".join(pieces(line.element)).split("\n")
        bylines = (printed_byline(" ".join(piece.split()), outlet) for piece in rows)
        return next(filter(None, bylines), None)
    found = printed_byline(line.text, outlet)
    if found is None:
        # An agency stands alone, with its place.
        alone = printed_byline(f"By {line.text}", outlet)
        found = alone if alone and not alone.names else signed(line.text, outlet)
    if found is None and len(texts) > 1:
        # Who somebody is may stand on the next line.
        found = signed(f"{line.text}, {texts[1]}", outlet)
    return found


def _joined(texts: list[str], outlet: str) -> Byline | None:
    """Who stands below a line that says `By` alone, on lines of their own with `and` between them."""
    written, found, wanted = texts[0], None, True
    for text in texts[1:]:
        joins = _AND.fullmatch(text) is not None
        if wanted is joins or len(text) > _LINE_OF_NAMES:
            break
        written, wanted = f"{written} {text}", joins
        found = printed_byline(written, outlet) or found
    return found


def _marked(lines: list[_Line], outlet: str) -> Fact | None:
    """Who the elements by the headline name that are marked as the author's; people alone."""
    names: dict[str, None] = {}
    last = 0
    for number, line in enumerate(lines):
        if names and (line.running or number - last > _HEIGHT):
            break
        for element in _of_author(line):
            found = _named_in(element, outlet)
            names |= dict.fromkeys(found)
            last = number if found else last
    return Fact("; ".join(names), Provenance.PRINTED, _SHOWN) if names else None


def _beside(lines: list[_Line], stated: Fact, outlet: str) -> Fact | None:
    """All authors, where others stand line by line beside the stated ones, in elements of the same kind."""
    known = {name.casefold() for name in stated.value.split("; ")}
    names: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(lines):
        found = authors([line.text], outlet)
        alone = found.are_people and found.names == (line.text,)
        if not line.before and alone and line.element.get("class"):
            names.setdefault(f"{line.element.tag} {line.element.get('class')}", []).append(
                (number, line.text)
            )
    for group in names.values():
        near = all(later - number <= _APART_AT_MOST for (number, _), (later, _) in pairwise(group))
        if near and known < {name.casefold() for _, name in group}:
            return Fact("; ".join(dict.fromkeys(name for _, name in group)), Provenance.PRINTED, _SHOWN)
    return None


def _with_others(shown: Fact | None, stated: Fact) -> Fact | None:
    """The printed byline where it names all who are stated, and others."""
    if shown is None:
        return None
    known, named = ({name.casefold() for name in fact.value.split("; ")} for fact in (stated, shown))
    return shown if known < named else None


def _once(root: Any, outlet: str) -> Fact | None:
    """Whom the page calls its author anywhere, where all its labels or marks say the same."""
    lines = (block.text for block, _ in blocks(root) if _LABEL.match(block.text))
    labelled = {found.names for line in lines if (found := printed_byline(line, outlet)) and found.names}
    if len(labelled) == 1:
        return Fact("; ".join(labelled.pop()), Provenance.PRINTED, _GUESSED)
    marked: set[tuple[str, ...]] = set()
    elements = filter(_names_author, root.iter("a", "span", "div", "p", "address", "li"))
    for element in islice(elements, _MOST_MARKED):
        names = () if _is_aside(element) else _named_in(element, outlet)
        marked |= {names} if names else set()
    return Fact("; ".join(marked.pop()), Provenance.HEURISTIC, _GUESSED) if len(marked) == 1 else None


def _named_in(element: Any, outlet: str) -> tuple[str, ...]:
    """The people whom a marked element names; empty if it holds more than names."""
    if not _text(element, _LINE_OF_NAMES):
        return ()
    names = " | ".join(piece for piece in pieces(element) if piece.strip())
    found = authors([_BY_ALONE.sub(r"\1 ", names)], outlet)
    return found.names if found.are_people else ()


def _is_aside(element: Any) -> bool:
    around = islice(element.iterancestors(), 2 * _HEIGHT)
    return any(part.tag in _APART or _ASIDE.search(called(part)) for part in (element, *around))


def _of_author(line: _Line) -> Iterator[Any]:
    """The innermost elements on a line, or round it, that are marked as the author's."""
    above = [line.element, *islice(line.element.iterancestors(), _HEIGHT)]
    if any(part.tag in _APART or _ASIDE.search(called(part)) for part in above):
        return
    inner = [element for element in _inside(line) if _names_author(element)]
    if inner:
        held = {parent for element in inner for parent in element.iterancestors()}
        yield from (element for element in inner if element not in held)
    elif any(_names_author(element) for element in above[1:]):
        yield line.element


def _names_author(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag == "address" or "author" in (element.get("rel") or "").lower().split():
        return True
    marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
    if any(mark.rsplit(":", 1)[-1] in ("author", "creator") for mark in marks):
        return True
    if element.tag == "a" and _OF_AUTHOR.search(element.get("href") or ""):
        return True
    return any(_NAMING.search(name) for name in called(element).split())


def _is_dated(line: _Line) -> bool:
    near = [line.element, *islice(line.element.iterancestors(), 1)]
    return any(element.tag == "time" for element in _inside(line)) or any(
        any(map(_DATED.search, called(part).split())) for part in near
    )


def _lines(root: Any, title: str) -> Iterator[_Line]:
    """The blocks round the headline: a heading with its words, else any such block, else a heading."""
    wanted = letters(title)
    for words, heads in [*([(wanted, True), (wanted, False)] if wanted else ()), ("", True)]:
        before: deque[tuple[str, Any]] = deque(maxlen=_BEFORE)
        page = blocks(root, _day)
        for block, element in page:
            same = not words or (len(block.text) <= 2 * len(title) and letters(block.text) == words)
            if same and (_heads(element) or not heads):
                yield from (_Line(text, above, before=True) for text, above in before)
                yield from _behind(page)
                return
            before.append((block.text, element))


def _behind(page: Iterator[tuple[Paragraph, Any]]) -> Iterator[_Line]:
    running = 0
    for block, element in islice(page, _AFTER):
        running += len(block.text) >= _RUNNING
        yield _Line(block.text, element, before=False, running=running)


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
    clock = _UTC.search(stated.published.value)
    apart = ordinal_of(shown) - ordinal_of(day)
    if clock and (
        (apart == -1 and int(clock[1]) < _BEFORE_ITS_DAY) or (apart == 1 and int(clock[1]) >= _AFTER_ITS_DAY)
    ):
        # The same hour, of another day where the newspaper is.
        return Facts(published=seen.published)
    return Facts()


def _guessed(root: Any, known: Facts, *, day_first: bool) -> Fact | None:
    """A date in the address or in an element that is called so; none that is not before the last change."""
    in_address = _URL_DATE.search(known.url.value) if known.url else None
    date = machine_date("-".join(in_address.groups())) if in_address else ""
    date = date or next(_dates_marked(root, day_first=day_first), "")
    if not date or (known.modified is not None and known.modified.value[:10] <= date):
        return None
    return Fact(date, Provenance.HEURISTIC, _GUESSED)


def _dates_marked(root: Any, *, day_first: bool) -> Iterator[str]:
    """The days of elements that are called dates and hold nothing else."""
    for element in root.iter("time", "span", "div", "p", "li", "td", "em", "small", "i"):
        if not (element.tag == "time" or any(map(_DATED.search, called(element).split()))):
            continue
        if _is_aside(element) or _is_in_masthead(element):
            continue
        written = f"{_day(element)} {_text(element, _RUNNING)}"
        dates = dateline(written, day_first=day_first, words=_OTHER_WORDS)
        if dates and dates.published and not is_of_another_thing(written):
            yield dates.published


def _is_in_masthead(element: Any) -> bool:
    """Whether a day stands at the head of the site, which is the day the page was saved."""
    above = [element, *islice(element.iterancestors(), 2 * _HEIGHT)]
    if any(_MASTHEAD.search(called(part)) for part in above):
        return True
    header = next((part for part in above if part.tag == "header"), None)
    return (
        header is not None
        and header.find(".//h1") is None
        and not any(part.tag in ("article", "main") for part in header.iterancestors())
    )
