"""The table of layouts in which transcripts are set: how the labels look, and what proves that they are some.

One rule guards it: a text is a transcript by a row's evidence alone. A newspaper's interview, a list, a form
or a report with some labels stays what it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from quotebrowser.extract.transcripts.first_look import Sign
from quotebrowser.extract.transcripts.labels import Label, is_nobody, may_speak, milliseconds
from quotebrowser.model import Span

_AT: Final = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_NAME: Final = r"(?P<name>[\[(]?[^\W\d_](?:[^:*\s\xa0]|[ \xa0](?![ \xa0])){0,79}?)"
_BOLD: Final = r"(?:\*\*|__)?"
_OPEN: Final = rf"[ \t\xa0]{{0,40}}(?:>>+[ \t]?|[-–—] |\([A-Z ]{{4,20}}\) )?{_BOLD}"
_SPEAKING: Final = re.compile(r"[.!?…:;,—–\-。！？؟\])][\"'”’»)\]*_]{0,4}\s*\Z")
_ENDING: Final = 6
_PARAGRAPH: Final = re.compile(r"\n[ \t\r]*\n")
_MARKS: Final = re.compile(r"\s*[\"“„«]")

_SAYS_SO: Final = re.compile(
    r"transcri(?:pt|bed)\b|\bremarks by\b|press (?:briefing|gaggle)|verbatim|hansard|congressional record"
    r"|prime minister's questions|oral (?:answers|evidence)|deposition"
    r"|transkript\b|plenarprotokoll|wortprotokoll|compte rendu|transcripción|trascrizione",
    re.IGNORECASE,
)
"""What the head of a text says it is."""
_CALLED_SO: Final = re.compile(
    r"press conference|\bhearing\b|question time|proceedings|\bdebate\b|podcast|episode|testimony"
    r"|(?:earnings|conference) call|town hall",
    re.IGNORECASE,
)
"""What a headline says besides; in running text these words say nothing."""
_EDITED: Final = re.compile(
    r"(?:edited|condensed|abridged|shortened)\b.{0,60}\b(?:length|clarity|brevity|space|style|grammar)"
    r"|\b(?:edited|partial|condensed|abridged) (?:\w+ )?transcript"
    r"|excerpts? (?:of|from) (?:the|an?|our|this)\b"
    r"|gekürzt|autorisiert",
    re.IGNORECASE,
)
_DIRECTION: Final = re.compile(
    r"[(\[](?:applause|laughter|laughs|cross-?talk|inaudible|unintelligible|laughing|cheers|booing|pause"
    r"|(?:begin|end) video|video clip|commercial break|off-?mic)[^)\]\n]{0,40}[)\]]",
    re.IGNORECASE,
)
_HEAD: Final = 1500
_TAIL: Final = 500
"""Characters at the beginning and at the end that say what a text is."""

_FEWEST: Final = 4
"""Labels of a transcript, of at least `_REGULAR` speakers who speak twice or more."""
_REGULAR: Final = 2
_FEWEST_TIMED: Final = 3
_MANY: Final = 20
"""Turns of a talk that nothing else shows to be a transcript, and its words; a newspaper prints less."""
_LONG: Final = 1500
_VERY_MANY: Final = 40
_LEAD: Final = 150
"""Words of an introduction that a transcript may have; a report has more before its first label."""
_SHORT_LEAD: Final = 60
_MOST: Final = 0.6
"""Share of the words that stand behind labels."""
_SENTENCES: Final = 0.5
"""Share of the turns that end as a sentence does, or as one that is cut short."""
_QUOTED: Final = 0.2
"""Share of the turns that begin with a quotation mark: a press review has labels, too."""
_RISING: Final = 0.9
_LOUD: Final = 8
"""Labels in capitals that show a transcript by themselves; an interview of a newspaper seldom has them."""
_LONGEST: Final = 90
"""Characters of a line that is nothing but a name, with an office."""
_INITIALS: Final = 2
"""Letters of an outlet's or a person's initials, with which newspapers label their interviews."""


@dataclass(frozen=True)
class Sheet:
    """A text with the labels that one row found in it."""

    text: str
    labels: Sequence[Label]
    """In order."""
    title: str
    """What else is said of the text: its headline."""
    start: int
    """Where the text begins, behind a block of facts."""

    @cached_property
    def names(self) -> Counter[str]:
        """How often each speaks."""
        return Counter(label.who for label in self.labels)

    @cached_property
    def turns(self) -> list[tuple[Label, int]]:
        """The labels that may open a turn, with the end of it."""
        ends = [*(label.span.start for label in self.labels[1:]), len(self.text)]
        return list(zip(self.labels, ends, strict=True))

    @cached_property
    def spoken(self) -> int:
        """Words behind labels, roughly."""
        return sum(self.text.count(" ", label.span.end, end) + 1 for label, end in self.turns)

    @cached_property
    def lead(self) -> int:
        """Words before the first label, roughly."""
        return self.text.count(" ", self.start, self.labels[0].span.start) if self.labels else 0

    @cached_property
    def named(self) -> bool:
        """Whether headline or head say that it is a transcript."""
        said = _SAYS_SO.search(self.title) or _CALLED_SO.search(self.title)
        return (said or _SAYS_SO.search(self.text, 0, _HEAD)) is not None

    @cached_property
    def edited(self) -> bool:
        """Whether its head or its end say that it was edited, or is a part."""
        end = max(len(self.text) - _TAIL, 0)
        return (_EDITED.search(self.text, 0, _HEAD) or _EDITED.search(self.text, end)) is not None

    @cached_property
    def directed(self) -> bool:
        """Whether it has stage directions: `(APPLAUSE)`, `[crosstalk]`."""
        return _DIRECTION.search(self.text, self.start) is not None

    @cached_property
    def regular(self) -> bool:
        """Whether several speak several times, one after the other, mostly in sentences."""
        often = {name for name, count in self.names.items() if count >= _REGULAR}
        order = [label.who for label in self.labels if label.who in often]
        changes = sum(one != other for one, other in pairwise(order))
        return len(often) >= _REGULAR and len(order) >= _FEWEST and changes >= _REGULAR

    @cached_property
    def answering(self) -> bool:
        """Whether the first paragraph behind a label ends as speech does: `Buy: Example Shop` does not."""
        ended = 0
        for label, end in self.turns:
            start = self._spoken_from(label)
            stop = _PARAGRAPH.search(self.text, start, end)
            ended += self._ends(label.span.end, stop.start() if stop else end)
        return ended >= len(self.labels) * _SENTENCES

    @cached_property
    def speech(self) -> bool:
        """Whether what stands behind the labels reads as speech and is most of the text."""
        count = len(self.labels)
        ended = quoted = 0
        for label, end in self.turns:
            ended += any(self._ends(label.span.end, stop) for stop in (end, self._line_end(label)))
            quoted += _MARKS.match(self.text, label.span.end, end) is not None
        return (
            count > 0
            and ended >= count * _SENTENCES
            and quoted <= count * _QUOTED
            and self.spoken > 2 * count
            and self.spoken >= (self.spoken + self.lead) * _MOST
            and not self.edited
        )

    def _line_end(self, label: Label) -> int:
        """Where the first line ends in which something is said."""
        stop = self.text.find("\n", self._spoken_from(label))
        return len(self.text) if stop < 0 else stop

    def _spoken_from(self, label: Label) -> int:
        """Where the first word behind a label stands."""
        start = label.span.end
        while start < len(self.text) and self.text[start].isspace():
            start += 1
        return start

    def _ends(self, start: int, stop: int) -> bool:
        """Whether a sentence ends at a place, or is cut short there."""
        stop = start + len(self.text[start:stop].rstrip())
        return _SPEAKING.search(self.text, max(start, stop - _ENDING), stop) is not None

    @property
    def talk(self) -> bool:
        """Whether it is too long, and begins too soon, for a newspaper's interview."""
        long = len(self.labels) >= _MANY and self.spoken >= _LONG
        return long and self.lead <= _SHORT_LEAD and self.answering


