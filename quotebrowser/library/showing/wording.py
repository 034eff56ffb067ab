"""What each version prints where versions differ, in words.

Two rules guard it: `cut` is said only of what an article left out of its quote, `not quoted` of all else that
it does not print; and a record is counted with no printings.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.library.views import Comparison
from quotebrowser.model import Collation, Column, Difference, Form, Reading, Span, Variation
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import HOLE, safe_line

_FOLDED: Final = 9
"""Words between two printed parts from which they are folded."""
_MISSING: Final = tuple(kind for kind in Variation if kind.shown.gap)
"""What is known of a version that prints nothing, the strongest first."""


def printed_by(printings: int, outlets: int, record: Form) -> str:
    """Who prints what a record has: `3 outlets; in the record`."""
    where = "in captions" if record is Form.CAPTIONS else "in the record"
    return f"{printers(printings, outlets)}; {where}" if printings else f"only {where}"


def printers(printings: int, outlets: int) -> str:
    """So many articles, at least 1, by their outlets: `3 outlets`, `3 articles of 2 outlets`."""
    counted = f"{outlets} outlet{'s' * (outlets != 1)}"
    return counted if printings == outlets else f"{printings} articles of {counted}"


def between(comparison: Comparison, at: int) -> int:
    """How many words of a record lie in a column between two that are printed; 0 if others print some there.

    They are shown when they are asked for: what stands in a difference, or is a few words, always.
    """
    collation = comparison.collation
    reports = [place for place, one in enumerate(collation.witnesses) if not one.record]
    if len(reports) == len(collation.witnesses):
        return 0
    words = len(max((one.text for one in collation.columns[at].readings), key=len).split())
    if words < _FOLDED or any(one.first <= at <= one.last for one in collation.differences):
        return 0

    def printed(columns: Sequence[Column]) -> bool:
        return any(column.readings[place].text for column in columns for place in reports)

    columns = collation.columns
    within = printed(columns[:at]) and not printed(columns[at : at + 1]) and printed(columns[at + 1 :])
    return words if within else 0


def has_between(comparison: Comparison) -> bool:
    """Whether a record has words between two printed parts that are shown when they are asked for."""
    return any(between(comparison, at) for at in range(len(comparison.collation.columns)))


def folded(words: int) -> str:
    """What stands for words of a record that are not shown."""
    return f"[{words} words]"


def _missing(collation: Collation, difference: Difference, siglum: str) -> str:
    """What to say of a version that prints nothing in the columns of a difference."""
    at = next((i for i, w in enumerate(collation.witnesses) if w.siglum == siglum), 0)
    if collation.witnesses[at].record:
        return "nothing here"
    states = {collation.columns[i].readings[at].state for i in range(difference.first, difference.last + 1)}
    return next((kind.shown.word for kind in _MISSING if kind in states), "nothing printed here")


def holed(reading: Reading, text: str) -> list[str]:
    """The words of a reading, safe to show, with `HOLE` where it lacks a negation.

    Args:
        reading: of some words.
        text: of its article.
    """
    words = [safe_line(word) for word in reading.text.split()]
    if reading.dropped:
        at = reading.dropped.at
        before = (Span(one.start, min(one.end, at)).of(text) for one in reading.spans if one.start < at)
        words.insert(sum(len(one_line(part).split()) for part in before), HOLE)
    return words


def readings(comparison: Comparison, difference: Difference) -> Iterator[tuple[str, str, bool]]:
    """Each wording, the versions that print it, and whether it is printed; missing ones by their reason.

    `HOLE` stands where a wording lacks a negation.
    """
    collation = comparison.collation
    columns = collation.columns[difference.first : difference.last + 1]
    by_siglum = {one.siglum: at for at, one in enumerate(collation.witnesses)}
    for wording, sigla in difference.readings:
        if wording.strip():
            at = by_siglum.get(sigla[0], 0)
            text = comparison.articles[collation.witnesses[at].article].text
            own = [column.readings[at] for column in columns]
            words = [word for one in own for word in holed(one, text)]
            yield " ".join(words) if HOLE in words else safe_line(wording), " ".join(sigla), True
            continue
        reasons: dict[str, list[str]] = {}
        for siglum in sigla:
            reasons.setdefault(_missing(collation, difference, siglum), []).append(siglum)
        for reason, missing in reasons.items():
            yield reason, " ".join(missing), False
