"""Dumps of many articles: JSON, JSON Lines and CSV, and the news format ninjs (IPTC, versions 1 to 3).

One rule guards it: a field is a fact only under a name that says so or by the user's own mapping. A record
always has an outcome; one without a text is named by its number.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.bylines import authors
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.model import FACT_KEYS, Fact, Facts, Provenance
from quotebrowser.model.wrapped import joined

_NAMES: Final = {
    "text": (
        "text",
        "content",
        "body",
        "article",
        "articlebody",
        "article_text",
        "maintext",
        "full_text",
        "content_text",
        "content_html",
    ),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "publisher", "newspaper", "source_name"),
    "byline": ("author", "authors", "byline", "by"),
    "published": (
        "published",
        "date",
        "date_publish",
        "publish_date",
        "datepublished",
        "published_at",
        "date_published",
    ),
    "modified": ("modified", "date_modify", "updated", "datemodified", "versioncreated", "date_modified"),
    "url": ("url", "link", "uri"),
    "archived": ("archived", "archive_url", "archived_url"),
    "language": ("language", "lang"),
    "agency": ("agency",),
}
"""Names of fields in published collections of articles, in lower case; the first that is there wins."""
_DATES: Final = ("published", "modified", "accessed")
_LONGEST_TYPE: Final = 20
_BESIDE: Final = (
    *("summary", "abstract", "caption", "teaser", "short", "brief", "lead", "description"),
    *("sub", "subhead", "subheadline", "subtitle", "deck", "kicker", "overline"),
)
"""Ends of roles and names of what stands beside a text or a headline."""
_LONGEST_FIELD: Final = 20_000_000


def read_json(source: Source) -> Iterator[Read | Unread]:
    """The articles of a JSON file: one object, a list of them, or one a line."""
    records = records_of(source.text)
    if not records:
        raise ReadError("The JSON file contains no records")
    from quotebrowser.ingest.formats.spoken_records import turns_of  # noqa: PLC0415 - few files are JSON

    turns = turns_of(records, source.mapping)
    if turns is not None:
        yield turns
        return
    for number, record in enumerate(records, 1):
        yield _article(record, source.mapping, f"record {number}" if len(records) > 1 else "")


def is_table(source: Source) -> bool:
    """Whether the first line of a text names columns, one of them the article's text."""
    line = source.head.split("\n", 1)[0].strip()
    names = {name.strip(' "') for name in line.replace("\t", ",").replace(";", ",").split(",")}
    wanted = {value.lower() for key, value in source.mapping if key == "text"} or set(_NAMES["text"])
    known = {name for group in _NAMES.values() for name in group}
    return bool(names & wanted) and len(names & known | names & wanted) > 1 and "." not in line


def read_table(source: Source) -> Iterator[Read | Unread]:
    """The articles of a CSV file, one a row under the names of its columns."""
    text = source.text
    line = text.lstrip().split("\n", 1)[0]
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=line.count))
        for number, row in enumerate(rows, 1):
            yield _article(row, source.mapping, f"row {number}")
    except csv.Error as error:
        raise ReadError(f"The table is malformed: {error}") from error
    finally:
        csv.field_size_limit(before)


def records_of(text: str) -> list[object]:
    """The records of a file of JSON or JSON Lines; a line that is no JSON is None.

    Raises:
        ReadError: it is neither.
    """
    try:
        whole = json.loads(text, strict=False)
    except RecursionError as error:
        raise ReadError("The JSON file is nested too deeply") from error
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - one line is no JSON Lines
            raise ReadError(f"The file is not valid JSON: {error}") from error
        return [_line(line) for line in lines]
    if isinstance(whole, dict):
        lists = (whole[key] for key in ("articles", "items", "data") if isinstance(whole.get(key), list))
        return next(lists, [whole])
    return list(whole) if isinstance(whole, list) else []


def _line(line: str) -> object:
    try:
        return json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None


