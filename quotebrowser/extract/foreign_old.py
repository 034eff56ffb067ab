"""Attribution in other languages: the verbs of saying beside a passage, and the name beside them.

One rule guards it: only what stands in the same paragraph beside the passage counts; where no verb of
saying is found the speaker is unknown, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotebrowser.extract.languages import Language
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.model import Kind, Span
from quotebrowser.names import key, split_title

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶĻŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽА-ЯЁ"
_CAPITAL_NAME: Final = (
    rf"[{_UPPER}][\w'’-]{{1,20}}(?: (?:(?:de|del|la|las|los|van|der|den|von|zu|da|do|dos|di|al|bin) ){{0,2}}"
    rf"(?:[{_UPPER}]\.|[{_UPPER}][\w'’-]{{1,20}})){{0,3}}"
)
_PLAIN_NAME: Final = r"[^\W\d_]{2,15}(?: [^\W\d_]{2,15}){0,2}"
_IDEOGRAPHS: Final = r"[\u3400-\u9fff\u30a0-\u30ff々·・]{2,14}"
_DESCRIPTION: Final = r"(?:[a-zà-öø-ÿа-яё’'-]{1,20} ){0,5}?"
_REACH: Final = 110
_FEW_WORDS: Final = 4
_FEW_SIGNS: Final = 10
_DEGREES: Final = r"(?:(?:Dr|Prof|Ing|Mag|Dipl)\. )*"
_SHORTEST_NAME: Final = 2
_LONGEST_GIVEN: Final = 2
"""Signs of a Chinese given name."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was found beside a passage."""

    kind: Kind
    """Of the passage."""
    source: Span | None
    """Where the name stands, or None."""
    name: str
    """The full name, as far as the article tells it; empty for none."""
    cue: Span | None
    """The verb of saying."""
    method: str
    """Reason code."""
    confidence: float
    """How likely it is right; set by hand, as there are no news corpora to fit it on."""


@cache
def _patterns(language: Language) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """Reason code, whether it looks after the passage, and pattern with the groups `name` and `cue`."""
    verbs = "|".join(sorted(language.verbs.split("|"), key=len, reverse=True))
    cue = rf"(?P<cue>{verbs})"
    if not language.spaced:
        return _unspaced(language, cue)
    end = r"(?!\w)"
    if not language.capitals:
        name = rf"(?P<name>{_PLAIN_NAME})"
        pieces = [
            (
                "before:X-said",
                False,
                re.compile(rf"(?:^|[.،,؛:!؟\n]\s*){name} (?:[^\W\d_]{{1,12}} ){{0,3}}?{cue}{end}[\s:،,]*$"),
            )
        ]
        if not language.verb_last:
            pieces.insert(
                0, ("before:said-X", False, re.compile(rf"(?<!\w){cue} {name}(?:[^.\n]{{0,40}})?[\s:،,]*$"))
            )
            pieces.append(("after:said-X", True, re.compile(rf"^[\s,،.–—-]*{cue} {name}")))
        pieces.append(("after:X-said", True, re.compile(rf"^[\s,،.–—-]*{name} {cue}{end}")))
        return tuple(pieces)
    small = f"{language.articles}|{language.according}|{language.titles}".split("|")
    never = "|".join(word[0].upper() + word[1:] for word in small if word)
    name = rf"(?P<name>(?!(?:{never})(?!\w)){_CAPITAL_NAME})" if never else rf"(?P<name>{_CAPITAL_NAME})"
    office = rf"(?:(?:{language.titles}) )?" if language.titles else ""
    lead = (
        rf"(?:(?:{language.articles}) ?)?{_DESCRIPTION}{office}{_DEGREES}"
        if language.articles
        else f"{_DESCRIPTION}{office}{_DEGREES}"
    )
    return (
        ("after:said-X", True, re.compile(rf"^[\s,.–—-]*{cue}{end} {lead}{name}")),
        ("after:X-said", True, re.compile(rf"^[\s,.–—-]*{lead}{name} {cue}{end}")),
        (
            "before:X-said",
            False,
            re.compile(
                rf"{name}(?:, [^,\n]{{1,60}},)? (?:[\w’'-]{{1,15}} ){{0,3}}?{cue}{end}[^.!?\n]{{0,50}}$"
            ),
        ),
        ("before:said-X", False, re.compile(rf"(?<!\w)(?i:{cue}){end} {lead}{name}[^.!?\n]{{0,40}}$")),
        ("according-to", True, re.compile(rf"^[\s,.–—-]*(?P<cue>{language.according}) {lead}{name}")),
        (
            "according-to",
            False,
            re.compile(rf"(?<!\w)(?i:(?P<cue>{language.according})) {lead}{name}[^.!?\n]{{0,40}}$"),
        ),
    )


def _unspaced(language: Language, cue: str) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """The patterns of a language without blanks between words."""
    if language.around:
        return (
            (
                "around:X-said",
                False,
                re.compile(
                    rf"(?:^|[，。、；\s])(?P<name>{_IDEOGRAPHS}?)(?:さん|様)?(?:は|が|も)(?:[^。]{{0,30}}[、で])?$"
                ),
            ),
            (
                "after:X-said",
                True,
                re.compile(rf"^と、?(?P<name>{_IDEOGRAPHS}?)(?:さん|様)?(?:は|が|も)[^。「『]{{0,12}}?{cue}"),
            ),
        )
    address = r"(?:[向对][^，。]{1,8}|在[^，。]{1,12})?"
    before = rf"(?:^|[，。、；\s])(?P<name>{_IDEOGRAPHS}?){address}"
    return (
        ("before:X-said", False, re.compile(rf"{before}{cue}[，,：:]?\s*$")),
        ("after:X-said", True, re.compile(rf"^[，,。]?(?P<name>{_IDEOGRAPHS}?){cue}")),
    )


