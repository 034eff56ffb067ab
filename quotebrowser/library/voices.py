"""What each person says in a record, from turn to turn, ready to have words looked for in it.

One rule guards it: a turn is taken with another only where the record's labels give both to one speaker, or
where nothing at all stands between them, as where a long one was cut in two.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from quotebrowser import collate
from quotebrowser.model import Article, Kind, Quote, Span

_ASIDE: Final = re.compile(r"[(\[][^()\[\]\n]{0,80}[^\W\d_][^()\[\]\n]{0,80}[)\]]")
"""A stage direction with its brackets: `(APPLAUSE)`."""
_MARK: Final = re.compile(r"\[+(?:Page|Time|page|time)\b[^\]\n]{0,40}\]+|\\?\[\d[\d:.]{2,12}\\?\]")
"""What says where a place is printed or heard, and is no stage direction."""
_MACHINES: Final = re.compile(
    r"((?i:speaker|sprecher|sprecherin|locuteur|participant)[ _#-]{0,3}(?:\d{1,3}|[A-Z])"
    r"|(?:\A|(?<=\n))[A-PR-Z](?=:))\b"
)
"""Whom a program tells from others and cannot name: in one record the same speaker. `Q` is anybody."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHOWN: Final = 60


class Said(NamedTuple):
    """A sentence of a turn."""

    quote: Quote
    """The turn."""
    span: Span
    """Where it stands in the article."""


class Voice:
    """All that one person says in a record.

    Args:
        article: the record.
        turns: theirs, in order.
    """

    def __init__(self, article: Article, turns: Sequence[Quote]) -> None:
        said = turns[0].attribution
        self.name = said.speaker.name if said and said.certain else ""
        """Who that is; empty if it is not certain, or nobody is named."""
        self.said = tuple(Said(turn, span) for turn in turns for span in turn.spans)
        self.speech = collate.Speech([one.span.of(article.text) for one in self.said])


class Record:
    """A transcript or captions, by who speaks.

    Args:
        article: it.
        quotes: its quotes, in order.
    """

    def __init__(self, article: Article, quotes: Iterable[Quote]) -> None:
        self.article = article
        self._turns = [quote for quote in quotes if quote.kind is not Kind.MENTION]
        voices: dict[str, list[Quote]] = {}
        key, end = "", 0
        for turn in self._turns:
            speaker, before = turn.speaker, article.text[end : turn.spans[0].start]
            label = _MACHINES.search(before)
            if speaker is not None and speaker.key:
                key = speaker.key
            elif label is not None:
                key = f"\0{label[1]}"
            elif not key.startswith("\0") or before.strip():
                key = f"\0{turn.uid}"
            voices.setdefault(key, []).append(turn)
            end = turn.spans[-1].end
        self.voices = tuple(Voice(article, turns) for turns in voices.values())

    def between(self, before: Said, after: Said) -> str:
        """What stands between two sentences of one person, in words; empty where nothing does but a label."""
        text = _MARK.sub("", self.article.text[before.span.end : after.span.start])
        if _LETTER.search(text) is None:
            return ""
        asides = " ".join(dict.fromkeys(_ASIDE.findall(text)))
        if before.quote is after.quote:
            return f"with {asides or _shortened(text)} between"
        between = self._speakers_between(before, after) or asides
        return f"over two turns, with {between} between" if between else ""

    def _speakers_between(self, before: Said, after: Said) -> str:
        """Whose turns stand between two sentences; empty where nobody else speaks."""
        first, last = (
            bisect_left(self._turns, one.span.end, key=lambda turn: turn.spans[0].start)
            for one in (before, after)
        )
        own = {one.quote.uid for one in (before, after)}
        named = before.quote.speaker
        turns = [
            one
            for one in self._turns[first:last]
            if one.uid not in own and (not named or one.speaker != named)
        ]
        names = dict.fromkeys(turn.speaker.name if turn.speaker else "" for turn in turns)
        if len(names) > 1 or "" in names:
            return "the words of others"
        return "".join(f"the words of {name}" for name in names)


def _shortened(text: str) -> str:
    shown = " ".join(text.split())
    return f"‘{shown}’" if len(shown) <= _SHOWN else f"‘{shown[:_SHOWN].rsplit(' ', 1)[0]} …’"
