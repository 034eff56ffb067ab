"""Text as such: what is shown safely, what counts as a word, when two words are the same word."""

from quotebrowser.text.folding import fold, fold_marks
from quotebrowser.text.safe import hidden_characters, safe, safe_cell, safe_line, whole_words
from quotebrowser.text.words import Word, words

__all__ = [
    "Word",
    "fold",
    "fold_marks",
    "hidden_characters",
    "safe",
    "safe_cell",
    "safe_line",
    "whole_words",
    "words",
]
