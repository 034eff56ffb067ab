"""The kinds of difference: one row each, with its words, signs and colours.

One rule guards it: screens, citations, written comparisons and the README read these rows; no other list of
them exists. Their order is that of how much they say: of several, the first that has a gap is named. Which
kind a reading is, `collate` decides.
"""

from enum import StrEnum
from typing import NamedTuple, Self


class Shown(NamedTuple):
    """How a kind of difference is named and drawn."""

    word: str
    """On screen, beside its sign."""
    sign: str = ""
    """Where it is marked; empty for the same words."""
    ascii_sign: str = ""
    """The same for terminals without Unicode."""
    means: str = ""
    """For the README; empty: it has no sign to explain."""
    clause: str = ""
    """In a written comparison, with the `{own}` words and the `{base}`'s; empty: `{own} for {base}`."""
    gap: str = ""
    """Stands in place of the words where a version prints none, with its `{sign}`; empty: it prints some."""
    attributes: str = ""
    """Of Rich's styles: `bold`, `reverse` ..."""
    colour: str = ""
    """Name of a theme's colour; empty for the text's own or one of the two below."""
    dark: str = ""
    """Colour on a dark background: Okabe and Ito's, which colour-blind readers can tell apart."""
    light: str = ""
    """The same on a light background; both have a contrast of 4.5 to 1 or more."""
    alone: bool = False
    """Whether each place of this kind is a column of its own; else neighbours of one kind are joined."""


class Variation(StrEnum):
    """How a reading stands to those of the other versions."""

    shown: Shown
    """How it is named and drawn."""

    def __new__(cls, value: str, shown: Shown) -> Self:
        """A member whose value is what machines read."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.shown = shown
        return made

    SAME = "same", Shown("same")
    TYPOGRAPHIC = "typographic", Shown(
        "punctuation", ",", ",", "punctuation, case or kind of marks only",
        attributes="underline", alone=True,
    )  # fmt: skip
    """Same word; punctuation, case or marks differ."""
    WORDING = "wording", Shown(
        "wording", "≠", "!", "different words",
        attributes="bold underline", dark="#e69f00", light="#8a5a00", alone=True,
    )  # fmt: skip
    ADDED = "added", Shown(
        "added", "+", "+", "words that the longest version runs on without", "adds {own}",
        attributes="bold", dark="#56b4e9", light="#005f99", alone=True,
    )  # fmt: skip
    """Printed here, where the longest version runs on without it."""
    CUT = "cut_undeclared", Shown(
        "cut, undeclared", "⊘", "^^", "words that the record has between the words of this article's quote",
        "cuts {base}, undeclared", "cut {sign}", attributes="reverse", dark="#ff8c4d", light="#a84300",
    )  # fmt: skip
    """Not printed inside one pair of quotation marks, where the record has it, and without a sign."""
    RUNS_ON = "runs_on_without", Shown(
        "runs on without", "∅", "^", "words that others print between the words of this article's quote",
        "runs on without {base}", "without {sign}", attributes="reverse", dark="#ff8c4d", light="#a84300",
    )  # fmt: skip
    """Not printed inside one pair of quotation marks, where others print it: who changed it nobody knows."""
    CUT_DECLARED = "cut_declared", Shown(
        "marked cut", "…", "..", "words left out, and the cut is marked",
        "cuts {base}, marked", "{sign}", attributes="dim", dark="#ff8c4d", light="#a84300",
    )  # fmt: skip
    """Left out, with an ellipsis or by closing the marks between two parts."""
    MOVED = "moved", Shown(
        "printed elsewhere", "⇄", "<>", "printed in a different order", "prints {own} elsewhere",
        attributes="italic", dark="#2fc29a", light="#006b4e",
    )  # fmt: skip
    """Printed in another order than the longest version's, or at another place of the article."""
    INTERPOLATED = "interpolated", Shown(
        "editor's words", "[", "[", "an editor's words in brackets", "inserts {own}",
        attributes="bold", dark="#56b4e9", light="#005f99", alone=True,
    )  # fmt: skip
    """Editor's words in brackets."""
    PARAPHRASED = "paraphrased", Shown(
        "paraphrased", "≈", "~", "paraphrased near the quote, without quotation marks",
        "paraphrases {base}", attributes="italic", dark="#cc79a7", light="#8f3f6d",
    )  # fmt: skip
    """Paraphrased near the quote, without quotation marks."""
    NOT_QUOTED = "not_quoted", Shown(
        "not quoted here", "╌", "-", "not quoted by this article, which is not the same as left out",
        gap="not quoted", attributes="dim", colour="muted",
    )  # fmt: skip
    """This article does not quote it: no claim that it left it out."""
