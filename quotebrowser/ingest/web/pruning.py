"""What of a page is no article: comments, teasers, offers, notices.

One rule guards it: names are hints, never proof. What a page calls a widget or a teaser is cut off only where
it is built like one (it leads elsewhere, asks for something, stands below the article) and holds a small part
of the page's text; a body that bears such a name stays whole.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from lxml import etree

from quotebrowser.ingest.web.html_tree import INLINE, take_out

_COMMENTS: Final = frozenset([
    "comment", "comments", "commentlist", "commentaires", "kommentare", "comentarios", "commenti", "disqus",
    "respond",
])  # fmt: skip
_NOTICES: Final = frozenset(["cookie", "cookies", "consent", "gdpr", "onetrust", "cmp"])
_OFFERS: Final = frozenset([
    "newsletter", "subscribe", "subscription", "paywall", "piano", "regwall", "signup",
])  # fmt: skip
_TEASERS: Final = frozenset([
    "related", "relatedposts", "recirc", "recirculation", "recommended", "recommendations", "readmore",
    "promo", "promotion", "teaser", "teasers", "outbrain", "taboola", "popular", "trending", "mostread",
    "sidebar", "widget", "card", "cards", "sponsored", "advert", "advertisement", "carousel", "slide",
    "more",
])  # fmt: skip
_BANNERS: Final = frozenset(
    ["onetrust", "cookiebot", "didomi", "usercentrics", "sourcepoint", "truste", "qc"]
)
"""Programs that ask for consent."""
_MISLEADING: Final = (
    _COMMENTS | _NOTICES | _OFFERS | _TEASERS | {"share", "social", "footer", "banner", "popup"}
)
_DOUBTED: Final = _NOTICES | _OFFERS | _TEASERS
_NONE: Final[frozenset[str]] = frozenset()
_DIALOGS: Final = frozenset(["dialog", "alertdialog"])
_COMMENTS_BELOW: Final = re.compile(
    r"(?:\(?\d{1,6}\)?\s)?(?:(?:read|view|show|all|join|leave|post|write|add)\s(?:the\s|a\s|your\s)?)?"
    r"(?:comments?|conversation|discussion|replies|reader comments|kommentare?|leserkommentare|commentaires?"
    r"|réactions?|comentarios?|opiniones|commenti|reacties|comentários|kommentarer|komentarze)"
    r"\s{0,3}[(:]?\s{0,3}\d{0,6}\s{0,3}\)?\Z",
    re.IGNORECASE,
)
"""A heading under which readers write, in the languages of Western Europe."""
_NEVER_TEXT: Final = frozenset([
    "template", "dialog", "iframe", "object", "amp-sidebar", "amp-ad", "amp-consent",
])  # fmt: skip
_WORD: Final = re.compile(r"[a-z]+|[A-Z][a-z]*")
_QUOTING: Final = re.compile("[\"“”„«»‘‚‹「『]|(?:^|\\s)'\\S")
_ANY_MARK: Final = re.compile('["“”„«»‘‚‹「『]')
_ROOTS: Final = frozenset(["html", "body", "main", "head"])
_CARDS: Final = frozenset(["div", "li", "article", "section", "td", "tr"])
_UNITS: Final = frozenset([
    "p", "li", "div", "h2", "h3", "h4", "h5", "h6", "td", "dd", "dt", "section", "aside", "article", "ul",
    "ol", "blockquote", "center", "strong", "b",
])  # fmt: skip

_HEADING: Final = _UNITS | {"span", "summary"}

_TWICE: Final = 2
"""Of the text above it: what is longer does not stand under a heading of comments."""
_NEARLY_ALL: Final = 0.8
"""Of the page's text."""
_SENTENCE_END: Final = re.compile(r"(?<!\.)[.。।။]\W{0,4}\Z")
"""Headlines do not end so, and teasers that are cut end with three points."""
NAMED: Final = "data-named"
"""The attribute with the names that an element had."""
_SHARE: Final = 0.3
"""Of the page's words that are no links: a name that stands on more is the body's, whatever it says."""
_LINKED: Final = 0.8
"""Of a teaser's characters: the rest is a label as `Read more:`."""
_PARTLY_LINKED: Final = 0.3
"""Of the characters of what the page itself calls a teaser."""
_LONGEST_OFFER: Final = 600
"""Characters of an offer. Publishers give the paragraphs behind a paywall its name too: those hold more."""
_LONGEST_TEASER: Final = 400
"""Characters; a paragraph that is one long link is still read."""
_FEWEST_CARDS: Final = 3
_LONGEST_CARD: Final = 700
"""Characters of a teaser with the first words of its article."""
_CARD_LINKED: Final = 0.2
_CARD_TITLE: Final = 15
"""Characters of a headline that leads to its article."""
_HEADLINES: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_LINK: Final = 300
"""Words of a card that is one link; old pages have links that nobody closed."""
_ALL_LINKED: Final = 0.95
"""Of a menu's characters."""
_FEWEST_LINKS: Final = 10
"""Of a menu."""
_LONGEST_HEADING: Final = 40
_LONG: Final = 80
"""Characters of a paragraph of running text: what comments stand below."""


