"""The signs by which exports of press databases are known: what no newspaper's page or text has.

One rule guards it: a sign is something only the database writes, its classes of elements and its numbers of
articles; the name of a database in a text is none.
"""

import re
from collections.abc import Sequence
from typing import Final

from quotebrowser.ingest.files.source import Source

EUROPRESSE_NAME: Final = re.compile(
    r"<[a-z]{1,8}\s[^<>]{0,200}class\s?=\s?[\"'][^\"'<>]{0,80}\bDocPublicationName\b", re.IGNORECASE
)
"""The element that names an outlet."""
_EUROPRESSE_TITLE: Final = re.compile(r"class\s?=\s?[\"'][^\"'<>]{0,80}\btitreArticle", re.IGNORECASE)
_EUROPRESSE_LIST: Final = re.compile(r"class\s?=\s?[\"'][^\"'<>]{0,80}\bdocList-links\b")
FACTIVA_ARTICLE: Final = re.compile(r"class\s?=\s?[\"']article\s(?:[a-z]{2}|zh[a-z]{2})Article\b")
"""The element that is an article."""
_FACTIVA_HEADLINE: Final = re.compile(r"class\s?=\s?[\"'](?:[a-z]{2}|zh[a-z]{2})Headline\b")
_FACTIVA_LEAD: Final = re.compile(r"class\s?=\s?[\"']leadFields\b")
FACTIVA_NUMBER: Final = re.compile(
    r"(?:Document|Dokument|Documento|Документ|文書|文档)\s[A-Za-z][A-Za-z0-9]{1,11}"
    r"(?:19|20)\d{2}[01]\d[0-3]\d[A-Za-z0-9]{4,16}\.?\Z"
)
"""The line an article ends with: the code of its outlet, its day, a number."""
FACTIVA_LENGTH: Final = re.compile(
    r"\d[\d.,\s]{0,6}\s?(?:words?|mots?|Wörter|Wort|palabras?|parole|woorden|palavras|слов\w?|字)\Z",
    re.IGNORECASE,
)
"""The line in the head of an article that counts its words."""
PROQUEST_NUMBER: Final = re.compile(
    r"^[^:\n]{0,40}\bProQuest\b[^:\n]{0,30}:[ \t]{0,5}\d{5,12}\s*$", re.MULTILINE
)
"""The field by which a record is known, in all languages: `ProQuest document ID: 123456789`."""
_PROQUEST_RECORD: Final = re.compile(
    r"^(?:Publication title|Titel der Publikation|Titre de la publication|Título de publicación"
    r"|Titolo pubblicazione|Título da publicação|Database|Datenbank|Base de données|Base de datos):",
    re.MULTILINE | re.IGNORECASE,
)
_SHORT: Final = 80
_NUMBER_BEGINS: Final = ("Document ", "Dokument ", "Documento ", "Документ ", "文書 ", "文档 ")


def is_europresse_page(source: Source) -> bool:
    """Whether a page is an export of Europresse, or a list of its results."""
    text = source.text
    if "docList-links" in text and _EUROPRESSE_LIST.search(text):
        return True
    return (
        "DocPublicationName" in text
        and EUROPRESSE_NAME.search(text) is not None
        and _EUROPRESSE_TITLE.search(text) is not None
    )


def is_factiva_page(source: Source) -> bool:
    """Whether a page is an export of Factiva, or a list of its headlines."""
    text = source.text
    if "articleParagraph" in text or "Article" in text:
        return FACTIVA_ARTICLE.search(text) is not None or _is_factiva_list(text)
    return _is_factiva_list(text)


def _is_factiva_list(text: str) -> bool:
    return "leadFields" in text and all(sign.search(text) for sign in (_FACTIVA_LEAD, _FACTIVA_HEADLINE))


def is_factiva_text(source: Source) -> bool:
    """Whether a text is an export of Factiva."""
    text = source.text
    return any(begin in text for begin in _NUMBER_BEGINS) and is_factiva_document(
        [line.strip() for line in text.splitlines() if len(line) < 2 * _SHORT]
    )


def is_factiva_document(lines: Sequence[str]) -> bool:
    """Whether the paragraphs of a document are those of an export of Factiva: numbers and lengths."""
    short = [line for line in lines if len(line) < _SHORT]
    return any(FACTIVA_NUMBER.match(factiva_value(line, "AN")) for line in short) and any(
        FACTIVA_LENGTH.match(factiva_value(line, "WC")) for line in short
    )


def factiva_value(line: str, code: str) -> str:
    """What stands behind a field's code in a line, or the whole line."""
    return line[len(code) :].strip() if line.startswith((f"{code} ", f"{code}\t")) else line


def is_proquest_text(source: Source) -> bool:
    """Whether a text is an export of ProQuest."""
    return is_proquest(source.text)


def is_proquest(text: str) -> bool:
    """Whether lines are those of an export of ProQuest."""
    return (
        "ProQuest" in text
        and PROQUEST_NUMBER.search(text) is not None
        and _PROQUEST_RECORD.search(text) is not None
    )
