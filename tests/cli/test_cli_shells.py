"""Completions and the manual page: in a wheel that is built here, loaded into the shells themselves."""

import os
import re
import select
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path
from typing import Final

import pytest

from quotebrowser.cli.parser import COMMANDS

ROOT: Final = Path(__file__).resolve().parents[2]
COMPLETED: Final = [
    # words typed, of which the last is completed, and what is offered
    ("ci", "cite"),
    ("se", "search set serve"),
    ("cite --st", "--style"),
    ("cite --style w", "wikipedia wikiquote"),
    ("search storm --sort ", "relevance date outlet"),
    ("search spea", "speaker:"),
    ("set storm.txt out", "outlet="),
    ("help st", "styles"),
    ("export --format bib", "bibtex"),
    ("add pyproj", "pyproject.toml"),
]


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is missing: apt-get install it"
    )


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `share` of an installed wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if ".data/data/" in name]
        packed.extractall(folder, names)
        assert not [name for name in packed.namelist() if "shell_files" in name or "shtab" in name]
    return next(folder.glob("*.data")) / "data" / "share"


def _typed(shell: list[str], lines: str, wanted: str) -> str:
    """What a shell on a terminal of its own shows, as soon as that has `wanted` in it."""
    ours, theirs = os.openpty()
    environment = {"TERM": "dumb", "PATH": os.environ["PATH"], "PS1": "$ ", "HOME": "/nonexistent"}
    with subprocess.Popen(
        shell, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT, start_new_session=True
    ) as running:
        os.close(theirs)
        os.write(ours, lines.encode())
        shown, until = "", time.monotonic() + 30
        while wanted not in shown and time.monotonic() < until:
            if select.select([ours], [], [], 0.1)[0]:
                shown = (shown + os.read(ours, 65536).decode("utf-8", "replace")).replace(" \b", "")
        running.kill()
    os.close(ours)
    return shown


@needs("bash")
def test_bash_offers_what_the_parser_takes(share: Path) -> None:
    script = share / "bash-completion" / "completions" / "quotebrowser"
    asked = "".join(
        f"COMP_WORDS=(quotebrowser {words.rpartition(' ')[0]} '{words.rpartition(' ')[2]}'); COMPREPLY=();"
        f' COMP_CWORD={words.count(" ") + 1}; _shtab_quotebrowser; echo "${{COMPREPLY[*]}}"\n'
        for words, _ in COMPLETED
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", f"source '{script}'\n{asked}"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.splitlines() == [offered for _, offered in COMPLETED]


@needs("bash")
def test_bash_completes_at_its_prompt_and_leaves_no_blank_behind_a_field(share: Path) -> None:
    script = share / "bash-completion" / "completions" / "quotebrowser"
    lines = f"source '{script}'\nquotebrowser cit\t--styl\toscol\tspea\tx"
    assert "cite --style oscola speaker:x" in _typed(["bash", "--norc", "-i"], lines, "speaker:x")


@needs("zsh")
def test_zsh_completes_at_its_prompt(share: Path) -> None:
    functions = share / "zsh" / "site-functions"
    lines = f"fpath=('{functions}' $fpath); autoload -U compinit; compinit -D -u\n"
    lines += "quotebrowser cit\t--styl\toscol\tx"
    assert "cite --style oscola x" in _typed(["zsh", "-f", "-i"], lines, "oscola x")


@needs("fish")
def test_fish_offers_what_the_parser_takes(share: Path, tmp_path: Path) -> None:
    script = share / "fish" / "vendor_completions.d" / "quotebrowser.fish"
    asked = "".join(f"complete -C 'quotebrowser {words}'; echo ---\n" for words, _ in COMPLETED)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source '{script}'\n{asked}"],
        capture_output=True, text=True, check=True, cwd=ROOT, env=dict(os.environ) | {"HOME": str(tmp_path)},
    )  # fmt: skip
    answers = [
        {line.split("\t")[0] for line in answer.split("\n")} for answer in done.stdout.split("---\n")[:-1]
    ]
    assert [
        set(offered.split()) - answer for (_, offered), answer in zip(COMPLETED, answers, strict=True)
    ] == [set() for _ in COMPLETED]


@needs("man")
def test_the_manual_renders_without_a_warning_and_has_every_command(share: Path) -> None:
    page = share / "man" / "man1" / "quotebrowser.1"
    environment = dict(os.environ) | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", page],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert done.stderr == ""
    lines = re.sub(".\b", "", done.stdout).splitlines()
    assert [row.name for row in COMMANDS if f"   {row.name}" not in lines] == []
    assert any("--style S" in line for line in lines)


def test_the_build_asks_for_all_that_the_parser_imports() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = told["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["dependencies"]
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom quotebrowser.cli.parser import build_parser\n"
        "from quotebrowser import cite, query\nbuild_parser()\n"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name for name in done.stdout.split() if not name.startswith(("_", "cython"))}
    assert loaded - {"quotebrowser"} <= {re.split("[<>=]", each)[0] for each in asked}