def attribute(text: str, lines: Sequence[Span], passages: Sequence[Marked], language: Language) -> list[Said]:
    """What each top-level passage is and who said it, in order."""
    full = _full_names(text, language)
    found: list[Said] = []
    at = 0
    for number, passage in enumerate(passages):
        while lines[at].end < passage.outer.end:
            at += 1
        low, high = lines[at].start, lines[at].end
        if number and passages[number - 1].outer.end > low:
            low = passages[number - 1].outer.end
        if number + 1 < len(passages) and passages[number + 1].outer.start < high:
            high = passages[number + 1].outer.start
        before = Span(max(low, passage.outer.start - _REACH), passage.outer.start)
        after = Span(passage.outer.end, min(high, passage.outer.end + _REACH))
        carried = found[-1] if number and low == passages[number - 1].outer.end else None
        found.append(_said(text, passage, (before, after), language, full, carried))
    return found


def _said(
    text: str,
    passage: Marked,
    around: tuple[Span, Span],
    language: Language,
    full: dict[str, str],
    carried: Said | None,
) -> Said:
    before, after = around
    spoken = False
    for method, behind, pattern in _patterns(language):
        window = after if behind else before
        match = pattern.search(window.of(text))
        if match is None:
            continue
        cue = _cue(text, match, window, after, language)
        source = _without_title(
            text, Span(window.start + match.start("name"), window.start + match.end("name")), language
        )
        spoken = spoken or cue is not None
        if cue is None or source is None:
            continue
        printed = source.of(text)
        name = full.get(key(printed), printed)
        confidence = 0.85 if language.capitals else 0.7
        return Said(_kind(text, passage, language, spoken=True), source, name, cue, method, confidence)
    if carried is not None and carried.name and carried.method.startswith("after"):
        kind = _kind(text, passage, language, spoken=True)
        if kind is Kind.STATEMENT:
            return Said(kind, carried.source, carried.name, carried.cue, "carried", 0.7)
    return Said(_kind(text, passage, language, spoken=spoken), None, "", None, "none", 0.0)


def _cue(text: str, match: re.Match[str], window: Span, after: Span, language: Language) -> Span | None:
    """Where the verb stands: in the match, or behind the passage in languages that put it there."""
    if "cue" in match.re.groupindex:
        return Span(window.start + match.start("cue"), window.start + match.end("cue"))
    behind = re.match(rf"(?:と|などと|とも)?[^。]{{0,8}}?({language.verbs})", after.of(text))
    return Span(after.start + behind.start(1), after.start + behind.end(1)) if behind else None


def _without_title(text: str, source: Span, language: Language) -> Span | None:
    """The name alone, without titles and small words at its edges; None if nothing is left."""
    start, end = source.start, source.end
    titles = language.titles.split("|") if language.titles else []
    if not language.spaced:
        for title in titles:
            place = text.rfind(title, start, end)
            if place >= 0 and place + len(title) < end:
                start = place + len(title)
            elif place > start:
                end = place
        return _unspaced_name(text, start, end, language)
    for title in titles:
        if text.startswith(title + " ", start) and start + len(title) < end:
            start += len(title) + 1
    common = language.common.split() if not language.capitals else []
    while (blank := text.rfind(" ", start, end)) > 0 and text[blank + 1 : end] in common:
        end = blank
    return Span(start, end) if text[start:end] not in common else None


def _unspaced_name(text: str, start: int, end: int, language: Language) -> Span | None:
    """The name in signs that no blank divides, without adverbs at its end; None if it may be no name."""
    for adverb in language.adverbs.split("|") if language.adverbs else ():
        if text.endswith(adverb, start + 2, end):
            end -= len(adverb)
    name = text[start:end]
    if len(name) < _SHORTEST_NAME:
        return None
    if not language.surnames or "·" in name:
        return Span(start, end)
    surname = name[:2] if name[:2] in language.surnames.split() else name[0]
    if surname not in language.surnames.split() or len(name) - len(surname) > _LONGEST_GIVEN:
        return None
    return Span(start, end)


def _kind(text: str, passage: Marked, language: Language, *, spoken: bool) -> Kind:
    """Statement where it is a sentence's length, fragment where somebody says it, else mention."""
    words = passage.span.of(text)
    long = len(words) >= _FEW_SIGNS if not language.spaced else words.count(" ") >= _FEW_WORDS
    ended = words[-1:] in {".", "!", "?", "…", "。", "！", "？", "؟"}
    if passage.loose:
        return Kind.MENTION
    if long or (ended and spoken):
        return Kind.STATEMENT
    return Kind.FRAGMENT if spoken else Kind.MENTION


def _full_names(text: str, language: Language) -> dict[str, str]:
    """The full name of each surname, as the article prints it first."""
    if not language.capitals:
        return {}
    names: dict[str, str] = {}
    for match in re.finditer(_CAPITAL_NAME, text):
        words = key(match.group()).split()
        if len(words) > 1 and text[max(0, match.start() - 2) : match.start()].strip() not in {".", "!", "?"}:
            names.setdefault(words[-1], split_title(match.group())[1])
    return names
