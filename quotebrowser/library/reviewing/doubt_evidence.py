"""What speaks for a doubtful thing and against it, and what each answer would do, in words.

One rule guards it: an answer's words are what it does; where nothing was found, nothing can be confirmed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, NamedTuple

from quotebrowser.library import rows
from quotebrowser.library.finding.alike_speakers import Said, gathered
from quotebrowser.library.library import Library
from quotebrowser.library.reviewing.doubts import FACTS, Doubt
from quotebrowser.library.showing import quote_views
from quotebrowser.library.views import PART_BREAK, QuoteView, Row
from quotebrowser.model import UNCERTAIN_BELOW, Article, Attribution, DoubtKind, Fact, Pointer, Span
from quotebrowser.model.wrapped import joined
from quotebrowser.text import unknown

_FAR: Final = 3_000
"""Characters from a quote to the mention of its speaker that are shown."""
_OPENING: Final = 4
"""Paragraphs of an article that are shown where no quote is meant."""
_EXAMPLES: Final = 2
"""Quotes of a speaker that are shown."""
_BOTH: Final = 3
"""Articles that quote two speakers that are named."""
_IN_PAGE: Final = 0.8
"""How sure a date is that was guessed from the elements of a page."""


_LEFT_OUT: Final = "[...]"
"""Stands between two paragraphs that do not follow each other."""
_NOT_KNOWN: Final = "the {} is not known"


class Part(Enum):
    """What a marked part of the text is."""

    QUOTE = auto()
    NAME = auto()
    CUE = auto()
    PERSON = auto()
    """Where the person is named that a word beside the quote means."""


class Side(NamedTuple):
    """One of two names."""

    name: str
    quotes: int
    articles: int
    outlets: int
    titles: tuple[str, ...]
    """As printed, the most frequent first."""
    examples: tuple[Row, ...]
    """Some quotes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a doubtful thing."""

    doubt: Doubt
    question: str
    why: tuple[str, ...]
    """Why it is doubtful: what it was guessed from."""
    yes: str
    """What yes does; empty: there is nothing to say yes to."""
    no: str
    another: str
    value: str = ""
    """What yes says: a name, a date."""
    article: Article | None = None
    """None for a name."""
    pointer: Pointer | None = None
    """The quote; of an article its first; None for a name."""
    text: str = ""
    """Some paragraphs of the article, each on a line."""
    marked: tuple[tuple[Span, Part], ...] = ()
    """What of the text is marked."""
    sides: tuple[Side, ...] = ()
    """Of names, both: the one whose quotes would change, then the other."""
    both: tuple[Article, ...] = ()
    """Some articles that quote both."""

    @property
    def words(self) -> str:
        """The words of the quote; empty where none is meant."""
        return PART_BREAK.join(span.of(self.text) for span, part in self.marked if part is Part.QUOTE)


def of(library: Library, doubt: Doubt) -> Evidence | None:
    """What is known of a doubtful thing; None if it is decided or gone."""
    match doubt.kind:
        case DoubtKind.SPEAKER:
            return _speaker(library, doubt)
        case DoubtKind.NAME:
            return _names(library, doubt)
        case DoubtKind.DATE | DoubtKind.OUTLET:
            return _fact(library, doubt)


def _speaker(library: Library, doubt: Doubt) -> Evidence | None:
    pointer = rows.pointed(library, doubt.about)
    view = next(quote_views.views(library, [pointer] if pointer else []), None)
    said = view.quote.attribution if view else None
    if view is None or said is None or said.confidence >= UNCERTAIN_BELOW:
        return None
    name = said.speaker.name
    who = unknown.who(said.speaker.title, name) if said.speaker.named else f"“{name}”"
    text, marked = _around(view)
    return Evidence(
        doubt,
        f"Did {who} say this?",
        (_reason(view), f"{said.confidence:.0%} of such attributions are right"),
        yes=f"{who} said it",
        no=_NOT_KNOWN.format(doubt.kind),
        another="somebody else said it",
        value=name,
        article=view.article,
        pointer=pointer,
        text=text,
        marked=marked,
    )


def _reason(view: QuoteView) -> str:
    """Why the speaker of a quote is doubtful, in words."""
    said = view.quote.attribution
    method = said.method if said else ""
    mention = f"“{view.source}”" if view.source else ""
    place, _, meant = method.partition("+")
    if place == "pronoun":
        meant, place = place, ""
    if meant and mention:
        reason = f"the article says {mention}, and who that is had to be inferred"
    elif meant:
        reason = "no name is printed beside it, and who is meant had to be inferred"
    elif mention:
        reason = f"{mention} is printed near it, but may not be the one who speaks"
    else:
        reason = "nobody is named beside it"
    where = {
        "carried": "in an earlier paragraph or sentence",
        "ahead": "in the next paragraph",
        "label": "in a label before it",
        "according-to": "after “according to”",
    }.get(place, "")
    cue = f"“{view.cue}” reports it" if view.cue else "no word reports it"
    return "; ".join((f"{reason}, {where}" if where else reason, cue))


def _around(view: QuoteView) -> tuple[str, tuple[tuple[Span, Part], ...]]:
    """The paragraphs of a quote and of who is named near it, one before and one after, and what is marked.

    Before them stands the last one that names whom `he` means, where none of them does.
    """
    laid = joined(view.article.text)
    spans, said = view.quote.spans, view.quote.attribution
    marked = [(span, Part.QUOTE) for span in spans]
    for span, part in ((said.source, Part.NAME), (said.cue, Part.CUE)) if said else ():
        if span and spans[0].start - _FAR < span.start and span.end < spans[-1].end + _FAR:
            marked.append((span, part))
    within = [(laid.within(span), part) for span, part in marked]
    text = laid.text
    start = _paragraph_before(text, _paragraph_before(text, min(span.start for span, _ in within)) - 1)
    end = max(span.end for span, _ in within)
    for _ in range(2):
        end = next((at for at in (text.find("\n", end + 1),) if at >= 0), len(text))
    shown, before = text[start:end], ""
    placed = [(Span(span.start - start, span.end - start), part) for span, part in within]
    if (name := _introduced(view.article, said, start, end)) is not None:
        first = text.rfind("\n", 0, name.start) + 1
        last = text.find("\n", name.end)
        before = text[first:last] + ("\n" if text[last:start].isspace() else f"\n{_LEFT_OUT}\n")
        placed = [(Span(span.start + len(before), span.end + len(before)), part) for span, part in placed]
        placed.append((Span(name.start - first, name.end - first), Part.PERSON))
    return before + shown, tuple(placed)


def _introduced(article: Article, said: Attribution | None, start: int, end: int) -> Span | None:
    """The last place before `start`, in the joined text, that names the speaker; None where one is shown."""
    if said is None or not said.speaker.named:
        return None
    laid = joined(article.text)
    name = re.compile(rf"(?<!\w){re.escape(said.speaker.name.split()[-1])}(?!\w)")
    if name.search(laid.text, start, end):
        return None
    furniture = [laid.within(span) for span in article.furniture]
    places = [Span(*found.span()) for found in name.finditer(laid.text, 0, start)]
    return next((at for at in reversed(places) if not any(map(at.overlaps, furniture))), None)


def _paragraph_before(text: str, at: int) -> int:
    """Where the paragraph begins that a place stands in; of blank lines, the one before them."""
    at = len(text[: max(at, 0)].rstrip()) if not text[max(at, 0) : at + 1].strip() else at
    return text.rfind("\n", 0, max(at, 0)) + 1


def _names(library: Library, doubt: Doubt) -> Evidence | None:
    one = doubt.proposal
    if one is None or frozenset((doubt.about, doubt.other)) in library.store.corrections.apart():
        return None
    said = gathered(library, (doubt.about, doubt.other))
    mine, theirs = said.get(doubt.about), said.get(doubt.other)
    if mine is None or theirs is None:
        return None
    sides = (_side(library, one.name, doubt.about, mine), _side(library, one.into, doubt.other, theirs))
    shared = mine.articles & theirs.articles
    one = replace(one, quotes=sides[0].quotes, articles=sides[0].articles)
    return Evidence(
        doubt._replace(proposal=one, quotes=one.quotes),
        f"Is {one.name} the same as {one.into}?",
        (one.reason, *one.evidence),
        yes=f"{one.name} is {one.into}: {one.change}",
        no="they are two, and never proposed again",
        another=f"{one.name} is somebody else",
        value=one.into,
        sides=sides,
        both=library.store.articles.many(sorted(shared)[:_BOTH]),
    )


def _side(library: Library, name: str, key: str, said: Said) -> Side:
    uids = library.store.speakers.uids(key)
    titles = tuple(title for title, _ in said.titles.most_common())
    outlets = len(said.outlets.keys() - {""})
    return Side(name, said.quotes, len(said.articles), outlets, titles, rows.of(library, uids[:_EXAMPLES]))


def _fact(library: Library, doubt: Doubt) -> Evidence | None:
    key = FACTS[doubt.kind]
    article = library.store.articles.get(doubt.about)
    fact: Fact | None = getattr(article.facts, key) if article else None
    if (
        article is None
        or (fact.certain if fact is not None else doubt.kind is DoubtKind.DATE)
        or library.store.corrections.has_fact(article.id, key)
    ):
        return None
    uids = library.store.speakers.of_articles([article.id])
    return replace(
        _outlet(library, doubt, fact) if fact is None or key == "outlet" else _date(doubt, article, fact),
        article=article,
        pointer=rows.pointed(library, uids[0]) if uids else None,
        text=_opening(article),
    )


def _date(doubt: Doubt, article: Article, fact: Fact) -> Evidence:
    value = fact.value
    shown = article.published.iso if article.published else value
    on = "on" if shown.count("-") == 2 else "in"  # noqa: PLR2004 - year, month and day
    url = article.facts.url.value if article.facts.url else ""
    if any(value[:10].replace("-", sign) in url for sign in ("/", "-", "")):
        why = "the address has it"
    elif fact.confidence == _IN_PAGE:
        why = "an element of the page has it that is named like a date"
    else:
        why = "the article says so, but its file was saved before that day"
    return Evidence(
        doubt,
        f"Was this published {on} {shown}?",
        (why, *_told(article, ("modified", "accessed"))),
        yes=f"published {on} {shown}",
        no=_NOT_KNOWN.format(doubt.kind),
        another="another date",
        value=value,
    )


def _outlet(library: Library, doubt: Doubt, fact: Fact | None) -> Evidence:
    at_site = library.store.listing.outlets_at(doubt.site) if doubt.site else ()
    value = fact.value if fact else at_site[0] if len(at_site) == 1 else doubt.site
    if value in at_site:
        why = f"other articles of {doubt.site} are {value}’s"
    elif fact is not None:
        why = "the file has the name, but does not say that it is the outlet’s"
    elif value:
        why = "neither page nor file names an outlet; this is the site’s address"
    else:
        why = "neither the file nor its text names an outlet"
    others = f"; {', '.join(at_site)} print there" if len(at_site) > 1 else ""
    return Evidence(
        doubt,
        f"Did {value} print this?" if value else "Who printed this?",
        (why + others,),
        yes=f"{value} printed it" if value else "",
        no=_NOT_KNOWN.format(doubt.kind),
        another="another outlet",
        value=value,
    )


def _told(article: Article, facts: Iterable[str]) -> Iterable[str]:
    """Other dates of an article."""
    known = ((key, getattr(article.facts, key)) for key in facts)
    return (f"{key} {fact.value}" for key, fact in known if fact)


def _opening(article: Article) -> str:
    """The first paragraphs of an article, what is no text of it left out."""
    laid = joined(article.text)
    skipped = [laid.within(span) for span in article.furniture]
    found, at = [], 0
    for line in laid.text.splitlines(keepends=True):
        inside = any(span.start <= at and at + len(line.rstrip()) <= span.end for span in skipped)
        if line.strip() and not inside:
            found.append(line.rstrip())
        at += len(line)
        if len(found) == _OPENING:
            break
    return "\n".join(found)
