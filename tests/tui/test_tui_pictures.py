"""The README's pictures show the program as it is."""

import os

import pytest
from tui_pictures import PICTURES, SCENES, draw, words_of
from tui_pilot import WRITE


@pytest.mark.parametrize("name", SCENES)
async def test_a_picture_of_the_readme_is_what_the_program_draws(name: str) -> None:
    drawn = await draw(name)
    path = PICTURES / f"{name}.svg"
    if os.environ.get(WRITE) == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert path.is_file(), f"{path} is missing; {WRITE}=1 writes it"
    assert words_of(path.read_text(encoding="utf-8")) == words_of(drawn), (
        f"{path} is stale; {WRITE}=1 writes it anew"
    )


async def test_a_picture_loads_nothing_from_anywhere() -> None:
    assert "@font-face" not in await draw("search")
