"""Exports of reference managers (Zotero and others) beside the articles they describe: RIS and CSL-JSON.

One rule guards it: an entry describes a file only where it names it as its attachment, or where address or
headline of the two are the same; it never is an article of its own.
"""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.decoding import decode
from quotebrowser.ingest.files.file_bytes import load
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.model import Date, Fact, Facts, Genre, Provenance
from quotebrowser.text.web_archives import capture_of

_SUFFIXES: Final = (".ris", ".json")
_ABOVE: Final = 2
"""Folders over that of an article in which its export may lie: Zotero writes `EXPORT/files/12/page.html`."""
_HEAD: Final = 4000
_RIS: Final = re.compile(r"\ufeff?\s{0,200}TY  - ", re.IGNORECASE)
_RIS_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?\Z")
_CSL: Final = re.compile(
    r'\[\s{0,200}\{.{0,3000}?"type"\s{0,9}:\s{0,9}"(?:article|webpage|post|report|book|chapter|broadcast|speech|hearing|interview)',
    re.DOTALL,
)
_BODY: Final = re.compile(r'"(?:text|content|body|articlebody|maintext)"\s{0,9}:')
_SIGNS: Final = re.compile(r"[\W_]+")
_TRACKERS: Final = re.compile(r"[?&](?:utm_\w+|fbclid|gclid)=[^&]*")
_DATE_PARTS: Final = 3
_CSL_ARCHIVES: Final = ("archive_location", "archive", "archive-place")
"""Variables in which reference managers keep an archive, and the place in it."""
_RIS_ARCHIVES: Final = ("AN", "AV", "DB", "UR")
"""The same in RIS: Zotero writes AN and DB, others AV; a second address may be a copy's."""
_CSL_TYPES: Final = {
    "broadcast": Genre.BROADCAST,
    "speech": Genre.SPEECH,
    "hearing": Genre.HEARING,
    "interview": Genre.INTERVIEW,
}
"""Types of entries for what was said, and what they are where no words of theirs say more."""
_RIS_TYPES: Final = {
    "MPCT": "",
    "VIDEO": Genre.BROADCAST,
    "SOUND": "",
    "SLIDE": Genre.SPEECH,
    "HEAR": Genre.HEARING,
    "PCOMM": "",
}
"""The same in RIS as Zotero writes it: films have the type of broadcasts, letters that of interviews."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """An entry of an export."""

    facts: Facts
    files: tuple[str, ...]
    """Its attachments, as paths from the export or from the root, with slashes."""


def refuse(_: Source) -> Iterator[Read]:
    """Say of an export that is given as an article what it is for."""
    raise ReadError(
        "It is a list of references, not an article", "Keep it beside the files it describes, and add those."
    )


def is_list(head: str) -> bool:
    """Whether a text that begins so is an export of a reference manager."""
    return bool(_RIS.match(head)) or (bool(_CSL.match(head)) and not _BODY.search(head))


def is_export(path: Path) -> bool:
    """Whether a file is one; its name must say so too, as every file of a folder is asked."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return is_list(file.read(_HEAD).decode("utf-8", "replace").lstrip().lower())
    except (OSError, ValueError):
        return False


def exports_near(path: Path) -> Iterator[Path]:
    """The exports that may describe the file at `path`: in its folder and in those above."""
    for folder in path.absolute().parents[: _ABOVE + 1]:
        try:
            yield from _exports(folder, folder.stat().st_mtime_ns)
        except OSError:
            continue


def facts_named(path: Path) -> Facts:
    """What exports say of the file at `path` that they name as an attachment."""
    place = path.absolute().as_posix()
    for folder, entries in _near(path):
        for whole in (True, False):
            for entry in entries:
                for file in entry.files:
                    full = file if file.startswith("/") else f"{folder.as_posix()}/{file}"
                    if full == place or (not whole and file.rsplit("/", 1)[-1] == path.name):
                        return entry.facts
    return Facts()


def facts_described(path: Path, known: Facts) -> Facts:
    """What exports near `path` say of an article by its address, or its headline where no other has it."""
    url = _bare(known.url.value) if known.url else ""
    title = _plain(known.title.value) if known.title else ""
    for _, entries in _near(path):
        for entry in entries:
            if url and entry.facts.url and _bare(entry.facts.url.value) == url:
                return entry.facts
        called = [
            entry for entry in entries if entry.facts.title and title == _plain(entry.facts.title.value)
        ]
        if title and len(called) == 1:
            return called[0].facts
    return Facts()


def _bare(url: str) -> str:
    """An address without what does not tell two pages apart."""
    parts = urlsplit(_TRACKERS.sub("", url))
    return f"{parts.netloc.removeprefix('www.').lower()}{parts.path.rstrip('/')}?{parts.query}"


def _plain(title: str) -> str:
    return _SIGNS.sub("", title).casefold()


def _near(path: Path) -> Iterator[tuple[Path, tuple[_Reference, ...]]]:
    """Their folders and entries."""
    for export in exports_near(path):
        try:
            found = export.stat()
            yield export.parent, _entries(export, found.st_mtime_ns, found.st_size)
        except OSError:
            continue


@functools.lru_cache(maxsize=64)
def _exports(folder: Path, changed: int) -> tuple[Path, ...]:
    """The exports in a folder; `changed` tells whether the list made before still holds."""
    del changed
    try:
        return tuple(sorted(path for path in folder.iterdir() if is_export(path)))
    except OSError:
        return ()


@functools.lru_cache(maxsize=16)
def _entries(path: Path, changed: int, size: int) -> tuple[_Reference, ...]:
    del changed, size
    try:
        text = decode(load(path))
        read = _of_ris(text) if _RIS.match(text) else _of_csl(json.loads(text))
        return tuple(read)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"The references in {path} cannot be read: {error}") from error
    except ReadError as error:
        raise ReadError(f"The references in {path} cannot be read: {error.message}") from error