def _is_timed(sheet: Sheet) -> bool:
    times = [label.time for label in sheet.labels if label.time is not None]
    rising = sum(one <= other for one, other in pairwise(times))
    return (
        len(times) >= max(_FEWEST_TIMED, len(sheet.labels) * _MOST)
        and rising >= (len(times) - 1) * _RISING
        and max(sheet.names.values()) > 1
        and sheet.speech
    )


def _is_conversation(sheet: Sheet) -> bool:
    if all(len(label.plain) == 1 for label in sheet.labels):
        return False
    if sheet.regular and sheet.speech:
        official = _OFFICIAL.search(sheet.text, sheet.start) is not None
        capitals = sum(len(label.plain) > _INITIALS and label.plain.isupper() for label in sheet.labels)
        loud = capitals >= max(_LOUD, len(sheet.labels) * _MOST)
        many = len(sheet.labels) >= _VERY_MANY and sheet.answering
        signs = sheet.named + sheet.directed + official + loud + many
        if sheet.lead <= _LEAD or sheet.spoken >= sheet.lead * 10:
            return signs > 0 or sheet.talk
    return _is_speech(sheet)


def _is_speech(sheet: Sheet) -> bool:
    """Whether one person speaks nearly all the time, behind a label in capitals: `ANNA HOLT: Thank you …`."""
    if not sheet.labels or not sheet.labels[0].plain.isupper() or not sheet.speech:
        return False
    first = sheet.labels[0]
    alone = len(first.plain.split()) > 1 or first.plain.casefold() in sheet.text[first.span.end :].casefold()
    return (
        sheet.directed
        and (sheet.lead <= _SHORT_LEAD or (sheet.named and sheet.lead <= _LEAD))
        and alone
        and sheet.spoken >= _LEAD
        and sheet.spoken >= 60 * (sheet.text.count("“") + sheet.text.count('"') // 2) ** 0.5
    )


def _is_examination(sheet: Sheet) -> bool:
    """Questions and answers, letter by letter: of a court, or so many that no newspaper has them."""
    letters = [label.plain.casefold()[:1] for label in sheet.labels if len(label.plain) == 1]
    changes = sum(one != other for one, other in pairwise(letters))
    if not sheet.regular or changes * 2 < len(letters) or len(letters) < _FEWEST:
        return False
    if sheet.edited:
        return False
    lettered = [label.span.of(sheet.text) for label in sheet.labels if len(label.plain) == 1]
    plain = not any(":" in label for label in lettered)
    if plain and len(sheet.labels) >= _VERY_MANY:
        return True
    typed = plain and sum(label[0] == " " or label.endswith("  ") for label in lettered) * 2 > len(lettered)
    return sheet.speech and sheet.lead <= _LEAD and (typed or sheet.named or sheet.directed)


def _is_parliament(sheet: Sheet) -> bool:
    recorded = "congressional record" in sheet.text[:_HEAD].casefold()
    named = sum(len(label.plain) > 1 for label in sheet.labels)
    return sheet.speech and ((sheet.regular and named >= _REGULAR) or (recorded and named > 0))


def _is_set_apart(sheet: Sheet) -> bool:
    """Names on lines of their own."""
    often = sum(count for count in sheet.names.values() if count >= _REGULAR)
    return (
        sheet.regular
        and sheet.speech
        and often >= len(sheet.labels) * _MOST
        and sheet.lead <= _LEAD
        and (sheet.named or sheet.directed or sheet.talk)
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """A row of the table."""

    name: str
    """What it is called in tests."""
    forms: tuple[re.Pattern[str], ...]
    """What a line of a label begins with; `name` and perhaps `time` are groups."""
    proof: Callable[[Sheet], bool]
    """Whether the labels that are found make the text a transcript."""
    signs: frozenset[Sign]
    """Without any of which a text has no such labels."""
    needs: str = ":"
    """A character that the first of the line has; empty: any line may be one."""
    alone: bool = False
    """Whether the label is all of its line."""


_OFFICIAL: Final = re.compile(
    r"^[ \t]*(?:\*\*)?(?:Mr|Mrs|Ms|Sir|Dame|Dr|Lord|Baroness)\b\.?[^:\n]{1,50}\([^()\n]{2,40}\)"
    r" \([^()\n]{2,30}\)"
    r"|^[ \t]{0,8}Q {3,9}\S",
    re.MULTILINE,
)
"""A member of parliament with seat and party; a question at the White House."""

_TITLE: Final = (
    r"(?:The|Mr\.|Mrs\.|Ms\.|Miss|Dr\.|Senator|Representative|Chair(?:man|woman|person)?|Secretary|General|Admiral"
    r"|Ambassador|Director|Judge|Justice|Governor|Mayor|Vice President|President)"
)
_CALLED: Final = (
    r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+){0,3}(?: pro tempore)?(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    r"(?: ?\([^()\n]{1,60}\))?"
)

LAYOUTS: Final = (
    Layout(
        "times before the name or behind it",
        (
            re.compile(
                rf"{_OPEN}\\?[\[(]?(?P<time>{_AT})\\?[\])]?{_BOLD}[ \t]{{0,9}}[-–—|]?[ \t]{{0,9}}"
                rf"{_BOLD}{_NAME}{_BOLD}[ \t]?(?::{_BOLD}[ \t\xa0]*|[ \t]*\Z)"
            ),
            re.compile(
                rf"{_OPEN}{_NAME}[ \t]?{_BOLD}:?{_BOLD}[ \t\xa0]{{0,9}}[-–—|]?[ \t\xa0]{{0,9}}"
                rf"\\?[\[(](?P<time>{_AT})\\?[\])]{_BOLD}[ \t]?:?{_BOLD}[ \t\xa0]*"
            ),
            re.compile(
                rf"{_OPEN}{_NAME}[ \t]?{_BOLD}:?{_BOLD}[ \t\xa0]{{1,9}}[-–—|]?[ \t]{{0,9}}(?P<time>{_AT})"
                rf"{_BOLD}[ \t]*\Z"
            ),
        ),
        _is_timed,
        frozenset({Sign.TIME}),
    ),
    Layout(
        "titles and names with a full stop",
        (
            re.compile(rf"[ \t]{{0,8}}{_BOLD}(?P<name>{_TITLE} {_CALLED})\.{_BOLD} +(?=\S)"),
            re.compile(rf"[ \t]{{0,8}}{_BOLD}(?P<name>Q|A)\.{_BOLD} +(?=\S)"),
            re.compile(r"(?P<name>[^\W\d_][^.:\n]{1,80}?) ?\. [–—] ?(?=\S)"),
        ),
        _is_parliament,
        frozenset({Sign.MEMBER}),
        needs=".",
    ),
    Layout(
        "letters for questions and answers",
        (
            re.compile(
                rf"{_OPEN}(?P<name>Q|A|Question|Answer|QUESTION|ANSWER){_BOLD}"
                rf"(?:[.:]{_BOLD}[ \t\xa0]+|[ \t]?[-–—] |[ \t\xa0]{{2,}}|\t)(?=\S)"
            ),
            re.compile(rf"{_OPEN}(?P<name>[A-Z][A-Z.'’ -]{{2,40}}){_BOLD}:{_BOLD}[ \t\xa0]+(?=\S)"),
        ),
        _is_examination,
        frozenset({Sign.LETTER}),
        needs="",
    ),
    Layout(
        "names with a colon",
        (
            re.compile(r"[ \t\xa0]{0,40}(?P<name>Q)(?:[ \t\xa0]{2,}| [-–—] | (?=[A-Z“\"(\[—–…‘])|\t|\Z)"),
            re.compile(
                rf"{_OPEN}(?:Q\d{{1,3}}\.? ?(?:\[\d+\]:? ?)?)?{_BOLD}{_NAME}[ \t]?{_BOLD}:{_BOLD}"
                r"(?:[ \t\xa0]+|\Z)"
            ),
        ),
        _is_conversation,
        frozenset({Sign.NAME, Sign.LETTER}),
        needs="",
    ),
    Layout(
        "names on lines of their own",
        (re.compile(rf"{_OPEN}{_NAME}{_BOLD}[ \t]*\Z"),),
        _is_set_apart,
        frozenset({Sign.LINE}),
        needs="",
        alone=True,
    ),
)  # fmt: skip
"""Every layout, the surest first."""


def labels_of(layout: Layout, text: str, lines: Sequence[Span]) -> list[Label]:
    """The labels that a row finds at the beginnings of lines."""
    found = []
    for line in lines:
        if layout.needs and layout.needs not in text[line.start : line.start + 130]:
            continue
        if layout.alone and len(line) > _LONGEST:
            continue
        label = _label(layout, text, line)
        if label is not None:
            found.append(label)
    return found


def _label(layout: Layout, text: str, line: Span) -> Label | None:
    for form in layout.forms:
        match = form.match(text, line.start, line.end)
        if match is None:
            continue
        said = match["name"].strip(" \t\xa0[]")
        if not (may_speak(said) or is_nobody(said)):
            continue
        name = Span(*match.span("name"))
        time = milliseconds(match["time"]) if "time" in form.groupindex and match["time"] else None
        empty = not text[match.end() : line.end].strip()
        if layout.alone and text[name.end : line.end].strip(" *_"):
            continue
        return Label(Span(line.start, match.end()), name, said, time, empty)
    return None
