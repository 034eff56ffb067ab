"""Words beside what an article or a record has of them, and the wordings that these make.

One rule guards it: what is said of one source is never taken for another's, and a record is no printing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from quotebrowser import collate, names
from quotebrowser.library.library import Library
from quotebrowser.library.verifying.verdicts import TIERS, Source, Wording
from quotebrowser.library.views import PART_BREAK
from quotebrowser.model import Article, Date, Facts, Form, Kind, Span, is_narrated
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import fold_marks, words

ALIKE: Final = 0.8
"""Share of the words from which a wording with another number, negation or name is another printing of the
same, even where it was not grouped with it; and from which a record of that day has it, in other words."""
MOST_COMPARED: Final = 8
"""Quotes that are compared word by word: those that share most of the words."""
_EDGES: Final = " .,;:!?…"
"""Punctuation at the ends of a wording belongs to the sentence around it: it makes no other wording."""
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_STOPS: Final = ".?!…"
_NOTE_WORDS: Final = 3
"""Words shown on each side of what stands between the parts of a quote."""
_IN_ARTICLES: Final = 20
"""Quotes whose article is read for what stands before and behind them."""
ACCOUNTS: Final = {
    Form.REPORT: collate.PRINT,
    Form.TRANSCRIPT: collate.RECORD,
    Form.CAPTIONS: collate.CAPTIONS,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """How words agree with one quote, or with what one person says in a record."""

    source: Source
    """What they were compared with."""
    verdict: collate.WordVerdict
    tier: str
    parts: tuple[str, ...]
    """What was compared: parts of a quote, sentences of a record."""
    spans: tuple[Span, ...]
    """Where these stand in the article."""
    pieces: tuple[tuple[int, str], ...]
    """What answers the words of each part that does: its number and the words."""
    continued: tuple[bool, ...]
    """Of each part, whether the next goes on with it."""
    groups: tuple[str, ...]
    """Ids of the utterances of the parts that answer."""
    speaker: str
    """Who said it, if that is certain; else empty."""
    published: Date | None
    """Of the article."""
    kind: Kind = Kind.STATEMENT
    between: tuple[tuple[str, str], ...] = ()
    """What stands between the parts that answer, in words, and the same with the words beside it."""

    @property
    def printed(self) -> str:
        """What answers the words, as one text."""
        shown = "".join(
            piece + (("" if last else " ") if last or self.continued[number] else PART_BREAK)
            for place, (number, piece) in enumerate(self.pieces, 1)
            for last in (place == len(self.pieces),)
        )
        return " ".join(one_line(shown).split()).strip(_EDGES)

    @property
    def rank(self) -> tuple[int, bool, float]:
        """The better the smaller."""
        return TIERS.index(self.tier), not self.verdict.first_letter, -self.verdict.score

    @property
    def is_good(self) -> bool:
        """Whether it is quoted in these words."""
        return self.tier in ("exact", "typographic") or self.verdict.first_letter


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside some parts."""

    verdict: collate.WordVerdict
    tier: str
    pieces: tuple[tuple[int, str], ...]


def folded(text: str) -> list[str]:
    """The words of `text`, folded."""
    plain = fold_marks(text)
    if plain.isascii():  # most texts, and ten times as fast
        return _PLAIN.findall(plain.lower())
    return [word.normal for word in words(text)]


def beside(
    parts: Sequence[str],
    text: str,
    around: frozenset[str],
    account: collate.Account,
    *,
    unbroken: bool = False,
) -> Beside | None:
    """Words beside the parts of a quote, one after the other; None if they are something else.

    Args:
        parts: them.
        text: the words.
        around: what a draft prints of the same quote besides: to go on with that is no cut.
        account: what the parts are of.
        unbroken: whether no marks stand between the parts, so that words over several may agree exactly.
    """
    breaks = list(accumulate(len(part) + 1 for part in parts[:-1]))
    verdict = collate.compare_words(" ".join(parts), text, breaks, account)
    if verdict.span is None:
        return None
    pieces = []
    start = 0
    for number, part in enumerate(parts):
        piece = part[max(0, verdict.span.start - start) : max(0, verdict.span.end - start)].strip()
        if piece:
            pieces.append((number, piece))
        start += len(part) + 1
    joined = len(pieces) > 1 and not unbroken
    tier = "typographic" if joined and verdict.tier == "exact" else str(verdict.tier)
    rest = [said for said in (verdict.before, verdict.after) if said and around.issuperset(folded(said))]
    warnings = tuple(one for one in verdict.warnings if not any(said in one for said in rest))
    notes = verdict.notes
    if account is not collate.PRINT and not any(mark in part for part in parts for mark in _STOPS):
        # Without a full stop nobody knows where the sentence begins and ends.
        loose = tuple(one for one in warnings if one.startswith(account.sentence))
        warnings, notes = tuple(one for one in warnings if one not in loose), (*notes, *loose)
    return Beside(replace(verdict, warnings=warnings, notes=notes), tier, tuple(pieces))


