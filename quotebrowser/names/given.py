"""Given names and what they tell of a person's gender.

One rule guards it: a name that men and women bear tells nothing.
"""

from enum import StrEnum
from functools import cache
from importlib import resources


class Gender(StrEnum):
    """What a name, title or pronoun tells of a person's gender."""

    MALE = "m"
    FEMALE = "f"
    EITHER = "b"
    """Known as a given name, but of men and women."""


@cache
def _table() -> dict[str, Gender]:
    text = resources.files("quotebrowser.names").joinpath("given.txt").read_text(encoding="utf-8")
    return {
        name.lower(): Gender(line[0])
        for line in text.splitlines()
        if line[:2] in {"m ", "f ", "b "}
        for name in line[2:].split()
    }


def gender_of_given(name: str) -> Gender | None:
    """What `name` tells of its bearer's gender; None if it is not known as a given name."""
    return _table().get(name.lower())
