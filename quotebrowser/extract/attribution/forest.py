"""Boosted decision trees read from the package's data and evaluated in plain Python.

A model is a sum of small trees: a node asks whether one feature is at most a threshold, a leaf adds a
number. One rule guards it: the names of the features lie beside the weights, so that weights that were
fitted for other features are refused.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, TypeAlias

Node: TypeAlias = "float | tuple[int, float, Node, Node]"

_HOPELESS: Final = 2.0
_BEHIND: Final = -2.0
"""In log odds. Dropping at 2 costs a tenth of a point of right mentions on 5,600 statements against dropping
nobody, at 1.6 two to three tenths; it spares most of the trees."""
_OFTEN: Final = 500
"""Sums after which a forest is compiled. Compiled, a sum of 100 trees takes 0.6 of the time; compiling costs
15 ms, the gain of some 1,800 sums. A few short articles stay below."""


class Forest:
    """The sum of some trees: walked node by node, and once it is asked often, as one compiled expression."""

    __slots__ = ("_asked", "_compiled", "trees")

    def __init__(self, trees: Sequence[Node]) -> None:
        self.trees = tuple(trees)
        """The roots."""
        self._asked = 0
        self._compiled: Callable[[Sequence[float]], float] | None = None

    def sum(self, vector: Sequence[float]) -> float:
        """The sum of the leaves that a vector reaches, the same to the last bit either way."""
        if self._compiled is not None:
            return self._compiled(vector)
        self._asked += 1
        if self._asked > _OFTEN:
            self._compiled = self.compiled()
        return self.walked(vector)

    def walked(self, vector: Sequence[float]) -> float:
        """The sum, node by node."""
        total = 0.0
        for tree in self.trees:
            at = tree
            while type(at) is tuple:
                feature, threshold, low, high = at
                at = low if vector[feature] <= threshold else high
            total += at  # type: ignore[operator]  # the loop ends at a leaf
        return total

    def compiled(self) -> Callable[[Sequence[float]], float]:
        """A function that gives the sum; its source is made of the numbers of the nodes and nothing else."""
        source = f"lambda v: 0.0{''.join(f' + {_source(tree)}' for tree in self.trees)}"
        function: Callable[[Sequence[float]], float] = eval(source, {"__builtins__": {}})  # noqa: S307
        return function


@dataclass(frozen=True, slots=True)
class Trees:
    """A fitted model."""

    classes: tuple[Forest, ...]
    """Trees of each class; one class for a yes-or-no model."""
    first: Forest
    """The first sixth of the first class, which tells hopeless rivals."""
    rest: Forest
    """The other trees of the first class."""

    def scores(self, vector: Sequence[float]) -> list[float]:
        """The raw score of each class: log odds for a yes-or-no model."""
        return [forest.sum(vector) for forest in self.classes]

    def best(self, vectors: Sequence[Sequence[float]]) -> list[float]:
        """The probability of yes for each of several rivals.

        After a sixth of the trees a rival that lies hopelessly behind the first is left where it is.
        """
        scores = [self.first.sum(vector) for vector in vectors]
        bar = max(scores, default=0.0) - _HOPELESS
        rest = self.rest
        return [
            1.0 / (1.0 + math.exp(-(score + rest.sum(vector) if score >= bar else score + _BEHIND)))
            for score, vector in zip(scores, vectors, strict=True)
        ]

    def probability(self, vector: Sequence[float]) -> float:
        """The probability of yes."""
        return 1.0 / (1.0 + math.exp(-self.scores(vector)[0]))

    def probabilities(self, vector: Sequence[float]) -> list[float]:
        """The probability of each class; they sum to 1."""
        scores = self.scores(vector)
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return [power / whole for power in powers]


def node(data: float | list[object]) -> Node:
    """A node from its JSON form: a number, or feature, threshold and the two nodes below."""
    if isinstance(data, list):
        feature, threshold, left, right = data
        return int(feature), float(threshold), node(left), node(right)  # type: ignore[call-overload, arg-type]
    return float(data)


def _source(tree: Node) -> str:
    """A tree as a Python expression over the vector `v`."""
    if isinstance(tree, tuple):
        feature, threshold, low, high = tree
        return f"({_source(low)} if v[{feature:d}] <= {threshold!r} else {_source(high)})"
    return f"({tree!r})"


def model(classes: Sequence[Sequence[Node]]) -> Trees:
    """The model of the given trees of each class."""
    few = len(classes[0]) // 6
    first, rest = Forest(classes[0][:few]), Forest(classes[0][few:])
    return Trees(tuple(Forest(one) for one in classes), first, rest)


@cache
def load(name: str, features: tuple[str, ...]) -> Trees:
    """The model `name` of the package's data.

    Raises:
        ValueError: the weights were fitted for other features.
    """
    text = (
        resources.files("quotebrowser.extract")
        .joinpath("weights", f"{name}.json")
        .read_text(encoding="utf-8")
    )
    data = json.loads(text)
    if tuple(data["features"]) != features:
        raise ValueError(f"the weights of {name} were fitted for other features")
    return model([[node(tree) for tree in forest] for forest in data["classes"]])
