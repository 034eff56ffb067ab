"""Titles in title case, as CSL processors write it.

One rule guards it: only words all in lower case are raised, so names and acronyms survive. The rule is that
of CSL 1.0.2 ("title case conversion") as citeproc-js carries it out, its ways with quotation marks included:
a word after a mark that has no partner stays as printed, and so does a small last word that follows one.
`headline_case` is that rule without these ways.
"""

import re
from collections.abc import Sequence
from typing import Final

from quotebrowser.cite.parts.nested_marks import pairs

_SMALL_WORDS: Final = """
    a about above across afore after against al along alongside amid amidst among amongst an and anenst
    apropos apud around as aside astride at athwart atop barring before behind below beneath beside besides
    between beyond but by c ca circa de despite down during et except for forenenst from given in inside into
    lest like modulo near next nor notwithstanding of off on onto or out outside over per plus pro qua sans
    since so than the through throughout thruout till to toward towards under underneath until unto up upon
    van versus via von vs with within without yet
"""
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_BREAK: Final = re.compile(r"([‘’“”]|(?<!\s)\s+'| \"|[\"']|[-–—/.,;?!:()\[\]])")
"""Where citeproc-js cuts a title; a straight mark that opens takes the space before it along."""
_SPACES: Final = re.compile(r"([\u00a0 \u2000-\u200b\u205f\u3000]+)")
_OPENING: Final = {"‘": ("’", "‘"), "“": ("”", "“"), ' "': ('"', " '"), " '": ("'", ' "')}
"""Closing mark of each opening one, and the opening one that may stand directly within it."""
_CLOSING: Final = ("’", "”", '"', "'")
_LOOSE: Final = re.compile(r"[\"“”„‟«»‹›‚¿¡]|(?<!\w)['’‘ʼ]|['’‘ʼ](?!\w)")
"""Marks beside words whose case does not depend on them, where they are no pair too."""
_ELIDED: Final = re.compile(r"(?<!\w)([dl])['’‘ʼ](?=\w)")
"""French and Italian articles: `coup d’état` keeps its small letters."""
_WITHIN: Final = re.compile(r"(?<=\w)['’‘ʼ](?=\w)")
_LETTERED: Final = re.compile(r"(?<![\w-])[a-z](?=-[^\W\d_])")
"""A letter that begins a compound: `e-mail`."""
_SEALED: Final = "X"
"""A capital, which keeps the word that it stands in as it is."""
_JOINER: Final = "ʼ"
"""A letter: the engine does not cut a word there."""


def title_case(title: str) -> str:
    """`title` with its lower-case words raised, small ones within it excepted; it stays as long as it is."""
    pieces = _BREAK.split(title)
    opens = title.startswith("'")
    for place in range(len(pieces) - 2, 1 if opens else 0, -2):
        if pieces[place] == "'" and pieces[place + 1]:
            # a straight mark with text after it is part of that text
            pieces[place : place + 2] = ["", "'" + pieces[place + 1]]
    parts, printed = pieces[::2], pieces[1::2]
    marks = [" '" if len(mark) > 1 and mark.endswith("'") else mark for mark in printed]
    if opens:
        marks[0] = " '"
    raised, last = _raised_parts(parts, marks)
    kept, latest = _unpaired(marks)
    for place in kept:
        raised[place + 1] = parts[place + 1][:1] + raised[place + 1][1:]
    if last is not None and last[0] > latest:
        words = _SPACES.split(raised[last[0]])
        words[last[1]] = _last_word(words[last[1]])
        raised[last[0]] = "".join(words)
    return "".join(part + mark for part, mark in zip(raised, [*printed, ""], strict=True))


def headline_case(title: str) -> str:
    """`title` in title case, whatever quotation marks stand in it: `the ‘new normal’` is `The ‘New Normal’`.

    Within marks of any shape words are raised as outside them, and apostrophes are part of their word.
    """
    bare = list(title)
    for pair in pairs(title):
        bare[pair.opening], bare[pair.closing] = "(", ")"
    shape = _ELIDED.sub(rf"\1{_SEALED}", "".join(bare))
    raised = title_case(_WITHIN.sub(_JOINER, _LOOSE.sub("(", shape)))
    raised = _LETTERED.sub(lambda found: found[0].upper(), raised)
    return "".join(new if old.islower() else old for old, new in zip(title, raised, strict=True))


def _raised_parts(parts: Sequence[str], marks: Sequence[str]) -> tuple[list[str], tuple[int, int] | None]:
    """The parts with their words raised, and where the last word stands: its part and its place there."""
    raised: list[str] = []
    last: tuple[int, int] | None = None
    forced = True
    for number, part in enumerate(parts):
        forced = forced or (number > 0 and marks[number - 1][-1:] in ("!", "?", ":"))
        words = _SPACES.split(part)
        for place in range(0, len(words), 2):
            word = words[place]
            if not part.strip() or not word:
                continue
            # only the first part of a title is looked at for compounds (`by-election`)
            compound = number == 0 and place == len(words) - 1 and marks[:1] == ["-"]
            if forced or compound or not _stays_small(word):
                words[place] = _raised(word)
            last, forced = (number, place), False
        raised.append("".join(words))
    return raised, last


def _unpaired(marks: Sequence[str]) -> tuple[set[int], int]:
    """Marks without a partner, and the last part that one of them stood before; -1 for none."""
    waiting: list[tuple[str, str, int | None]] = []
    kept: set[int] = set()
    latest = -1
    for place, mark in enumerate(marks):
        found: int | None = None
        if mark in _OPENING:
            fits = not waiting or waiting[-1][1] == mark
            found = None if fits else waiting.pop()[2]
            waiting.append((*_OPENING[mark], place if fits else None))
        elif mark in _CLOSING:
            if waiting and waiting[-1][0] == mark:
                waiting.pop()
            else:
                found = place
        if found is not None:
            kept.add(found)
            latest = place + 1
    kept.update(place for _, _, place in waiting if place is not None)
    return kept, latest


def _stays_small(word: str) -> bool:
    """Whether it is a single letter or a small word; the engine's `v.` holds for any two letters from `v`."""
    lower = word.lower()
    return len(word) == 1 or lower in _SMALL or (len(lower) == 2 and lower[0] == "v")  # noqa: PLR2004


def _raised(word: str) -> str:
    """`word` with a capital, unless it has one; a Greek letter alone stays, as sciences write it."""
    if word != word.lower() or (len(word) == 1 and "\u0370" <= word <= "\u03ff"):
        return word
    return _with_capital(word)


def _with_capital(word: str) -> str:
    """`word` with a capital where that is the same letter and one letter: not of `ﬁ`, `ß`, or `µ` (micro)."""
    capital = word[0].title()
    return capital + word[1:] if capital.lower() == word[0] else word


def _last_word(word: str) -> str:
    """The last word of a title: small ones are raised too."""
    return _with_capital(word) if len(word) > 1 and _stays_small(word) else word
