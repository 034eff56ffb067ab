"""Labels: the words before a turn that say who speaks, and what of them is a name.

One rule guards it: a label is made like a name, a role or a letter. What forms, captions and mails put before
a colon (`Photo`, `Length`, `From`) is none, nor is the beginning of a sentence.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.marks.unmarked_speech import FIELDS, ROLES
from quotebrowser.model import Span
from quotebrowser.names import gender_of_given, is_title_word
from quotebrowser.text.words import word_list

_TIME: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_STATE: Final = re.compile(r"(?<=[A-Z]{2}) of [A-Z][a-z].{0,20}")
"""`Mr. SMITH of Ohio`: where a member of Congress comes from."""
_OFFICE: Final = re.compile(r"\s[-–—]{1,2}\s")
"""Before an office: `Anna Holt -- Chief Executive`."""
_SMALL: Final = frozenset(
    word_list("""
    of the de la le du des da das do dos di del della van von der den ter ten bin ibn al el y e and for on in
    pro tempore to & und
    """)
)
"""Words of a name or an office that have no capital."""
_LETTERS: Final = frozenset({"q", "a"})
_NOBODY: Final = frozenset(
    word_list("""
    q a question questioner questions answer answers unidentified unknown audience crowd male female man
    woman voice voices speaker speakers participant participants attendee caller reporter reporters press
    journalist interviewer interviewee multiple various several others all both inaudible staff frage antwort
    pregunta respuesta domanda risposta réponse
    """)
)
"""Labels of these words, numbers apart, name nobody."""
_NUMBERED: Final = re.compile(r"[ _#-]{0,3}\d{1,3}\Z|[ _-][A-Z]\Z")
_ADVERBS: Final = frozenset(
    word_list("""
    first second third finally look listen remember here there then now so but and also again yes no well
    example instance update breaking watch read more related today tomorrow yesterday warning fact verdict
    result bottom line answer conclusion translation spoiler ps nb monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december
    """)
)
"""What opens a sentence or a list before a colon, and is nobody's name."""
_MOST_WORDS: Final = 8
_LONGEST: Final = 60
_INITIALS: Final = 4
"""Letters of the longest word of a label that may end in a full stop without being a title: `Wm.`"""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a turn."""

    span: Span
    """From the beginning of its line to the first word of the speech."""
    name: Span
    """Who speaks, as printed: without bold marks, colon and time."""
    said: str
    """The same as a string."""
    time: int | None = None
    """When the turn begins, in milliseconds; None where no time is printed."""
    alone: bool = False
    """Whether nothing is said on its line."""

    @property
    def plain(self) -> str:
        """The name without what is added in brackets or behind a comma: seat, party, office."""
        return plain(self.said)

    @property
    def who(self) -> str:
        """Its last word, folded: `ANNA HOLT, EXAMPLE ANCHOR` and `Ms. Holt` are one."""
        return self.plain.casefold().split()[-1]


def plain(printed: str) -> str:
    """A printed name without what is added in brackets or behind a comma."""
    outside = _OFFICE.split(_STATE.sub("", _ASIDE.sub("", printed).partition(",")[0]), maxsplit=1)[0].strip(
        " .:-–—"
    )
    return outside or printed.strip(" ()[].:")


def is_nobody(printed: str) -> bool:
    """Whether a label names nobody: `Q`, `QUESTION`, `UNIDENTIFIED MALE`, `Speaker 2`, `SPEAKER_03`."""
    words = _NUMBERED.sub("", plain(printed)).replace("_", " ").lower().split()
    words = [word.strip("().#0123456789") for word in words]
    if not words or not words[0]:
        return True
    numbered = _NUMBERED.search(plain(printed)) is not None
    return words[0] in _NOBODY and (numbered or all(word in _NOBODY or word == "member" for word in words))


def may_speak(printed: str) -> bool:
    """Whether a label is made as names, roles and letters are."""
    name = plain(printed)
    words = name.replace("_", " ").split()
    if printed[:1] in "([" and not is_nobody(printed):
        return False
    if not 0 < len(words) <= _MOST_WORDS or len(name) > _LONGEST or not name[0].isalpha():
        return False
    if not (words[0][0].isupper() and words[-1][0].isalnum()):
        return False
    low = [word.lower().rstrip(".") for word in words]
    named = len(words) > 1 and (is_title_word(words[0]) or gender_of_given(words[0].title()) is not None)
    if low[-1] in FIELDS and not (low[-1] in ROLES or low[-1] in _LETTERS or is_title_word(low[-1]) or named):
        return False
    if low[0] in FIELDS and len(words) < 3 and low[0] not in _NOBODY and not is_title_word(low[0]):  # noqa: PLR2004
        return False
    if len(words) == 1 and low[0] in _ADVERBS:
        return False
    return all(_is_of_a_name(word) for word in words)


def _is_of_a_name(word: str) -> bool:
    if word.lower() in _SMALL or word[0].isdigit():
        return True
    if word[-1] in ".!?;" and not (len(word) <= _INITIALS or is_title_word(word)):
        return False
    return word[0].isupper() or word[0] in "“\"'‘" or (word[:2].islower() and any(map(str.isupper, word)))


def milliseconds(printed: str) -> int | None:
    """A printed time code in milliseconds: `01:20`, `00:01:05`, `1:02:03.5`; None where there is none."""
    found = _TIME.search(printed)
    if found is None:
        return None
    hours, minutes, seconds, rest = found.groups(default="0")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))
