"""Notes exported from Evernote (ENEX): the pages that were clipped, and what the user wrote.

One rule guards it: who wrote a note, and when, is no author and no date of the page that it clips.
"""

from collections.abc import Iterator
from typing import Any

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.xml_trees import children, markup_of, name_of, text_of, xml_tree
from quotebrowser.ingest.web.pages import whole_page
from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.text.web_archives import is_address


def read_notes(source: Source) -> Iterator[Read | Unread]:
    """The notes of an export, one article each."""
    notes = [element for element in xml_tree(source.text) if name_of(element) == "note"]
    if not notes:
        raise ReadError("The export contains no notes")
    for number, note in enumerate(notes, 1):
        place = f"note {number}" if len(notes) > 1 else ""
        content = next((markup_of(element) for element in children(note, "content")), "")
        try:
            found = whole_page(content, _facts(note), place)
        except ReadError as error:
            found = None
            yield Unread(place, error.message)
        if found is not None:
            yield found if found.text else Unread(place, "The note contains no text")


def _facts(note: Any) -> Facts:
    """Headline, and of a clipping where the page stood and when it was read."""
    url = next((text_of(element, "source-url") for element in children(note, "note-attributes")), "")
    url = url if is_address(url) else ""
    known = {
        "title": text_of(note, "title"),
        "url": url,
        "accessed": machine_date(text_of(note, "created")) if url else "",
    }
    return Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in known.items() if value})
