"""The suite's own examples are the same every time; those of the random run are not."""

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st


def _tried(profile: str) -> list[str]:
    """What a property is tried on under a profile."""
    seen: list[str] = []

    @hypothesis.settings(hypothesis.settings.get_profile(profile), max_examples=50)
    @given(st.text())
    def property_of_texts(text: str) -> None:
        seen.append(text)

    property_of_texts()
    return seen


def test_a_run_of_the_suite_tries_the_same_examples_as_the_last() -> None:
    assert _tried("suite") == _tried("suite")
    assert _tried("random") != _tried("random")


def test_the_suite_runs_with_its_own_profile_unless_another_is_asked_for(pytestconfig: pytest.Config) -> None:
    profile = hypothesis.settings.get_profile(pytestconfig.getoption("--hypothesis-profile") or "suite")
    assert hypothesis.settings.default == profile
    assert profile.database is None
