"""The class of a difference and how much it may matter.

One rule guards it: a negation, condition, number, name, modal or quantity that changes is never classed by
anything milder it stands beside.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.fuzz import ratio

from quotebrowser.collate import difference_words
from quotebrowser.collate.difference_words import conditions
from quotebrowser.collate.versions.printed_words import Printed
from quotebrowser.model import Level

_OMISSION_FROM: Final = 4
_NEAR_SPELLING: Final = 75.0
_LONGEST_ACRONYM: Final = 6
_NO_NAMES: Final = (
    difference_words.FUNCTION_WORDS
    | difference_words.DATE_WORDS
    | difference_words.QUANTITIES
    | difference_words.MODALS
)
_OPENING: Final = "\"'“‘(["


@dataclass(frozen=True, slots=True)
class Class:
    """A class of difference."""

    category: str
    """`punctuation`, `negation` ...; empty if there is no difference."""
    level: Level
    """How much it may matter by default."""


SAME: Final = Class("", Level.NONE)


def classify(
    base: Sequence[Printed], other: Sequence[Printed], *, nouns: bool = False, opens: bool = False
) -> Class:
    """The class of the difference between two wordings of one place; either may be empty.

    Args:
        base: one of them.
        other: the other.
        nouns: whether all nouns have capitals, so that these tell no names.
        opens: whether a sentence begins here.
    """
    if [word.key for word in base] == [word.key for word in other]:
        return _typography(base, other)
    a, b = _normal(base), _normal(other)
    if "".join(a) == "".join(b) and _numbers(a) == _numbers(b):
        contracted = any("'" in word.key for word in (*base, *other))
        return Class("contraction" if contracted else "spelling", Level.NONE)
    a, b = _without_opening(base, a), _without_opening(other, b)
    gone, new = Counter(a) - Counter(b), Counter(b) - Counter(a)
    if a == b:
        return Class("function word", Level.NUANCE)
    if not gone and not new:
        return Class("order", Level.NUANCE)
    return (
        _signal(gone, new)
        or _printing(base, other)
        or (_substitution(base, other, gone, new, opens=opens, nouns=nouns) if base and other else None)
        or _words(gone, new, conditions(a) | conditions(b))
    )


def inspect_cut(words: Sequence[Printed]) -> Class:
    """What a cut edge hides: the class of the worst signal word in it, or none."""
    normal = _normal(words)
    found = set(normal)
    for category, hidden in (
        ("negation", found & difference_words.NEGATIONS),
        ("condition", conditions(normal)),
        ("contrast", found & difference_words.CONTRASTS),
        ("number", _numbers(normal)),
    ):
        if hidden:
            return Class(category, Level.WORDING)
    return SAME


def negations(words: Sequence[Printed]) -> int:
    """How many of some words negate: `won't` and `not` do."""
    return sum(word in difference_words.NEGATIONS for word in _normal(words))


def _negations(words: Counter[str]) -> int:
    return sum(number for word, number in words.items() if word in difference_words.NEGATIONS)


def _normal(words: Sequence[Printed]) -> list[str]:
    return difference_words.normals(word.key for word in words)


def _without_opening(words: Sequence[Printed], normal: list[str]) -> list[str]:
    """The normal words without the `But` or `And` that a sentence opens with, which says what it follows."""
    opens = bool(words) and words[0].plain.lstrip(_OPENING)[:1].isupper()
    return normal[1:] if opens and normal[:1] and normal[0] in difference_words.OPENINGS else normal


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if difference_words.is_number(word)]


def _typography(base: Sequence[Printed], other: Sequence[Printed]) -> Class:
    faces = [(a.face, b.face) for a, b in zip(base, other, strict=True) if a.face != b.face]
    if not faces:
        return SAME
    if all(a.casefold() == b.casefold() for a, b in faces):
        return Class("case", Level.NONE)
    return Class("punctuation", Level.NONE)


def _signal(gone: Counter[str], new: Counter[str]) -> Class | None:
    """Negation and number: what outweighs everything else."""
    if _negations(gone) != _negations(new) or any(difference_words.opposed(a, b) for a in gone for b in new):
        return Class("negation", Level.MEANING)
    if _numbers((*gone, *new)):
        return Class("number", Level.MEANING)
    return None


def _printing(base: Sequence[Printed], other: Sequence[Printed]) -> Class | None:
    """Editor's brackets and masked words: how it was printed, not what was said."""
    spoken = [word for word in base if not word.editor], [word for word in other if not word.editor]
    if any("*" in word.key for word in (*base, *other)) and len(base) == len(other):
        return Class("masked", Level.NUANCE)
    if (len(spoken[0]), len(spoken[1])) != (len(base), len(other)):
        rest = classify(*spoken) if spoken[0] and spoken[1] else SAME
        return Class("bracketed", max(rest.level, Level.NUANCE))
    return None


