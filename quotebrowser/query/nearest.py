"""Which of a few known names was meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str:
    """The one of `names` that `name` most resembles; empty if none is near.

    A cut-off of 0.6 of difflib's ratio takes one wrong letter in words of four (`knid`, `dete`), and leaves
    words alone that share only their length.
    """
    close = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return close[0] if close else ""
