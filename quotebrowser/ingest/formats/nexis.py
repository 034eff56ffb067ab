"""Exports of the press database Nexis: many articles a file, as text and as Word document.

One rule guards it: an article begins and ends where the export says so. Labels (`BYLINE:`, `Length:`) give
facts and stay out of the article; what stands under no known label is text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import printed_date
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.model.wrapped import joined

_START: Final = re.compile(
    r"\s{0,80}\d{1,6} (?:of|von|de|van) \d{1,6} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTEN)\s*\Z", re.IGNORECASE
)
_DOCUMENT_END: Final = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Einde van document", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"(BYLINE|LENGTH|SECTION|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|HIGHLIGHT|DATELINE|HEADLINE|BODY|SOURCE|"
    r"SUBJECT|JOURNAL-CODE|URL|CORRECTION-DATE|COPYRIGHT|LÄNGE|RUBRIK|AUTOR|SPRACHE|UPDATE|LONGUEUR|RUBRIQUE|AUTEUR|"
    r"LANGUE|AUTHOR|LENGTE|RUBRIEK|SECTIE|TAAL):\s{0,20}(.*)\Z",
    re.IGNORECASE,
)
_BYLINES: Final = frozenset(["byline", "autor", "auteur", "author"])
_CLOSING: Final = frozenset([
    "load-date", "language", "publication-type", "subject", "journal-code", "sprache", "langue", "taal",
    "graphic",
])  # fmt: skip
_NAMES_OF_LANGUAGE: Final = ("language", "sprache", "langue", "taal")
_LANGUAGES: Final = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "dutch": "nl",
    "nederlands": "nl",
}
_COPYRIGHT: Final = re.compile(
    r"copyright|all rights reserved|alle rechte vorbehalten|tous droits", re.IGNORECASE
)
_CORRECTED: Final = re.compile(r"corrections? appended", re.IGNORECASE)
_EDITION: Final = re.compile(
    r"(?:[\w.’']{1,12} ){0,3}(?:edition|ausgabe|édition|editie)s?(?:\s?[-–;,(]\s?[\w ]{1,20}\)?)?",
    re.IGNORECASE,
)
"""A line under the date that is no headline."""
_LENGTHS: Final = ("length:", "länge:", "longueur:", "lengte:")
_OPENING: Final = 100
"""Lines in which the first article of an export begins, behind its cover page."""
_HEAD: Final = 14
"""Lines in which outlet, date and headline stand."""
_WEEKDAY: Final = re.compile(
    r"\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*\Z|\s+\d{1,2}:\d{2}\b.*\Z", re.IGNORECASE
)


def read_text_export(source: Source) -> Iterator[Read | Unread]:
    """The articles of an export as text."""
    lines = source.text.splitlines()
    starts = [number for number, line in enumerate(lines) if _START.match(line)]
    if not starts:
        whole = joined(source.text).text.splitlines()
        yield from articles_of_document([line.strip() for line in whole if line.strip()])
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        yield _article(_joined(lines[start + 1 : end]), f"document {number + 1}")


def is_text_export(source: Source) -> bool:
    """Whether a text is an export: one of its first lines counts its articles, or each has an end."""
    if any(map(_START.match, source.head.splitlines()[:_OPENING])):
        return True
    return any(f"\n{label}" in source.head for label in _LENGTHS) and is_document_export(
        list(map(str.strip, source.text.splitlines()))
    )


def is_document_export(lines: Sequence[str]) -> bool:
    """Whether the paragraphs of a document are those of an export."""
    return any(_DOCUMENT_END.fullmatch(line) for line in lines) and any(
        line.lower().startswith(_LENGTHS) for line in lines
    )


def articles_of_document(lines: Sequence[str]) -> Iterator[Read | Unread]:
    """The articles of an export as Word document; its list of contents is none."""
    number = 0
    article: list[str] = []
    for line in lines:
        if not _DOCUMENT_END.fullmatch(line):
            article.append(line)
            continue
        number += 1
        yield _article(_from_headline(article), f"document {number}")
        article = []


def _from_headline(lines: list[str]) -> list[str]:
    """An article without a list of contents before it: from its headline, two lines over its date."""
    labelled = next((place for place, line in enumerate(lines) if _is_label(line)), len(lines))
    dated = [place for place in range(labelled) if _printed_day(lines[place])]
    return lines[max(0, dated[-1] - 2) :] if dated else lines


def _joined(lines: Sequence[str]) -> list[str]:
    """Blocks of lines between empty ones, each on one line; a label begins a block."""
    blocks: list[list[str]] = [[]]
    for raw in lines:
        line = raw.strip()
        if not line or _is_label(line):
            blocks.append([])
        if line:
            blocks[-1].append(line)
    return [" ".join(block) for block in blocks if block]


def _is_label(line: str) -> bool:
    return _LABEL.match(line[:200]) is not None


def _printed_day(line: str) -> str:
    return printed_date(line) or printed_date(_WEEKDAY.sub("", line[:120]))


def _article(blocks: list[str], place: str) -> Read | Unread:
    found: dict[str, str] = {}
    text: list[str] = []
    head: list[str] = []
    labels = False
    for block in blocks:
        label = _LABEL.match(block) if len(block) < 2000 else None  # noqa: PLR2004 - labels stand on short lines
        if label is not None and (label[1].isupper() or label[1].istitle()):
            key = label[1].lower()
            if key == "body":
                text += [label[2]] if label[2] else []
            else:
                found.setdefault(key, label[2].strip())
            labels = True
            if key in _CLOSING and text:
                break
        elif labels:
            text.append(block)
        else:
            head.append(block)
    if not labels or not text:
        return Unread(place, "There is no article below its headings")
    if text[0].lower() == "body":
        del text[0]
    return compose(map(paragraph, _without_copyright(text)), _facts(head, found), place)


def _without_copyright(text: list[str]) -> list[str]:
    return [line for line in text if not (len(line) < 150 and _COPYRIGHT.match(line))]  # noqa: PLR2004 - one line


def _facts(head: list[str], labels: dict[str, str]) -> Facts:
    lines = [line for line in head[:_HEAD] if not _COPYRIGHT.match(line) and not _CORRECTED.match(line)]
    dated = next((place for place, line in enumerate(lines) if _printed_day(line)), None)
    byline = next((labels[name] for name in _BYLINES if labels.get(name)), "")
    said = authors([byline])
    language = next((labels[name] for name in _NAMES_OF_LANGUAGE if labels.get(name)), "")
    values = {
        "byline": "; ".join(said.names),
        "agency": said.agency,
        "language": _LANGUAGES.get(language.split(";")[0].strip().lower(), ""),
        "title": labels.get("headline", ""),
    }
    if dated is not None:
        values["published"] = _printed_day(lines[dated])
        values["outlet"] = lines[dated - 1] if dated else ""
        # Old exports print the headline under the date, new ones over the outlet.
        under = [line for line in lines[dated + 1 :] if not _EDITION.fullmatch(line.strip())][:1]
        values["title"] = values["title"] or (lines[0] if dated > 1 else (under[0] if under else ""))
    return Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value})