def wordings(library: Library, found: Sequence[Compared]) -> tuple[Wording, ...]:
    """What was found as wordings, the best first; of equals the record's."""
    good = [one for one in found if one.is_good]
    printed = [one for one in found if not one.source.form.is_record]
    articles = _articles(
        library, [one for one in printed if one.is_good] or sorted(printed, key=_rank)[:MOST_COMPARED]
    )
    same = {group for one in good for group in one.groups}
    judged: dict[tuple[int, bool, Form, str], list[Compared]] = {}
    for one in found:
        key = (TIERS.index(one.tier), not one.verdict.first_letter, one.source.form, one.printed)
        judged.setdefault(key, []).append(one)
    ordered = sorted(
        judged.items(),
        key=lambda item: (item[0][:2], not item[0][2].is_record, -item[1][0].verdict.score, item[0][3]),
    )
    return tuple(_wording(entries, articles, good, same) for _, entries in ordered)


def _rank(one: Compared) -> tuple[int, bool, float]:
    return one.rank


def _articles(library: Library, found: Sequence[Compared]) -> dict[str, Article]:
    ids = dict.fromkeys(one.source.article for one in found[:_IN_ARTICLES])
    return {one.id: one for one in library.store.articles.many(ids, dict.fromkeys(ids, Facts()))}


def _wording(
    entries: Sequence[Compared], articles: Mapping[str, Article], good: Sequence[Compared], same: set[str]
) -> Wording:
    first = entries[0]
    groups = {group for one in entries for group in one.groups}
    article = articles.get(first.source.article)
    return Wording(
        tier=first.tier,
        printed=first.printed,
        sources=tuple(dict.fromkeys(_source(one, articles.get(one.source.article)) for one in entries)),
        differences=(
            *first.verdict.differences,
            *(told for _, told in first.between),
            *_narrated(first, article),
        ),
        first_letter=first.verdict.first_letter,
        level=first.verdict.level,
        between=tuple(dict.fromkeys(said for said, _ in first.between)),
        same=bool(good) and (bool(groups & same) or any(_is_same(one, good) for one in entries)),
    )


def _is_same(one: Compared, good: Sequence[Compared]) -> bool:
    """Whether it is the same said, though it was not grouped with what holds, and in other words."""
    if one.tier != "near":
        return False
    if one.source.form.is_record and any(_is_on_record(one, each) for each in good):
        return True
    if one.verdict.score < ALIKE:
        return False
    if not one.source.form.is_record and not any(each.source.form.is_record for each in good):
        return bool(one.verdict.warnings)
    return any(
        (one.verdict.warnings or may_be_one_day(one.published, each.published))
        and names.compatible(one.speaker, each.speaker) is not False
        for each in good
    )


def _is_on_record(one: Compared, other: Compared) -> bool:
    """Whether a record is of the day and the speaker of what is printed: it has what was said nearest."""
    day = one.published is not None and one.published.day and one.published == other.published
    return bool(day and names.compatible(one.speaker, other.speaker))


def may_be_one_day(one: Date | None, other: Date | None) -> bool:
    """Whether two dates may be one day, as those are that are not known."""
    return one is None or other is None or (one.first <= other.last and other.first <= one.last)


def _source(one: Compared, article: Article | None) -> Source:
    around = collate.warnings_around(article.text, *_edges(one)) if article is not None else ()
    return replace(one.source, warnings=(*one.verdict.warnings, *around), notes=one.verdict.notes)


def _edges(one: Compared) -> tuple[int | None, int | None]:
    """Where the quote begins and ends in its article, if the words do so too; None where they do not."""
    span = one.verdict.span
    if span is None or one.kind is Kind.MENTION:
        return None, None
    printed = " ".join(one.parts)
    begins = not any(char.isalnum() for char in printed[: span.start])
    ends = not any(char.isalnum() for char in printed[span.end :])
    return one.spans[0].start if begins else None, one.spans[-1].end if ends else None


def _narrated(one: Compared, article: Article | None) -> Iterable[str]:
    """Where narration stands between the parts of a quote; one of several paragraphs has none."""
    for (part, before), (other, after) in pairwise(one.pieces):
        between = article.text[one.spans[part].end : one.spans[other].start] if article is not None else ""
        if is_narrated(between):
            yield told_between("narration comes between", before, after)


def told_between(said: str, before: str, after: str) -> str:
    """A sentence that says what comes between two pieces, with the words beside it."""
    ends = before.split()[-_NOTE_WORDS:], after.split()[:_NOTE_WORDS]
    return "{} ‘{}’ and ‘{}’".format(said, *(" ".join(each).strip(_EDGES) for each in ends))
