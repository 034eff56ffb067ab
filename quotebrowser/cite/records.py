"""The work as a record of data: BibTeX and BibLaTeX, RIS, CSL-JSON.

One rule guards it: no value can end its field or start another, and an address stays the plain one.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from quotebrowser.cite.csl_json import TYPES
from quotebrowser.cite.item import Item, outlet
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.remarks import Own
from quotebrowser.model import Date, Genre

_TEX: Final = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_"}
    | {"\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
    | {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_JOINING: Final = re.compile(r",|\band\b", re.IGNORECASE)
"""What joins names or their parts in BibTeX, and is hidden in braces within one."""
_NOTHING: Final = Own()
_SKIPPED: Final = frozenset(("a", "an", "the", "on", "in", "of", "and", "to", "for", "at", "by", "as", "is"))


def key(item: Item) -> str:
    """A citation key as `levin2025iran`.

    Where neither author nor outlet is known the headline comes first: `iran2025`. A key never starts with a
    digit, which old BibTeX styles do not take.
    """
    who = "".join(_words(item.authors[0].family if item.authors else outlet(item)))[:24]
    subject = next((word for word in _words(item.title) if word not in _SKIPPED), "")[:24]
    year = str(item.issued.year) if item.issued else "nd"
    base = who + year + subject if who else subject + year
    return f"article{base}" if base[:1].isdigit() else base


def keys(items: Iterable[Item]) -> list[str]:
    """A key for each item, distinguished by `a`, `b` ... where they would be the same."""
    taken: set[str] = set()
    following: dict[str, int] = {}
    found: list[str] = []
    for item in items:
        base = chosen = key(item)
        while chosen in taken:
            number = following.get(base, 0)
            chosen, following[base] = base + letters(number), number + 1
        taken.add(chosen)
        found.append(chosen)
    return found


def letters(number: int) -> str:
    """`a` .. `z`, `aa`, `ab` ..."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(ord("a") + last)


def _words(text: str) -> list[str]:
    """Lower-case ASCII words; a possessive counts without its ending."""
    ascii_text = (
        unicodedata.normalize("NFKD", re.sub(r"[’']s\b", "", text)).encode("ascii", "ignore").decode()
    )
    return re.findall(r"[a-z0-9]+", ascii_text.lower())


def tex(text: str) -> str:
    """`text` with the characters that TeX acts on escaped; braces stay balanced."""
    return text.translate(_TEX)


