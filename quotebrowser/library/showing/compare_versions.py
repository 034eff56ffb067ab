"""The same words as every article prints them: the collation of an utterance, and its exports."""

from quotebrowser import collate
from quotebrowser.errors import UnknownError
from quotebrowser.library import mark_quote, rows
from quotebrowser.library.library import Library
from quotebrowser.library.showing import circumstances
from quotebrowser.library.views import Comparison
from quotebrowser.model import Passage, Witness


def compare(library: Library, uid: str, *, passage: str = "", primary: str = "") -> Comparison:
    """The comparison of the utterance that a passage belongs to.

    Args:
        library: where it is looked for.
        uid: of a quote or a passage, or the id of an utterance.
        passage: uid of the passage of a quote in several parts; empty is the part `uid` names.
        primary: id of the article whose wording everything is measured against; empty: the one whose quote
            is marked as primary, else the longest.

    Raises:
        UnknownError: there is no such quote, or it is a mention, which nobody said.
    """
    members = _members(library, passage or uid)
    articles = {
        article.id: article for article in library.store.articles.many({member.article for member in members})
    }
    marked = _marked_primary(library, members)
    collation = collate.collate(_utterance(library, members), members, articles, primary=primary or marked)
    speaker = _speaker(library, collation.witnesses)
    found = circumstances.of(library, collation, articles)
    base = collation.witnesses[0].article if collation.witnesses else ""
    return Comparison(collation, articles, speaker, found, primary=bool(marked) and base == marked)


def _members(library: Library, uid: str) -> tuple[Passage, ...]:
    store = library.store.passages
    utterance = store.utterance_of(uid) or store.utterance(uid)
    if utterance is None:
        raise UnknownError(
            f"There is nothing to compare under {uid}", "A mention is nobody's speech; compare takes quotes."
        )
    return store.passages(utterance.passages)


def _marked_primary(library: Library, members: tuple[Passage, ...]) -> str:
    """Id of the first article whose quote of the utterance is marked as primary; empty for none."""
    marked = set(mark_quote.marked(library, mark_quote.PRIMARY))
    return min((passage.article for passage in members if passage.quote in marked), default="")


def _utterance(library: Library, members: tuple[Passage, ...]) -> str:
    found = library.store.passages.utterance_of(members[0].uid)
    return found.id if found else members[0].uid


def _speaker(library: Library, witnesses: tuple[Witness, ...]) -> str:
    """Who said it, by the first witness that names somebody; title and name."""
    uids = [passage.quote for witness in witnesses for passage in witness.passages]
    for row in rows.of(library, uids):
        if row.named:
            return f"{row.title} {row.speaker}".strip()
    return ""


def formats() -> tuple[tuple[str, str], ...]:
    """Name and label of every format that a comparison is written in."""
    from quotebrowser.cite import COMPARISONS

    return tuple((row.name, row.label) for row in COMPARISONS)


def export(comparison: Comparison, flavour: str) -> str:
    """The comparison in one of `formats`, with its sources."""
    from quotebrowser.cite import render_comparison

    remarks = circumstances.remarks(comparison)
    return render_comparison(comparison.collation, comparison.articles, flavour, remarks)
