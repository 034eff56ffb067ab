"""The two pictures of the README, drawn from the running program.

python tests/tui/tui_pictures.py        writes them to tests/pictures/
"""

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from tui_pilot import browser

PICTURES: Final = Path(__file__).resolve().parents[1] / "pictures"
SIZE: Final = (118, 34)
SCENES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "search": ("speaker:esbati", ("enter", "down")),
    "compare": ("very badly", ("enter", "c", "n")),
}
"""Query and keys of each picture."""
_FONT: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")
"""Fonts that would be loaded from an address: left out, a reader's own monospaced font will do."""


async def draw(name: str) -> str:
    """One picture as SVG, the same at every run."""
    query, keys = SCENES[name]
    async with browser(SIZE) as driven:
        await driven.fill(query)
        await driven.press(*keys)
        svg = driven.app.export_screenshot(title="quotebrowser")
    return _FONT.sub("", svg)


def words_of(svg: str) -> list[str]:
    """The texts of a picture, in order."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def main() -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["QUOTEBROWSER_CACHE"] = os.environ["QUOTEBROWSER_STATE"] = place
        PICTURES.mkdir(exist_ok=True)
        for name in SCENES:
            path = PICTURES / f"{name}.svg"
            path.write_text(asyncio.run(draw(name)), encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()
