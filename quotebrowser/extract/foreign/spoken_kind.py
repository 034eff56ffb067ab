"""Whether a passage of another language is speech, part of it, or only named.

One rule guards it: whoever is said to say a passage makes it speech however short; nobody makes a title one.
"""

import re
from enum import Enum
from typing import Final

from quotebrowser.extract.foreign.clause_tokens import Part, Token
from quotebrowser.extract.foreign.verb_subjects import Clause
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Kind


class Hint(Enum):
    """What the words beside a passage say of it."""

    SAID = "said"
    """Somebody says it."""
    LED = "led"
    """A colon leads to it, or it follows on one that is said."""
    NONE = "none"


_FEW_WORDS: Final = 4
_FEW_SIGNS: Final = 25
"""Signs of a passage in a script that writes words together."""
_ENDS: Final = frozenset(".!?…؟")
_DEFINITE: Final = frozenset({"der", "die", "das"})
_TYPED: Final = "''"
_PRINTED: Final = re.compile("[„“«»]")
"""An article that quotes with these marks sets titles in italics with two straight ones."""
_TO_THE_VERB: Final = 5
_NOBODY: Final = frozenset({"es"})
"""`„…“, heißt es` is speech."""
_SIGNS: Final = frozenset({Part.QUOTE, Part.STOP, Part.COMMA, Part.DASH, Part.OTHER})
_NAMING: Final = frozenset({Part.NAME, Part.NOUN, Part.OFFICE})


def kind_alone(words: str, passage: Marked) -> Kind:
    """What a passage is of which only its own words are known."""
    few = words.count(" ") < _FEW_WORDS and (" " in words or len(words) < _FEW_SIGNS)
    return Kind.MENTION if few or passage.loose else Kind.STATEMENT


def kind_of(passage: Marked, clause: Clause, place: int, hint: Hint, behind: int = -1) -> Kind:
    """Statement where it is a sentence's length, fragment where somebody says it, else mention."""
    words = passage.span.of(clause.text)
    if passage.loose:
        return Kind.MENTION
    if passage.outer == passage.span:
        return Kind.STATEMENT
    if clause.text.startswith(_TYPED, passage.outer.start) and _PRINTED.search(clause.text):
        return Kind.MENTION
    tokens = clause.tokens
    ended = words[-1:] in _ENDS
    if not ended and (
        _is_named(words, clause, tokens[place - 1] if place else None, behind) or _is_called(clause, place)
    ):
        return Kind.MENTION
    short = words.count(" ") < _FEW_WORDS
    if ended and all(token.part in _SIGNS for token in tokens):
        return Kind.STATEMENT
    titled = hint is not Hint.SAID and (clause.row.nouns_capital or hint is Hint.NONE)
    if short and not ended and titled and words[:1].isupper():
        return Kind.MENTION
    if short and hint is Hint.NONE and not _is_reported(words, clause, place):
        return Kind.MENTION
    led = place == 0 or tokens[place - 1].part in {Part.COLON, Part.STOP, Part.DASH}
    whole = hint is Hint.SAID and led and " " in words and not words[:1].islower()
    return Kind.FRAGMENT if short and not whole and not (ended and hint is not Hint.NONE) else Kind.STATEMENT


def _is_called(clause: Clause, place: int) -> bool:
    """Whether a passage is a name by what follows it: `„Morning Star“ heißt`, `„Wikiasari“, so heißt`."""
    low = [one.low for one in clause.tokens[place + 1 : place + _TO_THE_VERB] if one.part is not Part.COMMA]
    verb = next((at for at, word in enumerate(low[:2]) if clause.row.called.fullmatch(word)), None)
    return verb is not None and not _NOBODY.intersection(low[verb + 1 : verb + 2])


def _is_reported(words: str, clause: Clause, place: int) -> bool:
    """Whether a few words that nobody is said to say are speech by their grammar.

    Where nouns have capital letters, names and terms begin with one.
    """
    row = clause.row
    if is_reported(clause, place):
        return True
    woven = place > 0 and clause.tokens[place - 1].part not in {Part.COMMA, Part.COLON, Part.OPEN}
    woven = woven and clause.tokens[place - 1].low not in {"dem", "im"}
    return row.nouns_capital and woven and words[:2].islower() and " " in words


def is_reported(clause: Clause, place: int) -> bool:
    """Whether the words before a passage stand in the mood of reported speech."""
    return any(token.low in clause.row.reporting for token in clause.tokens[:place])


def _is_named(words: str, clause: Clause, before: Token | None, behind: int) -> bool:
    """Whether a passage is a title, a name or a term: what stands before it says so, or its letters do.

    `behind` is the end of the subject that speaks, if it stands right before the passage.
    """
    row = clause.row
    if before is None or before.part is Part.COLON:
        return False
    if row.labels.fullmatch(before.low):
        return True
    if not words[:1].isupper():
        return False
    printed = words.split()
    upper = sum(word[:1].isupper() or word[:1].isdigit() for word in printed)
    proper = all(
        word[:1].isupper() or not word[:1].isalpha() or word.lower() in row.linking for word in printed
    )
    if row.nouns_capital:
        if before.capital and before.part in _NAMING and before.end != behind:
            return True
        if (
            len(printed) == 1
            and before.part in {Part.OBLIQUE, Part.PREPOSITION}
            and before.low not in row.articles
        ):
            return before.low not in row.valued
        sure = before.low in _DEFINITE or (before.part is Part.PREPOSITION and upper == len(printed))
        return proper and upper > 1 and (sure or before.part is Part.OBLIQUE)
    return proper and upper > 1
