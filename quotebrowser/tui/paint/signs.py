"""The signs the screens are drawn with, in Unicode and in ASCII.

One rule guards it: a sign never stands inside an article's words; it has a row or a margin of its own.
"""

from typing import Final, NamedTuple

from quotebrowser.model import Variation
from quotebrowser.tui.paint.lines import Role


class Marks(NamedTuple):
    """One set of signs; every one is one cell wide but those of differences, which may take two."""

    wording: str = "≠"
    punctuation: str = ","
    added: str = "+"
    cut: str = "∅"
    declared: str = "…"
    absent: str = "╌"
    moved: str = "⇄"
    paraphrased: str = "≈"
    interpolated: str = "["
    cue_left: str = "⟨"
    cue_right: str = "⟩"
    cursor: str = "▌"
    gutter: str = "▐"
    cue: str = "›"
    rule: str = "─"
    bar: str = "│"
    ellipsis: str = "…"
    dot: str = "·"
    chosen: str = "▸"
    marked: str = "●"
    bookmark: str = "★"
    paragraph: str = "¶"
    dash: str = "–"
    times: str = "×"
    good: str = "✔"
    bad: str = "✘"
    warning: str = "⚠"

    @property
    def ascii_only(self) -> bool:
        """Whether this is the set for terminals without Unicode."""
        return self.cue_left == "<"


UNICODE: Final = Marks()
"""For terminals of today."""

ASCII: Final = Marks(
    wording="!", punctuation=",", added="+", cut="_", declared="..", absent="-", moved="<>", paraphrased="~",
    interpolated="[", cue_left="<", cue_right=">", cursor=">", gutter="|", cue=">", rule="-", bar="|",
    ellipsis="...", dot="-", chosen=">", marked="*", bookmark="+", paragraph="par. ", dash="-", times="x",
    good="OK", bad="!!", warning="!",
)  # fmt: skip
"""For terminals whose locale is not UTF-8."""

_ROLES: Final = {
    Variation.SAME: Role.PLAIN,
    Variation.TYPOGRAPHIC: Role.PUNCTUATION,
    Variation.WORDING: Role.WORDING,
    Variation.ADDED: Role.ADDED,
    Variation.CUT_SILENTLY: Role.CUT,
    Variation.CUT_DECLARED: Role.DECLARED,
    Variation.MOVED: Role.MOVED,
    Variation.INTERPOLATED: Role.ADDED,
    Variation.PARAPHRASED: Role.PARAPHRASED,
    Variation.NOT_QUOTED: Role.ABSENT,
}

_WORDS: Final = {
    Variation.SAME: "same",
    Variation.TYPOGRAPHIC: "punctuation",
    Variation.WORDING: "wording",
    Variation.ADDED: "added",
    Variation.CUT_SILENTLY: "cut without a sign",
    Variation.CUT_DECLARED: "cut, shown by the outlet",
    Variation.MOVED: "printed elsewhere",
    Variation.INTERPOLATED: "editor's words",
    Variation.PARAPHRASED: "told in other words",
    Variation.NOT_QUOTED: "not quoted here",
}


def role_of(state: Variation) -> Role:
    """How a reading of that state is drawn."""
    return _ROLES[state]


def word_of(state: Variation) -> str:
    """A state in words."""
    return _WORDS[state]


def sign_of(state: Variation, marks: Marks) -> str:
    """The sign of a difference; empty for the same words."""
    return {
        Variation.SAME: "",
        Variation.TYPOGRAPHIC: marks.punctuation,
        Variation.WORDING: marks.wording,
        Variation.ADDED: marks.added,
        Variation.CUT_SILENTLY: marks.cut,
        Variation.CUT_DECLARED: marks.declared,
        Variation.MOVED: marks.moved,
        Variation.INTERPOLATED: marks.interpolated,
        Variation.PARAPHRASED: marks.paraphrased,
        Variation.NOT_QUOTED: marks.absent,
    }[state]
