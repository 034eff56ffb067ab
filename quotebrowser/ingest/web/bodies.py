"""The article in a page: two extractors and a reader of our own say which of its blocks are the article's.

One rule guards it: they only point. Every paragraph is taken from the page as it stands, in the page's order;
what one of them left out of the middle is put back. A quote that an extractor found and that is not taken is
reported.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

import lxml.html
import readability
import trafilatura
from lxml import etree

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import Paragraph
from quotebrowser.ingest.web.html_tree import Block, flattened, linked_blocks, paragraphs, tree_of
from quotebrowser.ingest.web.pruning import NAMED
from quotebrowser.ingest.web.quick_passages import passages

Places = AbstractSet[int]
"""Numbers of blocks of a page."""

_WITHIN: Final = 0.9
"""Of the text that was found: the smallest element that holds so much is the article's."""
_APART: Final = frozenset(["nav", "footer", "aside", "form", "figure", "header", "address", "button"])
"""Elements in which nothing is looked for that both extractors left out."""
_NO_SENTENCES: Final = ("a", "script", "style", "noscript", "head", *sorted(_APART))
_LONG_TEXTS: Final = etree.XPath(
    f"//text()[string-length() > 60][not({' or '.join(f'ancestor::{tag}' for tag in _NO_SENTENCES)})]",
    smart_strings=False,
)
_APART_WITH_PICTURES: Final = _APART - {"figure"}
_NEAR: Final = 4
"""Blocks behind the headline in which its deck may stand."""
_DECKS: Final = frozenset(["h2", "h3", "p", "div"])
_FEW_INNER: Final = 30
"""Elements of a figure that shows a quote."""
_LONGEST_NAME: Final = 60
_NAME: Final = re.compile(r"(?![a-z])[^\W\d_].{0,58}[^.!?]")
_DASHED: Final = re.compile(r"(?:—|–|--?) ?[^\W\d_]")
_SIGNS: Final = re.compile(r"[\W_]+")
_WORD: Final = re.compile(r"\w+")
_DIGITS: Final = re.compile(r"\d+")
_RUN: Final = 5
"""Words in a row by which a paragraph is known again that was divided or cut; the share of them that is."""
_SHARE: Final = 0.6
_SENTENCE: Final = 40
"""Characters of a sentence that one extractor found in the article."""
_RUNNING: Final = 80
"""Characters of a paragraph of running text."""
_POSTS: Final = re.compile(r"tweet|twitter|instagram|tiktok|bluesky|mastodon|reddit|facebook|fb-|telegram")
_QUOTED: Final = 25
"""Characters of a block quote."""
_LINKED: Final = 0.5
"""Of a paragraph: with more of it in links it leads elsewhere."""
_LIKE: Final = 0.2
"""Of the text that was found: blocks called like those that hold so much are the article's too."""
_POOR: Final = 0.4
"""Of what our own reader finds: with less, both extractors found another thing than the article."""
_HIGHER: Final = 3
"""Elements round a paragraph, the nearest with a name says what kind of block it stands in."""
_LOOKED_UP: Final = 100
"""Quotes that an extractor found and the article may lack."""
_IN_BLOCKS: Final = frozenset(["p", "li", "h2", "h3", "h4", "blockquote"])


@dataclass(frozen=True, slots=True)
class Body:
    """The article of a page."""

    blocks: Sequence[Block]
    """In the page's order; empty where nobody found any."""
    left_out: int = 0
    """Quotes that one of the two extractors found and that stand in none of its blocks."""


def body(root: Any) -> Body:
    """The article below `root`, without what its markup says is not article."""
    page = _Page(root)
    first, second = _by_trafilatura(root), _by_readability(root)
    quoted = [_quotes(first), _quotes(second)]
    turned = not first or (quoted[1] - quoted[0] and len(quoted[1]) >= len(quoted[0]))
    chosen, other = map(page.places, (second, first) if turned else (first, second))
    own = page.own()
    if page.length(chosen) < _POOR * page.length(own):
        chosen, other = own, chosen | other
    blocks = [page.blocks[at] for at in _completed(page, chosen, other)]
    return Body(blocks, _left_out(blocks, quoted[0] | quoted[1]) if blocks else 0)


def running_text(root: Any) -> int:
    """Characters of a page's sentences, about: long texts that are no link and stand in nothing apart."""
    return sum(len(text.strip()) for text in _LONG_TEXTS(root))


def _quotes(read: Sequence[Paragraph]) -> frozenset[str]:
    return passages("\n".join(block.text for block in read))


def _left_out(blocks: Sequence[Block], found: AbstractSet[str]) -> int:
    """How many of the quotes that were found stand in none of the blocks, of those that are looked up."""
    lacking = found - _quotes([block.paragraph for block in blocks])
    if not lacking:
        return 0
    kept = _key(" ".join(block.paragraph.text for block in blocks))
    return sum(_key(quote) not in kept for quote in islice(lacking, _LOOKED_UP))


