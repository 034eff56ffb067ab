"""The block of facts at the head of a text: flat `key: value` lines between `---`, or TOML between `+++`.

One rule guards it: it was written for other programs, so keys and values that are not understood are passed
over. The block stays in the text, as what is read is never changed; it is no running text.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.printed_dates import printed_date
from quotebrowser.ingest.facts.safe_toml import toml_table
from quotebrowser.model import Date, Fact, Facts, Form, Genre, Provenance, Span
from quotebrowser.text.web_archives import is_address

_LONGEST: Final = 20_000
"""Characters of the longest block."""
_LINE: Final = re.compile(r"([A-Za-z][\w .?-]{0,40}):(?:[ \t]+(.*))?\Z")
_FOLDED: Final = re.compile(r"[>|][+-]?\Z")
"""Stands for a value on the lines below."""
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_LINKED: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
"""A name as note programs link it: `[[Name]]`, `[[page|Name]]`."""
_BY: Final = re.compile(r"by[ \t]+", re.IGNORECASE)
_FENCES: Final = {"---": ("---", "..."), "+++": ("+++",)}
_NAMES: Final = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "site_name": "outlet",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "published": "published",
    "date": "published",
    "publish_date": "published",
    "pubdate": "published",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
    "url": "url",
    "link": "url",
    "source": "url",
    "canonical": "url",
    "archived": "archived",
    "archive": "archived",
    "archive_url": "archived",
    "archiveurl": "archived",
    "archived_url": "archived",
    "accessed": "accessed",
    "agency": "agency",
    "via": "via",
    "language": "language",
    "lang": "language",
    "form": "form",
    "genre": "genre",
    "event": "event",
    "place": "place",
    "network": "network",
    "interviewer": "interviewer",
}
"""Keys as blogs and note programs write them, and the fact each gives; the first one found wins."""


_CLIPPED: Final = ("created", "clipped")
"""Keys of a note that clips a page, for the day of clipping: what is changed after it is the note."""
_DAYS: Final = ("published", "modified", "accessed")


def front_matter(text: str) -> tuple[Facts, Span, str] | None:
    """The facts of the block that `text` begins with, where it stands, and which of its dates are none.

    None if it begins otherwise. The last is a notice for the user, empty where there is nothing to say.

    Raises:
        ReadError: the block is TOML that cannot be read.
    """
    block = _block(text)
    if block is None:
        return None
    fence, inner, end = block
    table = _toml(inner) if fence == "+++" else _flat(inner.splitlines())
    return None if table is None else (_facts(table), Span(0, end), _unread(table))


def _block(text: str) -> tuple[str, str, int] | None:
    """Its fence, what stands between the fences, and where it ends."""
    head = text[:_LONGEST]
    lines = head.splitlines(keepends=True)
    fence = lines[0].rstrip() if lines else ""
    if fence not in _FENCES:
        return None
    place = len(lines[0])
    for line in lines[1:]:
        if line.rstrip() in _FENCES[fence]:
            return fence, head[len(lines[0]) : place], place + len(line)
        place += len(line)
    return None


def _toml(inner: str) -> Mapping[str, object]:
    try:
        return toml_table(inner)
    except ValueError as error:
        raise ReadError(f"The metadata block is not valid TOML: {error}") from error


def _flat(lines: Iterable[str]) -> Mapping[str, object] | None:
    """Values by key, a list where items follow a key; None if the lines are no such block."""
    written: dict[str, list[str]] = {}
    listed: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        stripped = line.strip()
        match = _LINE.match(line.rstrip())
        if not stripped or stripped.startswith("#"):
            continue
        if match is not None:
            key = match[1]
            written[key], listed[key] = [(match[2] or "").strip()], []
        elif stripped.startswith("- ") and key and not written[key][0]:
            listed[key].append(_unquoted(stripped[2:]))
        elif not line[0].isspace():
            return None
        elif key and written[key][0]:
            # A value that is folded over several lines.
            written[key].append(stripped)
    return {
        key: _value(" ".join(parts[1:] if _FOLDED.match(parts[0]) else parts)) if parts[0] else listed[key]
        for key, parts in written.items()
    } or None


def _value(value: str) -> object:
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",")]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    """A value without the marks around it, and without what stands before marks within."""
    value = value.strip()
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":  # noqa: PLR2004 - two marks
        return value
    if value[0] == "'":
        return value[1:-1].replace("''", "'")
    return _ESCAPED.sub(_meant, value[1:-1])


def _meant(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return " " if found[2] in "nrt" else found[2]


def _facts(table: Mapping[str, object]) -> Facts:
    found: dict[str, Fact] = {}
    lowered = {key.lower().replace(" ", "_").replace("-", "_"): value for key, value in table.items()}
    names = _NAMES
    if any(name in lowered for name in _CLIPPED) and any(
        _text("url", lowered.get(name)) for name, fact in _NAMES.items() if fact == "url"
    ):
        of_page = {name: fact for name, fact in _NAMES.items() if fact != "modified"}
        names = of_page | dict.fromkeys(_CLIPPED, "accessed")
    for name, fact in names.items():
        value = _text(fact, lowered.get(name))
        if value and fact not in found:
            found[fact] = Fact(value, Provenance.FRONTMATTER)
    return Facts(**found)


def _unread(table: Mapping[str, object]) -> str:
    """Which dates of a block are not understood, as a clause."""
    lines = (
        f"{key} “{value.strip()}” could not be read as a date"
        for key, value in table.items()
        if isinstance(value, str)
        and value.strip()
        and (fact := _NAMES.get(key.lower().replace(" ", "_").replace("-", "_"), "")) in _DAYS
        and not _text(fact, value)
    )
    return "; ".join(lines)


def _text(fact: str, value: object) -> str:
    """A value as the fact wants it; empty if it is not one."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        value = "; ".join(part.strip() for part in value if isinstance(part, str) and part.strip())
    if not isinstance(value, str):
        return ""
    value = _LINKED.sub(r"\1", " ".join(value.split()))
    if fact == "byline":
        return "; ".join(filter(None, (_BY.sub("", name.strip(), count=1) for name in value.split(";"))))
    if fact in _DAYS:
        return value if Date.parse(value) is not None else printed_date(value)
    if fact == "form":
        return value.lower() if value.lower() in list(Form) else ""
    if fact == "genre":
        return value.lower() if value.lower().replace("-", " ") in list(Genre) else ""
    if fact in ("url", "archived"):
        return value if is_address(value) else ""
    return value
