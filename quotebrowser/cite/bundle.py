"""Several quotes with their citations, and one list of references.

One rule guards it: each work stands in the list once, however many of its quotes are cited.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.encode import encode
from quotebrowser.cite.parts.runs import plain
from quotebrowser.cite.records import Record, keys, letters
from quotebrowser.cite.remarks import NOTHING, Remark, Remarks, beneath, of_work
from quotebrowser.cite.render import (
    AS_THE_STYLE,
    Choice,
    Material,
    beside,
    in_flavour,
    material_of,
    quoted_note,
)
from quotebrowser.cite.style_table import FLAVOURS, FORMS, STYLES, Style, named
from quotebrowser.cite.styles.house import Manner
from quotebrowser.model import Article, Citation, Quote
from quotebrowser.text import fold, safe, safe_line

_NONE: Final[Mapping[str, Remark]] = MappingProxyType({})
_Rows = Sequence[tuple[Quote, Article]]


def render_bundle(
    items: _Rows,
    *,
    style: str = STYLES[0].name,
    form: str = FORMS[0].name,
    flavour: str = FLAVOURS[0].name,
    choice: Choice = AS_THE_STYLE,
    remarks: Remarks = _NONE,
    heard: Callable[[], None] | None = None,
) -> Citation:
    """The quotes in the order given, each with its citation, and one list of references in its own order.

    The form `quote-only` has no list, `reference` is the list alone. Records are one a work, with its quotes
    in the note. Warnings name the file they are about. `remarks` is what the user said of the quotes, which
    stands below each, and in a record's own fields. `heard` is of a long text that goes to a file: it is
    called for each quote, and again for each that is written, what it raises ends it, and no HTML is made to
    stand beside the text.

    Raises:
        UnknownError: style, form or flavour does not exist; the message names the nearest one.
    """
    row = named(STYLES, style, "style")
    shape, encoding = named(FORMS, form, "form").name, named(FLAVOURS, flavour, "flavour")
    linked = not encoding.record
    made = (material_of(quote, article, row, choice, linked=linked) for quote, article in items)
    materials = list(_told(made, heard))
    warnings = _warnings((article, material) for (_, article), material in zip(items, materials, strict=True))
    if encoding.record:
        return Citation(_records(items, materials, encoding.record, shape, remarks), None, warnings)
    if row.lettered:
        materials = _told_apart(materials)
    said = [remarks.get(quote.uid, NOTHING) for quote, _ in items]
    text = _text(row, shape, encoding.name, _told(materials, heard), said)
    if heard is not None or not beside(row, encoding):
        return Citation(text, None, warnings)
    html = text if encoding.name == "html" else _text(row, shape, "html", materials, said)
    return Citation(text, html, warnings)


def _told(materials: Iterable[Material], heard: Callable[[], None] | None) -> Iterator[Material]:
    for material in materials:
        if heard is not None:
            heard()
        yield material


def _warnings(rows: Iterable[tuple[Article, Material]]) -> tuple[str, ...]:
    said = (
        f"{safe_line(article.name)}: {warning}" for article, material in rows for warning in material.warnings
    )
    return tuple(dict.fromkeys(said))


def _told_apart(materials: Sequence[Material]) -> list[Material]:
    """Letters after the years of different works with the same authors and year."""
    works: dict[tuple[object, ...], dict[Item, None]] = {}
    for material in materials:
        item = material.item
        if item.issued is not None:
            works.setdefault((item.authors or item.container, item.issued.year), {})[item] = None
    lettered = {
        item: replace(item, letter=letters(number))
        for same in works.values()
        if len(same) > 1
        for number, item in enumerate(sorted(same, key=lambda item: fold(item.title)))
    }
    return [replace(material, item=lettered.get(material.item, material.item)) for material in materials]


def _text(row: Style, form: str, flavour: str, materials: Iterable[Material], said: Sequence[Remark]) -> str:
    shape = "quote" if form == "full" else form
    quotes, works = [], {}
    for material, remark in zip(materials, said, strict=True):
        works[material.item] = material.manner
        if form != "reference":
            shown = in_flavour(row, shape, flavour, material)
            quotes.append(beneath(shown, remark, flavour, markup=row.markup))
    if form == "quote-only" or not (row.heading or form == "reference"):
        return _joined(flavour, quotes, "", [])
    heading = "" if form == "reference" else row.heading
    return _joined(flavour, quotes, heading, _references(row, flavour, works))


def _references(row: Style, flavour: str, works: Mapping[Item, Manner]) -> list[str]:
    """Each work's entry once, by the letters it begins with."""
    entries = (row.formatter.reference(item, manner) for item, manner in works.items())
    found = {plain(entry): entry for entry in entries}
    order = sorted(found, key=lambda text: fold(text.lstrip("“‘\"'[{ ")))
    return [safe(encode(found[text], flavour)) for text in order]


def _joined(flavour: str, quotes: Sequence[str], heading: str, listed: Sequence[str]) -> str:
    """Quotes, then the heading and the list where there is one."""
    shown = heading if listed else ""
    if flavour == "html":
        title = f"<p>{shown}</p>" if shown else ""
        entries = "".join(f"<li>{entry}</li>" for entry in listed)
        return "".join([*quotes, title, f"<ul>{entries}</ul>" if entries else ""])
    if flavour == "markdown":
        title = f"**{shown}**" if shown else ""
        entries = "\n".join(f"- {entry}" for entry in listed)
        return "\n\n".join(part for part in (*quotes, title, entries) if part)
    block = "\n".join(part for part in (shown, *listed) if part)
    return "\n\n".join(part for part in (*quotes, block) if part)


def _records(items: _Rows, materials: Sequence[Material], record: Record, form: str, remarks: Remarks) -> str:
    """One record a work, its quotes in the note."""
    notes: dict[str, list[str]] = {}
    quotes: dict[str, dict[str, str]] = {}
    works: dict[str, Item] = {}
    for (quote, _), material in zip(items, materials, strict=True):
        works[quote.article] = material.item
        notes.setdefault(quote.article, []).append(quoted_note(material))
        quotes.setdefault(quote.article, {})[quote.uid] = material.words.marked
    records = [
        record.write(
            item,
            "" if form == "reference" else "; ".join(notes[article]),
            identifier,
            of_work(remarks, quotes[article]),
        )
        for (article, item), identifier in zip(works.items(), keys(works.values()), strict=True)
    ]
    return record.joined(records)
