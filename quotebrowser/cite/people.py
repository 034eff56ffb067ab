"""Names of authors as the styles print them.

One rule guards it: a name that is not surely a person's is printed as it stands, never inverted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.names import surname

_WORDS_OF_ORGANISATIONS: Final = """
    agence agency associated board bureau correspondent correspondents council daily desk editor editors
    editorial herald journal magazine media ministry network news newspaper newsroom office post press
    radio reporter reporters service staff team times tribune tv university writers
"""
_ORGANISATION: Final = frozenset(_WORDS_OF_ORGANISATIONS.split())
_PARTICLE: Final = re.compile(r"((?:[^\W\d_A-Z][^\W\d_]*[ ]){1,3}|al-|el-|d[’'])(?=[^\W\d_])")
"""Lower-case words before a family name."""
_BY: Final = re.compile(r"\Aby:?[ ]+", re.IGNORECASE)
_TOGETHER: Final = re.compile(r",?[ ]+(?:and|&)[ ]+", re.IGNORECASE)
"""What joins two authors in a byline."""
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Name:
    """An author."""

    family: str
    """Family name with its particles; the whole name of an organisation."""
    given: str = ""
    """Given names and initials; empty for an organisation."""
    suffix: str = ""
    """`Jr.`, `III`; empty where none is printed."""

    @property
    def direct(self) -> str:
        """In reading order: `Dana R. Levin`."""
        return " ".join(part for part in (spaced(self.given), self.family, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """Family name first: `Levin, Dana R.`."""
        return ", ".join(part for part in (self.family, spaced(self.given), self.suffix) if part)

    @property
    def demoted(self) -> str:
        """Family name first, its particle last: `Cruz, María de la`, `Assad, Bashar al-`."""
        particle = _PARTICLE.match(self.family)
        if particle is None or not self.given:
            return self.inverted
        given = f"{spaced(self.given)} {particle[0].strip()}"
        return ", ".join(part for part in (self.family[particle.end() :], given, self.suffix) if part)

    def initialled(self, separator: str) -> str:
        """Family name first, given names as initials: `Levin, D. R.`."""
        return ", ".join(part for part in (self.family, initials(self.given, separator), self.suffix) if part)


def spaced(given: str) -> str:
    """Initials with a space between them: `J. K.` for `J.K.`."""
    return re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_]\.)", " ", given)


def initials(given: str, separator: str) -> str:
    """`D. R.` of `Dana R.`, `J.-P.` of `Jean-Paul`; `separator` stands between them."""
    words = (word for word in re.split(r"[\s.]+", given) if word)
    return separator.join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def parse(printed: str) -> Name:
    """The parts of a printed name; an organisation's, or one of a single word, stays whole."""
    before, comma, after = (part.strip() for part in printed.partition(","))
    if comma and after.rstrip(".").lower() not in _SUFFIXES:
        return Name(before, after) if before and after else Name(before or after)
    words = (before if comma else printed).split()
    suffix = after if comma else words.pop() if _is_suffix(words) else ""
    if len(words) < 2 or _is_organisation(words):  # noqa: PLR2004 - a name of one word has no parts
        return Name(" ".join(words), suffix=suffix)
    family = surname(" ".join(words)) or words[-1]
    return Name(family, " ".join(words[: len(words) - len(family.split())]), suffix)


def parse_all(printed: str) -> tuple[Name, ...]:
    """The authors of a byline: `Dana R. Levin and Sam Okafor` are two, `Staff and agencies` is one."""
    line = _BY.sub("", printed.strip())
    names = [parse(part) for part in _TOGETHER.split(line) if part.strip()]
    if len(names) == 1:
        return (parse(line),)
    return tuple(names) if all(name.given for name in names) else (Name(line),)


def _is_suffix(words: Sequence[str]) -> bool:
    return len(words) > 2 and words[-1].rstrip(".").lower() in _SUFFIXES  # noqa: PLR2004 - given, family, suffix


def _is_organisation(words: Sequence[str]) -> bool:
    return (
        words[0] in ("The", "A")
        or any(word.lower().strip(".,") in _ORGANISATION for word in words)
        or any(re.search(r"[^\w.’'-]|\d", word) for word in words)
    )


def joined(names: Sequence[str], last: str, two: str | None = None) -> str:
    """`A`, `A{two}B`, `A, B{last}C`; `two` is `last` where not given."""
    if len(names) < 3:  # noqa: PLR2004 - one or two
        return (last if two is None else two).join(names)
    return ", ".join(names[:-1]) + last + names[-1]


def shortened(names: Sequence[str], most: int, last: str, two: str | None = None) -> str:
    """All names, or the first and `et al.` where there are more than `most`."""
    return joined(names, last, two) if len(names) <= most else f"{names[0]} et al."


def families(authors: Sequence[Name]) -> list[str]:
    """Family names in order."""
    return [author.family for author in authors]


def leading(authors: Sequence[Name], form: Callable[[Name], str]) -> list[str]:
    """The first author by `form`, the others in reading order."""
    return [form(author) if place == 0 else author.direct for place, author in enumerate(authors)]
