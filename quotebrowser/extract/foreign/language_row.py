"""What is known of a language: one row, read from `rows/CODE.toml`.

One rule guards it: a row holds only common words; where they do not suffice the speaker stays unknown.
"""

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from itertools import product
from typing import Any, Final

_NOTHING: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The grammar of a language, as far as reporting speech needs it. Word sets are in small letters."""

    code: str
    """BCP 47 tag."""
    spaced: bool = True
    """Whether blanks separate words."""
    capitals: bool = True
    """Whether names begin with a capital letter."""
    nouns_capital: bool = False
    """Whether all nouns do."""
    verb_second: bool = False
    """Whether the subject follows the verb where something else opens the clause."""
    verb_first: bool = False
    """Whether the subject follows the verb as a rule."""
    verb_last: bool = False
    """Whether the subject stands before the verb only."""
    bare_nouns: bool = False
    """Whether a sentence may begin with a noun without an article, as with a name."""
    drops_subject: bool = False
    """Whether a verb may stand without its subject."""
    elided: str = ""
    """Words that lose their last vowel before an apostrophe, separated by `|`."""
    enclitics: str = ""
    """Pronouns joined to the verb by a hyphen, separated by `|`."""
    abbreviations: str = ""
    """Abbreviations whose full stop ends no sentence, separated by `|`."""
    saying: frozenset[str] = frozenset()
    """Finite forms of verbs of saying."""
    plural: re.Pattern[str] = _NOTHING
    """Finite forms whose subject is more than one."""
    participles: frozenset[str] = frozenset()
    """Forms that say something with an auxiliary only."""
    auxiliaries: frozenset[str] = frozenset()
    """Finite auxiliaries."""
    active: frozenset[str] = frozenset()
    """Auxiliaries whose participle may stand behind a passage: `hat den Plan „mutig“ genannt`."""
    split: dict[str, frozenset[str]] = field(default_factory=dict)
    """Finite forms that are verbs of saying with one of these words later in the clause."""
    according: frozenset[str] = frozenset()
    """Phrases for `according to`."""
    behind: frozenset[str] = frozenset()
    """Those that stand right behind a passage only."""
    valued: frozenset[str] = frozenset()
    """Words before a term that judges: `als`, `einen`."""
    nominative: frozenset[str] = frozenset()
    """Words that begin nothing but a subject."""
    joining: frozenset[str] = frozenset()
    """Words for `and`."""
    as_says: frozenset[str] = frozenset()
    """Words that open `as X says`."""
    articles: frozenset[str] = frozenset()
    """Determiners a subject can begin with."""
    oblique: frozenset[str] = frozenset()
    """Determiners a subject cannot begin with."""
    prepositions: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    """Personal pronouns that can be the subject."""
    male: frozenset[str] = frozenset()
    """Those of a man."""
    female: frozenset[str] = frozenset()
    """Those of a woman."""
    small: frozenset[str] = frozenset()
    """Adverbs, conjunctions, particles, openers, days and months: never a name, never a subject."""
    offices: re.Pattern[str] = _NOTHING
    """Titles and offices, alone or with the name they stand before; they are no part of it."""
    owned: frozenset[str] = frozenset()
    """Words that right behind an office are part of it, though elsewhere they are verbs: `ראש העיר`."""
    nouns: re.Pattern[str] = _NOTHING
    """Words that are no names though they have a capital letter: institutions, places, peoples, kinds."""
    particles: frozenset[str] = frozenset()
    """Small words inside names."""
    given: frozenset[str] = frozenset()
    """Given names, with a capital letter where there are any."""
    men_in_a: frozenset[str] = frozenset()
    """Men's given names that end as women's do, where those end in `a`; nothing where they do not."""
    surnames: frozenset[str] = frozenset()
    """Family names, where nothing else tells a name."""
    linking: frozenset[str] = frozenset()
    """Small words inside titles."""
    reporting: frozenset[str] = frozenset()
    """Verbs in a mood that only reported speech has."""
    personal: frozenset[str] = frozenset()
    """Titles behind names that only a person bears."""
    transliterating: str = ""
    """Signs that foreign names are written with."""
    naming: re.Pattern[str] = _NOTHING
    """Verbs that give a name; whoever they have for a subject in the plural says nothing."""
    citing: re.Pattern[str] = _NOTHING
    """Verbs whose object is the speaker: `eine Zeitung zitierte Weber`."""
    plain: re.Pattern[str] = _NOTHING
    """Verbs of saying that have no person for an object: a name behind them is the subject."""
    impersonal: frozenset[str] = frozenset()
    """Pronouns that stand for nobody."""
    documents: frozenset[str] = frozenset()
    """Verbs whose subject is no person: `йдеться в заяві`."""
    possessives: frozenset[str] = frozenset()
    """Pronouns before what somebody says or thinks: `seine Meinung: „…“`."""
    called: re.Pattern[str] = _NOTHING
    """Words right behind a passage that is a name."""
    labels: re.Pattern[str] = _NOTHING
    """Words right before a passage that is a title, a term or a motto."""


_SETS: Final = frozenset(one.name for one in fields(Row) if one.type == frozenset[str])
_PATTERNS: Final = frozenset(one.name for one in fields(Row) if one.type == re.Pattern[str])


@cache
def row_of(code: str) -> Row | None:
    """The row of a language; None where there is none."""
    file = resources.files("quotebrowser.extract.foreign").joinpath("rows", f"{code}.toml")
    if not file.is_file():
        return None
    return _row(code, tomllib.loads(file.read_text(encoding="utf-8")))


def _row(code: str, table: dict[str, Any]) -> Row:
    values: dict[str, Any] = {"code": code}
    for name, value in table.items():
        if name in {"saying", "participles"}:
            values[name] = _forms(value)
        elif name == "split":
            values[name] = {
                verb: frozenset(words.split()) for verbs, words in value.items() for verb in verbs.split()
            }
        elif name in _SETS:
            values[name] = frozenset(value.split("|") if "|" in value else value.split())
        elif name in _PATTERNS:
            values[name] = re.compile(value.replace("\n", ""), re.IGNORECASE)
        else:
            values[name] = value
    prefixes = values.pop("prefixes", "").split()
    values["saying"] = values.get("saying", frozenset()).union(
        prefix + verb for prefix in prefixes for verb in values.get("saying", ())
    )
    joined = {part + verb for verb, parts in values.get("split", {}).items() for part in parts}
    values["saying"] = values.get("saying", frozenset()) | joined
    return Row(**values)


def _forms(families: list[str]) -> frozenset[str]:
    """The forms of `stems + endings`, or of words alone, one family a string."""
    forms: set[str] = set()
    for family in families:
        stems, _, endings = family.partition(" + ")
        ends = ["" if end == "-" else end for end in endings.split()] or [""]
        forms.update(stem + end for stem, end in product(stems.split(), ends))
    return frozenset(forms)
