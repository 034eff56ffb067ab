"""What a reader of a citation must know: missing, guessed and hidden things, a sentence each.

One rule guards it: every gap or guess in a citation has its sentence, and no sentence is without one.
"""

from collections.abc import Iterator
from typing import Final

from quotebrowser.cite.item import SPEECHES, Item, item_of, missing
from quotebrowser.cite.parts.author_names import joined
from quotebrowser.cite.parts.date_forms import american
from quotebrowser.cite.parts.quoted_words import selected
from quotebrowser.cite.voice import page_of, uncertain
from quotebrowser.model import Article, Date, Form, Genre, Provenance, Quote, Span, uninterrupted
from quotebrowser.text import hidden_characters, safe_line, words

_NAMES: Final = {
    "title": "headline",
    "byline": "author",
    "published": "date",
    "url": "URL",
    "via": "origin",
    "accessed": "access date",
}

_SPOKEN: Final = (*SPEECHES, Genre.INTERVIEW)
"""Genres cited under who spoke."""
_SOON_SAID: Final = 1000
"""Characters that are spoken within a minute or so."""
_FOUND: Final = (Provenance.EMBEDDED, Provenance.JSONLD, Provenance.META, Provenance.PRINTED)
"""Sources that name an author, who need not be the one who spoke."""


def cautions(quote: Quote, article: Article, selection: Span | None = None) -> Iterator[str]:
    """Sentences about the work, then the speaker, then the words."""
    yield from _work(article)
    yield from _speaker(quote)
    spans = selected(quote, selection)
    yield from _place(article, spans[0].start)
    parts = len(uninterrupted(spans, article.text))
    if parts > 1:
        yield f"The quote is printed in {parts} parts; the narration between them is left out."
    if selection is not None:
        yield from _cut(quote, article.text, spans)
    hidden = sum(hidden_characters(span.of(article.text)) for span in spans)
    if hidden:
        yield f"{hidden} hidden or control characters in the printed quote were made harmless."


def cut_warnings(quote: Quote, article: Article, selection: Span) -> tuple[str, ...]:
    """Sentences about what a selection leaves out next to it."""
    return tuple(_cut(quote, article.text, selected(quote, selection)))


def _work(article: Article) -> Iterator[str]:
    item = item_of(article)
    absent = missing(item)
    if absent:
        named = ("title",) if item.genre else ("outlet", "title")
        replaced = [name for name in named if name in absent]
        stands = f"; the file’s name replaces the {joined(replaced, ' and ')}" if replaced else ""
        yield f"Not recorded: {joined(absent, ' and ')}{stands}."
    yield from _record(article, item)
    yield from _changed(article)
    for name, fact in article.facts.known():
        if not fact.certain:
            how = "guessed" if fact.provenance is Provenance.HEURISTIC else "inferred from the wording"
            mark = ", marked [?]" if fact.provenance is Provenance.HEURISTIC else ""
            what = f"{_NAMES.get(name, name)} “{safe_line(fact.value)}”"
            yield f"The {what} is {how}{mark}; confirm or correct it."


def _changed(article: Article) -> Iterator[str]:
    """That the page is known to have changed on a later day than the one that is cited."""
    modified = Date.parse(article.facts.modified.value) if article.facts.modified else None
    if modified is None or (article.published and modified.first <= article.published.last):
        return
    cited = "the publication date is cited" if article.published else "no publication date is recorded"
    yield f"The article was changed on {american(modified)}; {cited}."


def _record(article: Article, item: Item) -> Iterator[str]:
    """What a reader must know of a record: that it may not be word for word, of what it is, who spoke."""
    if article.form is Form.CAPTIONS:
        yield "The words are captions, which are not always what was said."
    if item.record and item.genre is None:
        yield "What it is a record of is not recorded (speech, hearing, interview, broadcast ...)."
    byline = article.facts.byline
    if item.genre in _SPOKEN and byline is not None and byline.provenance in _FOUND:
        name = safe_line(byline.value)
        yield f"The author “{name}” is cited as the speaker; correct it if that is somebody else."


def _speaker(quote: Quote) -> Iterator[str]:
    if quote.attribution is None:
        yield "The speaker is unknown."
    elif not quote.attribution.speaker.named:
        yield f"The speaker is not named in the article: “{safe_line(quote.attribution.speaker.name)}”."
    elif uncertain(quote):
        sure = f"{quote.attribution.confidence:.0%} sure"
        yield f"The speaker is uncertain ({sure}), marked [?]; check it in the article."


def _place(article: Article, start: int) -> Iterator[str]:
    """How exact the time is that a citation prints, or where its page's number comes from."""
    times = [moment.offset for moment in article.times if moment.offset <= start]
    if times and start - times[-1] > _SOON_SAID:
        yield "The time is the last that is given before the words; they were said later."
    page = page_of(article, start) if article.time_at(start) is None else None
    if page is not None and not page.labelled:
        yield f"Page {page.number} is counted from the first of the file, which does not label its pages."


_TURNING: Final = frozenset(
    (
        *("not", "no", "never", "nor", "neither", "none", "without", "hardly", "but", "however", "although"),
        *("though", "unless", "except", "if", "only", "until", "cannot"),
    )
)
"""Words that can turn what stands beside them: negations, limits, conditions."""
_SENTENCE_ENDS: Final = (".", "?", "!")


def _cut(quote: Quote, text: str, spans: tuple[Span, ...]) -> Iterator[str]:
    """What a selection leaves out next to it: within the sentence, and the first word of the next."""
    start, end = spans[0].start, spans[-1].end
    before, after = text[quote.spans[0].start : start], text[end : quote.spans[-1].end]
    ended = spans[-1].of(text).rstrip("”’\"' ").endswith(_SENTENCE_ENDS)
    near = (_sentence_before(before), _first_word(after) if ended else _sentence_after(after))
    hidden = [word.span.of(part) for part in near for word in words(part)]
    turning = [word for word in hidden if _turns(word)]
    if turning:
        shown = joined([f"“{word}”" for word in dict.fromkeys(turning)], " and ")
        yield f"The selection leaves out {shown}: check that the meaning is unchanged."
    if (before[-1:].isalnum() and text[start].isalnum()) or (text[end - 1].isalnum() and after[:1].isalnum()):
        yield "The selection splits a word."


def _turns(word: str) -> bool:
    folded = word.lower().replace("’", "'")
    return folded in _TURNING or folded.endswith("n't")


def _sentence_before(text: str) -> str:
    """What of `text` belongs to the sentence that goes on after it."""
    body = text.rstrip()
    last = max((body.rfind(mark) for mark in _SENTENCE_ENDS), default=-1)
    return body[last + 1 :]


def _sentence_after(text: str) -> str:
    """What of `text` ends the sentence before it, and the first word of the next one."""
    ends = [at for at in (text.find(mark) for mark in _SENTENCE_ENDS) if at != -1]
    if not ends:
        return text
    return f"{text[: min(ends) + 1]} {_first_word(text[min(ends) + 1 :])}"


def _first_word(text: str) -> str:
    return next(iter(text.split(maxsplit=1)), "")
