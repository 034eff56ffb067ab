"""What stands in place of what is not known is worded in one module."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from quotebrowser.model import Date
from quotebrowser.text import unknown

PACKAGE = Path(unknown.__file__).resolve().parents[1]
WORDS = (unknown.SPEAKER.line, unknown.OUTLET.line, unknown.DATE.line, unknown.DATE.cited)


def literals(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@cache
def worded() -> dict[str, frozenset[str]]:
    """The strings of each module of the package, by its name."""
    return {
        path.stem: frozenset(text.strip(" ,") for text in literals(path)) for path in PACKAGE.rglob("*.py")
    }


@pytest.mark.parametrize("words", WORDS)
def test_no_other_module_words_what_is_not_known(words: str) -> None:
    assert {name for name, texts in worded().items() if words in texts} == {"unknown"}


WHOLE = [
    (unknown.who("Mayor", "Ada Example"), "Mayor Ada Example"),
    (unknown.who("", ""), "speaker not known"),
    (unknown.where("Example Herald", "a.txt"), "Example Herald"),
    (unknown.where("", "a.txt"), "outlet not recorded (a.txt)"),
    (unknown.when(Date(2025, 1)), "2025-01"),
    (unknown.when(None), "no date"),
    (unknown.line("outlet"), "outlet not recorded"),
    (unknown.line("agency"), "agency not known"),
]


@pytest.mark.parametrize(("said", "expected"), WHOLE)
def test_a_line_says_what_is_known_or_that_it_is_not(said: str, expected: str) -> None:
    assert said == expected
