"""The first look at a text: whether it may be a transcript at all.

One rule guards it: every article pays for it, so it costs next to nothing; what reads transcripts is loaded
behind it.
"""

import re
from collections import Counter
from enum import Enum, auto
from typing import Final

from quotebrowser.model import Article, Form

_HEAD: Final = 80
"""Characters of a line that its label ends within."""
_LETTER: Final = re.compile(r"[QA](?:[.: \t]|\Z)")
_TITLED: Final = ("Mr.", "Ms.", "Mrs", "Mis", "The", "Dr.")
_FEW: Final = 3
_SHORT: Final = 60
_STAGE: Final = re.compile(r"\([Aa][Pp][Pp][Ll][Aa][Uu][Ss][Ee]|\([Ll][Aa][Uu][Gg][Hh]|\[[Cc]ross")


class Sign(Enum):
    """What a look at the beginnings of all lines finds."""

    TIME = auto()
    """Times behind the first colon."""
    NAME = auto()
    """The same words before a colon, or stage directions."""
    LETTER = auto()
    """`Q` and `A`."""
    MEMBER = auto()
    """Surnames in capitals behind `Mr.` and the like."""
    LINE = auto()
    """The same short lines."""


def signs(article: Article) -> frozenset[Sign]:
    """Of which labels an article may have some; none where it is surely a report."""
    if article.facts.form is not None and article.form is Form.REPORT:
        return frozenset()
    if article.facts.form is not None or article.labels:
        return frozenset(Sign)
    return _signs(article.text)


def _signs(text: str) -> frozenset[Sign]:
    heads: Counter[str] = Counter()
    last: Counter[str] = Counter()
    short: Counter[str] = Counter()
    letters = times = members = 0
    for line in text.split("\n"):
        if len(line) <= _SHORT and line:
            short[line.strip()] += 1
        head = line[:_HEAD]
        name, colon, rest = head.partition(":")
        if colon:
            heads[name] += 1
            last[name.rpartition(" ")[2]] += 1
            times += rest.lstrip(" ([\\")[:1].isdigit()
        words = head.lstrip()
        if words[:1] in "QA" and _LETTER.match(words):
            letters += 1
        elif words[:3] in _TITLED and any(word.isupper() and len(word) > _FEW for word in words.split()):
            members += 1
    twice = any(sum(count > 1 for count in names.values()) > 1 for names in (heads, last))
    found = {
        Sign.TIME: times >= _FEW,
        Sign.NAME: twice or (bool(heads) and _STAGE.search(text) is not None),
        Sign.LETTER: letters >= _FEW,
        Sign.MEMBER: members > 0,
        Sign.LINE: sum(count > 1 for line, count in short.items() if line) > 1,
    }
    return frozenset(sign for sign, is_there in found.items() if is_there)
