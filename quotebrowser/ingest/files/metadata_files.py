"""Metadata files beside articles: `NAME.toml` for one, `articles.toml` for a folder and those below it.

    [defaults]                      # of every article in this folder and below
    language = "en"

    [[article]]
    file = "reuters-*.txt"          # a name or a pattern; with a slash: a path from this folder
    outlet = "Reuters"

One rule guards it: these are the user's own words, so nothing in them is passed over. A key that does not
exist or a date that is none refuses the article, as a typing error must not become an unknown outlet.
"""

import datetime as dt
import difflib
import fnmatch
import functools
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.safe_toml import toml_table
from quotebrowser.ingest.files.file_bytes import load
from quotebrowser.ingest.files.reference_exports import exports_near, facts_described, facts_named
from quotebrowser.model import Date, Fact, Facts, Provenance
from quotebrowser.text.web_archives import is_address

MANIFEST: Final = "articles.toml"
"""Name of a folder's metadata file."""

SIDECAR: Final = ".toml"
"""What is added to an article's name for its own metadata file."""

_LARGEST: Final = 5_000_000
_TEXTS: Final = {
    "outlet": "outlet",
    "title": "title",
    "url": "url",
    "archived": "archived",
    "archive_url": "archived",
    "agency": "agency",
    "via": "via",
    "language": "language",
    "kind": "kind",
    "form": "form",
    "genre": "genre",
    "event": "event",
    "place": "place",
    "network": "network",
    "interviewer": "interviewer",
}
_DATES: Final = {"published": "published", "modified": "modified", "accessed": "accessed"}
_NAMES: Final = {"authors": "byline"}
_UNKEPT: Final = ("section", "edition", "page", "note")
"""Keys that may stand in a metadata file and are not kept: the library has no place for them."""

KEYS: Final = {**_TEXTS, **_DATES, **_NAMES}
"""The keys of a metadata file, each with the fact it gives."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a manifest says of the files that match a pattern."""

    pattern: str
    facts: Facts

    @property
    def exact(self) -> bool:
        return not any(mark in self.pattern for mark in "*?[")


@dataclass(frozen=True, slots=True)
class _Manifest:
    """A folder's metadata file."""

    entries: tuple[_Entry, ...]
    """Those that name one file first."""
    defaults: Facts


def facts_beside(path: Path, known: Facts | None = None) -> Facts:
    """What the metadata files say of the article at `path`.

    First its own, then an export of a reference manager, then that of the nearest folder.

    Args:
        path: of the article's file.
        known: what the article says of itself, by which an export may know it; None: it was not read.

    Raises:
        ReadError: one of them is not understood.
    """
    own = path.with_name(path.name + SIDECAR)
    facts = _sidecar(own) if own.is_file() else Facts()
    facts = facts.over(facts_named(path))
    if known is not None:
        facts = facts.over(facts_described(path, facts.over(known)))
    place = path.absolute()
    for folder in place.parents:
        file = folder / MANIFEST
        try:
            found = file.stat()
        except OSError:
            continue
        manifest = _manifest(file, found.st_mtime_ns, found.st_size)
        facts = facts.over(_matching(manifest, place.relative_to(folder).as_posix()))
    return facts


def bytes_beside(path: Path) -> int:
    """How many bytes the metadata files hold that are read with the article at `path`."""
    manifests = (folder / MANIFEST for folder in path.absolute().parents)
    size = 0
    for file in (path.with_name(path.name + SIDECAR), *exports_near(path), *manifests):
        try:
            size += file.stat().st_size
        except OSError:
            continue
    return size


def _matching(manifest: _Manifest, relative: str) -> Facts:
    """What a manifest says of the file at `relative`, a path from its folder."""
    relative = unicodedata.normalize("NFC", relative)
    name = relative.rsplit("/", 1)[-1]
    facts = Facts()
    for entry in manifest.entries:
        if fnmatch.fnmatchcase(relative if "/" in entry.pattern else name, entry.pattern):
            facts = facts.over(entry.facts)
    return facts.over(manifest.defaults)


def _sidecar(path: Path) -> Facts:
    return _facts(_table(path), Provenance.SIDECAR, path.name)


@functools.lru_cache(maxsize=64)
def _manifest(path: Path, changed: int, size: int) -> _Manifest:
    """The manifest at `path`; `changed` and `size` tell whether the one read before still holds."""
    del changed, size
    table = _table(path)
    unknown = set(table) - {"defaults", "article"}
    if unknown:
        raise ReadError(f"{path}: unknown table {min(unknown)}; only [defaults] and [[article]] are allowed")
    defaults, articles = table.get("defaults", {}), table.get("article", [])
    if not isinstance(defaults, dict) or not isinstance(articles, list):
        raise ReadError(f"{path}: write [defaults] once and [[article]] for each article")
    entries = [_entry(article, str(path)) for article in articles]
    return _Manifest(
        entries=tuple(sorted(entries, key=lambda entry: not entry.exact)),
        defaults=_facts(defaults, Provenance.MANIFEST, str(path)),
    )


def _entry(article: object, where: str) -> _Entry:
    if not isinstance(article, dict) or not isinstance(article.get("file"), str):
        raise ReadError(f'{where}: every [[article]] needs file = "NAME"')
    pattern = unicodedata.normalize("NFC", article["file"].replace("\\", "/"))
    rest = {key: value for key, value in article.items() if key != "file"}
    return _Entry(pattern.removeprefix("./"), _facts(rest, Provenance.MANIFEST, where))


def _table(path: Path) -> dict[str, Any]:
    try:
        return toml_table(load(path, _LARGEST).decode("utf-8-sig"))
    except ReadError as error:
        raise ReadError(f"Its metadata file {path} could not be read: {error.message}") from error
    except ValueError as error:
        raise ReadError(f"Its metadata file {path} is not valid TOML: {error}") from error


def _facts(table: Mapping[str, object], provenance: Provenance, where: str) -> Facts:
    return Facts(**{KEYS[key]: Fact(value, provenance) for key, value in _values(table, where) if value})


def _values(table: Mapping[str, object], where: str) -> Iterator[tuple[str, str]]:
    """Keys and checked values, empty where one is not known."""
    for key, value in table.items():
        if key in _DATES:
            yield key, _date(key, value, where)
        elif key in _NAMES and isinstance(value, list) and all(isinstance(name, str) for name in value):
            yield key, "; ".join(filter(None, map(_line, value)))
        elif key in KEYS and isinstance(value, str):
            yield key, _line(value)
            if KEYS[key] == "archived" and value.strip() and not is_address(_line(value)):
                raise ReadError(f"{where}: {key} must be a web address, not {value!r}")
        elif key in KEYS:
            raise ReadError(f"{where}: {key} must be text in quotation marks, not {value!r}")
        elif key not in _UNKEPT:
            nearest = difflib.get_close_matches(key, KEYS, 1)
            advice = f"did you mean {nearest[0]}?" if nearest else "the keys are " + ", ".join(KEYS)
            raise ReadError(f"{where}: unknown key {key}; {advice}")


def _date(key: str, value: object, where: str) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04}"
    if isinstance(value, str) and (not value.strip() or Date.parse(value) is not None):
        return value.strip()
    raise ReadError(f"{where}: {key} must be a date such as 2025-01-09, not {value!r}")


def _line(value: str) -> str:
    return " ".join(value.split())