def _substitution(
    base: Sequence[Printed],
    other: Sequence[Printed],
    gone: Counter[str],
    new: Counter[str],
    *,
    nouns: bool,
    opens: bool,
) -> Class | None:
    if gone and new and gone.total() == new.total():
        pairs = list(zip(gone.elements(), new.elements(), strict=True))
        if all(difference_words.inflected(a, b) for a, b in pairs):
            return Class("inflection", Level.MINOR)
        if all(a in difference_words.DETERMINERS and b in difference_words.DETERMINERS for a, b in pairs):
            return Class("function word", Level.NUANCE)
    names = (_names(base, gone, opens=opens), _names(other, new, opens=opens)) if not nouns else ((), ())
    if all(names):
        alike = len(names[0]) == len(names[1]) and all(map(difference_words.name_likeness, *names))
        if alike and not _acronyms(base, gone) and not _acronyms(other, new):
            return Class("spelling of a name", Level.MINOR)
        return Class("name", Level.WORDING)
    acronyms = _acronyms(base, gone) or _acronyms(other, new)
    if len(gone) == len(new) == 1 and acronyms:
        return Class("name", Level.WORDING)
    if len(gone) == len(new) == 1 and _alike(*gone, *new):
        return Class("near spelling", Level.MINOR)
    return _tense(gone, new)


def _tense(gone: Counter[str], new: Counter[str]) -> Class | None:
    """Another tense or number beside words without content."""
    pairs = [(a, b) for a in gone for b in new if difference_words.inflected(a, b)]
    if not pairs:
        return None
    rest = gone - Counter(a for a, _ in pairs), new - Counter(b for _, b in pairs)
    if any(not difference_words.FUNCTION_WORDS.issuperset(words) for words in rest):
        return None
    return Class("inflection", Level.MINOR)


def _acronyms(words: Sequence[Printed], changed: Counter[str]) -> bool:
    """Whether a word that changed is an acronym: one letter more or less is another body."""
    return any(
        1 < len(letters) <= _LONGEST_ACRONYM and letters.isupper() and word.key in changed
        for word in words
        if (letters := "".join(filter(str.isalpha, word.plain)))
    )


def _alike(a: str, b: str) -> bool:
    return (
        a not in difference_words.FUNCTION_WORDS | difference_words.MODALS | difference_words.DATE_WORDS
        and ratio(a, b) >= _NEAR_SPELLING
    )


def _names(words: Sequence[Printed], changed: Counter[str], *, opens: bool) -> Sequence[str]:
    """Keys of the capitalised words among those that changed; the first of a sentence only if it is rare."""
    return [
        word.key
        for before, word in zip((None, *words), words, strict=False)
        if word.plain.lstrip(_OPENING)[:1].isupper()
        and word.key in changed
        and word.key not in _NO_NAMES
        and not (before is not None and before.ends_sentence)
        and not (before is None and opens and not difference_words.is_rare(word.key))
    ]


def _words(gone: Counter[str], new: Counter[str], conditional: set[str]) -> Class:
    """By the weightiest of the words that differ."""
    changed = set(gone) | set(new)
    content = (
        changed - difference_words.FUNCTION_WORDS - difference_words.INTENSIFIERS - difference_words.FILLERS
    )
    conditional &= changed
    if conditional - {"once", "when"} or (conditional and not (gone and new)):
        return Class("condition", Level.WORDING)
    if not content:
        pronouns = gone and new and all(word in difference_words.PRONOUNS for word in changed)
        return Class("pronoun", Level.MINOR) if pronouns else Class("function word", Level.NUANCE)
    if content <= difference_words.MODALS:
        return Class("modality", Level.WORDING)
    if content <= difference_words.QUANTITIES | difference_words.MODALS:
        return Class("quantity", Level.WORDING)
    if gone and new:
        return Class("wording", Level.WORDING)
    count = gone.total() + new.total()
    return Class(("omission" if gone else "addition") if count >= _OMISSION_FROM else "words", Level.WORDING)
