"""Every screen at three sizes, the main ones at two small ones, as text."""

import pytest
from tui_pilot import Driven, browser, check_golden

SIZES = ((80, 24), (120, 40), (200, 50))
SMALL = ((60, 20), (40, 12))
TOUR: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("search", ()),
    ("error", ("fill:date:2024..nonsense",)),
    ("no_results", ("fill:zzzz speaker:nobody",)),
    ("typo", ("fill:defaeted",)),
    ("results", ("fill:big blow",)),
    ("list", ("fill:very badly", "enter")),
    ("help", ("?",)),
    ("palette", ("escape", "ctrl+p", "fill:comp")),
    ("filters", ("escape", "f")),
    ("cite", ("escape", "Y")),
    ("cite_mla", ("6", "right")),
    ("article", ("escape", "enter")),
    ("find", ("slash", "fill:Syria")),
    ("compare", ("escape", "q", "c")),
    ("compare_next", ("n", "down", "p", "equals_sign")),
    ("compare_columns", ("p", "equals_sign", "v")),
    ("compare_differences", ("v",)),
)
"""Names of screens, and the keys from the one before; `fill:` puts a text in the box that has the focus."""


async def play(driven: Driven, steps: tuple[str, ...]) -> None:
    for step in steps:
        if step.startswith("fill:"):
            await driven.fill(step.removeprefix("fill:"))
        else:
            await driven.press(step)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_agreed(size: tuple[int, int]) -> None:
    async with browser(size) as driven:
        for name, steps in TOUR:
            await play(driven, steps)
            check_golden(f"{name}_{size[0]}x{size[1]}", driven.text)


@pytest.mark.parametrize("size", SMALL, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_main_screens_tell_what_they_are_for_where_there_is_little_room(
    size: tuple[int, int],
) -> None:
    tour = (
        ("list", ("fill:very badly", "enter")),
        ("cite", ("Y",)),
        ("article", ("escape", "enter")),
        ("compare", ("q", "c")),
    )
    async with browser(size) as driven:
        for name, steps in tour:
            await play(driven, steps)
            check_golden(f"{name}_{size[0]}x{size[1]}", driven.text)
            words = {"cite": "“I don’t", "compare": "B"}.get(name, "defeated")
            assert words in driven.text, name
