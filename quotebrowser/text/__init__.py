"""Text as such: what is shown safely, what counts as a word, when two words are the same word."""

from quotebrowser.text.counting import counted
from quotebrowser.text.folding import fold, fold_marks
from quotebrowser.text.safe import (
    HOLE,
    UNSEEN,
    hidden_characters,
    inert,
    one_line,
    safe,
    safe_cell,
    safe_line,
)
from quotebrowser.text.words import Word, words

__all__ = [
    "HOLE",
    "UNSEEN",
    "Word",
    "counted",
    "fold",
    "fold_marks",
    "hidden_characters",
    "inert",
    "one_line",
    "safe",
    "safe_cell",
    "safe_line",
    "words",
]
