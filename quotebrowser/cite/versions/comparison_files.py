"""The versions of an utterance side by side, with their sources: Markdown, HTML, CSV and TEI.

One rule guards it: what a version does not print is named as what it is. `not quoted here` is no cut.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.cite.item import item_of
from quotebrowser.cite.parts.date_forms import american
from quotebrowser.cite.parts.encode import encode, html_text, markdown_text
from quotebrowser.cite.parts.nested_marks import nested
from quotebrowser.cite.parts.runs import Line, line, link
from quotebrowser.cite.render import AS_THE_STYLE
from quotebrowser.cite.style_table import STYLES, Flavour, named
from quotebrowser.cite.versions.tei import tei
from quotebrowser.cite.voice import address
from quotebrowser.model import Article, Collation, Reading, Variation, uninterrupted
from quotebrowser.text import safe, safe_cell, safe_line, unknown

COMPARISONS: Final = (
    Flavour("markdown", "Markdown", "a table with its sources"),
    Flavour("html", "HTML", "a table with its sources"),
    Flavour("csv", "CSV", "one row a version, safe for spreadsheets"),
    Flavour("tei", "TEI", "an apparatus by parallel segmentation (TEI P5, chapter 13)"),
)
"""In which encodings a comparison can be written."""

_HEADS: Final = ("Version", "Outlet", "Date", "Wording", "Differences from {}")
_SHOWN_WORDS: Final = 6
"""Of a passage that a version does not quote."""
_TOLD: Final = frozenset(kind for kind in Variation if kind.shown.clause) - {Variation.MOVED}


@dataclass(frozen=True, slots=True)
class Version:
    """A row of the comparison."""

    siglum: str
    """A, B, C ...; the first is the base."""
    article: Article
    """What printed it."""
    outlet: str
    """Name, or the file's name that stands for it."""
    date: str
    """As far as known; empty if unknown."""
    parts: tuple[str, ...]
    """The printed words, passage by passage, as they stand in the article."""
    differences: tuple[str, ...]
    """A clause each; the base's are about differences without other words."""
    link: str
    """Address that opens the page at the words; empty if no address is known."""

    @property
    def wording(self) -> str:
        """Each passage in quotation marks."""
        return " … ".join(f"“{nested(part, 'double')}”" for part in self.parts)


def render_comparison(
    collation: Collation, articles: Mapping[str, Article], flavour: str, remarks: Sequence[str] = ()
) -> str:
    """The comparison in a flavour of `COMPARISONS`, without a final newline.

    Args:
        collation: versions and aligned words.
        articles: every witness's article, by id.
        flavour: `markdown`, `html`, `csv` or `tei`.
        remarks: sentences about the whole of it; a CSV table has no place for them.

    Raises:
        UnknownError: there is no such flavour; the message names the nearest one.
    """
    name = named(COMPARISONS, flavour, "comparison flavour").name
    if name == "tei":
        return tei(collation, articles, remarks)
    found = versions(collation, articles)
    if name == "csv":
        return _csv(found)
    return (_markdown if name == "markdown" else _html)(found, remarks)


def versions(collation: Collation, articles: Mapping[str, Article]) -> tuple[Version, ...]:
    """One row a witness, the base first."""
    return tuple(_version(collation, place, articles) for place in range(len(collation.witnesses)))


def _version(collation: Collation, place: int, articles: Mapping[str, Article]) -> Version:
    witness = collation.witnesses[place]
    article = articles[witness.article]
    item = item_of(article)
    spans = tuple(sorted(passage.span for passage in witness.passages))
    runs = uninterrupted(spans, article.text) if witness.record else [(span,) for span in spans]
    return Version(
        witness.siglum,
        article,
        safe_line(witness.called(article)) + " (printed again)" * bool(witness.again),
        f"{american(item.issued)}{item.date_mark}" if item.issued else "",
        tuple(safe_line(" ".join(span.of(article.text) for span in run)) for run in runs),
        tuple(_differences(collation, place) if place else _notes(collation)),
        address(item.url, article, spans),
    )