@dataclass(slots=True)
class _Held:
    """What an element holds, what is below it included."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    heading: bool = False
    """Whether the page's headline is in it."""
    asks: bool = False
    """Whether it has something to fill in or to press."""

    @property
    def running(self) -> int:
        """Characters that are no link."""
        return self.chars - self.linked


def prune(root: Any, title: str = "") -> None:
    """Take out of the tree below `root` what is no article.

    Args:
        root: of a page.
        title: the headline that the page names for machines; empty if it names none.
    """
    _show_shadows(root)
    parts = [
        *root.iter(*_NEVER_TEXT),
        *_menus(root),
        *_other_articles(root, title),
        *_linked_cards(root, title),
    ]
    for element in parts:
        take_out(element)
    elements = list(root.iter(etree.Element))
    held = _measured(elements)
    names = list(map(_words, elements))
    telling = _telling(elements, names, held)
    gone: set[Any] = set()
    above = 0
    for element, words in zip(elements, names, strict=True):
        if element in gone:
            pass
        elif element.getparent() in gone or _is_no_article(
            element, words & telling, held[element], below=above > 0
        ):
            gone.add(element)
        elif above and not _is_wrapped(element, held) and _heads_comments(element, held[element]):
            under = _under(element, held)
            # By the headline the word counts the comments, and what stands below it is the article.
            if sum(held[one].running for one in under if one in held) <= _TWICE * above:
                gone.update(under)
        elif element.tag in ("p", "div", "td", "dd", "li", "span"):
            own = _own(element)
            above += own if own >= _LONG else 0
        gone.update(_cards(element, held))
    lines: dict[Any, bool] = {}
    for element in [element for element in gone if element.getparent() not in gone]:
        if element.tag not in INLINE or not _is_line(element.getparent(), lines):
            take_out(element)
    wanted = _SHARE * held[elements[0]].running if elements else 0
    for element, words in zip(elements, names, strict=True):
        if (
            words & _MISLEADING
            and element not in gone
            and (element.tag == "p" or held[element].running > wanted)
        ):
            _rename(element)


def _rename(element: Any) -> None:
    """Take from what is text the names by which extractors would leave it out."""
    element.set(NAMED, element.get("class") or "")
    for key in ("class", "id"):
        kept = [name for name in (element.get(key) or "").split() if not _words_in(name) & _MISLEADING]
        element.set(key, " ".join(kept))


