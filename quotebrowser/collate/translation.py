"""Whether an article says that the words it quotes were translated.

One rule guards it: only narration counts, near the quotation: what somebody says of translations is no sign.
"""

import re
from collections.abc import Iterable
from typing import Final

from quotebrowser.model import Span

_REACH: Final = 400
"""Characters before and after a quotation in which an article says how it came by the words."""
_TONGUES: Final = (
    "Arabic|Persian|Farsi|Dari|Pashto|Hebrew|Russian|Ukrainian|Belarusian|Polish|Czech|Hungarian|Romanian|Serbian"
    "|Greek|Turkish|Kurdish|Urdu|Hindi|Bengali|Punjabi|Tamil|Mandarin|Chinese|Cantonese|Japanese|Korean|Vietnamese"
    "|Thai|Indonesian|Malay|Tagalog|Swahili|Amharic|Somali|Spanish|French|German|Italian|Portuguese|Dutch|Swedish"
    "|Danish|Norwegian|Finnish"
)
_WORDS: Final = (
    "remarks|comments|words|speech|statement|interview|audio|video|recording|transcript|quote|quotes"
)
_SIGNS: Final = re.compile(
    "|".join(
        (
            rf"\b(?:{_WORDS})(?:,)?(?: \w+){{0,3}} translated\b",
            rf"\btranslated (?:from (?:the )?(?:{_TONGUES})|into English by)\b",
            rf"\btranslation of (?:the|his|her|their) (?:{_WORDS})\b",
            r"\b(?:according to|in|from|through) (?:an?|the|its|our|his|her|their)(?: [\w-]+)? translation\b",
            r"\b(?:through|via|with) (?:an?|the|his|her|their)(?: [\w-]+)? (?:translator|interpreter)\b",
            r"\bEnglish subtitles\b",
            rf"\b(?:spoke|speaking|spoken|said|saying|wrote|written|recorded|posted) in (?:{_TONGUES})\b",
            r"\b(?:palabras|declaraciones|discurso) traducid[oa]s?\b|\btraducid[oa]s? del\b",
            r"\b(?:propos|paroles|discours) traduits?\b|\btraduite?s? (?:de l['’]|du )",
            r"\baus dem \w+ übersetzt\b|\btradott[oaie] dal|\btraduzid[oa]s? do\b|\bvertaald uit het\b",
        )
    ),
    re.IGNORECASE,
)
"""Phrases that say so of the words quoted. That somebody is an interpreter, or that a book was translated, is
told in the same words otherwise put; a sign that is missed costs less than one that is made up."""


def says_translated(text: str, quotations: Iterable[Span], quoted: Iterable[Span]) -> bool:
    """Whether the narration near one of `quotations` says that it is a translation.

    Args:
        text: of the article.
        quotations: those that are compared.
        quoted: all that the article prints between marks; nothing in them counts.
    """
    closed = tuple(quoted)
    for span in quotations:
        low = max(0, span.start - _REACH)
        for match in _SIGNS.finditer(text, low, min(len(text), span.end + _REACH)):
            sign = Span(match.start(), match.end())
            if not any(one.overlaps(sign) for one in closed):
                return True
    return False
