"""Exports of press databases as documents, whatever format the document has.

One rule guards it: the paragraphs alone say whether a document is an export.
"""

from collections.abc import Iterator, Sequence

from quotebrowser.ingest.files.source import Read, Unread
from quotebrowser.ingest.formats import factiva, nexis, proquest
from quotebrowser.ingest.formats.press_signs import is_factiva_document, is_proquest


def articles_of_export(lines: Sequence[str]) -> Iterator[Read | Unread] | None:
    """The articles of a document that is an export; None if it is none.

    Args:
        lines: its paragraphs, each on one line, none empty.
    """
    if is_proquest("\n".join(lines)):
        return proquest.articles_of(lines)
    if is_factiva_document(lines):
        return factiva.articles_of(lines)
    if nexis.is_document_export(lines) or nexis.is_document_list(lines):
        return nexis.articles_of_document(lines)
    return None
