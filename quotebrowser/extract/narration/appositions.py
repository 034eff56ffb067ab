"""Appositions: a description and a name that stand for one person are one mention.

`ACLU director Anthony Romero`, `the White House spokesman, Josh Earnest,` and `Jalal Khoshchehreh, an
analyst` each name one person. One rule guards it: the name stays the head, and what only describes it is
never a speaker of its own.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.extract.narration.english_words import BODY_NOUNS, PERSON_NOUNS, PLACES, Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.stream import Stream
from quotebrowser.names import gender_of_given, is_title_word
from quotebrowser.text.words import word_list

_GAP: Final = 7
"""Words a description may have between its first name and the name it describes."""
_PLAIN: Final = frozenset(
    {
        Token.WORD,
        Token.PERSON_NOUN,
        Token.SPEECH_NOUN,
        Token.POSSESSIVE,
        Token.NUMBER,
        Token.NAME,
        Token.ADVERB,
    }
)
_BARE: Final = 4
"""Words a name may have right before it that describe it too (`, actress Jamie Lee`)."""
_PHRASE: Final = 12
"""Longest description before the comma, in tokens."""
_DESCRIBING: Final = _PLAIN | {Token.ARTICLE, Token.PREPOSITION, Token.OBJECT, Token.AND}
_COMPLEMENTS: Final = frozenset({Token.PREPOSITION, Token.AND, Token.TO})
_NO_HEADS: Final = frozenset({Token.POSSESSIVE, Token.NUMBER, Token.ADVERB, Token.NAME})
_OWNERS: Final = frozenset({"his", "her", "their", "its", "our", "my"})
_AFTER_A_NAME: Final = frozenset(
    {Token.COMMA, Token.STOP, Token.BREAK, Token.QUOTE, Token.PAREN, Token.COLON}
)
_CLAUSE: Final = 30
"""Tokens of a clause before that of the speaker."""
_NAMING: Final = frozenset(
    {"known as", "known only as", "identified as", "identified only as", "named", "nicknamed",
     "calling himself", "calling herself", "going by", "going by the name", "going by the handle",
     "by the name of"}
)  # fmt: skip
"""Words between a noun and the name of whom it means."""
_NAMING_ENDS: Final = frozenset(words.split()[-1] for words in _NAMING)
_TAKES: Final = frozenset(
    word_list("""
    supports favors favours opposes prefers likes dislikes hates admires believes defends criticizes
    criticises praises endorses blames accuses represents succeeds replaces follows joins marries thanks
    calls urges beats defeats trails leads meets
    """)
)
"""Verbs between a subject and the person it acts on (`Roland supports Democrat Anna Holt`)."""
_ENDED: Final = frozenset({Token.COMMA})
_CLAUSE_BREAKS: Final = frozenset(
    {Token.COMMA, Token.STOP, Token.BREAK, Token.QUOTE, Token.COLON, Token.DASH, Token.PAREN}
)
_SAYS: Final = frozenset({Token.SAID, Token.REPORTS, Token.ADDRESSED})
_CLAUSE_STARTS: Final = frozenset(
    {Token.QUOTE, Token.BREAK, Token.STOP, Token.SAID, Token.REPORTS, Token.ADDRESSED}
)


def merge(stream: Stream, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, descriptions joined to the names they describe."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.kind is MentionKind.NAME:
            while (described := _description(stream, kept, mention)) is not None:
                mention.first = min(mention.first, _without_owner(stream, kept[described]))
                del kept[described:]
            first = introduced_from(stream, mention)
            if first is not None:
                mention.first = min(mention.first, first)
            while kept and (kept[-1].first >= mention.first or _within(kept[-1], mention)):
                del kept[-1]
        elif kept and mention.kind is MentionKind.NOUN and _follows(stream, kept[-1], mention):
            continue
        kept.append(mention)
    return kept


def _within(noun: Mention, name: Mention) -> bool:
    """Whether a noun is the description that a name begins with: `Hunter’s chief of staff, Joe Kasper`."""
    return noun.kind is MentionKind.NOUN and name.first <= noun.head < name.head


def _without_owner(stream: Stream, noun: Mention) -> int:
    """Where a description begins; whoever is its owner stays a mention: `Ann Lee’s husband, Tom`."""
    if noun.kind is not MentionKind.NOUN:
        return noun.first
    owner = next((at for at in range(noun.first, noun.head) if stream.kind[at] is Token.POSSESSIVE), -1)
    named = owner > noun.first and all(stream.kind[at] is Token.NAME for at in range(noun.first, owner))
    return owner + 1 if named else noun.first


def _description(stream: Stream, kept: Sequence[Mention], name: Mention) -> int | None:
    """Which of the last kept mentions describes a name, from the end; a noun may hold a name itself."""
    for back in range(-1, -min(len(kept), 3) - 1, -1):
        if _describes(stream, kept[back], name):
            return back
    return None


def _describes(stream: Stream, before: Mention, name: Mention) -> bool:
    """Whether the mention before a name only describes it."""
    low, high = before.last + 1, name.first
    if before.kind is MentionKind.PRONOUN or not 0 <= high - low <= _GAP:
        return False
    if high == low:
        return before.kind is MentionKind.NAME
    if before.kind is MentionKind.NOUN:
        return _noun_describes(stream, before, name) or _leads_up(stream, low, name)
    return _TAKES.isdisjoint(stream.low[low:high]) and _leads_up(stream, low, name)


def _noun_describes(stream: Stream, before: Mention, name: Mention) -> bool:
    """Whether a noun is told by its name: `a man named Paul`, `the boss, Paul,`, `the boss I met, Paul,`."""
    low, high, kinds = before.last + 1, name.first, stream.kind
    named = stream.low[high - 1] in _NAMING_ENDS
    if named and " ".join(stream.low[_behind_place(stream, low) : high]) in _NAMING:
        return (
            stream.low[low] != "named" or kinds[before.first] is not Token.ARTICLE or _is_new(stream, before)
        )
    if kinds[high - 1] is not Token.COMMA:
        return False
    if high - low == 1:
        return _named_after_comma(stream, before, name)
    return _is_clause(stream, low, high - 1) and _named_after_comma(stream, before, name, ends=_ENDED)


def _leads_up(stream: Stream, low: int, name: Mention) -> bool:
    """Whether the plain words from `low` to a name describe it, the last of them as an office or a trade."""
    kinds, high = stream.kind, name.first
    if high - low == 1 and kinds[low] is Token.POSSESSIVE:
        return name.last > name.head and gender_of_given(stream.low[name.head]) is not None
    if stream.low[high - 1] in BODY_NOUNS:
        return False
    last = stream.low[high - 1]
    personal = (
        last in PERSON_NOUNS or is_title_word(last) or gender_of_given(stream.low[name.head]) is not None
    )
    of_state = stream.low[high - 2 : high] == ["of", "state"]
    if not personal or kinds[high - 1] is Token.POSSESSIVE or not (kinds[high - 1] in _PLAIN or of_state):
        return False
    plain = range(low, high - 1 if of_state else high)
    return all(kinds[at] in _PLAIN or (stream.low[at] == "of" and at + 1 < high) for at in plain)


def _is_new(stream: Stream, noun: Mention) -> bool:
    """Whether a noun means somebody not spoken of before: `a man named Paul`, not `the boss named Paul`."""
    return stream.low[noun.first] in {"a", "an", "one", "another"}


def _behind_place(stream: Stream, at: int) -> int:
    """The token behind a place that follows a noun: `a user from Hanover going by the handle Pulver`."""
    first = at
    if stream.kind[at] is Token.PREPOSITION:
        at += 1
        while at < min(first + _BARE, len(stream.low)) and stream.kind[at] is Token.NAME:
            at += 1
    return at if at - first > 1 else first


def _is_clause(stream: Stream, low: int, high: int) -> bool:
    """Whether a clause that tells which person is meant stands there: `the editor I met`, `who called`."""
    opens = stream.kind[low] in {Token.PRONOUN, Token.RELATIVE}
    return opens and high - low > 1 and _CLAUSE_BREAKS.isdisjoint(stream.kind[low:high])


def _named_after_comma(
    stream: Stream, noun: Mention, name: Mention, ends: frozenset[Token] = frozenset()
) -> bool:
    """Whether `noun, Name,` names the person: a definite noun, and a comma, verb or end after the name.

    `ends` are the only tokens that may follow the name, if given.
    """
    if stream.low[noun.head] not in PERSON_NOUNS or noun.first == noun.last:
        return False
    if stream.low[noun.first] in {"some", "many", "other", "several"} or stream.low[noun.head].endswith("s"):
        return False
    following = stream.kind[name.last + 1] if name.last + 1 < len(stream.low) else Token.BREAK
    if ends:
        return following in ends
    if following in _SAYS:
        return not _in_a_clause(stream, noun.first)
    return following in {Token.COMMA, Token.STOP, Token.BREAK}


def introduced_from(stream: Stream, name: Mention) -> int | None:
    """Where the description before a comma and a name begins; None if no person is described.

    `said a spokeswoman for the port, Lena Brandt`, `Clinton's introducer, actress Jamie Lee`. A head that
    means no person for sure (`the engineer, Marta Lund`) counts beside a verb of saying only.
    """
    kinds, low = stream.kind, stream.low
    comma = name.first - 1
    while comma > name.first - _BARE and comma > 0 and kinds[comma] in _PLAIN:
        comma -= 1
    if comma < 1 or kinds[comma] is not Token.COMMA:
        return None
    if comma < name.first - 1 and low[name.first - 1] not in PERSON_NOUNS:
        return None
    first = comma
    while first and comma - first < _PHRASE and kinds[first - 1] in _DESCRIBING:
        first -= 1
    begin = _phrase(stream, first, comma)
    if begin is None or not _personal(stream, name):
        return None
    head = next((at for at in range(begin + 1, comma) if kinds[at] in _COMPLEMENTS), comma) - 1
    if low[head] in BODY_NOUNS - PERSON_NOUNS or low[head].endswith("s") or kinds[head] in _NO_HEADS:
        return None
    following = kinds[name.last + 1] if name.last + 1 < len(stream.low) else Token.BREAK
    if following in _SAYS and _in_a_clause(stream, begin):
        return None
    if low[head] in PERSON_NOUNS or is_title_word(low[head]):
        ends = following in _AFTER_A_NAME or following in _SAYS
        return begin if ends or (first > 0 and kinds[first - 1] in _SAYS) else None
    said = first > 0 and kinds[first - 1] in _SAYS and following in _AFTER_A_NAME | {Token.PREPOSITION}
    says = following is Token.COMMA and name.last + 2 < len(stream.low) and kinds[name.last + 2] in _SAYS
    return begin if said or says else None


def _in_a_clause(stream: Stream, at: int) -> bool:
    """Whether the sentence of `at` begins with another clause: `When Dahl met her husband, Holt said …`."""
    first = at
    while first and at - first < _CLAUSE and stream.sentence[first - 1] == stream.sentence[at]:
        first -= 1
    return stream.kind[first] is Token.CONJUNCTION


def _phrase(stream: Stream, first: int, comma: int) -> int | None:
    """Where the noun phrase that ends before a comma begins: at its article, or with its owner."""
    kinds, low = stream.kind, stream.low
    if first >= comma:
        return None
    owner = next((at for at in range(first, comma - 1) if kinds[at] is Token.POSSESSIVE), None)
    if owner is not None and all(kinds[at] is Token.NAME for at in range(first, owner)) and owner > first:
        return owner + 1
    if first and low[first - 1] == "whose":
        return first
    if kinds[first] is Token.ARTICLE or low[first] in _OWNERS:
        return first if comma - first > 1 else None
    return None


def _personal(stream: Stream, name: Mention) -> bool:
    """Whether a name is a person's: a known given name, or two words that are no institution's."""
    if gender_of_given(stream.low[name.head]) is not None and name.last > name.head:
        return True
    words = stream.low[name.head : name.last + 1]
    return len(words) > 1 and not name.body and not any(word in PLACES for word in words)


def _follows(stream: Stream, name: Mention, noun: Mention) -> bool:
    """Whether a noun is the description that follows a name: `Name, an analyst`."""
    if name.kind is not MentionKind.NAME or noun.first - name.last != 2:  # noqa: PLR2004 - one comma between
        return False
    if stream.kind[name.last + 1] is not Token.COMMA or stream.low[noun.head] not in PERSON_NOUNS:
        return False
    following = stream.kind[noun.last + 1] if noun.last + 1 < len(stream.low) else Token.BREAK
    if following in _SAYS:
        before = stream.kind[name.first - 1] if name.first else Token.BREAK
        comma_quote = name.first > 1 and before is Token.COMMA and stream.kind[name.first - 2] is Token.QUOTE
        return before in _CLAUSE_STARTS or comma_quote
    return True
