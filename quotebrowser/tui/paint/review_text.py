"""What is doubtful, as lines: how far the user is, the question, the evidence, what each key does.

One rule guards it: question and answers are seen at any size; what has no room there is the evidence, which
scrolls. The article's words stay as printed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from quotebrowser.library.reviewing.doubt_evidence import Evidence, Part, Side
from quotebrowser.model import Article, DoubtKind, Span
from quotebrowser.text import counted, safe_line, unknown
from quotebrowser.tui.paint.lines import BLANK, Line, Piece, Role, fit, line, piece, sides, spanned, wrap
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks

_ROLES: Final = {
    Part.QUOTE: Role.QUOTE,
    Part.NAME: Role.SPEAKER,
    Part.CUE: Role.CUE,
    Part.PERSON: Role.SPEAKER,
}
_HIGH: Final = 16
"""Lines of a screen with room for a line for each answer."""
_WIDEST: Final = 90
"""Cells of a line of running text."""
PLURALS: Final = {
    DoubtKind.SPEAKER: "speakers",
    DoubtKind.NAME: "names",
    DoubtKind.DATE: "dates",
    DoubtKind.OUTLET: "outlets",
}
"""What is reviewed, in words."""


class Progress(NamedTuple):
    """How far the user is."""

    place: int
    """Of the one looked at, from 1; 0: none is left, or they are being looked for."""
    total: int
    about: str
    """Which quotes it is about, in words; empty: all."""
    skipped: bool = False
    """Whether this one was skipped before."""
    whole: bool = True
    """Whether no more can be found."""


def head(progress: Progress, evidence: Evidence | None, width: int, marks: Marks) -> list[Line]:
    """How far the user is, and the question."""
    more = "" if progress.whole else "+"
    place = f"{progress.place:,} of {progress.total:,}{more}" if progress.place else ""
    skipped = ", skipped before" if progress.skipped else ""
    left = line(piece(" Review", Role.STRONG), piece(f"  {place}{skipped}" if place else "", Role.DIM))
    about = safe_line(progress.about)
    kind = evidence.doubt.kind.value if evidence else ""
    told = f" {marks.dot} ".join(filter(None, (kind, about)))
    first = sides(left, line(piece(f" {told} " if told else "", Role.DIM)), width, marks.ellipsis)
    if evidence is None:
        return [first]
    asked = piece(f" {marks.said(safe_line(evidence.question))}", Role.STRONG)
    return [first, *wrap([asked], width, hang=(Piece(" "),))]


def body(evidence: Evidence, width: int, room: int, marks: Marks) -> list[Line]:
    """What is known, with the reason for the doubt first.

    Args:
        evidence: what is asked about.
        width: cells of a line.
        room: lines that are seen. If the quote ends below them, and would not without the paragraphs before
            it in which nothing beside it is marked, these are left out: the reason is to be seen with the
            quote.
        marks: signs to draw with.
    """
    lines = _body(evidence, width, marks)
    whole = lines_of_quote(lines)
    if whole is not None and whole[1] >= room:
        brief = _body(evidence, width, marks, brief=True)
        quote = lines_of_quote(brief)
        if quote is not None and quote[1] < room:
            return brief
    return lines


def _body(evidence: Evidence, width: int, marks: Marks, *, brief: bool = False) -> list[Line]:
    inner = max(min(width - 2, _WIDEST), 2)
    lines = [row for why in evidence.why for row in _sentence(why, inner, marks)]
    if evidence.article is not None:
        lines += wrap([piece(_place(evidence.article, marks), Role.DIM)], inner)
        lines += [BLANK, *_text(evidence.text, evidence.marked, inner, brief=brief)]
    for side in evidence.sides:
        lines += [BLANK, *_side(side, inner, marks)]
    if evidence.both:
        lines += [BLANK, line(piece("quoting both", Role.LABEL))]
        lines += [row for one in evidence.both for row in wrap([piece(_place(one, marks))], inner)]
    return [line(" ", *row) for row in lines]


def lines_of_quote(lines: Iterable[Line]) -> tuple[int, int] | None:
    """The first and the last line with words of the quote; None if there is none."""
    found = [at for at, row in enumerate(lines) if any(part.role is Role.QUOTE for part in row)]
    return (found[0], found[-1]) if found else None


def _sentence(text: str, width: int, marks: Marks) -> list[Line]:
    told = safe_line(text)
    told = f"{told[:1].upper()}{told[1:]}" + "." * marks.spoken
    return wrap([piece(marks.said(told), Role.WARNING)], width, hang=(Piece("  "),))


def _place(article: Article, marks: Marks) -> str:
    """Outlet, date, headline, address and file of an article, as far as they are known."""
    facts = article.facts
    date = day(article.published) if article.published else unknown.DATE.line
    title = facts.title.value if facts.title else ""
    url = facts.url.value if facts.url else ""
    known = (article.outlet.name or unknown.OUTLET.line, date, title, url, article.name)
    return f" {marks.dot} ".join(safe_line(one) for one in known if one)


def _text(text: str, marked: Iterable[tuple[Span, Part]], width: int, *, brief: bool) -> Iterator[Line]:
    """The paragraphs, with a blank line between two; where that is brief, from the first with a mark on."""
    marked = tuple(marked)
    parts = [(span.start, span.end, _ROLES[part]) for span, part in marked]
    near = [span.start for span, part in marked if part is not Part.PERSON]
    if brief and near:
        first = text.rfind("\n", 0, min(near)) + 1
        text, parts = text[first:], [(start - first, end - first, role) for start, end, role in parts]
    at = 0
    for paragraph in text.splitlines(keepends=True):
        words = paragraph.rstrip()
        if words:
            if at and text[:at].strip():
                yield BLANK
            here = [(start - at, end - at, role) for start, end, role in parts if end > at]
            inside = [(max(start, 0), end, role) for start, end, role in here if start < len(words)]
            yield from wrap(spanned(words, inside), width)
        at += len(paragraph)


def _side(side: Side, width: int, marks: Marks) -> Iterator[Line]:
    kinds = (side.quotes, "quote"), (side.articles, "article"), (side.outlets, "outlet")
    counts = ", ".join(counted(number, what) for number, what in kinds if number)
    yield from wrap([piece(safe_line(side.name), Role.STRONG), piece(f"  {counts}", Role.DIM)], width)
    if side.titles:
        yield fit(
            line(piece(f"titles: {safe_line(', '.join(side.titles))}", Role.DIM)), width, marks.ellipsis
        )
    for row in side.examples:
        words = piece(f"{marks.opening}{safe_line(row.text)}{marks.closing}")
        yield from wrap([words], width)[:3]
        date = day(row.published) if row.published else unknown.DATE.line
        where = f"  {safe_line(row.source)} {marks.dot} {date}"
        yield fit(line(piece(where, Role.DIM)), width, marks.ellipsis)


def answers(evidence: Evidence, keys: Mapping[str, str], width: int, height: int, marks: Marks) -> list[Line]:
    """What each key does; in a low screen what is not yes on one line.

    Args:
        evidence: what is asked about.
        keys: by action.
        width: cells of a line.
        height: lines of the screen.
        marks: signs to draw with.
    """
    site = evidence.doubt.site if len(evidence.doubt.alike) > 1 else ""
    count = f"all {len(evidence.doubt.alike):,} articles of {site}"
    told = {
        "yes": evidence.yes,
        "yes_site": f"{evidence.value} printed {count}" if site and evidence.yes else "",
        "no": evidence.no,
        "no_site": f"not known for {count}" if site else "",
        "other": f"{evidence.another}…",
        "other_site": f"another outlet for {count}…" if site else "",
        "put_off": "skip: it comes last",
    }
    shown = {name: marks.said(safe_line(words)) for name, words in told.items() if words}
    if height >= _HIGH or marks.spoken:
        return [row for name, words in shown.items() for row in _answer(keys[name], words, width, marks)]
    short = {"no": "no", "other": "another", "put_off": "skip"}
    if site:
        short |= {
            "yes_site": f"yes, all {len(evidence.doubt.alike):,}",
            "no_site": "no, all",
            "other_site": "another, all",
        }
    first = _answer(keys["yes"], shown["yes"], width, marks) if evidence.yes else []
    rest = [
        one
        for name, words in short.items()
        if name in shown
        for one in (piece(f" {keys[name]}", Role.KEY), piece(f" {words} ", Role.DIM))
    ]
    return [*first, *wrap(rest, width, hang=(Piece(" "),))]


def _answer(key: str, words: str, width: int, marks: Marks) -> list[Line]:
    colon = ": " if marks.spoken else "  "
    return wrap([piece(f" {key}", Role.KEY), piece(f"{colon}{words}")], width, hang=(Piece("    "),))


def nothing(progress: Progress, kinds: Collection[DoubtKind], width: int, marks: Marks) -> list[Line]:
    """What stands where nothing is left to decide."""
    narrowed = len(kinds) < len(DoubtKind)
    among = (
        f" among {', '.join(words for kind, words in PLURALS.items() if kind in kinds)}" if narrowed else ""
    )
    about = f" {progress.about}" if progress.about else ""
    done = f"; {progress.total:,} decided now" if progress.total else ""
    told = marks.said(safe_line(f"Nothing is left to decide{among}{about}{done}"))
    return wrap([piece(f" {told}")], width, hang=(Piece(" "),))
