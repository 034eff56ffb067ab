"""The first look at a text: whether it may be a transcript at all.

One rule guards it: every article pays for it, so it costs next to nothing; what reads transcripts is loaded
behind it.
"""

import re
from collections import Counter
from enum import Enum, auto
from typing import Final

from quotebrowser.model import Article, Form
from quotebrowser.text.words import word_list

_HEAD: Final = 80
"""Characters of a line that its label ends within."""
_LETTER: Final = re.compile(r"[QA](?:[.: \t]|\Z)")
_TITLED: Final = frozenset(
    word_list("Mr. Ms. Mrs Mis The Dr. Sen Rep Cha Sec Gen Adm Amb Dir Jud Jus Gov May Vic Pre **T")
)
"""How the titles begin that stand before a name with a full stop."""
_TITLED_STOP: Final = re.compile(r"[A-Z*][\w*]+\.? [A-Z][^.:\n]{1,60}\. ")
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
    """Names behind `Mr.` and the like, or before a dash, with a full stop."""
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
    letters = times = members = dashes = 0
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
        elif words[:3] in _TITLED and _TITLED_STOP.match(words):
            members += 1
        dashes += ". –" in head
    twice = any(sum(count > 1 for count in names.values()) > 1 for names in (heads, last))
    found = {
        Sign.TIME: times >= _FEW,
        Sign.NAME: twice or (bool(heads) and _STAGE.search(text) is not None),
        Sign.LETTER: letters >= _FEW,
        Sign.MEMBER: members > 0 or dashes >= _FEW,
        Sign.LINE: sum(count > 1 for line, count in short.items() if line) > 1,
    }
    return frozenset(sign for sign, is_there in found.items() if is_there)
