"""Exports of the database Factiva: as page, with or without field codes, and as lines of a document or text.

One rule guards it: an article ends at its number in the database, and its head is read by the order in which
the database prints it, length, day, outlet, code; a line that does not fit there gives no fact.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lxml import etree

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.bylines import authors, printed_byline
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.press_facts import (
    byline_values,
    cut_off,
    day_in,
    embedded,
    is_rights,
    language_tag,
)
from quotebrowser.ingest.formats.press_signs import (
    FACTIVA_ARTICLE,
    FACTIVA_LENGTH,
    FACTIVA_NUMBER,
    factiva_value,
)
from quotebrowser.model import Facts
from quotebrowser.model.wrapped import joined

_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[AaPp][Mm])?(?:\s[A-Z]{2,4})?\Z")
_CODE: Final = re.compile(r"[A-Z0-9]{2,10}\Z")
_FOOT: Final = re.compile(
    r"(?:(?:page|seite|página|pagina)\s\d{1,5}\s(?:of|sur|von|de|van|di)\s\d{1,5}\b.{0,20})?"
    r"©\s?\d{4}\s(?:Dow Jones|Factiva)\b.{0,80}\Z"
    r"|(?:page|seite|página|pagina)\s\d{1,5}\s(?:of|sur|von|de|van|di)\s\d{1,5}\Z",
    re.IGNORECASE,
)
"""What stands at the foot of each page of a printed export."""
_LICENCE: Final = re.compile(
    r"(?:license this article|licence this article|order reprints)\b.{0,120}\Z", re.IGNORECASE
)
_CODES: Final = frozenset([
    "SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "ART", "CLM", "DF",
])  # fmt: skip
_CODED: Final = re.compile(r"([A-Z]{2,3})(?:(?:\t|  )\s{0,20}(.*))?\Z", re.DOTALL)
"""A code alone or with its value; a space is not enough, as a sentence may begin with `IN`."""
_BODY: Final = ("LP", "TD")
_APART: Final = 0.2
"""Of the lines of a text: fewer empty ones than this do not set paragraphs apart."""
_TAG: Final = 300
"""Characters in which the tag of an article begins before its class."""
_SHORT: Final = 80
"""Characters of the longest line with a number."""
_ABOVE: Final = 4
"""Lines over the length: section, headline, author."""
_WITHIN: Final = 8
"""Lines under the code: page, edition, volume, language, rights."""
_FEWEST_WORDS: Final = 4
"""Words of a line that is clearly a headline and no section."""

_NO_TEXT: Final = "The record holds no text, only what the database says of the article"
_NO_ARTICLES: Final = "The page lists headlines of the database only; it holds no article"


def read_page(source: Source) -> Iterator[Read | Unread]:
    """The articles of a saved page of the database."""
    starts = [found.start() for found in FACTIVA_ARTICLE.finditer(source.text)]
    if not starts:
        raise ReadError(_NO_ARTICLES, "Save the articles with their full text.")
    starts = [_start_of_tag(source.text, start) for start in starts]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(source.text)
        place = f"document {number + 1}" if len(starts) > 1 else ""
        try:
            yield _of_page(source.text[start:end], place)
        except ReadError as error:
            yield Unread(place or "document 1", error.message)


def _start_of_tag(markup: str, place: int) -> int:
    first = max(0, place - _TAG)
    return max(first, markup.rfind("<", first, place))


def read_text(source: Source) -> Iterator[Read | Unread]:
    """The articles of an export as text."""
    whole = joined(source.text)
    lines = [line.strip() for line in whole.text.splitlines()]
    tight = not whole.starts and lines.count("") < _APART * len(lines)
    yield from articles_of(lines, tight=tight)


def articles_of(lines: Iterable[str], *, tight: bool = False) -> Iterator[Read | Unread]:
    """The articles of an export as paragraphs of a document.

    Args:
        lines: its paragraphs.
        tight: whether nothing stands between paragraphs, so that short heads hide that lines were broken.
    """
    number = 0
    article: list[str] = []
    for line in lines:
        if not line or _FOOT.match(line):
            continue
        article.append(line)
        if len(line) < _SHORT and FACTIVA_NUMBER.match(factiva_value(line, "AN")):
            number += 1
            yield _of_lines(article[:-1], f"document {number}", tight=tight)
            article = []
    if any(len(line) < _SHORT and FACTIVA_LENGTH.match(factiva_value(line, "WC")) for line in article):
        yield cut_off(_of_lines(article, f"document {number + 1}", tight=tight))


def _of_page(markup: str, place: str) -> Read | Unread:
    from quotebrowser.ingest.web.html_tree import tree_of  # noqa: PLC0415 - it takes long to import
    from quotebrowser.ingest.web.markup import fit  # noqa: PLC0415

    (home,) = tree_of(fit(markup).html).xpath("(//div[contains(@class, 'Article')])[1]") or [None]
    if home is None:
        return Unread(place or "document 1", _NO_TEXT)
    rows = [(_text(row[0]), row[-1]) for row in home.iter("tr") if len(row) > 1 and _text(row[0]) in _CODES]
    body = home.xpath(".//p[contains(@class, 'articleParagraph')]")
    facts = _coded({code: _text(cell) for code, cell in rows}) if rows else _of_heads(home)
    if not body:
        return Unread(place or "document 1", _NO_TEXT)
    return _proved(body, facts, place)


def _proved(body: Sequence[Any], facts: Facts, place: str) -> Read:
    from quotebrowser.ingest.web.pages import whole_page  # noqa: PLC0415 - it takes a second to import

    inner = "".join(etree.tostring(one, encoding="unicode", method="html", with_tail=False) for one in body)
    return whole_page(f"<div>{inner}</div>", facts, place)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _of_heads(home: Any) -> Facts:
    """The facts of an article whose head is a row of lines without codes."""
    heads = home.xpath(".//*[@id='hd']") or home.xpath(".//span[contains(@class, 'Headline')]")
    lines = [_text(one) for one in home.iter("div") if not len(one) or one.get("class") == "author"]
    titles = {_text(one) for one in heads}
    by = home.xpath(".//div[@class='author']")
    return embedded(
        {
            **_under([line for line in lines if line and line not in titles]),
            "title": _text(heads[0]) if heads else "",
            **byline_values([_text(by[0])] if by else []),
        }
    )


def _of_lines(lines: list[str], place: str, *, tight: bool) -> Read | Unread:
    coded = _fields(lines)
    if coded:
        text = [line for code in _BODY for line in coded.get(code, ())]
        facts = _coded({code: " ".join(values) for code, values in coded.items()})
        return compose(map(paragraph, text), facts, place) if text else Unread(place, _NO_TEXT)
    length = next((at for at, line in enumerate(lines) if FACTIVA_LENGTH.match(line)), None)
    if length is None:
        return Unread(place, "Its head has no length, so headline and text cannot be told apart")
    head = lines[max(0, length - _ABOVE) : length]
    start = _start_of_text(lines, length)
    licence = next((at for at in range(start, len(lines)) if _LICENCE.match(lines[at])), len(lines))
    # It may be broken over two lines.
    end = licence if licence >= len(lines) - 2 else len(lines)
    text = joined("\n".join(lines[start:end])).text.splitlines() if tight else lines[start:end]
    text = [line for line in text if not _LICENCE.match(line)]
    if not text:
        return Unread(place, _NO_TEXT)
    facts = embedded({**_over(head), **_under(lines[length:start])})
    return compose(map(paragraph, text), facts, place)


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """The fields of an article whose lines begin with codes or stand under them; empty if it has none."""
    found: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        label = _CODED.match(line)
        if label and label[1] in _CODES and label[1] not in found:
            code = label[1]
            found[code] = [label[2]] if label[2] else []
        elif code:
            found[code].append(line)
    return found if {"HD", "WC", "SN"} <= found.keys() else {}


def _coded(fields: dict[str, str]) -> Facts:
    language = language_tag(fields.get("LA", ""))
    outlet = fields.get("SN", "")
    return embedded(
        {
            "title": fields.get("HD", ""),
            "outlet": outlet,
            "published": day_in(fields.get("PD", ""), language),
            "language": language,
            **byline_values([fields.get("BY", "")], outlet),
        }
    )


def _over(head: Sequence[str]) -> dict[str, str]:
    """Headline and author of the lines over the length."""
    by = next((at for at in range(len(head) - 1, 0, -1) if printed_byline(head[at].rstrip("."))), 0)
    if not by and len(head) > 1 and _is_name(head[-1], head[-2]):
        by = len(head) - 1
    title = head[by - 1 if by else -1] if head else ""
    return {"title": title, **byline_values([head[by]] if by else [])}


def _is_name(line: str, above: str) -> bool:
    """Whether a line under another is a name: a headline may be one too, under a section."""
    return authors([line]).are_people and len(above.split()) >= _FEWEST_WORDS


def _under(lines: Sequence[str]) -> dict[str, str]:
    """Day, outlet and language of the lines from the length on."""
    length = next((at for at, line in enumerate(lines) if FACTIVA_LENGTH.match(line)), None)
    if length is None:
        return {}
    rest = list(lines[length + 1 : length + 4 + _WITHIN])
    found: dict[str, str] = {}
    if rest and day_in(rest[0]):
        found["published"] = day_in(rest.pop(0))
    if rest and _TIME.match(rest[0]):
        del rest[0]
    if len(rest) > 1 and _CODE.match(rest[1]):
        found["outlet"] = rest[0]
    found["language"] = next(filter(None, map(language_tag, rest[1:])), "")
    return found


def _start_of_text(lines: Sequence[str], length: int) -> int:
    """The line behind the head: behind the note of rights, or else behind the language or the code."""
    head = lines[length : length + 4 + _WITHIN]
    for fits in (is_rights, language_tag, _CODE.match):
        at = next((at for at, line in enumerate(head) if at and fits(line)), None)
        if at is not None:
            return length + at + 1
    return min(length + 2, len(lines))
