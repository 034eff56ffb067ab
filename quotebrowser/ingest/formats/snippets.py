"""Collections of quotations with the words round them: GDELT's Global Quotation Graph and Quotebank.

One rule guards it: they hold no articles. What is read is the passages they have of each, and that is said,
as nothing can be concluded from what is missing; the quotation marks that they took off are set again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.printed_dates import machine_date
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.article_dumps import records_of
from quotebrowser.model import Fact, Facts, Provenance

_NOTICE: Final = "the collection has only excerpts; quotebrowser added their quotation marks"
_OPENING: Final = tuple("“„«‹\"'‘「")
_CLOSING: Final = tuple("”“»›\"'’」")
_LANGUAGES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "swedish": "sv", "norwegian": "no", "danish": "da", "polish": "pl", "russian": "ru",
    "ukrainian": "uk", "turkish": "tr", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko",
}  # fmt: skip

_CODE: Final = re.compile(r"[a-z]{2}\Z")


def read_graph(source: Source) -> Iterator[Read | Unread]:
    """The articles of a file of the Global Quotation Graph, one a line."""
    for number, record in enumerate(records_of(source.text), 1):
        quotes = record.get("quotes") if isinstance(record, Mapping) else None
        if not isinstance(record, Mapping) or not isinstance(quotes, list):
            yield Unread(f"record {number}", "This record has no quotes")
            continue
        language = str(record.get("lang") or "").lower()
        language = _LANGUAGES.get(language, language if _CODE.match(language) else "")
        passages = [
            (_field(quote, "pre"), _field(quote, "quote"), _field(quote, "post"))
            for quote in quotes
            if isinstance(quote, Mapping)
        ]
        yield _article(record, passages, language, number)


def read_bank(source: Source) -> Iterator[Read | Unread]:
    """The articles of a file of Quotebank that is ordered by article."""
    for number, record in enumerate(records_of(source.text), 1):
        quotes = record.get("quotations") if isinstance(record, Mapping) else None
        if not isinstance(record, Mapping) or not isinstance(quotes, list):
            if isinstance(record, Mapping) and "quotation" in record:
                raise ReadError(
                    "This Quotebank file is ordered by quotation and names no articles",
                    "Use the one ordered by article: quotebank-YEAR.json.",
                )
            yield Unread(f"record {number}", "This record has no quotations")
            continue
        found = [quote for quote in quotes if isinstance(quote, Mapping)]
        found.sort(key=_place)
        passages = [
            (_field(quote, "leftContext"), _field(quote, "quotation"), _field(quote, "rightContext"))
            for quote in found
        ]
        # All its articles are English.
        yield _article(record, passages, "en", number)


def _place(quote: Mapping[str, Any]) -> int:
    place = quote.get("quotationOffset")
    return place if isinstance(place, int) else 0


def _field(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _article(
    record: Mapping[str, Any], passages: Sequence[tuple[str, str, str]], language: str, number: int
) -> Read | Unread:
    url = _field(record, "url")
    values = {
        "title": _field(record, "title"),
        "url": url if url.startswith(("http://", "https://")) else "",
        "published": machine_date(_field(record, "date")),
        "language": language,
    }
    place = values["url"] or f"record {number}"
    texts = dict.fromkeys(_passage(*passage) for passage in passages if passage[1])
    if not texts:
        return Unread(f"record {number}", "This record has no quotes")
    facts = Facts(**{key: Fact(value, Provenance.EMBEDDED) for key, value in values.items() if value})
    found = compose(map(paragraph, texts), facts)
    return Read(found.text, found.facts, found.furniture, place, _NOTICE, carried=True)


def _passage(before: str, words: str, after: str) -> str:
    """A quotation among its words, with marks where the collection left them off."""
    marked = words.startswith(_OPENING) or (before.endswith(_OPENING) and after.startswith(_CLOSING))
    if marked:
        gap = "" if before.endswith(_OPENING) else " "
        return f"{before}{gap}{words}{'' if after.startswith(_CLOSING) else ' '}{after}".strip()
    return f"{before} “{words}” {after}".strip()
