"""Exports of the database Europresse (Eureka) as page, in its present layout and in that of before 2013.

One rule guards it: the elements for name, day, headline and author give the facts, the element for the text
is the article, and nothing else is either: no certificate, no number, no note of rights.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.press_facts import byline_values, embedded, first_day, is_rights_line
from quotebrowser.ingest.formats.press_signs import EUROPRESSE_NAME
from quotebrowser.ingest.web.html_tree import linked_blocks, tree_of
from quotebrowser.ingest.web.markup import fit
from quotebrowser.ingest.web.pages import whole_page
from quotebrowser.model import Facts

_ARTICLE: Final = re.compile(r"<article\b[^<>]{0,300}>", re.IGNORECASE)
_ISSUE: Final = re.compile(
    r",?\s(?:no|n°|nº|num|vol|nr)\b\.?\s?\d.{0,80}\Z|\s?\((?:site web|website|tweets?|réf\.[^)]{0,60})\)",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"(?:numéro de document|document number|número de documento|dokumentnummer|documentnummer)\s?:"
    r"|(?:news|pub|web|med|bio)·\d{8}·|[©(]c?\)?\s?\d{4}\b.{0,200}\Z",
    re.IGNORECASE,
)
"""Where the text of the old layout ends."""
_BY: Final = ("docAuthors", "sm-margin-bottomNews")
_OUTSIDE: Final = "[not(ancestor::*[contains(@class, 'titreArticle')])]"
"""The class of authors is that of kickers too, beside the headline."""
_TITLES: Final = ("titreArticleVisu", "TitreArticleVisu", "titreArticle")
_APPEARED: Final = re.compile(r"Cet article est paru dans\b")
_LEAVES: Final = (
    "descendant::*[self::aside or self::footer or self::button or contains(@class, 'apd-wrapper')]"
)
_LONGEST_AUTHOR: Final = 80
_NO_ARTICLES: Final = "The page lists results of the database only; it holds no article"
_NO_TEXT: Final = "The record holds no text, only what the database says of the article"


def read_pages(source: Source) -> Iterator[Read | Unread]:
    """The articles of an export.

    Raises:
        ReadError: it is a list of results.
    """
    parts = list(_parts(source.text))
    if not parts:
        raise ReadError(_NO_ARTICLES, "Save the articles with their full text.")
    for number, part in enumerate(parts, 1):
        place = f"document {number}" if len(parts) > 1 else ""
        try:
            yield _article(part, place)
        except ReadError as error:
            yield Unread(place or "document 1", error.message)


def _parts(text: str) -> Iterator[str]:
    """The markup of each article: from its element on, or from the name of its outlet."""
    names = [found.start() for found in EUROPRESSE_NAME.finditer(text)]
    starts = [found.start() for found in _ARTICLE.finditer(text)] if names else []
    starts = starts or names
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _article(markup: str, place: str) -> Read | Unread:
    root = tree_of(fit(markup).html)
    homes = root.xpath("//article")
    home = homes[0] if homes else root
    for element in home.xpath(_LEAVES):
        element.drop_tree()
    body = home.xpath(".//*[contains(@class, 'docOcurrContainer')]") or home.xpath(
        ".//*[contains(concat(' ', @class, ' '), ' DocText ')]"
    )
    url = ""
    if body:
        by = next(filter(None, (_first(home, name, _OUTSIDE) for name in _BY)), "")
        url = _address(body[0])
        inner = [*home.xpath(".//*[contains(@class, 'rdp__subtitle')]"), body[0]]
        text = "".join(map(_markup, inner)) if _text(body[0]) else ""
    else:
        by, text = _of_old_layout(root)
    if not text:
        return Unread(place or "document 1", _NO_TEXT)
    return whole_page(f"<div>{text}</div>", _facts(home, by, url), place)


def _address(body: Any) -> str:
    """Where the article stands on the outlet's site; the note that says so is taken out of the text."""
    for link in body.xpath(".//a[@href]"):
        if _APPEARED.match(_text(link)):
            url = str(link.get("href"))
            link.clear(keep_tail=True)
            return url if url.startswith(("http://", "https://")) else ""
    return ""


def _markup(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(home: Any, name: str, condition: str = "") -> str:
    """The text of the first element of a class."""
    found = home.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]{condition}")
    return _text(found[0]) if found else ""


def _facts(home: Any, by: str, url: str) -> Facts:
    names = home.xpath(".//span[contains(@class, 'DocPublicationName')]") or home.xpath(
        ".//*[contains(@class, 'DocPublicationName')]"
    )
    lines = [block.paragraph.text for block in linked_blocks(names[0])] if names else []
    outlet = _ISSUE.sub("", lines[0]).strip() if lines else ""
    heads = home.xpath(".//*[contains(concat(' ', @class, ' '), ' DocHeader ')]") or home.xpath(
        ".//*[contains(@class, 'DocTitreSousSection')]/following-sibling::span[1]"
    )
    head = " ".join(map(_text, heads))
    title = next(filter(None, (_first(home, name) for name in _TITLES)), "")
    values = {"outlet": outlet, "url": url, "title": title, "published": first_day(head, "fr")}
    return embedded({**values, **byline_values([by], outlet)})


def _of_old_layout(root: Any) -> tuple[str, str]:
    """Author and text of an article whose parts stand one after another, apart by line breaks."""
    blocks = [block.paragraph.text for block in linked_blocks(root)]
    title = _first(root, "TitreArticleVisu")
    start = next((at for at, text in enumerate(blocks) if title and text == title), None)
    if start is None:
        return "", ""
    text = blocks[start + 1 :]
    end = next((at for at, line in enumerate(text) if _END.match(line) or is_rights_line(line)), len(text))
    by = text[0] if end > 1 and _may_be_author(text[0]) else ""
    return by, "".join(f"<p>{_escaped(line)}</p>" for line in text[bool(by) : end])


def _may_be_author(line: str) -> bool:
    words = line.split()
    return (
        0 < len(line) <= _LONGEST_AUTHOR
        and line[-1] not in '.!?…»”"'
        and all(word[0].isupper() or word in ("et", "and", "de", "du", "par", "by", "avec") for word in words)
    )


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;")
