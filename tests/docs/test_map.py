"""The developers' map names only what exists, and every room and floor is on it."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "quotebrowser"
MAP = (PACKAGE / "README.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?|[a-z_]+\.py)`", MAP)))
DOTTED = sorted(
    set(re.findall(r"-> +((?:library|ingest|extract|collate|store|index|tui|cite)\.[a-z_.]+)", MAP))
)
FLOORS = sorted(
    path.parent.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("__init__.py")
    if path.parent != PACKAGE
)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_on_the_map_exists(path: str) -> None:
    root = PACKAGE.parent if path.startswith("tests/") else PACKAGE
    # A bare file name stands in a row that gives its folder.
    assert (root / path).exists() or ("/" not in path and any(PACKAGE.rglob(path)))


@pytest.mark.parametrize("name", DOTTED)
def test_every_arrow_of_the_flow_leads_to_a_module_or_what_a_room_offers(name: str) -> None:
    place = PACKAGE / name.replace(".", "/")
    room, _, offered = name.rpartition(".")
    face = PACKAGE / room.replace(".", "/")
    files = [face.with_suffix(".py")] if face.with_suffix(".py").exists() else list(face.glob("*.py"))
    offers = any(re.search(rf"\b{offered}\b", file.read_text(encoding="utf-8")) for file in files)
    assert place.is_dir() or place.with_suffix(".py").exists() or offers


@pytest.mark.parametrize("floor", FLOORS)
def test_every_room_and_floor_is_on_the_map(floor: str) -> None:
    room, _, inner = floor.partition("/")
    assert re.search(rf"\b{inner or room}\b", MAP)
