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


def export(comparison: Comparison, flavour: str) -> str:
    """The comparison as `markdown`, `html`, `csv` or `tei`, with its sources."""
    from quotebrowser.cite import render_comparison

    remarks = circumstances.remarks(comparison)
    return render_comparison(comparison.collation, comparison.articles, flavour, remarks)


def as_json(comparison: Comparison) -> dict[str, object]:
    """The comparison for machines: witnesses, aligned columns, differences."""
    collation = comparison.collation
    sigla = [witness.siglum for witness in collation.witnesses]
    return {
        "utterance": collation.utterance,
        "reference": sigla[0] if sigla else None,
        "speaker": comparison.speaker or None,
        "texts": [list(text) for text in comparison.circumstances.texts],
        "attributed": [
            {"speaker": name, "witnesses": list(who)} for name, who in comparison.circumstances.speakers
        ],
        "translated": list(comparison.circumstances.translated),
        "languages": list(comparison.circumstances.languages),
        "first": comparison.circumstances.first or None,
        "primary": sigla[0] if comparison.primary else None,
        "witnesses": [_witness(comparison, witness) for witness in collation.witnesses],
        "columns": [
            {
                "readings": {
                    siglum: {"text": reading.text or None, "state": reading.state.value}
                    for siglum, reading in zip(sigla, column.readings, strict=True)
                },
                "level": int(column.level),
            }
            for column in collation.columns
        ],
        "differences": [
            {
                "number": difference.number,
                "first": difference.first,
                "last": difference.last,
                "state": difference.state.value,
                "class": difference.category,
                "level": int(difference.level),
                "readings": [{"text": text or None, "sigla": list(who)} for text, who in difference.readings],
                "note": difference.note or None,
            }
            for difference in collation.differences
        ],
    }


def _witness(comparison: Comparison, witness: Witness) -> dict[str, object]:
    article = comparison.articles[witness.article]
    return {
        "siglum": witness.siglum,
        "article": witness.article,
        "outlet": article.outlet.name or None,
        "published": article.published.iso if article.published else None,
        "published_guessed": article.published.guessed if article.published else None,
        "extent": witness.extent.value,
        "quotes": [
            {"uid": passage.uid, "start": passage.span.start, "end": passage.span.end, "text": passage.text}
            for passage in witness.passages
        ],
        "path": article.origin,
    }