def _other_articles(root: Any, title: str) -> list[Any]:
    """The articles that follow on a page that was scrolled on and on: all but those with its headline.

    Nearly all of a page is never another article: headlines also stand in a bar at the top, in other words.
    """
    headings = list(root.iter("h1"))
    if len(headings) < 2:  # noqa: PLR2004 - one is the article's
        return []
    headed = [article for article in root.iter("article") if article.find(".//h1") is not None]
    own = [heading for heading in headings if _is_called(heading, title)]
    if not own and len(headed) > 1:
        own = [headed[0].find(".//h1")]
    kept = {above for heading in own for above in heading.iterancestors()} if own else set(headed)
    others = [article for article in headed if article not in kept]
    most = _NEARLY_ALL * sum(map(len, root.itertext())) if others else 0
    return [article for article in others if sum(map(len, article.itertext())) <= most]


def _menus(root: Any) -> Iterator[Any]:
    """Lists of links that the page itself sets apart, with no quotation mark in them.

    Neither extractor takes them for the article and no quote can be lost with them; they are half of a page.
    """
    for element in root.iter("nav", "footer", "aside"):
        links = sum(1 for _ in islice(element.iter("a"), _FEWEST_LINKS))
        if (
            links == _FEWEST_LINKS
            and element.find(".//h1") is None
            and not _ANY_MARK.search("".join(element.itertext()))
        ):
            yield element


def _linked_cards(root: Any, title: str) -> Iterator[Any]:
    """Links round a headline of another article and its first words."""
    links: dict[Any, Any] = {}
    for heading in root.iter(*_HEADLINES):
        link = next(heading.iterancestors("a"), None)
        if link is not None:
            links.setdefault(link, heading)
    for link, heading in links.items():
        if link.get("href") and not _is_called(heading, title):
            length = sum(map(len, map(str.split, link.itertext())))
            if len(heading.text_content().split()) < length <= _LONGEST_LINK:
                yield link


def _is_called(heading: Any, title: str) -> bool:
    words = " ".join(heading.text_content().split()).casefold()
    return bool(words) and words == title.casefold()


def _show_shadows(root: Any) -> None:
    """What programs build apart is seen like the rest of a page; saved pages have it as templates."""
    for element in list(root.iter("template")):
        if element.get("shadowrootmode") or element.get("shadowroot"):
            element.tag = "div"


def _is_line(element: Any, known: dict[Any, bool]) -> bool:
    """Whether words stand in an element beside its inner ones: nobody may take those out of a sentence.

    Args:
        element: in which something stands that does not begin a block; None above the root.
        known: what was found of others.
    """
    if element is None:
        return False
    if element not in known:
        known[element] = any(map(_has_words, [element.text, *(child.tail for child in element)])) or (
            element.tag in INLINE and _is_line(element.getparent(), known)
        )
    return known[element]


def _has_words(text: str | None) -> bool:
    return text is not None and any(map(str.isalnum, text))


def _measured(elements: list[Any]) -> dict[Any, _Held]:
    held = {element: _Held() for element in elements}
    for element in reversed(elements):
        own = held[element]
        own.chars += len((element.text or "").strip())
        own.heading = own.heading or element.tag == "h1"
        own.asks = own.asks or element.tag in ("input", "button", "form")
        if element.tag == "a":
            own.linked = own.chars
            own.links = 1
        parent = held.get(element.getparent())
        if parent is not None:
            parent.chars += own.chars + len((element.tail or "").strip())
            parent.linked += own.linked
            parent.links += own.links
            parent.heading = parent.heading or own.heading
            parent.asks = parent.asks or own.asks
    return held


