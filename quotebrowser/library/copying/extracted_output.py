"""What `extract --json` prints: the quotes of a text that is not stored.

One rule guards it: null is unknown, as in `machine_output`.
"""

from collections.abc import Iterator, Sequence

from quotebrowser.library.copying.machine_output import CAPTION, confidence
from quotebrowser.model import Article, Quote


def document(
    doc_id: str, article: Article, quotes: Sequence[Quote], *, text: bool, facts: bool
) -> dict[str, object]:
    """An object of `extract --json`.

    Args:
        doc_id: what the document is called.
        article: it, as read.
        quotes: its quotes, in order.
        text: whether to print the text that offsets count in.
        facts: whether to print what is known of the article.
    """
    row: dict[str, object] = {"doc_id": doc_id}
    if text:
        row["text"] = article.text
    if facts:
        row |= {name: fact.value for name, fact in article.facts.known()}
    row["quotes"] = sorted(
        (entry for number, quote in enumerate(quotes) for entry in _entries(number, quote, article)),
        key=lambda entry: (entry["start"], -int(str(entry["end"]))),
    )
    return row


def _entries(number: int, quote: Quote, article: Article) -> Iterator[dict[str, object]]:
    """One entry a printed span, joined by the quote's number; those of captions say so."""
    text = article.text
    said = quote.attribution
    source, cue = (said.source, said.cue) if said else (None, None)
    for span in quote.spans:
        yield {
            "quote": number,
            "start": span.start,
            "end": span.end,
            "text": span.of(text),
            "kind": quote.kind.value,
            "speaker_text": source.of(text) if source else None,
            "speaker_start": source.start if source else None,
            "speaker_end": source.end if source else None,
            "speaker": said.speaker.name if said and said.speaker.named else None,
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "confidence": confidence(quote),
        } | ({"place": CAPTION} if any(map(span.overlaps, article.captions)) else {})