def _article(record: object, mapping: tuple[tuple[str, str], ...], place: str) -> Read | Unread:
    if not isinstance(record, Mapping):
        return Unread(place, "This record is not a JSON object")
    fields = {key.strip().lower(): value for key, value in record.items() if isinstance(key, str)}
    fields = _of_ninjs(fields) if _is_ninjs(fields) else fields
    named = {key: (name.lower(),) for key, name in mapping}
    found = {key: _value(fields, named.get(key) or names) for key, names in {**_NAMES, **named}.items()}
    text = found.pop("text")
    byline = authors(found.pop("byline").split(";"), found["outlet"])
    found |= {"byline": "; ".join(byline.names), "agency": byline.agency or found["agency"]}
    if not text.strip():
        return Unread(place, _without_text(fields))
    facts = {
        key: Fact(value, Provenance.EMBEDDED)
        for key, value in ((key, _checked(key, value)) for key, value in found.items())
        if value and key in FACT_KEYS
    }
    if text.lstrip()[:1] == "<" and "</p>" in text:
        from quotebrowser.ingest.web.pages import whole_page  # noqa: PLC0415 - it takes a second to import

        return whole_page(text, Facts(**facts), place)
    return compose(map(paragraph, joined(text).text.splitlines()), Facts(**facts), place)


def _value(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, list):
            value = "; ".join(filter(None, (_name(part) for part in value)))
        elif isinstance(value, dict):
            value = _name(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _name(value: object) -> str:
    inner = value.get("name") if isinstance(value, dict) else value
    return inner.strip() if isinstance(inner, str) else ""


def _checked(key: str, value: str) -> str:
    """A value as its fact wants it; empty if it is not one."""
    value = " ".join(value.split())
    if key in _DATES:
        return machine_date(value)
    if key == "url":
        return value if value.startswith(("http://", "https://")) else ""
    return value


def _is_ninjs(fields: Mapping[str, Any]) -> bool:
    return "uri" in fields and any(
        key in ("bodies", "headlines") or key.startswith(("body_", "headline_")) for key in fields
    )


def _without_text(fields: Mapping[str, Any]) -> str:
    """Why a record has no text: an item that is a picture, a video or a list says so."""
    kind = fields.get("type")
    if "uri" in fields and isinstance(kind, str) and kind.lower() not in ("", "text", "article"):
        return f"This item has no text; it is of the type {kind.lower()[:_LONGEST_TYPE]}"
    return "No field contains the text; name it with --map text=FIELD"


def _first(fields: Mapping[str, Any], known: Iterable[str], beginning: str) -> object:
    """The first field that holds something, of those known and then of all with this beginning."""
    others = [name for name in fields if name.startswith(beginning)]
    names = [*known, *sorted(others, key=_is_beside)]
    return next((fields[name] for name in names if fields.get(name)), None)


def _main(parts: object) -> list[Mapping[str, Any]]:
    """Bodies or headlines, the main ones before summaries and subheadings, plain ones before HTML."""
    listed = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    return sorted(listed, key=lambda part: (_is_beside(part.get("role")), "html" in _content_type(part)))


def _is_beside(name: object) -> bool:
    return isinstance(name, str) and name.lower().endswith(_BESIDE)


def _content_type(part: Mapping[str, Any]) -> str:
    return str(part.get("contenttype") or part.get("contentType"))


def _of_ninjs(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a ninjs item under the names of version 1; `versioncreated` is when it was published."""
    found = dict(fields)
    for body in _main(fields.get("bodies")):
        found.setdefault("text", body.get("value"))
    found.setdefault("text", _first(fields, ("body_text", "body_main", "body_xhtml"), "body_"))
    for item in _main(fields.get("headlines")):
        found.setdefault("headline", item.get("value"))
    found.setdefault("headline", _first(fields, ("headline_main", "headline_text"), "headline_"))
    version = found.pop("versioncreated", None)
    found["published"] = fields.get("contentcreated") or fields.get("firstcreated") or version
    found["modified"] = version if version != found["published"] else None
    # A provider is who distributes the item, which may be an agency: it is not said to be the outlet.
    found["agency"] = _name(fields.get("provider")) or fields.get("copyrightholder")
    return found
