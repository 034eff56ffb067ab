"""The README says what the program does, and nothing else."""

import re
import shlex
from pathlib import Path

import pytest
import readme_tables

from quotebrowser import cite, query, settings
from quotebrowser.cli.parser import COMMANDS, build_parser
from quotebrowser.model import Genre, Kind
from quotebrowser.tui import actions

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_tables_are_the_programs_own() -> None:
    assert readme_tables.filled(README) == README, "run: python tests/docs/readme_tables.py"


NAMED = [
    *((f"command {command.name}", f"`{command.name}`") for command in COMMANDS),
    *((f"field {field.name}", f"`{field.name}:`") for field in query.FIELDS),
    *((f"style {style.name}", f"`{style.name}`") for style in cite.STYLES),
    *((f"form {form.name}", f"`{form.name}`") for form in cite.FORMS),
    *((f"flavour {flavour.name}", f"`{flavour.name}`") for flavour in cite.FLAVOURS),
    *((f"action {action.id}", action.help) for action in actions.ACTIONS),
    *((f"setting {option.key}", f"`{option.key}`") for option in settings.OPTIONS),
    *((f"kind {kind}", kind.value) for kind in Kind),
    *((f"genre {genre}", f"`{genre.value}`") for genre in Genre),
]


@pytest.mark.parametrize(("what", "text"), NAMED, ids=[what for what, _ in NAMED])
def test_everything_users_can_name_is_in_the_readme(what: str, text: str) -> None:
    assert text.replace("|", "\\|") in README


def test_every_command_line_in_the_readme_is_understood() -> None:
    blocks = "".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    lines = re.findall(r"^quotebrowser (.+)$", blocks, re.MULTILINE)
    assert len(lines) >= 5
    for line in lines:
        build_parser().parse_args(shlex.split(line))


def test_the_readme_gives_no_command_that_does_not_exist() -> None:
    known = {command.name for command in COMMANDS}
    for name in re.findall(r"`quotebrowser ([a-z-]+)", README):
        assert name in known


def test_pictures_and_links_in_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("https://"):
            assert (ROOT / target).is_file(), target


def test_the_readme_gives_the_two_commands() -> None:
    start = README.split("## Five minutes")[0]
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/quotebrowser\n" in start
    assert "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest\n" in start
