"""Names of authors as the styles print them.

One rule guards it: a name that is not surely a person's is printed as it stands, never inverted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.cite.parts.byline_parts import is_organisation, person_of, persons_of, without_by
from quotebrowser.cite.parts.csl_marks import processed
from quotebrowser.cite.parts.initials import full, initials, parted, spaced_script
from quotebrowser.cite.parts.nested_marks import closing_marks
from quotebrowser.cite.parts.runs import Run, ended, plain
from quotebrowser.names.family_names import family_of, is_patronymic, stands_family_first

_PARTICLE: Final = re.compile(r"((?:[’'ʻ]?[^\W\d_]+[ ]){1,3}|[^\W\d_]{1,3}-|d[’'])(?=[^\W\d_])")
"""Words before a family name, where they are in lower case."""


@dataclass(frozen=True, slots=True)
class Name:
    """An author."""

    family: str
    """Family name with its particles; the whole name of an organisation."""
    given: str = ""
    """Given names and initials; empty for an organisation."""
    suffix: str = ""
    """`Jr.`, `III`; empty if none is printed."""
    dropping: str = ""
    """Words before the family name that go with the given ones when the name is inverted."""
    comma: bool = False
    """Whether a comma stands before the suffix even after the family name."""
    literal: bool = False
    """Whether it is to be printed as it stands: an organisation's, or a name whose parts are not known."""
    family_first: bool = False
    """Whether the family name comes first everywhere, with no comma after it."""

    @property
    def filed(self) -> str:
        """Family name first, letter for letter as it is known: `O'Neil, Anne, Jr.`."""
        given = " ".join(part for part in (self.given, self.dropping) if part)
        return ", ".join(part for part in (self.family, given, self.suffix) if part)

    @property
    def short(self) -> str:
        """The family name as a text is to print it."""
        return _printed(self.family)

    @property
    def direct(self) -> str:
        """In reading order: `Dana R. Levin`."""
        family = _inverted(self.family, self.suffix) if self.comma else _spaced(self.family, self.suffix)
        return self._ordered() or _spaced(full(self.given), self.dropping, family)

    @property
    def inverted(self) -> str:
        """Family name first: `Levin, Dana R.`."""
        return self._ordered() or _inverted(
            self.family, _spaced(full(self.given), self.dropping), self.suffix
        )

    @property
    def demoted(self) -> str:
        """Family name first, its particle last: `Cruz, María de la`, `Assad, Bashar al-`."""
        particle = _PARTICLE.match(self.family)
        if particle is None or not particle[0].islower() or not self.given or self._ordered():
            return self.inverted
        given = _spaced(full(self.given), self.dropping, particle[0].strip())
        return _inverted(self.family[particle.end() :], given, self.suffix)

    def initialled(self, separator: str) -> str:
        """Family name first, given names as initials: `Levin, D. R.`."""
        given = _spaced(initials(self.given, separator), self.dropping)
        return self._ordered(separator) or _inverted(self.family, given, self.suffix)

    def _ordered(self, separator: str | None = None) -> str:
        """The name where its script or language puts the family name first; else empty."""
        together = bool(self.given) and not spaced_script(self.family)
        if not together and not self.family_first:
            return ""
        given = full(self.given) if separator is None else initials(self.given, separator)
        if together and not spaced_script(self.given):
            return _printed(self.family + given)
        return _spaced(self.family, given)


def _spaced(*parts: str) -> str:
    return " ".join(map(_printed, filter(None, parts)))


def _inverted(*parts: str) -> str:
    *before, last = [_printed(part) for part in parts if part] or [""]
    return " ".join([*map(_within_marks, before), last])


def _printed(part: str) -> str:
    """A part of a name with the apostrophes and marks that citations print."""
    return processed(part, "none").text


def parse(printed: str, outlet: str = "", language: str = "") -> Name:
    """The parts of a printed name; an organisation's, or one of a single word, stays whole.

    Titles, degrees and what somebody works for are left out. `outlet` is who published the work, `language`
    the tag of its language; both are empty where unknown.
    """
    found = person_of(printed, outlet)
    words = found.name.split()
    if found.given:
        given, dropping = parted(found.given)
        return Name(found.name, given, found.suffix, dropping)
    if found.whole or len(words) < 2 or is_organisation(words) or is_patronymic(words):  # noqa: PLR2004 - one word
        return Name(found.name, suffix=found.suffix, literal=True)
    if stands_family_first(words):
        return Name(words[0], " ".join(words[1:]), found.suffix, family_first=True)
    place = len(words) - family_of(words, language)
    return Name(" ".join(words[place:]), " ".join(words[:place]), found.suffix)


def parse_all(printed: str, outlet: str = "", language: str = "") -> tuple[Name, ...]:
    """The authors of a byline: `Dana R. Levin and Sam Okafor` are two, `Staff and agencies` is one."""
    parts = persons_of(printed)
    names = [parse(part, outlet, language) for part in parts]
    if len(names) == 1 or all(
        name.given or name.family != part for name, part in zip(names, parts, strict=True)
    ):
        return tuple(names)
    return (Name(without_by(printed), literal=True),)


def listed_names(authors: Sequence[Name], names: Sequence[str], last: str, two: str | None = None) -> str:
    """`A`, `A{two}B`, `A, B{last}C`; `two` is `last` where not given.

    Before an organisation CSL sets a comma if three or more are named, whatever the style.
    """
    if authors[-1].literal:
        word = last.strip(", ")
        last, two = f", {word} ", f" {word} "
    separator = last if len(names) > 2 or two is None else two  # noqa: PLR2004 - more than two
    *before, final = names
    if not before:
        return final
    parts = [_within_marks(name) for name in before[:-1]]
    parts.append(_within_marks(before[-1]) if separator[0] == "," else before[-1])
    return " ".join([*parts, separator.strip(", "), final])


def _within_marks(name: str) -> str:
    """`name` and a comma, which goes within the marks of a nickname that ends it."""
    return plain(ended((run(name),), ","))


def joined(names: Sequence[str], last: str, two: str | None = None) -> str:
    """`A`, `A{two}B`, `A, B{last}C`; `two` is `last` where not given."""
    if len(names) < 3:  # noqa: PLR2004 - one or two
        return (last if two is None else two).join(names)
    return ", ".join(names[:-1]) + last + names[-1]


def shortened(
    authors: Sequence[Name], names: Sequence[str], most: int, last: str, two: str | None = None
) -> str:
    """All names, or the first and `et al.` where there are more than `most`."""
    return listed_names(authors, names, last, two) if len(names) <= most else f"{names[0]} et al."


def families(authors: Sequence[Name]) -> list[str]:
    """Family names in order."""
    return [author.short for author in authors]


def run(names: str) -> Run:
    """Names as a piece of a line; a nickname in marks may end them."""
    return Run(names, closing=closing_marks(names))


def leading(authors: Sequence[Name], form: Callable[[Name], str]) -> list[str]:
    """The first author by `form`, the others in reading order."""
    return [form(author) if place == 0 else author.direct for place, author in enumerate(authors)]
