"""E-mails and pages that browsers save as e-mails (MHTML).

One rule guards it: the headers were written by the program that sent or saved, so they are the file's own
fields. A sender's name is an outlet only where a mailing list sent it, and a guess even there.
"""

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.decoding import decode
from quotebrowser.ingest.files.source import Read, Source, Unread
from quotebrowser.ingest.formats.format_table import articles_in, read_text
from quotebrowser.ingest.formats.press_signs import is_europresse_page, is_factiva_page
from quotebrowser.ingest.web.pages import page, whole_page
from quotebrowser.ingest.web.quick_passages import passages
from quotebrowser.model import Fact, Facts, Provenance

_LIST_HEADERS: Final = ("List-Unsubscribe", "List-Id", "List-Post")
_PAGES: Final = ("text/html", "application/xhtml+xml")
_QUOTED: Final = re.compile(r"(?:>[ \t]?)+")
"""What stands before each line of a mail that was answered or passed on."""
_SIGNATURE: Final = "-- "
_LIKELY: Final = 0.6
"""The name a newsletter is sent under is that of the paper, of a section of it or of an author."""


def read_saved_page(source: Source) -> Iterator[Read | Unread]:
    """The page that a browser saved with its parts in one file; its articles, where it is of a database."""
    message = _parsed(source.data)
    texts = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not texts:
        raise ReadError("The file contains no web page")
    address = _header(message, "Snapshot-Content-Location") or _header(texts[0], "Content-Location")
    web = address.startswith(("http://", "https://"))
    accessed = _day(message)
    known = Facts(
        url=Fact(address, Provenance.EMBEDDED) if web else None,
        accessed=Fact(accessed, Provenance.EMBEDDED) if accessed else None,
    )
    markup = _content(texts[0])
    inner = Source(markup.encode("utf-8", "replace"), "utf-8")
    if is_europresse_page(inner) or is_factiva_page(inner):
        yield from articles_in(inner)
    else:
        yield page(markup, known)


def read_mail(source: Source) -> Iterator[Read]:
    """The text of an e-mail: of its plain and its HTML part the one with more quotes."""
    message = _parsed(source.data)
    known = _mail_facts(message)
    found: list[Read] = []
    html = message.get_body(("html",))
    if html is not None:
        found.append(whole_page(_content(html), known))
    plain = message.get_body(("plain",))
    if plain is not None:
        text = read_text(_running(plain))
        found.append(Read(text.text, known.over(text.facts), text.furniture))
    found = [read for read in found if read.text.strip()]
    if not found:
        raise ReadError("The e-mail contains no text")
    yield max(found, key=lambda read: len(passages(read.text)))


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except (ValueError, LookupError, RecursionError) as error:
        raise ReadError("The e-mail is malformed") from error
    return message


def _content(part: MIMEPart) -> str:
    """The text of a part, in the encoding it declares or else the one that fits."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset")
    try:
        return decode(data, charset if isinstance(charset, str) else "")
    except ReadError:
        return decode(data)


def _running(part: MIMEPart) -> str:
    """The text of a plain part without the signs of quoted mail, flowed lines (RFC 3676) on one."""
    flowed = part.get_param("format", "") == "flowed"
    between = "" if part.get_param("delsp", "") == "yes" else " "
    lines: list[list[str]] = []
    goes_on, before = False, 0
    for raw in _content(part).replace("\r\n", "\n").split("\n"):
        signs = _QUOTED.match(raw)
        depth = signs[0].count(">") if signs else 0
        line = raw[signs.end() :] if signs else raw
        line = line.removeprefix(" ") if flowed and not signs else line
        if goes_on and depth == before:
            lines[-1] += [between, line.rstrip(" ")]
        else:
            lines.append([line.rstrip(" ") if flowed else line])
        goes_on, before = flowed and line.endswith(" ") and line != _SIGNATURE, depth
    return "\n".join(map("".join, lines))


def _header(message: MIMEPart, name: str) -> str:
    """A header as text; empty if none can be read."""
    try:
        value = message.get(name)
        return " ".join(str(value).split()) if value else ""
    except (ValueError, IndexError, AttributeError, TypeError, LookupError, email.errors.MessageError):
        # What the parser of the standard library raises for headers that break the rules of RFC 5322.
        return ""


def _day(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _mail_facts(message: EmailMessage) -> Facts:
    subject, day = _header(message, "Subject"), _day(message)
    listed = any(_header(message, name) for name in _LIST_HEADERS)
    name = _header(message, "From").partition("<")[0].strip(" \"'")
    return Facts(
        title=Fact(subject, Provenance.EMBEDDED) if subject else None,
        published=Fact(day, Provenance.EMBEDDED) if day else None,
        outlet=Fact(name, Provenance.HEURISTIC, _LIKELY) if listed and name and "@" not in name else None,
    )
