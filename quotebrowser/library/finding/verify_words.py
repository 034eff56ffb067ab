"""Is this what was printed? Remembered words and the quotes of a draft against the library.

One rule guards it: "not found in this library" never says that something was not said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebrowser import collate
from quotebrowser.errors import ReadError, UsageError
from quotebrowser.library import rows
from quotebrowser.library.finding import answerer, extract_text
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import is_counted
from quotebrowser.library.views import PART_BREAK, Row
from quotebrowser.model import Rejected
from quotebrowser.model.wrapped import one_line
from quotebrowser.query import Most, Node, Word
from quotebrowser.text import unknown, words

_TIERS: Final = ("exact", "typographic", "case", "near", "none")
_CANDIDATES: Final = 40
"""Quotes compared word by word. On the dev pairs of a 1,675-quote collection the right one was among the
first 10; 40 leaves room for much-printed utterances and costs a millisecond or two."""
_MOST_WORDS: Final = 40
"""Words searched for: as many as a query may have terms, less room for the rest."""
_ENOUGH: Final = 3
"""Words of any kind that can be verified: “we were defeated” is a quote, “the” is none."""
_FEWEST: Final = 2
"""Words with content that make words worth looking for: `be` stands in any article, and proves nothing."""
_EDGES: Final = " .,;:!?…"
"""Punctuation at the ends of a wording belongs to the sentence around it: it makes no other wording."""
_NOTE_WORDS: Final = 3
"""Words shown on each side of the narration that stands between the parts of a quote."""
_SHARE: Final = 0.5
"""Share of the remembered words a candidate must have."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One printed wording and who prints it."""

    tier: str
    """How it agrees: `exact`, `typographic`, `case` or `near`."""
    printed: str
    """The part of the quote that answers the words, as printed; `PART_BREAK` between two parts of it."""
    uids: tuple[str, ...]
    """Quotes that print it so."""
    sources: tuple[str, ...]
    """A line for each: speaker, outlet, date, article."""
    differences: tuple[str, ...]
    """Each difference in words, and where narration stands between; empty where only typography differs."""
    warnings: tuple[str, ...]
    """Another number, negation or name; a negation, condition or contrast in the rest of the sentence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the library says of some words."""

    text: str
    """The words that were checked."""
    tier: str
    """Of the best wording; `none` where nothing comes near."""
    wordings: tuple[Wording, ...]
    """The best first."""

    @property
    def holds(self) -> bool:
        """Whether they were printed so, typography aside, and nothing warns of a cut."""
        return self.tier in ("exact", "typographic")


def verify(library: Library, text: str) -> Verdict:
    """Check some words.

    Raises:
        UsageError: there are no words in `text`, or so few that any article has them and no passage is
            just these.
    """
    text = _plain(text)
    if not _folded(text):
        raise UsageError("There are no words to verify")
    verdict = _checked(library, text)
    if verdict is None:
        raise UsageError(
            f"Too few words to verify: “{text}”",
            "Give more of the quote: three words, two less common than “the”, “be” or “not”, "
            "or a whole printed passage.",
        )
    return verdict


def verify_draft(library: Library, path: Path) -> tuple[Verdict, ...]:
    """Check every quoted passage of a draft, in its order; those of too few words are left out.

    Raises:
        ReadError: the draft cannot be read.
    """
    verdicts: list[Verdict | None] = []
    for item in extract_text.of_file(path):
        if isinstance(item, Rejected):
            raise ReadError(f"{item.path}: {item.reason}")
        for quote in extract_text.quotes(item):
            if is_counted(quote):
                verdicts.extend(_checked(library, _plain(part)) for part in quote.parts(item.text))
    return tuple(verdict for verdict in verdicts if verdict is not None)


def _plain(text: str) -> str:
    """The words without the quotation marks around them, on one line."""
    return " ".join(one_line(text).split()).strip('"“”„«»')


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.normal for word in words(text))


def _checked(library: Library, text: str) -> Verdict | None:
    """The verdict; None if the words are too few and no passage is just these."""
    folded = _folded(text)
    if not folded:
        return None
    few = len(folded) < _ENOUGH and collate.content_words(text) < _FEWEST
    verdict = _verdict(library, text, _candidates(library, list(dict.fromkeys(folded))), whole=few)
    return verdict if verdict.wordings or not few else None


