"""Exports of the press database Nexis: many articles a file, as text and as Word document.

One rule guards it: an article begins and ends where the export says so. Labels (`BYLINE:`, `Length:`) give
facts and stay out of the article; what stands under no known label is text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.press_facts import (
    byline_values,
    cut_off,
    day_in,
    embedded,
    is_edition,
    is_rights,
    is_rights_line,
    language_tag,
)
from quotebrowser.model import Facts
from quotebrowser.model.wrapped import joined

_OF: Final = r"\d{1,6} (?:of|von|de|sur|van|di) \d{1,6}"
_START: Final = re.compile(
    rf"\s{{0,80}}(?:FOCUS - )?(?:{_OF} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTEN|DOCUMENTOS?|DOCUMENTI)"
    rf"|(?:DOCUMENT|DOKUMENT|DOCUMENTO) {_OF})\s*\Z",
    re.IGNORECASE,
)
_DOCUMENT_END: Final = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Einde van (?:het )?document|Fin del? documento"
    r"|Fine del documento|Fim do documento",
    re.IGNORECASE,
)
_LABELS: Final = {
    label: kind
    for kind, labels in {
        "byline": "BYLINE AUTOR AUTEUR AUTHOR AUTORE",
        "length": "LENGTH LÄNGE LONGUEUR LENGTE LONGITUD LUNGHEZZA",
        "headline": "HEADLINE ÜBERSCHRIFT TITULAR",
        "body": "BODY",
        "language": "LANGUAGE SPRACHE LANGUE TAAL IDIOMA LINGUA",
        "head": "SECTION RUBRIK RUBRIQUE RUBRIEK SECTIE SECCIÓN SEZIONE BEREICH DATELINE HIGHLIGHT ENCART "
        "SOURCE SERIES COPYRIGHT",
        "foot": "UPDATE PUBLICATION-TYPE SUBJECT SUJET GRAPHIC GRAFIK "
        "URL COMPANY ORGANIZATION TICKER INDUSTRY PERSON GEOGRAPHIC",
    }.items()
    for label in labels.split()
}
_LABEL: Final = re.compile(r"([^\W\d_][\w-]{2,24}):\s{0,20}(.*)\Z", re.DOTALL)
_FIELD: Final = re.compile(
    r"[A-ZÀ-Ü]{2,20}-(?:DATE|DATUM|CODE|TYPE|PUBLICATION|CARGA|CHARGEMENT|GEO|SECTOR|SYMBOL)"
    r"|(?:DATE|FECHA|DATA|TYPE|TIPO|CODE|GEO|PUBLICATION|PUBLICATIE|SECTEUR|SYMBOLE|LOCALISATION)-[A-ZÀ-Ü]{2,20}"
)
_FEET: Final = ("foot", "language")
_FOOT: Final = re.compile(
    r"(?:classification|klassifizierung|classificatie|clasificación|classificazione|graphic|grafik)\Z",
    re.IGNORECASE,
)
"""Headings under which no text follows."""
_CORRECTED: Final = re.compile(
    r"corrections? appended|korrektur angehängt|rectificati[eo]n?\b.{0,20}\Z", re.IGNORECASE
)
_MONTH: Final = re.compile(r"[^\W\d_]{3,12} (?:de )?\d{4}\Z")
_OPENING: Final = 400
"""Lines in which the first article of an export begins, behind its cover page."""
_HEAD: Final = 14
"""Lines in which outlet, date and headline stand."""
_LONGEST_LABELLED: Final = 2000
_LISTED: Final = re.compile(r"(?:documents|dokumente|documenten|documentos) \(\d{1,6}\)\Z", re.IGNORECASE)
_SEARCHED: Final = ("client/matter:", "search terms:", "job number:")


def read_text_export(source: Source) -> Iterator[Read | Unread]:
    """The articles of an export as text."""
    lines = source.text.splitlines()
    starts = [number for number, line in enumerate(lines) if _START.match(line)]
    if not starts:
        whole = joined(source.text).text.splitlines()
        yield from articles_of_document([line.strip() for line in whole if line.strip()])
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        yield _article(_joined(lines[start + 1 : end]), f"document {number + 1}", over=False)


def is_text_export(source: Source) -> bool:
    """Whether a text is an export: one of its first lines counts its articles, or each has an end."""
    lines = list(map(str.strip, source.text.splitlines()))
    if any(map(_START.match, lines[:_OPENING])) and any(map(_kind, lines)):
        return True
    return is_document_export(lines) or is_document_list(lines)


def is_document_export(lines: Sequence[str]) -> bool:
    """Whether the paragraphs of a document are those of an export."""
    return any(map(_DOCUMENT_END.fullmatch, lines)) and any(_kind(line) == "length" for line in lines)


def is_document_list(lines: Sequence[str]) -> bool:
    """Whether they are the cover of an export, the list of its articles, without any."""
    return any(map(_LISTED.match, lines)) and all(
        any(line.lower().startswith(label) for line in lines) for label in _SEARCHED
    )


def articles_of_document(lines: Sequence[str]) -> Iterator[Read | Unread]:
    """The articles of an export as document; its list of contents is none.

    Raises:
        ReadError: it is that list only.
    """
    if not is_document_export(lines):
        raise ReadError("The export lists its articles only", "Download them with their full text.")
    number = 0
    article: list[str] = []
    for line in lines:
        if not _DOCUMENT_END.fullmatch(line):
            article.append(line)
            continue
        number += 1
        yield _article(_from_headline(article), f"document {number}", over=True)
        article = []
    if any(_kind(line) == "length" for line in article):
        yield cut_off(_article(_from_headline(article), f"document {number + 1}", over=True))


def _from_headline(lines: list[str]) -> list[str]:
    """An article without a list of contents before it: from its headline, two lines over its date."""
    labelled = next((place for place, line in enumerate(lines) if _kind(line)), len(lines))
    dated = [place for place in range(labelled) if _printed_day(lines[place])]
    return lines[max(0, dated[-1] - 2) :] if dated else lines


def _joined(lines: Sequence[str]) -> list[str]:
    """Blocks of lines between empty ones, each on one line; a label begins a block."""
    blocks: list[list[str]] = [[]]
    for raw in lines:
        line = raw.strip()
        if not line or _kind(line):
            blocks.append([])
        if line:
            blocks[-1].append(line)
    return [" ".join(block) for block in blocks if block]


def _kind(line: str) -> str:
    """What a line is labelled as; empty if it is not. Fields not known by name end the text too."""
    label = _LABEL.match(line[:_LONGEST_LABELLED])
    if label is None or not (label[1].isupper() or label[1].istitle()):
        return ""
    name = label[1].upper()
    return _LABELS.get(name) or ("foot" if _FIELD.fullmatch(name) else "")


def _printed_day(line: str) -> str:
    """The day that a line prints; the month, where there is no day."""
    return day_in(line) or (day_in(f"1 {line.strip()}")[:7] if _MONTH.match(line.strip()) else "")


def _article(blocks: list[str], place: str, *, over: bool) -> Read | Unread:
    found: dict[str, str] = {}
    text: list[str] = []
    head: list[str] = []
    foot = False
    for block in blocks:
        kind = _kind(block) if len(block) < _LONGEST_LABELLED else ""
        foot = foot or bool(text and (kind in _FEET or _FOOT.match(block)))
        if foot:
            if kind == "language":
                found.setdefault(kind, _labelled(block))
        elif kind and not text:
            found.setdefault(kind, _labelled(block))
            if kind == "body" and found["body"]:
                text.append(found["body"])
        elif block.lower() == "body" and found and "body" not in found:
            found["body"] = ""
            text.clear()
        elif found:
            text.append(block)
        else:
            head.append(block)
    text = [line for line in text if not is_rights_line(line)]
    if not text:
        return Unread(place, "There is no article below its headings")
    return compose(map(paragraph, text), _facts(head, found, over=over), place)


def _labelled(block: str) -> str:
    label = _LABEL.match(block)
    return label[2].strip() if label else ""


def _facts(head: list[str], labels: dict[str, str], *, over: bool) -> Facts:
    """The facts of an article; its headline is `over` the outlet in new exports, else under the day."""
    lines = [line for line in head[:_HEAD] if not (is_rights(line) or _CORRECTED.match(line))]
    dated = next((place for place, line in enumerate(lines) if _printed_day(line)), None)
    values = {"language": language_tag(labels.get("language", "")), "title": labels.get("headline", "")}
    if dated is not None:
        values["published"] = _printed_day(lines[dated])
        values["outlet"] = lines[dated - 1] if dated else ""
        under = [line for line in lines[dated + 1 :] if not is_edition(line)][:1]
        values["title"] = values["title"] or (lines[0] if over and dated > 1 else (under[0] if under else ""))
    return embedded({**values, **byline_values([labels.get("byline", "")], values.get("outlet", ""))})
