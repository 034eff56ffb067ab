"""A speech of our own, its transcript, and three articles that print it with planted differences.

`PLANTED` is the table: what the record has, what an article prints of it between marks, and what is to be told.
The articles are made from it: an English one, a German one and a French one, each with a narration of its own.
"""

from typing import Final, NamedTuple


class Planted(NamedTuple):
    """A difference between the record and an article."""

    name: str
    paper: int
    """Which of the articles prints it."""
    said: str
    """Of the speech: one sentence or more, as the transcript has them."""
    printed: str
    """As the article prints it, marks included."""
    told: tuple[tuple[str, str, int, str], ...]
    """Kind, class and level of each difference, and its note."""


_PAPERS: Final = 3
PLANTED: Final = (
    Planted(
        "not a word differs",
        0,
        "We shall keep the old lighthouse open to every child of this town.",
        "“We shall keep the old lighthouse open to every child of this town,” {}.",
        (),
    ),
    Planted(
        "a not is cut",
        0,
        "We will not close the fish market on the eastern quay this winter.",
        "“We will close the fish market on the eastern quay this winter,” {}.",
        (("cut_undeclared", "negation", 4, "the record has ‘not’ here"),),
    ),
)
