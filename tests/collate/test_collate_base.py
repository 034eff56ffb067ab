"""Nothing that is told of differences depends on the base, on dates or on the order of what is compared."""

import random

import pytest
from random_groups import group, told


@pytest.mark.parametrize("seed", range(300))
def test_base_order_and_dates_change_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    made = group(chance)
    expected = told(made)
    for article in made.articles:
        assert told(made, primary=article.id) == expected
    for _ in range(3):
        assert told(made, chance) == expected
