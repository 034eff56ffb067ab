"""Who said the words, as citations name them.

One rule guards it: the article's own form of name and title is used, and an uncertain speaker is marked.
"""

from quotebrowser.cite.item import GUESSED
from quotebrowser.cite.styles.house import Said
from quotebrowser.model import UNCERTAIN_BELOW, Quote, SpeakerKind
from quotebrowser.names import surname
from quotebrowser.text import safe_line


def uncertain(quote: Quote) -> bool:
    """Whether the attribution is too weak to be cited without a mark."""
    return quote.attribution is not None and quote.attribution.confidence < UNCERTAIN_BELOW


def said(quote: Quote, paragraph: int, link: str) -> Said:
    """The speaker of a quote and where it stands."""
    speaker = quote.speaker
    if speaker is None:
        return Said("", "", "", paragraph, named=False, link=link)
    mark = GUESSED if uncertain(quote) else ""
    name = safe_line(speaker.name)
    full = " ".join(part for part in (safe_line(speaker.title), name) if part)
    short = surname(name) if speaker.kind is SpeakerKind.PERSON else name
    return Said(full + mark, name + mark, (short or name) + mark, paragraph, named=speaker.named, link=link)
