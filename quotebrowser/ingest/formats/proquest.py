"""Exports of the database ProQuest as text: records between rules, each with its fields.

One rule guards it: the article is what stands under the field for the full text. An abstract is somebody
else's words, and a record without the field is said to hold none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.press_facts import (
    byline_values,
    embedded,
    first_day,
    is_rights_line,
    language_tag,
    with_article,
)
from quotebrowser.ingest.formats.press_signs import PROQUEST_NUMBER
from quotebrowser.model import Facts
from quotebrowser.model.wrapped import joined

_RULE: Final = re.compile(r"[_*=-]{20,}\s*\Z")
_FIELDS: Final = {
    name.lower(): key
    for key, names in {
        "text": "Full text|Volltext|Texte intégral|Texto completo|Testo completo|Volledige tekst",
        "title": "Title|Titel|Titre|Título|Titolo",
        "byline": "Author|Autor|Auteur|Autore|Auteurs|Verfasser",
        "outlet": "Publication title|Titel der Publikation|Titre de la publication|Título de publicación|"
        "Titolo pubblicazione|Título da publicação|Titel van publicatie",
        "published": "Publication date|Publikationsdatum|Date de publication|Date du diplôme|"
        "Fecha de publicación|Fecha de titulación|Data di pubblicazione|Data de publicação|Publicatiedatum",
        "language": "Language of publication|Publikationssprache|Langue de publication|"
        "Idioma de la publicación|Lingua di pubblicazione|Idioma de publicação|Taal van publicatie",
        "abstract": "Abstract|Zusammenfassung|Kurzfassung|Résumé|Resumen|Sommario|Resumo|Samenvatting",
        "info": "Publication info|Informationen zur Publikation|Informations de publication|"
        "Información de publicación|Informazioni sulla pubblicazione",
        "links": "Links|Link|Liens|Enlaces|Collegamenti|Document URL|Dokument-URL|URL du document|"
        "URL del documento|URL",
    }.items()
    for name in names.split("|")
}
_FACTS: Final = (
    "Subject|Thema|Sujet|Materia|Soggetto|Assunto|Onderwerp|Location|Standort|Ort|Lieu|Lugar|Ubicación|People|Person|"
    "Personen|Personnes|Personas|Company / organization|Unternehmen/Organisation|Entreprise / organisation|"
    "Empresa / organización|Identifier / keyword|Identifikator/Schlüsselwort|Identificateur / mot-clé|"
    "Identificador / palabra clave|Business indexing term|Classification|Klassifizierung|Credit|Illustration|"
    "Alternate title|Source details|Supplement"
)
_FACT: Final = frozenset(name.lower() for name in _FACTS.split("|"))
_LABEL: Final = re.compile(r"([^\W\d_][^:\n]{1,40}):(?=\s|\Z)\s{0,20}(.*)\Z", re.DOTALL)
_LACKING: Final = re.compile(
    r"(?:none|not|nicht|non|no|full text (?:is )?(?:not |un))\s?"
    r"(?:available|verfügbar|disponible|disponibile).{0,80}\Z",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"(?:document|dokument|documento) \d{1,6} (?:of|von|de|sur|di|van) \d{1,6}\s*\Z", re.IGNORECASE
)
_PLACE: Final = re.compile(r"\s?[;\[].*\Z", re.DOTALL)
_EDITION: Final = re.compile(
    r"[,;] [^,;]{0,40}\b(?:edition|ausgabe|édition|edición)\b.*\Z"
    r"|\s\((?:online|pre-\d{4}[^()]{0,20}|\d{4}\s?-\s?(?:\d{4}|current)?)\)\Z",
    re.IGNORECASE,
)
_LONGEST_FIELD: Final = 1_000
_PICTURE: Final = re.compile(
    r"(?:enlarge this image|toggle full screen|view image)\b.{0,60}\Z", re.IGNORECASE
)
_NO_TEXT: Final = "The record holds no full text, only what the database says of the article"


def read_proquest(source: Source) -> Iterator[Read | Unread]:
    """The articles of an export as text; its head, contents and foot are none."""
    yield from articles_of(source.text.splitlines())


def articles_of(lines: Sequence[str]) -> Iterator[Read | Unread]:
    """The articles of an export as lines of a text or paragraphs of a document.

    Raises:
        ReadError: it holds no records.
    """
    records = [part for part in _parts(lines) if PROQUEST_NUMBER.search("\n".join(part))]
    if not records:
        raise ReadError("The export contains no articles")
    for number, part in enumerate(records, 1):
        yield _article(part, f"document {number}" if len(records) > 1 else "")


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if _RULE.match(line) or _COUNTED.match(line.strip()):
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _field(line: str) -> str:
    """What a line is a field of; empty if it is none, `other` where nothing here needs it."""
    label = _LABEL.match(line.lstrip()[:200])
    name = " ".join(label[1].lower().split()) if label else ""
    return _FIELDS.get(name) or ("other" if name in _FACT else "")


def _article(lines: list[str], place: str) -> Read | Unread:
    start = next((at for at, line in enumerate(lines) if _field(line) == "text"), None)
    end = _end_of_text(lines, start or 0)
    found = _fields(lines[: start or 0]) | _fields(lines[end:])
    if start is None:
        return Unread(place, _NO_TEXT)
    first = _LABEL.match(lines[start].lstrip())
    text = joined("\n".join([first[2] if first else "", *lines[start + 1 : end]])).text.splitlines()
    kept = [line for line in text if not (_PICTURE.match(line.strip()) or is_rights_line(line.strip()))]
    if not any(line.strip() for line in kept) or _LACKING.match(" ".join(kept).strip()):
        return Unread(place, _NO_TEXT)
    found.setdefault("title", next((line.strip() for line in lines[:start] if line.strip()), ""))
    return compose(map(paragraph, kept), _facts(found), place)


def _end_of_text(lines: Sequence[str], start: int) -> int:
    """The line at which the fields behind the text begin: all that stand in one piece with the outlet's."""
    after = [at for at in range(start + 1, len(lines)) if _field(lines[at])]
    outlet = next((at for at in after if _field(lines[at]) == "outlet"), len(lines))
    end = outlet
    for at in reversed([at for at in after if at < outlet]):
        between = [line for line in lines[at + 1 : end] if line.strip()]
        if len(between) > 1:
            # Fields have a line, or two where they were broken; more is text with a colon in it.
            break
        end = at
    return end


def _fields(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        key = _field(line)
        label = _LABEL.match(line.strip())
        if key and label:
            last = "" if key in found else key
            found.setdefault(key, label[2])
        elif label or not line.strip():
            last = ""
        elif last and len(found[last]) < _LONGEST_FIELD:
            found[last] += f" {line.strip()}"
    return found


def _facts(found: dict[str, str]) -> Facts:
    outlet = with_article(_EDITION.sub("", _PLACE.sub("", found.get("outlet", ""))))
    return embedded(
        {
            "title": " ".join(found.get("title", "").split()),
            "outlet": outlet,
            "published": first_day(found.get("published", "")),
            "language": language_tag(found.get("language", "")),
            **byline_values([found.get("byline", "")], outlet),
        }
    )
