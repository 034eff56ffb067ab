"""Who speaks in Chinese and Japanese, where no blank divides words and no capital letter marks a name.

One rule guards it: a name is one by its family name, its signs or the title printed with it; other words
that speak stay as they are printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotebrowser.extract.foreign.language_row import Row
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Kind, Span

_REACH: Final = 60
_FEW_SIGNS: Final = 10
_FEW_SAID: Final = 6
"""Signs from which what somebody says is a statement; and where nobody says it."""
_LONGEST_GIVEN: Final = 2
_LONGEST_BARE: Final = 6
"""Signs of a transliterated name without a dot."""
_SHORTEST_BARE: Final = 2
_ENDS: Final = frozenset("。！？!?…")
_SIGNS: Final = r"\u3400-\u9fff々〆ヶ"
_CUT: Final = re.compile(r"[。！？!?；;\n」』”\"]")
_AGE: Final = r"(?:[（(]\d{1,3}(?:歳|岁|歲)?[）)])?"
_GLOSS: Final = r"(?:[（(][^（()）]{1,40}[）)])?"
_ADDRESS: Final = (
    r"(?:[向对對跟][^，。：:]{1,10}?|(?:在|于|於)[^，。：:]{1,16}?"
    r"|告[诉訴][^，。：:]{0,12}?|通过[^，。：:]{1,10}?)"
)
"""To whom, where or by what means somebody speaks."""
_AGE_BEHIND: Final = re.compile(r"[（(]\d{1,3}(?:歳|岁|歲)?[）)]\Z")
_ALL_SIGNS: Final = re.compile(rf"[{_SIGNS}]+")
_LONGEST_SIGNED: Final = 5
"""Signs of a Japanese name."""
_TOLD: Final = re.compile("(?<=.)告[诉訴]")
_NAMED: Final = re.compile(
    rf"[{_SIGNS}]{{1,6}}(?:[·・•][{_SIGNS}]{{1,6}})+|[ァ-ヶー]{{2,10}}(?:[·・=＝][ァ-ヶー]{{1,10}})*"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is said to say a passage."""

    kind: Kind
    source: Span | None
    """The words that say who speaks."""
    name: str
    """The name in them; empty for a description or a pronoun."""
    pronoun: str
    cue: Span | None
    method: str


NOT_HEARD: Final = Heard(Kind.MENTION, None, "", "", None, "none")


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    behind: re.Pattern[str]
    """A verb behind a passage whose subject stands before it."""


@cache
def _patterns(row: Row) -> _Patterns:
    verbs = "|".join(sorted(row.saying, key=len, reverse=True))
    if row.code == "ja":
        who = rf"(?P<who>[^、。「『」』\s]{{1,24}}?{_AGE})"
        return _Patterns(
            re.compile(
                rf"(?:^|[、。\s　])(?:[^、。「『」』\s]{{1,20}}、)*?{who}"
                r"(?:は|が|も)(?:[^。「『」』]{0,40}[、で])?$"
            ),
            re.compile(rf"^(?:と|などと|とも)、?{who}(?:は|が|も)[^。「『]{{0,20}}?(?P<cue>{verbs})"),
            re.compile(rf"^(?:と|などと|とも|と、)[^。「『]{{0,24}}?(?P<cue>{verbs})"),
        )
    cue = rf"(?P<cue>{verbs})(?:道|说|說|称|稱)?"
    object_ = r"(?:[^，。：:]{0,12}?)"
    return _Patterns(
        re.compile(
            rf"(?:^|[，。；、：:\s])(?P<who>[^，。；：:\s]{{1,40}}?){_GLOSS}{_ADDRESS}?{cue}{object_}[，：:]?\s*$"
        ),
        re.compile(
            rf"^[，。,]?(?P<who>[^，。；：:「“\s]{{1,24}}?){_GLOSS}{_ADDRESS}?{cue}"
            rf"(?![{_SIGNS}]{{0,2}}[的了过過])"
        ),
        re.compile(r"(?!)"),
    )


def heard(text: str, lines: Sequence[Span], passages: Sequence[Marked], row: Row) -> Iterator[Heard]:
    """Who says each top-level passage, in order."""
    at = 0
    for number, passage in enumerate(passages):
        while lines[at].end < passage.outer.end:
            at += 1
        low, high = lines[at].start, lines[at].end
        if number:
            low = max(low, passages[number - 1].outer.end)
        if number + 1 < len(passages):
            high = min(high, passages[number + 1].outer.start)
        before = Span(max(low, passage.outer.start - _REACH), passage.outer.start)
        after = Span(passage.outer.end, max(min(high, passage.outer.end + _REACH), passage.outer.end))
        yield _heard(text, passage, before, after, row)


def _heard(text: str, passage: Marked, before: Span, after: Span, row: Row) -> Heard:
    patterns = _patterns(row)
    lead = before.of(text)
    cut = max((match.end() for match in _CUT.finditer(lead.rstrip())), default=0)
    match = patterns.before.search(lead[cut:])
    tail = after.of(text)
    if match is not None:
        behind = patterns.behind.match(tail)
        cue = None
        if "cue" in match.re.groupindex:
            cue = _span(match, "cue", before.start + cut)
        elif behind is not None:
            cue = _span(behind, "cue", after.start)
        if cue is not None:
            return _speaker(text, _span(match, "who", before.start + cut), cue, "before:X-said", passage, row)
    match = patterns.after.match(tail)
    if match is not None:
        who, cue = _span(match, "who", after.start), _span(match, "cue", after.start)
        return _speaker(text, who, cue, "after:X-said", passage, row)
    behind = patterns.behind.match(tail)
    if behind is not None:
        kind = kind_in_signs(text, passage, lead, row, spoken=True)
        return Heard(kind, None, "", "", _span(behind, "cue", after.start), "after:said")
    spoken = lead.rstrip()[-1:] in {"：", ":"}
    return Heard(kind_in_signs(text, passage, lead, row, spoken=spoken), None, "", "", None, "none")


