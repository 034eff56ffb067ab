"""Given names in full and as initials, as citeproc-js prints them.

One rule guards it: what is no initial and no name of a script that has capitals stays as it is printed.
"""

import re
from typing import Final

_CAPITAL: Final = (
    r"A-Z\u00c0-\u017f\u0218\u021a\u0370\u0372\u0376\u0386\u0388-\u03ab\u03e2-\u03ff\u0400-\u042f"
    r"\u0590-\u05d4\u05d6-\u06ff\u0e01-\u0e5b"
)
_LETTER: Final = (
    r"a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u052f\u0590-\u05d4\u05d6-\u06ff\u0e01-\u0e5b\u1f00-\u1fff"
)
_NAME: Final = re.compile(rf"([{_CAPITAL}])([{_LETTER}]*)(\.?)")
_SPACED_SCRIPT: Final = re.compile(rf"[{_LETTER}]")
_TITLES: Final = ("Lord", "Lady")
"""Given names to the engine, which it does not shorten."""


def spaced_script(name: str) -> bool:
    """Whether the name has a letter of a script that puts a space between a person's names."""
    return bool(_SPACED_SCRIPT.search(name))


def full(given: str) -> str:
    """`J. K.` of `J.K.` or `J K`, `Dana R.` of `Dana R`: initials are stopped and spaced."""
    if not _ready(given):
        return given
    words, gaps = _words(given)
    short = [word[:-1] if _abbreviated(word) and len(word) > 1 else word for word in words]
    told = [_abbreviated(word) for word in words]
    out = ""
    for place, word in enumerate(short):
        out += word
        if place == len(gaps):
            out += "." if told[place] else ""
        elif not told[place]:
            out += gaps[place]
        else:
            follows = "" if told[place + 1] else " "
            out += ". " if len(short[place + 1]) == 1 else f". {gaps[place]}{follows}"
    return _tidy(out)


def initials(given: str, separator: str) -> str:
    """`D. R.` of `Dana R.`, `J.-P.` of `Jean-Paul`, `J.` of `Jong-un`; `separator` stands between them."""
    if not _ready(given):
        return given
    words, gaps = _words(given)
    out = ""
    for word, gap in zip(words, [*gaps, ""], strict=True):
        initial = _initial(word)
        if initial:
            out += f"{initial}.{'-' if '-' in gap else separator}"
        else:
            out += f" {word}{gap}"
    return _tidy(out)


def _ready(given: str) -> bool:
    return bool(given) and given not in _TITLES and spaced_script(given[0])


def _words(given: str) -> tuple[list[str], list[str]]:
    """The names and what stands between them; a hyphen parts only before a capital."""
    joined = re.sub(r"-(?=[a-z])", "–", re.sub(r"\s*-\s*", "-", given))
    parts = re.split(r"([-\s]+)", re.sub(r"\.(?=[^ ])", ". ", joined).strip())
    if len(parts) == 1 and re.search(r"(?:\A|\.)[^.]\Z", parts[0]) and parts[0][-1].isupper():
        parts[0] += "."
    return parts[::2], parts[1::2]


def _abbreviated(word: str) -> bool:
    return (len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word == word.upper())


def _initial(word: str) -> str:
    """The first letter, or the whole of an abbreviation like `Ch.`; empty if the name has neither."""
    found = _NAME.match(word)
    if found is None or found[1] != found[1].upper():
        return ""
    first, rest, stop = found.groups()
    if rest and stop:
        return first + rest
    capitals = next((place for place, char in enumerate(rest) if char != char.upper()), len(rest))
    return first + rest[:capitals].lower() if capitals < len(rest) else first


def _tidy(text: str) -> str:
    return re.sub(r"–(?=[a-z])", "-", re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", text)).strip())


def parted(given: str) -> tuple[str, str]:
    """The given names, and the small words at their end (`de`, `van der`) that belong to the family name."""
    words = given.split(" ")
    cut = len(words)
    while cut > 1 and words[cut - 1][:1] != words[cut - 1][:1].upper():
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])