def _candidates(library: Library, folded: Sequence[str]) -> tuple[str, ...]:
    """Uids of the quotes that share most of the words."""
    chosen = sorted(folded, key=len, reverse=True)[:_MOST_WORDS]
    nodes: tuple[Node, ...] = tuple(Word(word) for word in chosen)
    node = nodes[0] if len(nodes) == 1 else Most(nodes, max(1, int(len(nodes) * _SHARE)))
    results = answerer.hits(library, node, limit=_CANDIDATES)
    return tuple(hit.uid for hit in results.hits)


def _verdict(library: Library, text: str, uids: Iterable[str], *, whole: bool) -> Verdict:
    """The wordings of some quotes that come near; with `whole` only passages of just these words."""
    judged: dict[tuple[int, str], list[tuple[Row, _Compared]]] = {}
    listed = rows.of(library, uids)
    articles = {one.id: one for one in library.store.articles.many(row.article for row in listed)}
    for row in listed:
        article = articles.get(row.article)
        if article is None or (whole and not _is_part(row, article.text, text)):
            continue
        best = _compared(row, article.text, text)
        if best.tier != "none":
            judged.setdefault((_TIERS.index(best.tier), best.printed), []).append((row, best))
    wordings = tuple(
        Wording(
            tier=_TIERS[key[0]],
            printed=key[1],
            uids=tuple(row.uid for row, _ in entries),
            sources=tuple(_source(row) for row, _ in entries),
            differences=entries[0][1].differences,
            warnings=entries[0][1].warnings,
        )
        for key, entries in sorted(
            judged.items(), key=lambda item: (item[0][0], -item[1][0][1].score, item[0][1])
        )
    )
    return Verdict(text, wordings[0].tier if wordings else "none", wordings)


@dataclass(frozen=True, slots=True)
class _Compared:
    """How the words agree with one quote."""

    tier: str
    score: float
    printed: str
    differences: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, float]:
        """The better the smaller."""
        return _TIERS.index(self.tier), -self.score


def _shown(printed: str) -> str:
    """Words as a wording: on one line, without the punctuation at their ends."""
    return " ".join(one_line(printed).split()).strip(_EDGES)


def _is_part(row: Row, article: str, text: str) -> bool:
    """Whether a part of a quote is just these words."""
    return any(_folded(span.of(article)) == _folded(text) for span in row.spans)


def _compared(row: Row, article: str, text: str) -> _Compared:
    """The words against each part of a quote, and against all its parts in order."""
    parts = [span.of(article) for span in row.spans]
    alone = (collate.compare_words(part, text) for part in parts)
    found = [
        _Compared(one.tier, one.score, _shown(one.printed), one.differences, one.warnings) for one in alone
    ]
    if len(parts) > 1:
        found.append(_compared_joined(row, article, parts, text))
    return min(found, key=lambda one: one.rank)


def _compared_joined(row: Row, article: str, parts: Sequence[str], text: str) -> _Compared:
    """The words against the parts of a quote joined by a blank; never better than typographic."""
    verdict = collate.compare_words(" ".join(parts), text)
    if verdict.span is None:
        return _Compared("none", verdict.score, "", (), ())
    shown: list[str] = []
    notes: list[str] = []
    start = 0
    for index, part in enumerate(parts):
        piece = part[max(0, verdict.span.start - start) : max(0, verdict.span.end - start)].strip()
        if piece and shown and _narrates(article[row.spans[index - 1].end : row.spans[index].start]):
            before, after = shown[-1].split()[-_NOTE_WORDS:], piece.split()[:_NOTE_WORDS]
            ends = (" ".join(words).strip(_EDGES) for words in (before, after))
            notes.append("narration comes between ‘{}’ and ‘{}’".format(*ends))
        if piece:
            shown.append(piece)
        start += len(part) + 1
    return _Compared(
        "typographic" if verdict.tier == "exact" else verdict.tier,
        verdict.score,
        _shown(PART_BREAK.join(shown)),
        (*verdict.differences, *notes),
        verdict.warnings,
    )


def _narrates(between: str) -> bool:
    """Whether words stand between two parts: a quote of several paragraphs has parts without any."""
    return any(char.isalnum() for char in between)


def _source(row: Row) -> str:
    who, where = unknown.who(row.title, row.speaker), unknown.where(row.outlet, row.source)
    return f"{who}, {where}, {unknown.when(row.published)} [{row.uid}]"
