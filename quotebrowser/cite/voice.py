"""Who said the words, as citations name them.

One rule guards it: the article's own form of name and title is used, and an uncertain speaker is marked.
"""

from quotebrowser.cite.item import GUESSED, Item
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.parts.text_fragments import deep_link, video_at
from quotebrowser.cite.styles.house import Locator, Said
from quotebrowser.model import UNCERTAIN_BELOW, Article, Page, Quote, Span, SpeakerKind
from quotebrowser.model.article import clock
from quotebrowser.names import compatible, surname
from quotebrowser.text import fold, safe_line


def uncertain(quote: Quote) -> bool:
    """Whether the attribution is too weak to be cited without a mark."""
    return quote.attribution is not None and quote.attribution.confidence < UNCERTAIN_BELOW


def located(article: Article, start: int, end: int) -> Locator:
    """Where words stand: the time at which they begin, else their page or pages."""
    time, page, last = article.time_at(start), page_of(article, start), article.page_at(end - 1)
    if time is not None or page is None:
        return Locator(clock(time) if time is not None else "")
    return Locator(page=safe_line(page.number), last=safe_line(last.number) if last and last != page else "")


def page_of(article: Article, offset: int) -> Page | None:
    """The page to cite; None where its number says nothing to another reader.

    So it is where it is only counted, of a single page or of the print-out of a web page.
    """
    page = article.page_at(offset)
    if page is None or page.labelled:
        return page
    url = article.facts.url.value if article.facts.url else ""
    printed_out = url and not url.partition("?")[0].lower().endswith(".pdf")
    return None if printed_out or len(article.pages) == 1 else page


def address(url: str, article: Article, spans: tuple[Span, ...]) -> str:
    """The address that opens the article at the words; empty if none is known."""
    time = article.time_at(spans[0].start) if spans else None
    return video_at(url, time) or deep_link(url, article.text, spans)


def said(quote: Quote, article: Article, item: Item, spans: tuple[Span, ...], *, linked: bool) -> Said:
    """The speaker of a quote and where its `spans` stand; `linked` where an address may open there."""
    start = spans[0].start
    link = address(item.url, article, spans) if linked else ""
    video = video_at(item.url, article.time_at(start)) if linked else ""
    paragraph, at = article.paragraph(start), located(article, start, spans[-1].end)
    speaker = quote.speaker
    if speaker is None:
        return Said("", "", "", paragraph, named=False, link=link, at=at, video=video)
    mark = GUESSED if uncertain(quote) else ""
    name = safe_line(speaker.name)
    full = " ".join(part for part in (safe_line(speaker.title), name) if part)
    short = surname(name) if speaker.kind is SpeakerKind.PERSON else name
    own = item.record and len(item.authors) == 1 and _is(item.authors[0], name)
    return Said(
        full + mark,
        name + mark,
        (short or name) + mark,
        paragraph,
        named=speaker.named,
        link=link,
        at=at,
        own=own,
        video=video,
    )


def _is(author: Name, name: str) -> bool:
    """Whether a work's only author is who speaks in it, whom its labels may call by surname alone."""
    same_family = fold(author.family) == fold(surname(name) or name)
    return same_family and compatible(author.direct, name) is not False
