"""Quote and attribution of the plain style as a block of Markdown or HTML.

One rule guards it: the attribution stands outside the quotation, as the HTML standard asks of `blockquote`.
"""

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.date_forms import local
from quotebrowser.cite.parts.encode import encode, html_text, markdown_text
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, Piece, line, link, listed, plain
from quotebrowser.cite.styles.house import Manner, Said, headline
from quotebrowser.cite.styles.press import archived, details
from quotebrowser.text import unknown


def _date(item: Item, manner: Manner) -> str:
    return f"{local(item.issued, manner.locale)}{item.date_mark}" if item.issued else ""


def _source(item: Item, said: Said, manner: Manner) -> Line:
    """The linked headline, or outlet where there is none, then the outlet."""
    title = item.title if item.title_is_name else f"“{headline(item, 'double', manner, cased=False).text}”"
    shown: list[Piece] = [
        link(said.link or item.url, title),
        *details(item),
        _date(item, manner),
        said.at.after("", "p. ", "at "),
        archived(item, "archived"),
    ]
    if item.title_is_name and item.container and not item.genre:
        shown[:2] = [link(said.link or item.url, item.container)]
    return listed(shown)


def markdown(words: Words, item: Item, said: Said, manner: Manner) -> str:
    """A quotation block of two lines."""
    attribution = encode(
        line(f"{said.full or unknown.SPEAKER.line}, in ", _source(item, said, manner)), "markdown"
    )
    return f"> {markdown_text(words.marked)}\n> — {attribution}"


def html(words: Words, item: Item, said: Said, manner: Manner) -> str:
    """A `blockquote` with its source, and the attribution after it."""
    address = f' cite="{html_text(item.url)}"' if line(link(item.url)) and link(item.url).href else ""
    title = headline(item, "none", manner, cased=False).text
    cited = encode(line(link(said.link or item.url, title)), "html")
    parts = [f"<cite>{cited}</cite>", html_text(plain(listed(details(item))))]
    if item.issued:
        parts.append(f'<time datetime="{item.issued.iso}">{html_text(_date(item, manner))}</time>')
    parts += [html_text(said.at.after("", "p. ", "at ")), encode(archived(item, "archived"), "html")]
    who = html_text(said.full or unknown.SPEAKER.line)
    where = ", ".join(part for part in parts if part)
    return f"<blockquote{address}><p>{html_text(words.bare)}</p></blockquote><p>—{who}, in {where}</p>"
