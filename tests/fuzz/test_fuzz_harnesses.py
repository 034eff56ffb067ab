"""Each harness bears its corpus; `run.py` finds other bytes by atheris."""

import harnesses
import pytest


@pytest.mark.parametrize("name", harnesses.HARNESSES)
def test_a_harness_bears_its_corpus(name: str) -> None:
    pieces = list(harnesses.corpus(name))
    assert pieces
    for data in pieces:
        harnesses.HARNESSES[name](data)
        harnesses.HARNESSES[name](data[: len(data) // 2])
