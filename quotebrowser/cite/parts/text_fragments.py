"""Addresses that open a page at the quote (URL Fragment Text Directives, WICG scroll-to-text-fragment).

A video's page is opened at a time, in the form that its site gives links to a moment itself.

One rule guards it: the fragment finds this quote and no earlier one. It uses the article's own characters,
because a browser compares with the page. Of 110 quotes on real pages 110 were found in Chromium by their
first and last five words without the punctuation at their ends, with 69 characters on average.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote as percent

from quotebrowser.model import Span

_WORDS: Final = 5
"""At either end of a quote."""
_MOST_WORDS: Final = 10
"""Up to here a quote is written whole, and an ambiguous end grows."""
_MOST_PARTS: Final = 3
"""Spans that get a directive of their own; of a quote in more parts the first one does."""
_SPACE: Final = re.compile(r"\s+")
_EDGES: Final = re.compile(r"^\W*(.*?)\W*$", re.DOTALL)

_HOST: Final = re.compile(r"https?://(?:www\.|m\.)?([^/?#]+)([^?#]*)", re.IGNORECASE)
_STARTS: Final = re.compile(r"[?&](?:t|start)=[^&#]*")


def video_at(url: str, time: int | None) -> str:
    """The address of a video, at a time in milliseconds; empty for an address of no video, or without time.

    YouTube takes `t` in seconds, in an embedded player `start`; Vimeo `#t=751s`; C-SPAN `start`.
    """
    found = _HOST.match(url)
    if found is None or time is None:
        return ""
    host, path, seconds = found[1].lower(), found[2], time // 1000
    if host == "vimeo.com" and re.fullmatch(r"/(?:[\w/]{1,80}/)?\d{1,12}(?:/\w{1,40})?/?", path):
        return f"{url.partition('#')[0]}#t={seconds}s"
    if host == "youtu.be" and len(path) > 1:
        name = "t"
    elif host in ("youtube.com", "youtube-nocookie.com") and _player(path, url):
        name = "start" if path.startswith("/embed/") else "t"
    elif host == "c-span.org" and path.startswith("/video/"):
        name = "start"
    else:
        return ""
    bare = _STARTS.sub("", url.partition("#")[0])
    if "?" not in bare and "&" in bare:
        bare = bare.replace("&", "?", 1)
    return f"{bare}{'&' if '?' in bare else '?'}{name}={seconds}"


def _player(path: str, url: str) -> bool:
    """Whether an address of YouTube is that of one video."""
    watched = path == "/watch" and re.search(r"[?&]v=[\w-]", url) is not None
    return watched or path.startswith(("/live/", "/embed/", "/shorts/"))


def deep_link(url: str, text: str, spans: tuple[Span, ...]) -> str:
    """`url` with a fragment that finds the quote on the page; `url` itself where none would.

    Args:
        url: address of the article; empty gives empty.
        text: the article's text.
        spans: of the quote, in `text`.
    """
    if not url.startswith(("https://", "http://")):
        return url
    found = [directive(text, span) for span in spans[: _MOST_PARTS if len(spans) <= _MOST_PARTS else 1]]
    directives = "&".join(part for part in found if part)
    return f"{url}{'' if '#' in url else '#'}:~:{directives}" if directives else url


def directive(text: str, span: Span) -> str:
    """`text=start,end` for one span, or empty where it has no word."""
    first, last = _trimmed(text, span)
    if first == last:
        return ""
    page, printed = _collapsed(text), text[first:last]
    start = len(_SPACE.sub(" ", text[:first]))
    body = _SPACE.sub(" ", printed)
    before = next((line.strip() for line in reversed(text[:first].splitlines()) if _bare(line)), "")
    if body.count(" ") < _MOST_WORDS and "\n" not in printed:
        return f"text={_prefixed(page, start, body, before)}"
    opening = _opening(page, start, printed.split("\n", 1)[0].split())
    ending = _ending(page[: start + len(body)], start + len(opening), printed.rsplit("\n", 1)[-1].split())
    lead = f"text={_prefixed(page, start, opening, before)}"
    if ending:
        return f"{lead},{_encoded(ending)}"
    last_words = _bare(printed.rsplit("\n", 1)[-1])
    suffix = " ".join(text[last:].split("\n", 1)[0].split()[:_MOST_WORDS])
    return f"{lead},{_encoded(last_words)},-{_encoded(suffix)}" if _has_word(suffix) else lead


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without what is no word at its ends."""
    first, last = span.start, span.end
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not text[last - 1].isalnum():
        last -= 1
    return first, last


def _opening(page: str, start: int, words: list[str]) -> str:
    """The first five words of the first paragraph, more where they stand earlier on the page too."""
    for count in range(_WORDS, _MOST_WORDS + 1):
        opening = _bare(" ".join(words[:count]))
        if _first(page, opening, 0) == start:
            return opening
    return _bare(" ".join(words[:_WORDS]))


def _ending(page: str, after: int, words: list[str]) -> str:
    """The last five words of the last paragraph, more where they stand earlier in the quote too.

    `page` ends where the quote ends; `after` is where its opening ends. Empty where only what follows the
    quote tells its end from an earlier place.
    """
    for count in range(_WORDS, _MOST_WORDS + 1):
        ending = _bare(" ".join(words[-count:]))
        if _first(page, ending, after) == len(page) - len(ending):
            return ending
    return ""


def _prefixed(page: str, start: int, opening: str, before: str) -> str:
    """The opening, after as many words of the paragraph `before` as tell it from an earlier one."""
    words = before.split()
    for count in range(min(_MOST_WORDS, len(words)) + 1):
        prefix = " ".join(words[len(words) - count :]).lstrip("“‘\"'(—–-")
        lead = prefix if page[:start].endswith(prefix) else f"{prefix} "
        if _first(page, lead + opening, 0) == start - len(lead):
            return f"{_encoded(prefix)}-,{_encoded(opening)}" if prefix else _encoded(opening)
    return _encoded(opening)


def _first(page: str, words: str, after: int) -> int:
    """Where `words` first stand as whole words, whatever their case; -1 where nowhere."""
    folded, wanted = _lower(page), words.lower()
    at = folded.find(wanted, after)
    while at != -1 and not _bounded(folded, at, at + len(wanted)):
        at = folded.find(wanted, at + 1)
    return at


@lru_cache(maxsize=2)
def _collapsed(text: str) -> str:
    """White space collapsed; kept, as an article's quotes are linked one after the other."""
    return _SPACE.sub(" ", text)


@lru_cache(maxsize=2)
def _lower(text: str) -> str:
    """Lower case where that keeps every character's place (it lengthens `İ`)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _bounded(page: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    return not (page[start - 1 : start].isalnum() and page[start].isalnum()) and not (
        page[end - 1].isalnum() and page[end : end + 1].isalnum()
    )


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _bare(words: str) -> str:
    """`words` without what is no word at their ends."""
    match = _EDGES.match(words)
    return match[1] if match else words


def _encoded(words: str) -> str:
    """Everything but letters and digits percent-encoded, the directive's own `-`, `,` and `&` above all."""
    return percent(words, safe="", errors="replace").replace("-", "%2D")
