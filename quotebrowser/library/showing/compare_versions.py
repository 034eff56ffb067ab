"""The same words as every article prints them: the collation of an utterance, and its exports.

One rule guards it: an utterance is compared once for each state of the store, whoever asks.
"""

from collections.abc import Mapping
from dataclasses import replace

from quotebrowser import collate
from quotebrowser.errors import UnknownError
from quotebrowser.library import mark_quote, rows
from quotebrowser.library.library import Library
from quotebrowser.library.printed_spans import gathered
from quotebrowser.library.showing import circumstances
from quotebrowser.library.views import Comparison
from quotebrowser.model import Passage, Pointer, Quote, Witness


def compare(library: Library, named: Pointer | str, *, primary: str = "") -> Comparison:
    """The comparison of the utterance that is pointed at.

    Args:
        library: where it is looked for.
        named: what is pointed at; or, as typed, the uid of a quote or of a part, or the id of an utterance.
        primary: id of the article whose wording everything is measured against; empty: the one whose quote
            is marked as primary, else the longest.

    Raises:
        UnknownError: there is no such quote, or it is a mention, which nobody said.
    """
    pointer = rows.pointed(library, named) if isinstance(named, str) else named
    found = _compared(library, pointer, primary)
    if found is None and pointer is not None:
        # The groups may have changed since it was pointed at.
        pointer = library.store.quotes.pointer(pointer.passage)
        found = _compared(library, pointer, primary)
    if found is None or pointer is None:
        raise UnknownError(
            f"There is nothing to compare for {pointer.quote if pointer else named}",
            "A mention is not speech; compare works on quotes.",
        )
    return replace(found, collation=collate.with_extents(found.collation, pointer.quote))


def _compared(library: Library, pointer: Pointer | None, primary: str) -> Comparison | None:
    """The comparison of the utterance; None where it is not (any more) that of the part pointed at."""
    if pointer is None or not pointer.utterance:
        return None
    utterance = pointer.utterance
    found = library.comparisons.get((utterance, primary), lambda: _collated(library, utterance, primary))
    return found if found is not None and _has(found, pointer.passage) else None


def _has(comparison: Comparison, uid: str) -> bool:
    return any(one.uid == uid for witness in comparison.collation.witnesses for one in witness.passages)


def _collated(library: Library, utterance: str, primary: str) -> Comparison | None:
    """The comparison of an utterance, or None if this id does not exist."""
    members, articles, quotes, rest = gathered(library, utterance)
    if not members:
        return None
    marked = _marked_primary(library, members)
    collation = collate.collate(utterance, members, articles, others=rest, primary=primary or marked)
    found = circumstances.of(collation, articles, quotes)
    base = collation.witnesses[0].article if collation.witnesses else ""
    speaker = _speaker(quotes, collation.witnesses)
    return Comparison(collation, articles, speaker, found, primary=bool(marked) and base == marked)


def _marked_primary(library: Library, members: tuple[Passage, ...]) -> str:
    """Id of the first article whose quote of the utterance is marked as primary; empty for none."""
    marked = set(mark_quote.marked(library, mark_quote.PRIMARY))
    return min((passage.article for passage in members if passage.quote in marked), default="")


def _speaker(quotes: Mapping[str, Quote], witnesses: tuple[Witness, ...]) -> str:
    """Who said it, by the first witness that names somebody; title and name."""
    said = (quotes.get(passage.quote) for witness in witnesses for passage in witness.passages)
    named = (quote.speaker for quote in said if quote is not None and quote.speaker is not None)
    return next((f"{one.title} {one.name}".strip() for one in named if one.named), "")


def formats() -> tuple[tuple[str, str], ...]:
    """Name and label of every format that a comparison is written in."""
    from quotebrowser.cite import COMPARISONS

    return tuple((row.name, row.label) for row in COMPARISONS)


def export(comparison: Comparison, flavour: str) -> str:
    """The comparison in one of `formats`, with its sources."""
    from quotebrowser.cite import render_comparison

    remarks = circumstances.remarks(comparison)
    return render_comparison(comparison.collation, comparison.articles, flavour, remarks)
