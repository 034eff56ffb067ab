"""What each version prints where versions differ, in words.

One rule guards it: `cut` is said only of what an article left out of its quote, `not quoted` of all else that
it does not print.
"""

from collections.abc import Iterator
from typing import Final

from quotebrowser.library.views import Comparison
from quotebrowser.model import Collation, Difference, Variation
from quotebrowser.text import safe_line

_MISSING: Final = tuple(kind for kind in Variation if kind.shown.gap)
"""What is known of a version that prints nothing, the strongest first."""


def _missing(collation: Collation, difference: Difference, siglum: str) -> str:
    """What to say of a version that prints nothing in the columns of a difference."""
    at = next((i for i, w in enumerate(collation.witnesses) if w.siglum == siglum), 0)
    states = {collation.columns[i].readings[at].state for i in range(difference.first, difference.last + 1)}
    return next((kind.shown.word for kind in _MISSING if kind in states), "nothing printed here")


def readings(comparison: Comparison, difference: Difference) -> Iterator[tuple[str, str, bool]]:
    """Each wording, the versions that print it, and whether it is printed; missing ones by their reason."""
    collation = comparison.collation
    for wording, sigla in difference.readings:
        if wording.strip():
            yield safe_line(wording), " ".join(sigla), True
            continue
        reasons: dict[str, list[str]] = {}
        for siglum in sigla:
            reasons.setdefault(_missing(collation, difference, siglum), []).append(siglum)
        for reason, missing in reasons.items():
            yield reason, " ".join(missing), False