def _span(match: re.Match[str], group: str, offset: int) -> Span:
    return Span(offset + match.start(group), offset + match.end(group))


def _speaker(text: str, who: Span, cue: Span, method: str, passage: Marked, row: Row) -> Heard:
    kind = kind_in_signs(text, passage, "", row, spoken=True)
    who = _bare(text, who, row)
    words = who.of(text)
    if (told := _TOLD.search(words)) is not None:
        who = Span(who.start, who.start + told.start())
        words = who.of(text)
    if not words:
        return Heard(kind, None, "", "", cue, method)
    if words in row.pronouns:
        return Heard(kind, who, "", words, cue, method)
    name = _name(text, who, row)
    if name is not None:
        return Heard(kind, name, name.of(text), "", cue, method)
    return Heard(kind, who, "", "", cue, method)


@cache
def _edges(row: Row) -> tuple[re.Pattern[str], re.Pattern[str]]:
    small = "|".join(sorted(map(re.escape, row.small), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"^(?:{small}|[，、])+"), re.compile(rf"(?:{small})+$")


def _bare(text: str, who: Span, row: Row) -> Span:
    """The words without adverbs at their edges."""
    first, last = _edges(row)
    words = who.of(text)
    start = match.end() if (match := first.match(words)) else 0
    match = last.search(words, start)
    while match is not None and match.start() > start + 1:
        words = words[: match.start()]
        match = last.search(words, start)
    return Span(who.start + start, who.start + max(len(words), start))


def _name(text: str, who: Span, row: Row) -> Span | None:
    """The name in the words that say who speaks; None where nothing shows that there is one."""
    words, titles, aged = _without_titles(who.of(text), row)
    start = _after_office(words, row)
    rest = words[start:]
    personal = aged or any(title in row.personal for title in titles)

    def last(size: int) -> Span:
        return Span(who.start + len(words) - size, who.start + len(words))

    match = max(_NAMED.finditer(rest), key=re.Match.end, default=None)
    printed = match.group() if match is not None and match.end() == len(rest) else ""
    if any(dot in printed for dot in "·・•") or (printed and (personal or (titles and row.code != "ja"))):
        return last(len(printed))
    for size in range(min(len(rest), 5), 1, -1):
        before = rest[-size - 1 : -size]
        if _is_name(rest[-size:], row) and (not before or before in "的の、" or (titles and start)):
            return last(size)
    office = start > 0 and words[start - 1] not in "的の、"
    likely = ((personal or office) and row.code == "ja") or (titles and rest in row.surnames)
    if likely and 1 < len(rest) <= _LONGEST_SIGNED and _ALL_SIGNS.fullmatch(rest):
        return last(len(rest))
    bare = set(rest) <= set(row.transliterating) and _SHORTEST_BARE <= len(rest) <= _LONGEST_BARE
    return last(len(rest)) if bare else None


def _without_titles(words: str, row: Row) -> tuple[str, list[str], bool]:
    """The words without titles and an age behind them, the titles, and whether there is an age."""
    titles: list[str] = []
    aged = False
    while True:
        shorter = _AGE_BEHIND.sub("", words)
        aged = aged or shorter != words
        words = shorter
        title = _title_at_end(words, row)
        if not title or len(title) == len(words):
            return words, titles, aged
        titles.append(title)
        words = words[: -len(title)]


def _title_at_end(words: str, row: Row) -> str:
    for size in range(min(len(words), 8), 0, -1):
        if row.offices.fullmatch(words[-size:]):
            return words[-size:]
    return ""


def _after_office(words: str, row: Row) -> int:
    """One past the last office or particle before a name."""
    start = max(words.rfind("的"), words.rfind("の"), words.rfind("、"), words.rfind("，")) + 1
    for at in range(len(words)):
        for size in range(min(len(words) - at, 8), 1, -1):
            if row.offices.fullmatch(words[at : at + size]) and at + size < len(words):
                start = max(start, at + size)
    return start


def _is_name(name: str, row: Row) -> bool:
    """Whether signs are a family name and a given one."""
    for size in (3, 2, 1):
        if name[:size] in row.surnames:
            given = len(name) - size
            longest = _LONGEST_GIVEN + (row.code == "ja")
            return 0 < given <= longest and re.fullmatch(rf"[{_SIGNS}ぁ-ん]+", name) is not None
    return False


def kind_in_signs(text: str, passage: Marked, lead: str, row: Row, *, spoken: bool) -> Kind:
    """Statement where it is a sentence's length, fragment where somebody says it, else mention."""
    words = passage.span.of(text)
    if passage.loose or row.labels.fullmatch(lead[-1:]):
        return Kind.MENTION
    if len(words) >= (_FEW_SAID if spoken else _FEW_SIGNS) or (spoken and words[-1:] in _ENDS):
        return Kind.STATEMENT
    return Kind.FRAGMENT if spoken else Kind.MENTION