def _address(url: str) -> str:
    return re.sub(r"[\s{}\\\"]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _tex_url(url: str) -> str:
    """An address as TeX takes it within another argument."""
    return re.sub(r"([%#])", r"\\\1", _address(url))


def _tex_name(author: Name) -> str:
    if not author.given:
        return f"{{{tex(author.family)}}}"
    parts = (" ".join(filter(None, (author.dropping, author.family))), author.suffix, author.given)
    return ", ".join(f"{{{tex(part)}}}" if _JOINING.search(part) else tex(part) for part in parts if part)


def bibtex(item: Item, note: str, identifier: str, own: Own = _NOTHING) -> str:
    """An `@article`, or `@online` for a web site; `note` is the quote with its speaker, empty for none.

    What the user said is in `annote`, which no standard style prints and BibLaTeX calls `annotation`, and in
    `keywords`. A broadcast is `@video` or `@audio`, any other record `@misc`: BibLaTeX reads what it is in
    `type`, older styles in `howpublished`.
    """
    entry = _TEX_ENTRIES.get(item.genre, "misc") if item.genre else "online" if item.site else "article"
    fields: list[tuple[str, str]] = [
        ("author", " and ".join(_tex_name(author) for author in item.authors)),
        ("title", f"{{{tex(item.title)}}}"),
        ("titleaddon", tex(item.description) if not item.genre else ""),
        *_tex_outlet(item),
        *_tex_date(item.issued if not item.date_mark else None),
        ("url", _address(item.url)),
        ("urldate", item.accessed.iso if item.accessed and item.url else ""),
        ("addendum", f"Archived at \\url{{{_tex_url(item.archived)}}}" if item.archived else ""),
        ("note", _tex_note(_guessed_date(item) + note)),
        ("annote", _tex_note("; ".join(own.notes))),
        ("keywords", tex(_keywords(own))),
    ]
    rows = [f"  {name}={value if name == 'month' else f'{{{value}}}'}" for name, value in fields if value]
    return f"@{entry}{{" + ",\n".join([identifier, *rows]) + "\n}"


def _tex_outlet(item: Item) -> list[tuple[str, str]]:
    name = tex(outlet(item))
    if item.genre:
        return _tex_record(item)
    if item.site:
        return [("organization", name)]
    return [("journaltitle", name), ("journal", name), ("entrysubtype", "newspaper")]


_TEX_ENTRIES: Final = {Genre.TELEVISION: "video", Genre.RADIO: "audio", Genre.PODCAST: "audio"}


def _tex_record(item: Item) -> list[tuple[str, str]]:
    asked = " and ".join(_tex_name(one) for one in item.interviewers)
    published = ", ".join(filter(None, (item.description, item.event, item.place)))
    return [
        ("booktitle", tex(item.container)),
        ("type", tex(item.description)),
        ("editor", asked),
        ("editortype", "interviewer" if asked else ""),
        ("eventtitle", tex(item.event)),
        ("venue", tex(item.place)),
        ("organization", tex(item.publisher)),
        ("howpublished", tex(published)),
    ]


def _tex_note(note: str) -> str:
    """The note with TeX's own marks and dashes."""
    return tex(note).replace("“", "``").replace("”", "''").replace("—", "---")


def _keywords(own: Own) -> str:
    """Tags separated by commas, so that none is in one."""
    return ", ".join(" ".join(tag.replace(",", " ").split()) for tag in own.tags)


def _tex_date(issued: Date | None) -> list[tuple[str, str]]:
    if issued is None:
        return []
    return [
        ("date", issued.iso),
        ("year", str(issued.year)),
        ("month", _MONTHS[issued.month - 1] if issued.month else ""),
        ("day", str(issued.day) if issued.day else ""),
    ]


def _guessed_date(item: Item) -> str:
    """A guessed date is no date of the record: the note tells it."""
    return f"Date {item.issued.iso}{item.date_mark}. " if item.issued and item.date_mark else ""


def ris(item: Item, note: str, identifier: str, own: Own = _NOTHING) -> str:
    """A record of type NEWS, or ELEC for a web site, lines ended by CR LF but the last.

    Records of what was said have the types that Zotero writes, and in M3 what they are. `identifier` becomes
    its ID. Each note of the user's has an N1 of its own behind that of the quotes, each tag a KW.
    """
    kind = _RIS_TYPES[item.genre] if item.genre else "ELEC" if item.site else "NEWS"
    issued = item.issued if not item.date_mark else None
    rows = [
        ("TY", kind),
        ("ID", identifier),
        *(("AU", author.filed) for author in item.authors),
        ("TI", item.title),
        *(("A2", one.filed) for one in item.interviewers),
        ("T2", item.container if item.genre else outlet(item)),
        ("T3", item.event),
        ("CY", item.place),
        ("PB", item.publisher if item.genre else ""),
        ("M3", item.description),
        ("PY", str(issued.year) if issued else ""),
        ("DA", _slashed(issued)),
        ("Y2", _slashed(item.accessed) if item.url else ""),
        ("UR", re.sub(r"\s", "", item.url)),
        ("DB", item.copy.archive if item.copy else ""),
        ("AN", re.sub(r"\s", "", item.archived)),
        ("LA", item.language),
        ("N1", _guessed_date(item) + note),
        *(("N1", one) for one in own.notes),
        *(("KW", tag) for tag in own.tags),
    ]
    return "\r\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value), "ER  - "])


_RIS_TYPES: Final = {
    Genre.BROADCAST: "VIDEO",
    Genre.TELEVISION: "MPCT",
    Genre.RADIO: "SOUND",
    Genre.PODCAST: "SOUND",
    Genre.SPEECH: "SLIDE",
    Genre.PRESS_CONFERENCE: "SLIDE",
    Genre.HEARING: "HEAR",
    Genre.DEBATE: "HEAR",
    Genre.INTERVIEW: "PCOMM",
}


def _slashed(date: Date | None) -> str:
    """`2025/01/08/`: RIS keeps the slashes of parts that are not known."""
    if date is None:
        return ""
    return (
        f"{date.year:04}/{f'{date.month:02}' if date.month else ''}/{f'{date.day:02}' if date.day else ''}/"
    )


def csl(item: Item, note: str, identifier: str, own: Own = _NOTHING) -> dict[str, Any]:
    """The item as an object of CSL-JSON 1.0, unknown variables left out.

    What the user said is in `annote` and `keyword`: in `note` engines look for variables, as `{:title: x}`.
    """
    issued = item.issued if not item.date_mark else None
    known: dict[str, Any] = {
        "id": identifier,
        "type": TYPES[item.genre] if item.genre else "webpage" if item.site else "article-newspaper",
        "genre": "" if item.interviewers else item.description,
        "title": item.title,
        "container-title": item.container if item.genre else outlet(item),
        **_csl_event(item),
        "author": [_csl_name(author) for author in item.authors],
        "issued": _csl_date(issued),
        "accessed": _csl_date(item.accessed),
        "URL": item.url,
        "archive": item.copy.archive if item.copy else "",
        "archive_location": item.archived,
        "language": item.language,
        "note": _guessed_date(item) + (f"Quoted: {note}" if note else ""),
        "annote": "; ".join(own.notes),
        "keyword": _keywords(own),
    }
    return {name: value for name, value in known.items() if value}


def _csl_event(item: Item) -> dict[str, Any]:
    """Variables of records alone: a committee is a section, a chamber an authority; some read `event`."""
    if item.genre is None:
        return {}
    sat = {Genre.HEARING: "section", Genre.DEBATE: "authority"}.get(item.genre, "event")
    return {
        "publisher": item.publisher,
        "event-title": item.event,
        sat: item.event,
        "event-place": item.place,
        "interviewer": [_csl_name(one) for one in item.interviewers],
    }


def _csl_name(author: Name) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    parts = {
        "family": author.family,
        "given": author.given,
        "dropping-particle": author.dropping,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}


def _csl_date(date: Date | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]} if date else {}


def csl_json(item: Item, note: str, identifier: str, own: Own = _NOTHING) -> str:
    """The object of `csl` on one line."""
    return json.dumps(csl(item, note, identifier, own), ensure_ascii=False)


class Record(NamedTuple):
    """How records of a kind are written, one a work."""

    write: Callable[[Item, str, str, Own], str]
    """(item, note, identifier, what the user said) -> text."""
    between: str = "\n\n"
    """What joins several."""
    before: str = ""
    """What several begin with."""
    after: str = ""
    """What several end with."""

    def joined(self, records: Iterable[str]) -> str:
        """Several records as one file."""
        return self.before + self.between.join(records) + self.after


BIBTEX: Final = Record(bibtex)
RIS: Final = Record(ris, between="\r\n\r\n")
CSL_JSON: Final = Record(csl_json, between=",\n", before="[", after="]")
