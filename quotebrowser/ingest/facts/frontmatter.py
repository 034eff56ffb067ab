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
_LINE: Final = re.compile(r"([A-Za-z][\w .-]{0,40}):(?:[ \t]+(.*))?\Z")
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
    "date": "published",
    "published": "published",
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
    table: dict[str, object] = {}
    items: list[str] | None = None
    for line in lines:
        stripped = line.strip()
        match = _LINE.match(line.rstrip())
        if not stripped or stripped.startswith("#"):
            continue
        if stripped.startswith("- ") and items is not None:
            items.append(_unquoted(stripped[2:]))
        elif match is not None:
            key, value = match[1], (match[2] or "").strip()
            items = []
            table[key] = _value(value) if value else items
        elif not line[0].isspace():
            return None
    return table or None


def _value(value: str) -> object:
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",")]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _facts(table: Mapping[str, object]) -> Facts:
    found: dict[str, Fact] = {}
    lowered = {key.lower().replace(" ", "_").replace("-", "_"): value for key, value in table.items()}
    for name, fact in _NAMES.items():
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
    value = " ".join(value.split())
    if fact in _DAYS:
        return value if Date.parse(value) is not None else printed_date(value)
    if fact == "form":
        return value.lower() if value.lower() in list(Form) else ""
    if fact == "genre":
        return value.lower() if value.lower().replace("-", " ") in list(Genre) else ""
    if fact in ("url", "archived"):
        return value if is_address(value) else ""
    return value
