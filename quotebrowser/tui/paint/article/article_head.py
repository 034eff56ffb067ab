"""What stands above an article: what it is, what of it is looked at, headline, byline and address.

One rule guards it: what is not recorded is named, never left blank.
"""

from collections.abc import Iterator

from quotebrowser.library import ArticleView
from quotebrowser.library.finding.annotated import Said
from quotebrowser.library.showing import given_by
from quotebrowser.library.showing.wording import printed_by, printers
from quotebrowser.model import Article, Form
from quotebrowser.model.article import clock
from quotebrowser.text import hidden_characters, safe_line, unknown
from quotebrowser.tui.paint.article.stops import Stop
from quotebrowser.tui.paint.lines import Line, Role, cells, fit, line, piece, sides
from quotebrowser.tui.paint.row_text import day
from quotebrowser.tui.paint.signs import Marks


def said_lines(said: Said, width: int, marks: Marks) -> Iterator[Line]:
    """The tags of a quote and its note, each on a line; none where there are none."""
    for sign, text in ((marks.tag, given_by.tags(said)), (marks.note, "\n\n".join(given_by.notes(said)))):
        if text:
            yield fit(line(piece(f" {sign} ", Role.MARK), piece(safe_line(text))), width, marks.ellipsis)


def given_line(view: ArticleView, uid: str, width: int, marks: Marks) -> Iterator[Line]:
    """Who corrected the article and the speaker of one of its quotes; no line where nobody is known."""
    speakers = {"speaker": view.speakers[uid]} if uid in view.speakers else {}
    if given := given_by.corrected({**speakers, **view.corrected}):
        yield fit(line(" ", piece(safe_line(given), Role.DIM)), width, marks.ellipsis)


def said_at(article: Article, offset: int) -> str:
    """When a place was said, else on which page of its file it stands; empty if neither is known."""
    time = article.time_at(offset)
    if time is not None:
        return clock(time)
    page = article.page_at(offset)
    if page is None:
        return ""
    return f"p. {safe_line(page.number)}" if page.labelled else f"page {page.number} of the file"


def hidden(article: Article) -> list[str]:
    """How many characters of an article are hidden; empty for none."""
    count = hidden_characters(article.text)
    return [f"{count} hidden character" + "s" * (count != 1)] if count else []


def headline(article: Article, width: int, marks: Marks) -> Line:
    """An article's headline, then its byline and address; what is not recorded is named once."""
    facts = article.facts
    head, url = (safe_line(fact.value) if fact else "" for fact in (facts.title, facts.url))
    byline = safe_line(", ".join(article.authors))
    told = [f"by {byline}"] if byline else []
    told += [url] if url else []
    known = {"headline": head, "byline": byline or article.form.is_record, "address": url}
    missing = ", ".join(name for name, value in known.items() if not value)
    told += [f"{missing} {unknown.NOT_RECORDED}"] if missing else []
    if not head:
        return fit(line(" ", piece(f" {marks.dot} ".join(told), Role.DIM)), width, marks.ellipsis)
    room = max(width // 2, width - cells(head) - 4)
    right = fit(line(piece(f" {marks.dot} ".join(told), Role.DIM)), room, marks.ellipsis)
    return sides(line(" ", piece(head, Role.STRONG)), line(*right, " "), width, marks.ellipsis)


def title(
    view: ArticleView, stop: Stop | None, at: int, count: int, width: int, marks: Marks, found: str = ""
) -> Line:
    """The heading: what the article is, and which of its stops is looked at (`at` from 0), or `found`."""
    article = view.article
    dot = f" {marks.dot} "
    name = safe_line(article.outlet.name) or safe_line(article.name)
    if not (article.outlet.name or article.form.is_record):
        name = f"{unknown.OUTLET.line}{dot}{name}"
    parts = [name, day(article.published)]
    if stop is not None:
        start = stop.spans[0].start
        place = said_at(article, start) if article.form.is_record else ""
        parts.append(place or f"{marks.paragraph}{article.paragraph(start)}")
    if article.form.is_record:
        parts.append(article.form.value)
    parts += hidden(article)
    right = f"quote {at + 1} of {count} " if stop else "no quotes "
    if article.form.is_record and stop:
        right = _counted(stop, article.form, at, count, dot)
    told = line(piece(found or right, Role.DIM))
    return sides(line(" ", piece(dot.join(parts), Role.STRONG)), told, width, marks.ellipsis)


def _counted(stop: Stop, form: Form, at: int, count: int, dot: str) -> str:
    """By how many a sentence of a record is printed, and which of those that are it is."""
    if not stop.printings:
        return f"{printed_by(0, 0, form)} "
    return f"{printers(stop.printings, stop.outlets)}{dot}passage {at + 1} of {count} "
