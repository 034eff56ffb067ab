"""The signs the screens are drawn with, in Unicode and in ASCII.

One rule guards it: a sign never stands inside an article's words; it has a row or a margin of its own.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from quotebrowser.model import Variation
from quotebrowser.text import HOLE
from quotebrowser.tui.paint.lines import AnyRole, Piece, Role, piece

_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "✔": "OK", "✘": "!!"}
)
"""Typographic signs in the program's own sentences, and what stands for them in ASCII."""


class Marks(NamedTuple):
    """One set of signs."""

    cue_left: str = "⟨"
    cue_right: str = "⟩"
    cursor: str = "▌"
    gutter: str = "▐"
    beside: str = "│"
    """In the margin of quotes that are not looked at."""
    cue: str = "›"
    opening: str = "“"
    closing: str = "”"
    rule: str = "─"
    bar: str = "│"
    ellipsis: str = "…"
    dot: str = "·"
    chosen: str = "▸"
    marked: str = "●"
    bookmark: str = "★"
    note: str = "✎"
    tag: str = "#"
    paragraph: str = "¶"
    dash: str = "–"
    times: str = "×"
    fill: str = "▇"
    """Of what a bar of a histogram consists."""
    good: str = "✔"
    bad: str = "✘"
    warning: str = "⚠"
    spoken: bool = False
    """Whether screens are read aloud: without rules and bars, differences in sentences."""

    def said(self, text: str) -> str:
        """Words of the program's own: in ASCII where that is asked for. An article's stay as printed."""
        return text.translate(_PLAIN) if self.ascii_only else text

    @property
    def ascii_only(self) -> bool:
        """Whether this is the set for terminals without Unicode."""
        return self.cue_left == "<"


UNICODE: Final = Marks()
"""For terminals of today."""

ASCII: Final = Marks(
    cue_left="<", cue_right=">", cursor=">", gutter="|", beside=":", cue=">",
    opening='"', closing='"', rule="-", bar="|",
    ellipsis="...", dot="-", chosen=">", marked="*", bookmark="+", note="@", paragraph="par. ", dash="-",
    times="x", fill="#", good="OK", bad="!!", warning="!",
)  # fmt: skip
"""For terminals whose locale is not UTF-8."""


def spoken(marks: Marks) -> Marks:
    """The same signs for screens that are read aloud."""
    return marks._replace(
        cursor=">", chosen=">", cue=">", gutter=" ", beside=" ", rule=" ", bar=" ", fill=" ", spoken=True
    )


def role_of(state: Variation) -> AnyRole:
    """How a reading of that state is drawn."""
    return Role.PLAIN if state is Variation.SAME else state


def sign_of(state: Variation, marks: Marks) -> str:
    """The sign of a difference, of one cell or two; empty for the same words."""
    return state.shown.ascii_sign if marks.ascii_only else state.shown.sign


def holed(text: str, role: AnyRole, marks: Marks) -> Iterator[Piece]:
    """A text with a sign for each `HOLE`, where it lacks a negation."""
    for at, part in enumerate(text.split(HOLE)):
        if at:
            yield piece(sign_of(Variation.RUNS_ON, marks), Role.MISSING)
        if part:
            yield piece(part, role)
