"""The README's pictures, drawn from the running program: four screens, and a session frame by frame.

One session of the program makes them all. They are renewed in tests/pictures/ as goldens are:

QUOTEBROWSER_WRITE_GOLDENS=1 pytest -n0 tests/tui/test_tui_pictures.py
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from tui_pilot import Driven, browser

from quotebrowser.library import Library
from quotebrowser.settings import Settings

PICTURES: Final = Path(__file__).resolve().parents[1] / "pictures"
SIZE: Final = (112, 32)
KEYS: Final[tuple[tuple[str, str], ...]] = (
    # keys, and the picture that is then drawn
    ("", ""),
    ("sell the harbour", ""),
    ("enter", "search"),
    ("c", "compare"),
    ("n", ""),
    ("enter", "reader"),
    ("Y", "citation"),
)
"""What is typed between two frames; words are typed letter by letter."""
NAMES: Final = (*(name for _, name in KEYS if name), "session")
_SECONDS: Final = 3
"""How long a frame of the session is seen."""
_FONT: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")
"""Fonts that would be loaded from an address: left out, a reader's own monospaced font will do."""


async def _frame(driven: Driven, keys: str) -> str:
    """The screen after some keys, as SVG."""
    if " " in keys:
        await driven.fill(keys)
    elif keys:
        await driven.press(keys)
    return _FONT.sub("", driven.app.export_screenshot(title="quotebrowser"))


async def _frames(place: Path) -> AsyncIterator[tuple[str, str]]:
    settings = Settings(marks="unicode", theme="dark")
    async with browser(SIZE, library=Library.open(place, settings=settings)) as driven:
        for keys, name in KEYS:
            yield name, await _frame(driven, keys)


async def draw(place: Path) -> dict[str, str]:
    """The pictures as SVG, by name, the same at every run.

    Args:
        place: a library of `harbour_news`.
    """
    frames = [frame async for frame in _frames(place)]
    return {**{name: svg for name, svg in frames if name}, "session": _session([svg for _, svg in frames])}


def _session(frames: list[str]) -> str:
    """Frames one after the other, each seen for some seconds, again and again."""
    size = re.search(r'viewBox="[^"]*"', frames[0])
    assert size is not None
    whole = len(frames) * _SECONDS
    shown = 100 / len(frames)
    style = (
        f"@keyframes frame {{ 0%, {shown:.2f}% {{ visibility: visible; }}"
        f" {shown + 0.01:.2f}%, 100% {{ visibility: hidden; }} }}"
        f" .frame {{ visibility: hidden; animation: frame {whole}s infinite; }}"
    )
    parts = [
        f'<g class="frame" style="animation-delay: {at * _SECONDS}s">{frame}</g>'
        for at, frame in enumerate(frames)
    ]
    return f'<svg {size[0]} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{"".join(parts)}</svg>\n'


def words_of(svg: str) -> list[str]:
    """The texts of a picture, in order."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)
