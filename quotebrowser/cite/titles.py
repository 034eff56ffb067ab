"""Titles in title case, as CSL processors write it.

One rule guards it: only words all in lower case are raised, so names and acronyms survive. The rule is that
of CSL 1.0.2 ("title case conversion") with citeproc-js's list of stop words: they stay small unless they are
the first or last word, follow a colon, question or exclamation mark, or stand before a hyphen at a break.
"""

import re
from typing import Final

_SMALL_WORDS: Final = """
    a about above across afore after against al along alongside amid amidst among amongst and apropos
    around as aside astride at athwart atop barring before behind below beneath beside besides between
    beyond but by ca circa de despite down during et except for from given in inside into lest like modulo
    near next nor notwithstanding of off on onto or out outside over per plus pro qua sans since so than
    the through throughout thru till to toward towards under underneath until unto up upon van versus via
    vis-à-vis von vs with within without yet
"""
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_BREAK: Final = re.compile(r"([‘’“”\"'\-–—/.,;?!:()\[\]\s])")


def title_case(title: str) -> str:
    """`title` with its lower-case words raised, small ones within it excepted."""
    pieces = _BREAK.split(title)
    last = max((place for place in range(0, len(pieces), 2) if pieces[place]), default=0)
    forced = True
    for place, piece in enumerate(pieces):
        if place % 2:
            forced = forced or piece in ":?!"
        elif piece and not _ends_a_word(pieces, place):
            if forced or (place == last and len(piece) > 1) or not _stays_small(pieces, place):
                pieces[place] = _raised(piece)
            forced = False
    return "".join(pieces)


def _raised(word: str) -> str:
    return word[0].upper() + word[1:] if word == word.lower() else word


def _stays_small(pieces: list[str], place: int) -> bool:
    """Whether the word is a single letter or a small one that does not begin a compound (`by-election`)."""
    word = pieces[place]
    compound = pieces[place + 1 : place + 2] == ["-"] and pieces[place - 1].isspace()
    return (len(word) == 1 or word in _SMALL) and not compound


def _ends_a_word(pieces: list[str], place: int) -> bool:
    """Whether the letters follow an apostrophe within a word, as in `it’s`."""
    return place > 1 and pieces[place - 1] in "’'" and bool(pieces[place - 2])
