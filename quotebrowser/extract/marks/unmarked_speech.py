"""Speech without quotation marks: transcripts (`SPEAKER: …`, `Q: …`) and block quotes (`> …`).

One rule guards it: a line counts as speech only where the whole article is set that way: several names or
roles that take turns and speak in sentences, or lines that carry the block's sign. What forms, captions and
mails put before a colon (`Photo`, `Length`, `From`) never speaks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Span
from quotebrowser.text.words import word_list

_LABEL: Final = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}|[QA]"
    r"|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3})"
    r"(?: \([^()\n]{1,30}\))?: +(?=[^\s\"“‘«])"
)
_BLOCK: Final = re.compile(r"> ?(?=[^\s>\"“«])")
_SIGNATURE: Final = re.compile(r"(?:—|–|--?) ?[A-Z][^.!?…\n]{1,60}\s*")
"""`— Helen Marsh, mayor` under a block quote: who said it, not what was said."""
_LEAST_LINES: Final = 4
_LEAST_TURNS: Final = 2
ROLES: Final = frozenset(
    word_list("""
    q a question answer reporter interviewer moderator host operator speaker audience unidentified crowd
    voice
    """)
)
"""Labels that name nobody."""
FIELDS: Final = frozenset(
    word_list("""
    photo photos photograph photographer picture pictures image images graphic graphics illustration caption
    credit video audio source sources published publication updated modified created posted cost costs price
    prices length section sections subject subjects from to cc bcc re fwd date dated time times sent received
    reply-to day when where who what why how address phone telephone tel fax email e-mail mail web website url
    link contact place venue location tickets admission doors byline author authors writer editor editors
    headline title subtitle dateline body highlight language load-date publication-type journal-code update
    copyright note notes warning summary topic topics tags tag keywords category categories type format name
    names age born died ingredients serves servings yield method step steps score scores result results
    weather temperature high low size weight height width color colour isbn issn doi pages page edition
    version status priority attachment attachments attendees agenda item items total number order id
    foto fotos bild bilder quelle quellen veröffentlicht stand kosten preis preise länge rubrik betreff von an
    datum zeit uhrzeit ort adresse telefon autor autorin titel sprache hinweis grafik gesendet
    crédit légende publié coût prix longueur rubrique objet de à heure lieu adresse téléphone auteur titre
    langue fuente fuentes publicado coste costo precio sección asunto para fecha hora lugar dirección teléfono
    autora título idioma fonte fonti pubblicato prezzo lunghezza sezione oggetto da ora luogo indirizzo
    telefono autore titolo lingua bron gepubliceerd kosten prijs lengte sectie onderwerp aan tijd plaats adres
    auteur taal graphique samenvatting
    """)
)
"""What stands before the colon in captions, forms, recipes, mails and exports."""
_SENTENCES: Final = 0.5
"""Share of the turns that must end as a sentence does, or as one that is cut short."""
_SAID: Final = re.compile(r"[.!?…:;,—–\-。！？؟\])][\"'”’»)\]*_]{0,4}\Z")
_SHORTEST: Final = 2
"""A transcript has this many lines with labels, of this many speakers who speak at least twice. Fewer are
lists, bylines and captions."""


def blocks(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    """The lines of `text` that are speech as a whole, by their number in `lines`."""
    return {**_transcript(text, lines), **_block_quotes(text, lines)}


def _transcript(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    labels = [_speaking(_LABEL.match(text, line.start, line.end)) for line in lines]
    turns = Counter(label["name"] for label in labels if label)
    regular = {name for name, count in turns.items() if count >= _LEAST_TURNS}
    if len(regular) < _LEAST_TURNS or sum(turns[name] for name in regular) < _LEAST_LINES:
        return {}
    spoken = sum(
        text.count(" ", label.end(), line.end) for label, line in zip(labels, lines, strict=True) if label
    )
    if spoken < sum(turns.values()) or not _take_turns(text, lines, labels, regular):
        return {}
    found = {}
    for at, (label, line) in enumerate(zip(labels, lines, strict=True)):
        if label and label["name"] in regular and line.end - label.end() >= _SHORTEST:
            span = Span(label.end(), line.end)
            found[at] = Marked(
                span, span, 0, closed=True, single=False, unnamed=label["name"].lower() in ROLES
            )
    return found


def _speaking(label: re.Match[str] | None) -> re.Match[str] | None:
    """A label that may be a speaker's; None for that of a field."""
    if label is None:
        return None
    words = label["name"].lower().split()
    return None if words[-1] in FIELDS or (words[0] in FIELDS and len(words) < 3) else label  # noqa: PLR2004


def _take_turns(
    text: str, lines: Sequence[Span], labels: Sequence[re.Match[str] | None], regular: set[str]
) -> bool:
    """Whether those who speak more than once follow each other, mostly in sentences."""
    turns = [
        (label["name"], _SAID.search(text, max(line.start, line.end - 6), line.end) is not None)
        for label, line in zip(labels, lines, strict=True)
        if label and label["name"] in regular
    ]
    changes = sum(name != other for (name, _), (other, _) in pairwise(turns))
    return changes >= _LEAST_TURNS and sum(ended for _, ended in turns) >= len(turns) * _SENTENCES


def _block_quotes(text: str, lines: Sequence[Span]) -> dict[int, Marked]:
    signs = [_BLOCK.match(text, line.start, line.end) for line in lines]
    signs = [
        None if sign and _SIGNATURE.fullmatch(text, sign.end(), line.end) else sign
        for sign, line in zip(signs, lines, strict=True)
    ]
    found = {}
    for at, (sign, line) in enumerate(zip(signs, lines, strict=True)):
        if sign:
            goes_on = at + 1 < len(signs) and signs[at + 1] is not None
            found[at] = Marked(
                Span(sign.end(), line.end), line, 0, closed=True, single=False, continued=goes_on
            )
    return found
