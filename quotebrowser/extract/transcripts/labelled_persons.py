"""Whom the labels of a record name: one person for `PRESIDENT TRUMP`, `TRUMP` and `DONALD J. TRUMP`.

One rule guards it: two labels are one person only where the record itself leaves nobody else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.marks.unmarked_speech import ROLES
from quotebrowser.extract.transcripts.labels import Label, is_nobody, plain
from quotebrowser.extract.transcripts.turns import Turn
from quotebrowser.model import Attribution, Speaker, SpeakerKind
from quotebrowser.names import (
    HONORIFICS,
    compatible,
    gender_of_given,
    is_title_word,
    key,
    split_title,
    surname,
)
from quotebrowser.text.words import word_list

_CAPITAL: Final = re.compile(r"[^\W\d_a-z][\w'’-]+")
_WITHIN: Final = re.compile(r"\(([^()]+)\)")
_MAC: Final = re.compile(r"(Mc|O['’]|D['’])(\w)")
_SURE: Final = 0.97
"""How often the name of a label is who speaks; set by hand, as no gold has other labels."""
_FILLED: Final = 0.9
"""The same where the given name comes from elsewhere in the text, or an office from another label."""
_MOST: Final = 300
"""Surnames whose given names are looked for in the text."""
_CLEARLY: Final = 4
_LEAST: Final = 3
_HELD: Final = frozenset(
    {"president", "prime minister", "chancellor", "premier", "chairman", "mayor", "governor"}
)
"""Offices that a headline may say the holder of."""
_ROLES: Final = ROLES | frozenset(
    word_list("""
    interpreter translator clerk member officer official witness court narrator announcer manager attorney
    counsel staff
    """)
)
"""Last words of labels that name a part in the talk, not a person."""
_BETWEEN: Final = frozenset({"of", "officer", "pro", "tempore"})
_METHOD: Final = "label"


@dataclass(frozen=True, slots=True)
class _Person:
    """Whom a label names."""

    name: str
    title: str
    sure: float


def attributions(text: str, title: str, turns: Sequence[Turn]) -> Iterator[Attribution | None]:
    """Who speaks in each turn, in order; None for nobody."""
    labels = {turn.label.said: turn.label for turn in turns if turn.label}
    persons = _persons(text, title, labels.values())
    for turn in turns:
        if turn.label is None or is_nobody(turn.label.said):
            yield None
            continue
        person = persons.get(turn.label.said)
        if person is None:
            speaker = Speaker("", turn.label.plain, "", SpeakerKind.UNNAMED)
            yield Attribution(speaker, turn.label.name, None, _METHOD, _SURE)
        else:
            speaker = Speaker(key(person.name), person.name, person.title, SpeakerKind.PERSON)
            yield Attribution(speaker, turn.label.name, None, _METHOD, person.sure)


def _persons(text: str, title: str, labels: Iterable[Label]) -> dict[str, _Person]:
    """The persons of the labels that name one, by the label as printed."""
    forms = _spellings(text)
    named: dict[str, tuple[str, str]] = {}
    offices: dict[str, str] = {}
    for label in labels:
        if is_nobody(label.said):
            continue
        office, inner = _office_of(label.said, forms)
        if office and not inner:
            offices[label.said] = office
            continue
        named[label.said] = (office, inner) if inner else _titled(plain(label.said), forms)
    whole = _whole_names(text, named)
    found = {}
    for said, (rank, name) in named.items():
        full = whole.get(name, name)
        found[said] = _Person(full, _shown(rank), _SURE if full == name else _FILLED)
    for said, office in offices.items():
        holders = {
            person.name for person in found.values() if office in person.title.casefold().replace("the ", "")
        } or _announced(office, title, found)
        if len(holders) == 1:
            found[said] = _Person(holders.pop(), office.title(), _FILLED)
    return found


def _spellings(text: str) -> dict[str, str]:
    """How words are printed that are not all capitals, by the same in capitals; the commonest form wins."""
    counts = Counter(word for word in _CAPITAL.findall(text) if not word.isupper())
    return {word.upper(): word for word, _ in reversed(counts.most_common())}


def _office_of(said: str, forms: dict[str, str]) -> tuple[str, str]:
    """The office that a label names instead of somebody, and who holds it if it says so in brackets.

    `The Prime Minister (Keir Starmer)`; empty where it names somebody.
    """
    name = plain(said)
    words = name.casefold().split()
    if words[0] == "the":
        words = words[1:]
    office = " ".join(words)
    of_title = all(is_title_word(word) or word in _BETWEEN for word in words)
    if not (of_title or name.casefold().startswith("the ") or _is_role(words)):
        return "", ""
    inner = _WITHIN.search(said)
    if inner and len(inner[1].split()) > 1 and inner[1][0].isupper():
        return name, _titled(inner[1], forms)[1]
    return office, ""


def _is_role(words: Sequence[str]) -> bool:
    return bool(words) and words[-1] in _ROLES


def _titled(name: str, forms: dict[str, str]) -> tuple[str, str]:
    """Title and name of a label, in capitals only where the text prints nothing else."""
    if name.isupper() or any(len(word) > 3 and word.isupper() for word in name.split()):  # noqa: PLR2004
        name = " ".join(_cased(word, forms) for word in name.split())
    return split_title(name)


def _cased(word: str, forms: dict[str, str]) -> str:
    if not word.isupper() or len(word.strip(".")) < 2 or (word.count(".") > 1):  # noqa: PLR2004 - an initial
        return word
    bare = word.rstrip(".")
    known = forms.get(bare)
    if known is None:
        known = _MAC.sub(
            lambda part: part[1] + part[2].upper(), "-".join(map(str.capitalize, bare.split("-")))
        )
    return known + word[len(bare) :]


def _whole_names(text: str, named: dict[str, tuple[str, str]]) -> dict[str, str]:
    """The full names of those who are called by their surname: of another label, else of the text."""
    full = {name for _, name in named.values() if len(name.split()) > 1}
    alone = {name for _, name in named.values() if len(name.split()) == 1}
    bearers: dict[str, list[str]] = {}
    for other in sorted(full):
        bearers.setdefault(surname(other).casefold(), []).append(other)
    found = {}
    for name in alone:
        if same := bearers.get(name.casefold()):
            found[name] = same[0] if len(same) == 1 else name
    wanted = sorted(alone - set(found))[:_MOST]
    if wanted:
        given = _given_before(text, wanted)
        titles = {name: rank for rank, name in named.values()}
        for name in wanted:
            if best := _clearly(titles[name], name, given[name]):
                found[name] = best
    return found


def _given_before(text: str, surnames: Sequence[str]) -> dict[str, Counter[str]]:
    """The given names that stand before each surname, counted; initials between them kept."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in surnames}
    choices = "|".join(map(re.escape, surnames))
    for match in re.finditer(rf"\b([A-Z][a-z'’-]+) (?:[A-Z]\. )?({choices})\b", text):
        if gender_of_given(match[1]) is not None and not is_title_word(match[1]):
            counts[match[2]][match[1]] += 1
    return counts


def _clearly(rank: str, name: str, given: Counter[str]) -> str:
    """The full name that a surname stands for; empty where somebody else may be meant."""
    fitting = [
        (first, count)
        for first, count in given.most_common()
        if compatible(f"{rank} {name}".strip(), f"{first} {name}") is not False
    ]
    if not fitting:
        return ""
    second = fitting[1][1] if len(fitting) > 1 else 0
    if second and (fitting[0][1] < _LEAST or fitting[0][1] < second * _CLEARLY):
        return ""
    return f"{fitting[0][0]} {name}"


def _announced(office: str, title: str, found: dict[str, _Person]) -> set[str]:
    """Who holds an office by the headline: `Remarks by President Biden`."""
    if office not in _HELD:
        return set()
    pattern = rf"\b(?i:{office}) ((?:[A-Z][\w.'’-]+ ?){{1,3}})"
    names = {match[1].strip() for match in re.finditer(pattern, title)}
    known = {person.name for person in found.values() if any(surname(person.name) in name for name in names)}
    return known or {name for name in names if len(names) == 1}


def _shown(rank: str) -> str:
    """A title that is more than a form of address."""
    return "" if rank.rstrip(".").lower() in HONORIFICS else rank