def _by_trafilatura(root: Any) -> Sequence[Paragraph]:
    found = trafilatura.bare_extraction(
        str(lxml.html.tostring(flattened(root), encoding="unicode")),
        fast=True,
        include_comments=False,
        with_metadata=False,
        deduplicate=False,
    )
    read = getattr(found, "body", None)
    return () if read is None else tuple(paragraphs(read))


def _by_readability(root: Any) -> Sequence[Paragraph]:
    """What readability finds; it is not shown menus, as it keeps those of short pages."""
    shown = deepcopy(root)
    for element in list(shown.iter("nav", "footer", "aside")):
        element.drop_tree()
    try:
        page = str(lxml.html.tostring(shown, encoding="unicode"))
        return tuple(paragraphs(tree_of(readability.Document(page).summary(html_partial=True))))
    except (readability.readability.Unparseable, ReadError):
        return ()


class _Page:
    """The blocks of a page, and where they stand."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.blocks = list(linked_blocks(root))
        self.keys = [_key(block.paragraph.text) for block in self.blocks]
        self.kinds = [_kind(block.element) for block in self.blocks]

    @cached_property
    def all(self) -> Places:
        """The paragraphs of running text that stand in nothing apart."""
        return {at for at, block in enumerate(self.blocks) if _is_running(block) and not self.is_apart(at)}

    def length(self, places: Iterable[int]) -> int:
        """Characters of some blocks."""
        return sum(len(self.blocks[at].paragraph.text) for at in places)

    def is_apart(self, at: int, article: Any = None) -> bool:
        """Whether a block stands in something of the page, or of its article, that is set apart."""
        return not _stands_in(self.blocks[at].element, self.root if article is None else article)

    def places(self, read: Sequence[Paragraph]) -> Places:
        """Where the paragraphs of an extractor stand."""
        wanted = Counter(_key(block.text) for block in read)
        runs = {run for block in read for run in _runs(block.text)}
        found = set()
        for at, (block, key) in enumerate(zip(self.blocks, self.keys, strict=True)):
            if wanted[key]:
                found.add(at)
            elif not block.paragraph.furniture:
                own = _runs(block.paragraph.text)
                if own and sum(run in runs for run in own) >= _SHARE * len(own):
                    found.add(at)
        return found

    def own(self) -> Places:
        """The paragraphs in the kind of block that holds most running text of the page."""
        weights: Counter[str] = Counter()
        for at in self.all:
            weights[self.kinds[at]] += len(self.blocks[at].paragraph.text)
        del weights[""]
        if not weights:
            return set()
        ((most, _),) = weights.most_common(1)
        return {
            at
            for at, kind in enumerate(self.kinds)
            if kind == most and self.blocks[at].linked < _LINKED and not self.is_apart(at)
        }


def _completed(page: _Page, chosen: Places, other: Places) -> Iterator[int]:
    """The places that were chosen, with those among them or like them that were left out, in order."""
    if not chosen:
        return
    article = _Article(page, chosen, other)
    named = _named(page, chosen)
    known = set(_quotes([page.blocks[at].paragraph for at in chosen]))
    last = -1
    for at, block in enumerate(page.blocks):
        fresh = at not in chosen and passages(block.paragraph.text) - known
        if at in chosen or at in named or article.misses(at, last, fresh=bool(fresh)):
            known |= fresh or set()
            last = at
            yield at


def _named(page: _Page, chosen: Places) -> Places:
    """The names of speakers, which extractors leave out as too short: each over its words, time and again."""
    kinds: dict[str, list[int]] = {}
    for at, block in enumerate(page.blocks):
        if at in chosen or not (at + 1 in chosen or at + 2 in chosen):
            continue
        if _NAME.fullmatch(block.paragraph.text) and block.linked < _LINKED and not page.is_apart(at):
            kinds.setdefault(page.kinds[at] or block.element.tag, []).append(at)
    names: set[int] = set()
    for places in kinds.values():
        again = [count for count in Counter(page.keys[at] for at in places).values() if count > 1]
        if len(again) > 1 and sum(again) * 2 > len(places):
            names.update(places)
    return names


class _Article:
    """What was chosen of a page, to say what belongs to it."""

    def __init__(self, page: _Page, chosen: Places, other: Places) -> None:
        self._page = page
        self._other = other
        self._holder = _holder(page, chosen)
        above = (self._holder, *self._holder.iterancestors())
        self._around = next((one for one in above if one.tag == "article"), page.root)
        kinds: Counter[str] = Counter()
        for at in chosen:
            kinds[page.kinds[at]] += len(page.blocks[at].paragraph.text)
        least = _LIKE * page.length(chosen)
        self._like = {kind for kind, count in kinds.items() if kind and count >= least}
        self._decks = _decks(page, min(chosen))

    def misses(self, at: int, last: int, *, fresh: bool) -> bool:
        """Whether a block that was not chosen is the article's.

        Args:
            at: its place.
            last: that of the block before it which is the article's.
            fresh: whether somebody is quoted in it who is quoted nowhere else.
        """
        page, block = self._page, self._page.blocks[at]
        if at in self._decks:
            return fresh
        if signs(block) and at - 1 == last and page.blocks[last].quoted:
            return True
        if block.quoted:
            return self._misses_quotation(at, fresh=fresh)
        if is_caption(block.element):
            return fresh and _stands_in(block.element, self._holder, _APART_WITH_PICTURES)
        if block.paragraph.furniture:
            return False
        return self._misses_text(at, fresh=fresh)

    def _misses_quotation(self, at: int, *, fresh: bool) -> bool:
        block = self._page.blocks[at]
        if block.paragraph.furniture or _is_post(block.element):
            return False
        whole = len(block.paragraph.text) >= _QUOTED and block.linked < _LINKED
        return (fresh or whole) and not self._page.is_apart(at, self._holder)

    def _misses_text(self, at: int, *, fresh: bool) -> bool:
        page, block = self._page, self._page.blocks[at]
        if fresh and not page.is_apart(at, self._holder):
            return True
        wanted = at in self._other or page.kinds[at] in self._like
        if (
            at in self._other
            and len(block.paragraph.text) >= _SENTENCE
            and not page.is_apart(at, self._holder)
        ):
            return block.linked < _LINKED
        whole = _is_running(block) or (fresh and block.linked < _LINKED)
        return wanted and whole and not page.is_apart(at, self._around)


def _decks(page: _Page, first: int) -> Places:
    """The lines between the headline and the text."""
    headlines = [at for at, block in enumerate(page.blocks) if block.element.tag == "h1"]
    headline = next(iter(headlines), None)
    if headline is None:
        return set()
    decks = set()
    for at in range(headline + 1, min(headline + 1 + _NEAR, len(page.blocks))):
        block = page.blocks[at]
        if block.element.tag == "h2" or (at < first and block.element.tag in _DECKS):
            decks.add(at)
        elif _is_running(block):
            break
    return decks


def signs(block: Block) -> bool:
    """Whether a block names who said what is set apart above it."""
    element = block.element
    if element is None or len(block.paragraph.text) > _LONGEST_NAME:
        return False
    if block.quoted:
        return element.tag in ("cite", "footer") or _DASHED.match(block.paragraph.text) is not None
    above = element.getparent()
    return (
        element.tag == "figcaption"
        and above is not None
        and above.tag == "figure"
        and any(one.tag == "blockquote" for one in islice(above.iter(), _FEW_INNER))
    )


def _is_post(element: Any) -> bool:
    """Whether a block quote is a post from elsewhere: the article's only where an extractor says so."""
    quote = next((one for one in (element, *element.iterancestors()) if one.tag == "blockquote"), None)
    return quote is not None and _POSTS.search(quote.get("class") or "") is not None


