"""The README's pictures show the program as it is."""

import os
from pathlib import Path

import pytest
from harbour_news import made
from tui_pictures import NAMES, PICTURES, draw, words_of
from tui_pilot import WRITE

README = PICTURES.parents[1] / "README.md"


async def test_the_pictures_of_the_readme_are_what_the_program_draws(tmp_path: Path) -> None:
    drawn = await draw(made(tmp_path))
    assert sorted(drawn) == sorted(NAMES)
    if os.environ.get(WRITE) == "1":
        for name, svg in drawn.items():
            (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
    for name, svg in drawn.items():
        kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
        assert words_of(kept) == words_of(svg), f"{name}.svg is stale; {WRITE}=1 writes it anew"
        assert "@font-face" not in svg, "a picture loads nothing from anywhere"


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_every_picture(name: str) -> None:
    assert f"](tests/pictures/{name}.svg)" in README.read_text(encoding="utf-8")