def _differences(collation: Collation, place: int) -> Iterator[str]:
    """Where a version differs from the base; what it does not quote is listed apart."""
    for difference in collation.differences:
        if difference.state is Variation.SAME:
            continue
        columns = [column.readings for column in collation.columns[difference.first : difference.last + 1]]
        quoted = [readings for readings in columns if readings[place].state is not Variation.NOT_QUOTED]
        states = [
            column.state(place, 0)
            for column in collation.columns[difference.first : difference.last + 1]
            if column.readings[place].state is not Variation.NOT_QUOTED
        ]
        serious = f" ({difference.level.words})" if difference.level.may_change_meaning else ""
        own, base = (_printed(quoted, at) for at in (place, 0))
        moved = difference.state is Variation.MOVED and Variation.MOVED in states
        if own != base or moved:
            told = Variation.MOVED if moved else next(filter(_TOLD.__contains__, states), None)
            pattern = told.shown.clause if told else "{own} for {base}"
            if collation.witnesses[place].record:
                pattern = "has {own}" if own else "does not have {base}"
            told_so = pattern.format(own=f"“{own}”", base=f"“{base}”")
            yield f"{difference.number}: {told_so}{serious}"
        elif serious and difference.note and len(quoted) < len(columns):
            yield f"{difference.number}: {safe_line(difference.note)}{serious}"
    for passage in _not_quoted(collation, place):
        yield f"{Variation.NOT_QUOTED.shown.word}: “{passage}”"


def _notes(collation: Collation) -> Iterator[str]:
    """What is to be said where the words are the same: who joins quotes that others print apart."""
    for difference in collation.differences:
        if difference.state is Variation.SAME and difference.note:
            yield f"{difference.number}: {safe_line(difference.note)}"


def _printed(columns: Sequence[Sequence[Reading]], place: int) -> str:
    return safe_line(" ".join(readings[place].text for readings in columns if readings[place].text))


def _not_quoted(collation: Collation, place: int) -> Iterator[str]:
    """What the base prints and this version does not quote, each run by its first words."""
    run: list[str] = []
    for column in (*collation.columns, None):
        if column is not None and column.readings[place].state is Variation.NOT_QUOTED:
            run += column.readings[0].text.split()
        elif run:
            shown = " ".join(run[:_SHOWN_WORDS])
            yield safe_line(shown if len(run) <= _SHOWN_WORDS else f"{shown} …")
            run = []


def _source(version: Version) -> Line:
    """The version's reference, as the plain style prints it."""
    row = STYLES[0]
    return row.formatter.reference(item_of(version.article), AS_THE_STYLE.manner(row))


def _heads(found: Sequence[Version]) -> list[str]:
    return [head.format(found[0].siglum) for head in _HEADS]


def _cells(version: Version) -> tuple[str, ...]:
    differences = "; ".join(version.differences) or "none"
    return (
        version.siglum,
        version.outlet,
        version.date or unknown.NOT_RECORDED,
        version.wording,
        differences,
    )


def _markdown(found: Sequence[Version], remarks: Sequence[str]) -> str:
    rows = [_heads(found), *(_cells(version) for version in found)]
    table = ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in rows]
    table.insert(1, "|" + "---|" * len(_HEADS))
    sources = [
        safe(f"- {version.siglum}: " + encode(line(_source(version), *_at(version)), "markdown"))
        for version in found
    ]
    notes = (
        ["", "Remarks", "", *(f"- {markdown_text(safe_line(remark))}" for remark in remarks)]
        if remarks
        else []
    )
    return "\n".join([*table, *notes, "", "Sources", "", *sources])


def _at(version: Version) -> tuple[Line, ...]:
    return (line(" (", link(version.link, "at these words"), ")"),) if version.link else ()


def _html(found: Sequence[Version], remarks: Sequence[str]) -> str:
    heads = "".join(f"<th>{html_text(head)}</th>" for head in _heads(found))
    rows = "".join(
        "<tr>" + "".join(f"<td>{html_text(cell)}</td>" for cell in _cells(version)) + "</tr>"
        for version in found
    )
    sources = "".join(
        f"<li>{version.siglum}: {encode(line(_source(version), *_at(version)), 'html')}</li>"
        for version in found
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    told = "".join(f"<li>{html_text(safe_line(remark))}</li>" for remark in remarks)
    notes = f"<p>Remarks</p><ul>{told}</ul>" if told else ""
    return safe(f"{table}{notes}<p>Sources</p><ul>{sources}</ul>")


def _csv(found: Sequence[Version]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("version", "outlet", "date", "title", "author", "url", "file", "wording", "differences"))
    for version in found:
        article = version.article
        url = article.facts.url.value if article.facts.url else ""
        published = article.published.shown if article.published else ""
        cells = (version.siglum, article.outlet.name, published, article.title, "; ".join(article.authors))
        told = (url, article.origin, version.wording, "; ".join(version.differences))
        table.writerow([safe_cell(value) for value in (*cells, *told)])
    return stream.getvalue().removesuffix("\n")
