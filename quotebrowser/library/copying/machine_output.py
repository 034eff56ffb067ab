"""What is printed for machines: the columns of a quote, and the objects of all else.

Two rules guard it: no other module names the columns of a quote, or what is in the JSON of an answer (but for
`extract`, `extracted_output`); and null, or an empty cell, is unknown.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from quotebrowser.model import Citation, Date, Fact, Form, Page, Quote, Span
from quotebrowser.text import safe_cell

if TYPE_CHECKING:
    from quotebrowser.library.adding.versions import Step
    from quotebrowser.library.finding.annotated import Remark, Said
    from quotebrowser.library.verifying.verdicts import Verdict
    from quotebrowser.library.views import Comparison, FileOutcome, QuoteView, Row
    from quotebrowser.model import Witness

CAPTION: Final = "caption"
"""The place of a quote that stands in one; any other has none."""
_CONTEXT: Final = 400
"""Characters of the article on either side of a quote."""

_OF_ROW: "Final[dict[str, Callable[[Row], object]]]" = {
    "uid": lambda row: row.uid,
    "score": lambda row: round(row.score, 4),
    "text": lambda row: row.text,
    "speaker": lambda row: row.speaker or None,
    "speaker_title": lambda row: row.title or None,
    "kind": lambda row: row.kind.value,
    "outlet": lambda row: row.outlet or None,
    "published": lambda row: row.published.iso if row.published else None,
    "published_guessed": lambda row: row.published.guessed if row.published else None,
    "published_shown": lambda row: row.published.shown if row.published else None,
    "headline": lambda row: row.headline or None,
    "article": lambda row: row.article,
    "start": lambda row: row.spans[0].start,
    "end": lambda row: row.spans[-1].end,
    "group": lambda row: row.utterance or None,
    "witnesses": lambda row: row.witnesses,
    "printings": lambda row: row.printings,
    "record": lambda row: row.record.value if row.record.is_record else None,
    "groups": lambda row: [one or None for one in row.groups],
    "differs": lambda row: row.level.words if row.witnesses > 1 else None,
    "repeats": lambda row: row.repeats or None,
    "texts": lambda row: row.texts or None,
    "highlights": lambda row: _spans(row.highlights),
    "spans": lambda row: _spans(row.spans),
    "path": lambda row: row.origin,
    "place": lambda row: CAPTION if row.caption else None,
    "form": lambda row: row.form.value,
    "time": lambda row: row.time,
    "sentence": lambda row: row.shown.of(row.text) if row.form is not Form.REPORT else None,
}
"""How each column of a list is taken from its row."""

_OF_VIEW: "Final[dict[str, Callable[[QuoteView], object]]]" = {
    "parts": lambda view: list(view.quote.parts(view.article.text)),
    "paragraph": lambda view: view.paragraph,
    "speaker_text": lambda view: view.source or None,
    "cue": lambda view: view.cue or None,
    "method": lambda view: view.quote.attribution.method if view.quote.attribution else None,
    "confidence": lambda view: confidence(view.quote),
    "confidence_shown": lambda view: (
        f"{view.quote.attribution.confidence:.3f}" if view.quote.attribution else None
    ),
    "facts": lambda view: _facts(view.article.facts.known()),
    "form": lambda view: view.article.form.value,
    "time": lambda view: view.article.time_at(view.row.spans[0].start),
    "page": lambda view: page.number if (page := _page(view)) else None,
    "page_labelled": lambda view: page.labelled if (page := _page(view)) else None,
    "byline": lambda view: _value(view.article.facts.byline),
    "url": lambda view: _value(view.article.facts.url),
    "archived": lambda view: _value(view.article.facts.archived),
    "archived_at": lambda view: _captured(view.article.facts.archived),
    "via": lambda view: _value(view.article.facts.via),
    "before": lambda view: view.article.text[: view.row.spans[0].start][-_CONTEXT:],
    "after": lambda view: view.article.text[view.row.spans[-1].end :][:_CONTEXT],
}
"""How each further column is taken from a quote in its article."""


def _columns(names: str) -> tuple[tuple[str, str], ...]:
    """What each column is called in an output, and which it is: `title=headline`, or one word for both."""
    pairs = (name.partition("=") for name in names.split())
    return tuple((shown, column or shown) for shown, _, column in pairs)


_SEARCH: Final = _columns(
    "uid score text speaker kind outlet published published_guessed title=headline article start end group"
    " groups witnesses printings record texts differs highlights spans path place form time sentence"
)
_SEARCH_TABLE: Final = _columns(
    "uid text speaker kind outlet published=published_shown title=headline article start end witnesses"
    " printings record differs path place"
)
_SHOW: Final = (
    *(pair for pair in _SEARCH if pair[0] not in ("score", "highlights", "form", "time", "sentence")),
    *_columns(
        "paragraph page page_labelled parts speaker_text cue method confidence facts form time before after"
        " repeats"
    ),
)
_EXPORT: Final = _columns(
    "uid text parts spans kind speaker speaker_title speaker_text cue method confidence article path"
    " paragraph page page_labelled facts groups witnesses printings record differs repeats place form time"
)
_EXPORT_TABLE: Final = _columns(
    "uid text speaker title=speaker_title kind confidence=confidence_shown outlet published=published_shown"
    " headline byline url via article path start end group witnesses printings record differs"
    " repeats place archived archived_at"
)
"""The columns of each output, in order."""


def found(row: "Row") -> dict[str, object]:
    """A row of `search --json`."""
    return {shown: _OF_ROW[column](row) for shown, column in _SEARCH} | _copied(row.facts.archived)


def shown(view: "QuoteView", said: "Said") -> dict[str, object]:
    """The object of `show --json`."""
    made = {name: _of(view, column) for name, column in _SHOW} | _further(view, said) | _remarks(said)
    given = view.corrected.items()
    told = [{"what": key, "by": one.author or None, "at": moment(one.at)} for key, one in given]
    return made | ({"corrected": told} if told else {})


def exported(view: "QuoteView", said: "Said") -> dict[str, object]:
    """A line of `export --format jsonl`: a quote with all that is known of it."""
    return {name: _of(view, column) for name, column in _EXPORT} | _further(view, said)


def annotated(uid: str, said: "Said") -> dict[str, object]:
    """The object of `note --json`, `tag --json` and `untag --json`: what the user said of a quote."""
    return {"uid": uid, "note": said.note or None, "tags": list(said.tags)} | _remarks(said)


def _further(view: "QuoteView", said: "Said") -> dict[str, object]:
    """The last keys of a quote, which few have."""
    return _copied(view.article.facts.archived) | _said(said)


def _copied(fact: Fact | None) -> dict[str, object]:
    """The keys of a quote of whose article a web archive has a copy."""
    return {"archived": fact.value, "archived_at": _captured(fact)} if fact else {}


def _said(said: "Said") -> dict[str, object]:
    """The last keys of a quote of which the user said something."""
    return {"note": said.note or None, "tags": list(said.tags)} if said.note or said.tags else {}


def _remarks(said: "Said") -> dict[str, object]:
    """The key of a quote that has who wrote notes and tags, in a library that many share."""
    return {"remarks": listed_remarks(said.remarks)} if said.remarks else {}


def listed_remarks(remarks: "Iterable[Remark]") -> list[dict[str, object]]:
    """Notes and tags with who wrote them."""
    shown = ((one, one.tag or None, one.text or None, one.author or None) for one in remarks)
    return [
        {"tag": tag, "note": note, "shared": one.shared, "by": by, "at": moment(one.at)}
        for one, tag, note, by in shown
    ]


def found_table(rows: "Iterable[Row]") -> Iterator[Sequence[str]]:
    """The header and the rows of `search --csv`."""
    yield [shown for shown, _ in _SEARCH_TABLE]
    for row in rows:
        yield [safe_cell(_OF_ROW[column](row)) for _, column in _SEARCH_TABLE]


def exported_table(views: "Iterable[tuple[QuoteView, Said]]", *, noted: bool) -> Iterator[Sequence[str]]:
    """The header and the rows of `export --format csv`; `noted`: with what the user said of the quotes."""
    yield [*(shown for shown, _ in _EXPORT_TABLE), *(("note", "tags") if noted else ())]
    for view, said in views:
        cells = [safe_cell(_of(view, column)) for _, column in _EXPORT_TABLE]
        yield [*cells, *((safe_cell(said.note), safe_cell("; ".join(said.tags))) if noted else ())]


def _of(view: "QuoteView", column: str) -> object:
    return _OF_VIEW[column](view) if column in _OF_VIEW else _OF_ROW[column](view.row)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _page(view: "QuoteView") -> Page | None:
    return view.article.page_at(view.row.spans[0].start)


def confidence(quote: Quote) -> float | None:
    """How sure it is who said a quote; None if nobody is named or implied."""
    return round(quote.attribution.confidence, 3) if quote.attribution else None


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _captured(fact: Fact | None) -> str | None:
    """When a copy in a web archive was made, as its address says; None where it does not."""
    if fact is None:
        return None
    from quotebrowser.text.web_archives import capture_of

    copy = capture_of(fact.value)
    return copy.time or None if copy else None


def _facts(known: Iterable[tuple[str, Fact]]) -> dict[str, object]:
    return {
        name: {"value": fact.value, "provenance": fact.provenance.value, "confidence": fact.confidence}
        for name, fact in known
    }


def cited(uid: str, citation: Citation) -> dict[str, object]:
    """The object of `cite --json`."""
    return {"uid": uid, "text": citation.text, "html": citation.html, "warnings": list(citation.warnings)}


def cited_together(uids: Sequence[str], citation: Citation) -> dict[str, object]:
    """The object of `cite --all --json`."""
    made = cited("", citation)
    return {"uids": list(uids)} | {key: made[key] for key in made if key != "uid"}


def corrected(changed: int, articles: Iterable[str]) -> dict[str, object]:
    """The object of `set --json`: how much changed, and the articles that were meant."""
    return {"changed": changed, "articles": list(articles)}


def moment(at: int) -> str:
    """Seconds since 1970 as a time of ISO 8601, in UTC."""
    return dt.datetime.fromtimestamp(at, dt.UTC).isoformat().replace("+00:00", "Z")


def listed(headers: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    """A row of `list --json`: dates are dates, each with whether it was guessed."""
    made: dict[str, object] = {}
    for header, cell in zip(headers, row, strict=True):
        date = cell if isinstance(cell, Date) else None
        made[header] = date.iso if date else cell
        if header == "published":
            made["published_guessed"] = date.guessed if date else None
    return made


def file_outcome(outcome: "FileOutcome") -> dict[str, object]:
    """A row of `add --json` and `watch --json`."""
    return {
        "path": outcome.path,
        "outcome": outcome.outcome,
        "reason": outcome.reason or None,
        "article": outcome.article or None,
        "notice": outcome.notice or None,
        "quotes": outcome.quotes,
        "facts": _facts(outcome.facts),
    }


def compared(comparison: "Comparison") -> dict[str, object]:
    """The object of `compare --json`: witnesses, aligned columns, differences."""
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
        "first": " ".join(comparison.circumstances.first) or None,
        "primary": sigla[0] if comparison.primary else None,
        "printings": comparison.printings,
        "record": comparison.record.value if comparison.record.is_record else None,
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
                "may_change_meaning": difference.level.may_change_meaning,
                "readings": [{"text": text or None, "sigla": list(who)} for text, who in difference.readings],
                "note": difference.note or None,
            }
            for difference in collation.differences
        ],
    }


def _witness(comparison: "Comparison", witness: "Witness") -> dict[str, object]:
    article = comparison.articles[witness.article]
    return {
        "siglum": witness.siglum,
        "again": bool(witness.again),
        "record": witness.record or None,
        "form": article.form.value,
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


def verified(verdict: "Verdict") -> dict[str, object]:
    """An object of `verify --json`."""
    source = verdict.recorded.sources[0] if verdict.recorded else None
    return {
        "text": verdict.text,
        "tier": verdict.tier,
        "verdict": verdict.name,
        "holds": verdict.holds,
        "speaker": verdict.speaker or None,
        "record": verdict.recorded.form.value if verdict.recorded else None,
        "said_so": _said_so(verdict),
        "time": source.time if source else None,
        "page": source.page or None if source else None,
        "printings": verdict.printings,
        "warnings": list(verdict.warnings),
        "notes": list(verdict.notes),
        "wordings": [
            {
                "tier": wording.tier,
                "form": wording.form.value,
                "time": wording.sources[0].time,
                "page": wording.sources[0].page or None,
                "printed": wording.printed,
                "uids": list(wording.uids),
                "articles": list(dict.fromkeys(source.article for source in wording.sources)),
                "sources": [source.line for source in wording.sources],
                "differences": list(wording.differences),
                "may_change_meaning": wording.level.may_change_meaning,
                "warnings": list(wording.warnings),
                "notes": list(wording.notes),
            }
            for wording in verdict.wordings
        ],
        "parts": [verified(part) for part in verdict.parts],
    }


def _said_so(verdict: "Verdict") -> bool | None:
    """Whether a record has just these words; None where none that could have them is known."""
    if verdict.recorded is not None:
        return verdict.recorded.is_quoted
    return False if verdict.silent else None


def changed(steps: "Sequence[Step]") -> dict[str, object]:
    """The object of `compare --json` for the texts of one address."""
    return {
        "steps": [
            {
                "before": {"article": one.before.id, "path": one.before.origin},
                "after": {"article": one.after.id, "path": one.after.origin},
                "quotes": [
                    {
                        "change": quote.change.value,
                        "before": quote.before or None,
                        "after": quote.after or None,
                        "uids": list(quote.uids),
                    }
                    for quote in one.quotes
                ],
            }
            for one in steps
        ]
    }