def is_caption(element: Any) -> bool:
    """Whether an element stands under a picture; quotes that are set as one do not."""
    for _ in range(_HIGHER):
        if element is None or element.tag == "blockquote" or _is_quotation(element):
            return False
        if (
            element.tag in ("figcaption", "caption", "figure")
            or "caption" in (element.get("class") or "").lower()
        ):
            return True
        element = element.getparent()
    return False


def _key(text: str) -> str:
    return _SIGNS.sub("", text.lower())


def _runs(text: str) -> list[int]:
    """What stands for each few words in a row of a text."""
    words = _WORD.findall(text.lower())
    return [hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)]


def _is_running(block: Block) -> bool:
    return (
        not block.paragraph.furniture
        and len(block.paragraph.text) >= _RUNNING
        and not block.paragraph.text.startswith(("http:", "https:"))
        and block.linked < _LINKED
    )


def _kind(element: Any) -> str:
    """What the block calls itself that a paragraph stands in; empty where it has no name."""
    above = element.getparent() if element.tag in _IN_BLOCKS else element
    for _ in range(_HIGHER):
        if above is None or above.tag in ("body", "html"):
            return ""
        names = _DIGITS.sub("", above.get(NAMED) or above.get("class") or "").split()
        if names:
            return f"{above.tag} {' '.join(sorted(names))}"
        above = above.getparent()
    return ""


def _holder(page: _Page, found: Places) -> Any:
    """The smallest element that holds nearly all of what was found."""
    weights: Counter[Any] = Counter()
    for at in found:
        above = page.blocks[at].element
        while above is not None:
            weights[above] += len(page.blocks[at].paragraph.text)
            above = above.getparent()
    wanted = _WITHIN * weights[page.root]
    holder = page.root
    while True:
        inner = next((child for child in holder if weights.get(child, 0) >= wanted), None)
        if inner is None:
            return holder
        holder = inner


def _stands_in(element: Any, article: Any, apart: AbstractSet[str] = _APART) -> bool:
    """Whether an element is part of the article, and of nothing in it that stands apart; block quotes may."""
    quotation = False
    while element is not None and element is not article:
        quotation = quotation or element.tag == "blockquote" or _is_quotation(element)
        if element.tag in apart and not quotation:
            return False
        element = element.getparent()
    return element is not None


def _is_quotation(element: Any) -> bool:
    """Whether an element says by its name that it sets a quote apart."""
    return "quote" in f"{element.get('class') or ''} {element.get('id') or ''}".lower()
