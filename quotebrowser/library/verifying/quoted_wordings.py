"""Quotes of the library that print some words, or nearly so.

One rule guards it: what is said of one source is never taken for another's: each printing is compared itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile
from typing import Final

from quotebrowser import collate
from quotebrowser.library import rows
from quotebrowser.library.finding import answerer
from quotebrowser.library.library import Library
from quotebrowser.library.verifying.verdicts import TIERS, Source, Wording
from quotebrowser.library.views import PART_BREAK, Row
from quotebrowser.model import Article, Facts, Kind, Span
from quotebrowser.model.wrapped import one_line
from quotebrowser.query import Most, Node, Word
from quotebrowser.store import Grouped, QuoteRow
from quotebrowser.text import unknown, words

_CANDIDATES: Final = 40
"""Quotes looked at. On the dev pairs of a 1,675-quote collection the right one was among the first 10; 40
leaves room for much-printed utterances."""
_COMPARED: Final = 8
"""Of these, compared word by word: those that share most of the words."""
_MOST_WORDS: Final = 40
"""Words searched for: as many as a query may have terms, less room for the rest."""
_SHARE: Final = 0.5
"""Share of the remembered words a candidate must have."""
_EDGES: Final = " .,;:!?…"
"""Punctuation at the ends of a wording belongs to the sentence around it: it makes no other wording."""
_NOTE_WORDS: Final = 3
"""Words shown on each side of the narration that stands between the parts of a quote."""
_ALIKE: Final = 0.8
"""Share of the words from which a wording with another number, negation or name is another printing of the
same, even where it was not grouped with it."""
WHOLE: Final = 0.9
"""Share of the words that one quote prints from which it is not looked for parts of them elsewhere."""
_PRINTINGS: Final = 200
"""Printings of an utterance that are compared."""
_IN_ARTICLES: Final = 20
"""Quotes whose article is read for what stands before and behind them."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What quotes print of some words."""

    wordings: tuple[Wording, ...]
    """The best first."""
    score: float
    """Share of the words that the best one prints; 0 if there is none."""
    speakers: tuple[str, ...]
    """Who said these quotations, or those that come very near, as far as that is certain."""
    beginning: int = 0
    """Of how many of the first words a quote prints all in a row; 0 where one prints nearly all."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """How the words agree with one quote."""

    stored: QuoteRow
    row: Row
    verdict: collate.WordVerdict
    tier: str
    pieces: tuple[tuple[int, str], ...]
    """What answers them of each part of the quote that does: its number and the words."""

    @property
    def printed(self) -> str:
        """What answers them as one text."""
        shown = PART_BREAK.join(piece for _, piece in self.pieces)
        return " ".join(one_line(shown).split()).strip(_EDGES)

    @property
    def rank(self) -> tuple[int, bool, float]:
        """The better the smaller."""
        return TIERS.index(self.tier), not self.verdict.first_letter, -self.verdict.score


def find(library: Library, text: str, *, around: str = "", whole: bool = False) -> Quoted:
    """The quotes that print some words, or nearly so.

    Args:
        library: where.
        text: the words.
        around: what a draft prints of the same quote besides: to go on with that is no cut.
        whole: whether they have to be a whole passage.
    """
    stored = library.store.quotes.many(_candidates(library, text))
    rest = frozenset(_folded(around))
    found = [one for one in (_compared(row, text, rest) for row in _likely(stored, text)) if one is not None]
    if whole:
        found = [one for one in found if _is_part(one.stored, text)]
    found += _other_printings(library, text, rest, found)
    quoted = _as_wordings(library, found)
    return quoted if quoted.score >= WHOLE else replace(quoted, beginning=_longest_beginning(stored, text))


def _longest_beginning(stored: Sequence[QuoteRow], text: str) -> int:
    """Of how many of the first spoken words of `text` a quote prints all in a row."""
    wanted = [word.key for word in collate.remembered(text).spoken]
    longest = 0
    for row in stored:
        keys = _folded(" ".join(row.parts))
        for start in (at for at, key in enumerate(keys) if key == wanted[0]):
            same = takewhile(lambda pair: pair[0] == pair[1], zip(keys[start:], wanted, strict=False))
            longest = max(longest, sum(1 for _ in same))
    return longest


def _is_good(one: _Compared) -> bool:
    return one.tier in ("exact", "typographic") or one.verdict.first_letter


def _folded(text: str) -> list[str]:
    return [word.normal for word in words(text)]


def _candidates(library: Library, text: str) -> tuple[str, ...]:
    """Uids of the quotes that share most of the words."""
    spoken = " ".join(word.plain for word in collate.remembered(text).spoken)
    chosen = sorted(dict.fromkeys(_folded(spoken)), key=len, reverse=True)[:_MOST_WORDS]
    nodes: tuple[Node, ...] = tuple(Word(word) for word in chosen)
    if not nodes:
        return ()
    node = nodes[0] if len(nodes) == 1 else Most(nodes, max(1, int(len(nodes) * _SHARE)))
    results = answerer.hits(library, node, limit=_CANDIDATES)
    return tuple(hit.uid for hit in results.hits)


def _likely(stored: Sequence[QuoteRow], text: str) -> list[QuoteRow]:
    """The quotes worth comparing word by word: those that share most of the words."""
    wanted = set(_folded(text))
    shares = []
    for place, row in enumerate(stored):
        printed = set(_folded(" ".join(row.parts)))
        shares.append((-len(wanted & printed), place, row))
    shares.sort(key=lambda share: share[:2])
    most = max((-share for share, _, _ in shares), default=0)
    return [row for place, (share, _, row) in enumerate(shares) if -share == most or place < _COMPARED]


def _is_part(stored: QuoteRow, text: str) -> bool:
    """Whether a part of a quote is just these words."""
    wanted = _folded(text)
    return any(_folded(part) == wanted for part in stored.parts)


def _compared(stored: QuoteRow, text: str, around: frozenset[str]) -> _Compared | None:
    """The words against the parts of a quote, one after the other; None if they are something else."""
    breaks = list(accumulate(len(part) + 1 for part in stored.parts[:-1]))
    verdict = collate.compare_words(" ".join(stored.parts), text, breaks)
    if verdict.span is None:
        return None
    pieces = []
    start = 0
    for number, part in enumerate(stored.parts):
        piece = part[max(0, verdict.span.start - start) : max(0, verdict.span.end - start)].strip()
        if piece:
            pieces.append((number, piece))
        start += len(part) + 1
    tier = "typographic" if len(pieces) > 1 and verdict.tier == "exact" else str(verdict.tier)
    rest = [words for words in (verdict.before, verdict.after) if words and around.issuperset(_folded(words))]
    warnings = tuple(one for one in verdict.warnings if not any(words in one for words in rest))
    return _Compared(stored, rows.made(stored), replace(verdict, warnings=warnings), tier, tuple(pieces))


def _other_printings(
    library: Library, text: str, around: frozenset[str], found: Sequence[_Compared]
) -> list[_Compared]:
    """The printings of the same utterances that the search has not brought up."""
    names = dict.fromkeys(group.id for one in found if _is_good(one) for group in _groups(one))
    known = {one.stored.quote.uid for one in found}
    uids = dict.fromkeys(
        passage.quote for name in names for passage in library.store.passages.members(name)[:_PRINTINGS]
    )
    others = library.store.quotes.many([uid for uid in uids if uid not in known])
    return [one for one in (_compared(row, text, around) for row in others) if one is not None]


def _groups(one: _Compared) -> Iterable[Grouped]:
    """The utterances of the parts of a quote that answer the words."""
    start = 0
    for part, group in zip(one.stored.parts, one.stored.groups, strict=True):
        span = one.verdict.span
        if group is not None and span is not None and span.overlaps(Span(start, start + len(part))):
            yield group
        start += len(part) + 1


def _as_wordings(library: Library, found: Sequence[_Compared]) -> Quoted:
    good = [one for one in found if _is_good(one)]
    articles = _articles(library, good or sorted(found, key=lambda one: one.rank)[:_COMPARED])
    same = {group.id for one in good for group in _groups(one)}
    judged: dict[tuple[int, bool, str], list[_Compared]] = {}
    for one in found:
        key = (TIERS.index(one.tier), not one.verdict.first_letter, one.printed)
        judged.setdefault(key, []).append(one)
    ordered = sorted(judged.items(), key=lambda item: (item[0][:2], -item[1][0].verdict.score, item[0][2]))
    wordings = tuple(_wording(entries, articles, same, holds=bool(good)) for _, entries in ordered)
    alike = good or [one for one in found if one.verdict.score >= _ALIKE]
    speakers = tuple(dict.fromkeys(name for one in alike if (name := _speaker(one.stored))))
    return Quoted(wordings, ordered[0][1][0].verdict.score if ordered else 0.0, speakers)


def _speaker(stored: QuoteRow) -> str:
    """Who is quoted, if that is certain."""
    said = stored.quote.attribution
    return said.speaker.name if said and said.certain else ""


def _articles(library: Library, found: Sequence[_Compared]) -> dict[str, Article]:
    ids = dict.fromkeys(one.row.article for one in found[:_IN_ARTICLES])
    return {one.id: one for one in library.store.articles.many(ids, dict.fromkeys(ids, Facts()))}


def _wording(
    entries: Sequence[_Compared], articles: Mapping[str, Article], same: set[str], *, holds: bool
) -> Wording:
    first = entries[0]
    groups = {group.id for one in entries for group in _groups(one)}
    alarmed = first.tier == "near" and bool(first.verdict.warnings)
    return Wording(
        tier=first.tier,
        printed=first.printed,
        sources=tuple(_source(one, articles.get(one.row.article)) for one in entries),
        differences=(*first.verdict.differences, *_narrated(first, articles.get(first.row.article))),
        first_letter=first.verdict.first_letter,
        level=first.verdict.level,
        same=holds and (bool(groups & same) or (alarmed and first.verdict.score >= _ALIKE)),
    )


def _source(one: _Compared, article: Article | None) -> Source:
    row = one.row
    who, where = unknown.who(row.title, row.speaker), unknown.where(row.outlet, row.source)
    when = unknown.when(row.published)
    around = collate.warnings_around(article.text, *_edges(one)) if article is not None else ()
    return Source(
        uid=row.uid,
        article=row.article,
        line=f"{who}, {where}, {when} [{row.uid}]",
        label=f"{where}, {when}",
        speaker=row.speaker,
        warnings=(*one.verdict.warnings, *around),
        notes=one.verdict.notes,
    )


def _edges(one: _Compared) -> tuple[int | None, int | None]:
    """Where the quote begins and ends in its article, if the words do so too; None where they do not."""
    span, spans = one.verdict.span, one.stored.quote.spans
    if span is None or one.stored.quote.kind is Kind.MENTION:
        return None, None
    printed = " ".join(one.stored.parts)
    begins = not any(char.isalnum() for char in printed[: span.start])
    ends = not any(char.isalnum() for char in printed[span.end :])
    return spans[0].start if begins else None, spans[-1].end if ends else None


def _narrated(one: _Compared, article: Article | None) -> list[str]:
    """Where narration stands between the parts of a quote; one of several paragraphs has none."""
    notes = []
    spans = one.stored.quote.spans
    for (part, before), (_, after) in pairwise(one.pieces):
        between = article.text[spans[part].end : spans[part + 1].start] if article is not None else ""
        if any(char.isalnum() for char in between):
            ends = before.split()[-_NOTE_WORDS:], after.split()[:_NOTE_WORDS]
            told = (" ".join(each).strip(_EDGES) for each in ends)
            notes.append("narration comes between ‘{}’ and ‘{}’".format(*told))
    return notes
