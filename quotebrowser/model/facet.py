"""How often a value occurs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """A value and how many hits have it."""

    value: str
    """Empty for `unknown`."""
    count: int
    """At least 1."""