def _words(element: Any) -> frozenset[str]:
    """The words of its names: `relatedPosts jp-widget` has four."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return _words_in(names) if len(names) > 1 else _NONE


@lru_cache(maxsize=1 << 12)
def _words_in(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(names))


def _telling(elements: list[Any], names: list[frozenset[str]], held: dict[Any, _Held]) -> frozenset[str]:
    """The names that can be believed on this page: those of a small part of its text, and of comments."""
    running: Counter[str] = Counter()
    for element, words in zip(elements, names, strict=True):
        if not words.isdisjoint(_DOUBTED):
            parent = element.getparent()
            for word in (words & _DOUBTED) - (_words(parent) if parent is not None else _NONE):
                running[word] += held[element].running
    total = held[elements[0]].running if elements else 0
    return _COMMENTS | _BANNERS | {word for word, count in running.items() if count <= _SHARE * total}


def _own(element: Any) -> int:
    """Characters of its own text, with that of what stands in its lines."""
    inner = (len(child.text or "") + len(child.tail or "") for child in element if child.tag not in _UNITS)
    return len(element.text or "") + sum(inner)


def _is_no_article(element: Any, words: frozenset[str], held: _Held, *, below: bool) -> bool:
    if element.tag in _ROOTS or held.heading or not held.chars:
        return False
    if element.get("role") in _DIALOGS or element.get("aria-modal") == "true":
        return True
    if words & _COMMENTS:
        return below
    offered = words & _OFFERS and element.tag != "p" and held.running <= _LONGEST_OFFER
    if words & (_NOTICES | _BANNERS) or offered or (words & _TEASERS and held.asks):
        return True
    if words & _TEASERS and held.linked >= _PARTLY_LINKED * held.chars:
        return True
    return _is_teaser(element, held) or _is_menu(element, held)


def _is_menu(element: Any, held: _Held) -> bool:
    """Whether it is a long list of links and nothing else, with no quotation mark in it."""
    return (
        held.links >= _FEWEST_LINKS
        and held.linked >= _ALL_LINKED * held.chars
        and not _ANY_MARK.search("".join(element.itertext()))
    )


def _heads_comments(element: Any, held: _Held) -> bool:
    if not 0 < held.chars <= _LONGEST_HEADING or element.tag not in _HEADING:
        return False
    return _COMMENTS_BELOW.match(" ".join("".join(element.itertext()).split())) is not None


def _is_wrapped(element: Any, held: dict[Any, _Held]) -> bool:
    """Whether all the text of the element around it is its own, so that what that one heads is known."""
    parent = element.getparent()
    return parent is not None and parent.tag in _HEADING and held[parent].chars == held[element].chars


def _under(heading: Any, held: dict[Any, _Held]) -> list[Any]:
    """A heading and what stands under it; all of its section where it begins one."""
    section = heading
    while True:
        parent = section.getparent()
        if (
            parent is None
            or parent.tag in _ROOTS
            or held[parent].heading
            or next(iter(parent)) is not section
        ):
            return [section, *section.itersiblings()]
        section = parent


def _cards(element: Any, held: dict[Any, _Held]) -> list[Any]:
    """The parts of a list of teasers, known by how they are built: each leads elsewhere by its headline."""
    if len(element) < _FEWEST_CARDS:
        return []
    parts = [child for child in element if child.tag in _CARDS and held[child].chars]
    cards = [
        child
        for child in parts
        if held[child].chars <= _LONGEST_CARD
        and held[child].linked >= max(_CARD_TITLE, _CARD_LINKED * held[child].chars)
        and not held[child].heading
    ]
    if len(cards) < _FEWEST_CARDS or len(cards) < len(parts) * 2 // 3:
        return []
    return cards if _QUOTING.search("".join(element.itertext())) else []


def _is_teaser(element: Any, held: _Held) -> bool:
    """Whether it is nothing but a link to something else, with words between quotation marks."""
    return (
        element.tag in _UNITS
        and held.chars <= _LONGEST_TEASER
        and held.linked >= _LINKED * held.chars
        and _is_headline("".join(element.itertext()))
    )


def _is_headline(text: str) -> bool:
    """Whether it has words between quotation marks and does not end as sentences end."""
    return _QUOTING.search(text) is not None and _SENTENCE_END.search(text[-9:]) is None
