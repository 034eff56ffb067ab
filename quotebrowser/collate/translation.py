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
    "|Danish|Norwegian|Finnish|English"
)
_SIGNS: Final = re.compile(
    "|".join(
        (
            rf"\btranslated (?:from|by|for|into (?:{_TONGUES}))\b",
            r"\b(?:was|were|been|as|audio|video|remarks|comments|speech|statement|interview) translated\b",
            r"\btranslations? (?:of|by|from|provided|published|released)\b",
            r"\b(?:a|an|the|its|our|in|official|unofficial|rough|own) translation\b",
            r"\b(?:translator|interpreter|English subtitles)\b",
            rf"\b(?:spoke|speaking|spoken|said|saying|wrote|written|recorded|posted) in (?:{_TONGUES})\b",
            r"\b(?:traducid[oa]s?|traducción|traduite?s?|traduction|übersetzt|Übersetzung|Dolmetscher(?:in)?)\b",
            r"\b(?:tradott[oaie]|traduzione|traduzid[oa]s?|tradução|vertaald|vertaling|перевод\w*)\b",
            "ترجم|翻译|翻譯|通訳|和訳|תרגום|מתורגמ",
        )
    ),
    re.IGNORECASE,
)
"""Words that say so, in the languages whose speech is attributed."""


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
