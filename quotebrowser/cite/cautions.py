"""What a reader of a citation must know: missing, guessed and hidden things, a sentence each.

One rule guards it: every gap or guess in a citation has its sentence, and a sentence stands only for a real one.
"""

from collections.abc import Iterator

from quotebrowser.cite.item import item_of
from quotebrowser.cite.people import joined
from quotebrowser.cite.styles.press import missing
from quotebrowser.cite.voice import uncertain
from quotebrowser.model import Article, Provenance, Quote
from quotebrowser.text import hidden_characters, safe_line

_NAMES = {
    "title": "headline",
    "byline": "author",
    "published": "date",
    "url": "URL",
    "via": "origin",
    "accessed": "access date",
}


def cautions(quote: Quote, article: Article) -> Iterator[str]:
    """Sentences about the work, then the speaker, then the words."""
    yield from _work(article)
    yield from _speaker(quote)
    if len(quote.spans) > 1:
        yield f"The quote is printed in {len(quote.spans)} parts; the narration between them is left out."
    hidden = sum(hidden_characters(part) for part in quote.parts(article.text))
    if hidden:
        yield f"{hidden} hidden or control characters of the printed quote were made harmless."


def _work(article: Article) -> Iterator[str]:
    item = item_of(article)
    absent = missing(item)
    if absent:
        stands = (
            f"; the file’s name stands for the {_replaced(absent)}" if {"outlet", "title"} & {*absent} else ""
        )
        yield f"Not recorded: {joined(absent, ' and ')}{stands}."
    for name, fact in article.facts.known():
        if not fact.certain:
            how = "guessed" if fact.provenance is Provenance.HEURISTIC else "concluded from the wording"
            mark = ", marked [?]" if fact.provenance is Provenance.HEURISTIC else ""
            yield f"The {_NAMES.get(name, name)} “{safe_line(fact.value)}” is {how}{mark}; confirm or correct it."


def _replaced(absent: tuple[str, ...]) -> str:
    """What the file's name stands for: both, where neither is known."""
    return joined([name for name in ("outlet", "title") if name in absent], " and ")


def _speaker(quote: Quote) -> Iterator[str]:
    if quote.attribution is None:
        yield "The speaker is not known."
    elif not quote.attribution.speaker.named:
        yield f"The speaker is not named in the article: “{safe_line(quote.attribution.speaker.name)}”."
    elif uncertain(quote):
        yield f"The speaker is uncertain ({quote.attribution.confidence:.0%} sure), marked [?]; check it in the article."
