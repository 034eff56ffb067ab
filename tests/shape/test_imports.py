"""What a command loads, seen from outside: the static contracts cannot see a late import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "whoosh", "numpy", "rich", "rapidfuzz", "sqlite3", "logging")


def _loaded(*arguments: str) -> set[str]:
    """Heavy packages in `sys.modules` after a command."""
    code = (
        "import sys\nfrom quotebrowser.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, env=os.environ
    )
    return set(done.stderr.rpartition("LOADED")[2].split())


def test_help_and_version_load_nothing_heavy() -> None:
    assert _loaded("--help") == set()
    assert _loaded("search", "--help") == set()
    assert _loaded("--version") == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "big blow"),
        ("cite", "big blow"),
        ("compare", "big blow", "--json"),
        ("extract", "--json", "{seed}"),
    ],
    ids=["search", "cite", "compare", "extract"],
)
def test_the_line_front_end_never_loads_textual(
    arguments: tuple[str, ...], seeds: Path, shared_cache: Path
) -> None:
    seed = str(seeds / "003_8df294ec2e242fb0.txt")
    _loaded("add", seed)
    assert "textual" not in _loaded(*(argument.format(seed=seed) for argument in arguments))


def test_the_browser_shows_its_first_list_without_query_language_index_and_what_compares_texts(
    tmp_path: Path,
) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "import quotebrowser.cli.browse, quotebrowser.tui.app, quotebrowser.tui.screens.search_page\n"
        "from quotebrowser.library import Library\nfrom quotebrowser.library.finding import search_quotes\n"
        "search_quotes.search(Library.open(Path(sys.argv[1])), '')\n"
        "late = ('whoosh', 'numpy', 'rapidfuzz', 'quotebrowser.query')\n"
        "print(*[name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "library"], capture_output=True, check=True)
    assert done.stdout.split() == []