def _reference(values: Mapping[str, str], files: tuple[str, ...] = ()) -> _Reference:
    facts = {key: Fact(value, Provenance.SIDECAR) for key, value in values.items() if value}
    return _Reference(Facts(**facts), files)


def _of_csl(items: object) -> Iterator[_Reference]:
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, Mapping):
            continue
        events = (_line(item.get(name)) for name in ("event-title", "event", "section", "authority"))
        yield _reference(
            {
                "title": _line(item.get("title")),
                **_places(
                    _genre(_CSL_TYPES, item.get("type"), f"{item.get('genre', '')} {item.get('medium', '')}"),
                    _line(item.get("container-title")),
                    _line(item.get("publisher")),
                    next(filter(None, events), ""),
                ),
                "place": _line(item.get("event-place")),
                "interviewer": _names(item.get("interviewer")),
                "byline": _names(item.get("author")),
                "published": _csl_date(item.get("issued")),
                "accessed": _csl_date(item.get("accessed")),
                "url": _address(_line(item.get("URL"))),
                "archived": _copy(*(_line(item.get(name)) for name in _CSL_ARCHIVES)),
                "language": _line(item.get("language")),
            }
        )


def _names(names: object) -> str:
    return "; ".join(filter(None, map(_name, names if isinstance(names, list) else [])))


def _genre(types: Mapping[str, str], type_: object, words: str) -> str:
    """What an entry of a type says it is a record of: by its words, else by the type; empty for a report."""
    if type_ not in types:
        return ""
    named = [genre.value for genre in Genre if genre.value in words.casefold()]
    return named[-1] if named else types[str(type_)]


def _places(genre: str, container: str, publisher: str, event: str) -> dict[str, str]:
    """Which facts an entry's container, publisher and event are: those of a broadcast are others."""
    if not genre:
        return {"outlet": container or publisher}
    if genre in (Genre.BROADCAST, Genre.TELEVISION, Genre.RADIO, Genre.PODCAST):
        return {"genre": genre, "event": container or event, "network": publisher}
    both = genre == Genre.INTERVIEW or (container and publisher)
    return {
        "genre": genre,
        "event": event,
        "outlet": container if both else container or publisher,
        "network": publisher if both else "",
    }


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _address(value: str) -> str:
    return value if value.startswith(("http://", "https://")) and " " not in value else ""


def _copy(*values: str) -> str:
    """The first that is the address of a copy in a web archive: these fields also say where paper is kept."""
    return next(filter(capture_of, values), "")


def _name(author: object) -> str:
    if not isinstance(author, Mapping):
        return ""
    parts = [author.get(key) for key in ("given", "non-dropping-particle", "family", "suffix")]
    return _line(author.get("literal")) or " ".join(filter(None, map(_line, parts)))


def _csl_date(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    parts: Any = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(part) for part in parts[0][:_DATE_PARTS] if str(part).isdigit()]
        date = "-".join(f"{int(part):0{2 if at else 4}}" for at, part in enumerate(numbers))
        return date if Date.parse(date) is not None else ""
    return machine_date(_line(value.get("raw")) or _line(value.get("literal")))


def _of_ris(text: str) -> Iterator[_Reference]:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _RIS_LINE.match(line.strip("\ufeff").rstrip())
        if match is None:
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "ER":
            yield _of_fields(fields)
            fields = {}
        elif value:
            fields.setdefault(tag, []).append(value)


def _of_fields(fields: Mapping[str, list[str]]) -> _Reference:
    def first(*tags: str) -> str:
        return next((_line(fields[tag][0]) for tag in tags if tag in fields), "")

    files = [file for tag in ("L1", "L2", "L3", "L4") for file in fields.get(tag, []) if not _address(file)]
    return _reference(
        {
            "title": first("TI", "T1", "CT"),
            **_places(
                _genre(_RIS_TYPES, first("TY"), first("M3")),
                first("T2", "JO", "JF", "BT", "JA"),
                first("PB"),
                first("T3"),
            ),
            "place": first("CY") if first("TY") in _RIS_TYPES else "",
            "interviewer": "; ".join(map(_turned, fields.get("A2", []))) if first("TY") == "PCOMM" else "",
            "byline": "; ".join(map(_turned, fields.get("AU", []) or fields.get("A1", []))),
            "published": _ris_date(first("DA", "Y1", "PY")),
            "accessed": _ris_date(first("Y2")),
            "url": next(filter(None, map(_address, fields.get("UR", []))), ""),
            "archived": _copy(*(_line(value) for tag in _RIS_ARCHIVES for value in fields.get(tag, []))),
            "language": first("LA"),
        },
        tuple(unquote(file.removeprefix("file://")).replace("\\", "/").removeprefix("./") for file in files),
    )


def _turned(name: str) -> str:
    """`Example, Ada, Jr.` as `Ada Example Jr.`; what has no comma is an organisation."""
    family, sign, given = name.partition(",")
    given, _, suffix = given.partition(",")
    return " ".join(filter(None, [given.strip(), family.strip(), suffix.strip()])) if sign else name


def _ris_date(value: str) -> str:
    """`2025/01/09/` and what is known of it; dates in words too."""
    parts = value.split("/")
    if len(parts) > 1 or (value.isdigit() and len(value) == 4):  # noqa: PLR2004 - a year
        date = "-".join(part.zfill(2) for part in parts[:_DATE_PARTS] if part.strip().isdigit())
        return date if Date.parse(date) is not None else ""
    return machine_date(value)
