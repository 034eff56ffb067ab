"""What every test shares: no network, no one's own library or settings, no terminal of the caller."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import network_guard
import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

# Compiled modules are kept, also where the environment says otherwise: each of the programs that tests start
# would compile the whole package.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

for _number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
    # A shell that starts tests in the background, or `nohup`, has them ignored; a terminal does not.
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)

# What needs a server or a cluster is collected by whoever has one: `.ci/postgres`, `.ci/cluster`.
collect_ignore = [
    folder
    for folder, wanted in (("newsroom", "QUOTEBROWSER_POSTGRES"), ("cluster", "QUOTEBROWSER_RAY"))
    if not os.environ.get(wanted)
]

pytest_plugins = ["cli_runner", "clip_display", "store_fixture", "newsroom_fixture", "shared_engine"]

# The suite tries the same examples every time, and a slow machine is no failure. Others are tried with
# `--hypothesis-profile=random`, as tests/benchmarks/random_properties.py does.
hypothesis.settings.register_profile("suite", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile(
    "random", derandomize=False, database=None, deadline=None, max_examples=1000, print_blob=True
)
hypothesis.settings.load_profile("suite")

network_guard.install()
# One user for the whole run, who takes an index for his own that another test has made.
os.environ["QUOTEBROWSER_INDEX_KEY"] = "5e" * 32
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).resolve().parent / "guard"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


def pytest_xdist_auto_num_workers() -> int | None:
    """Three workers for two processors: while one waits for a child, a terminal or a clock, another works."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return (3 * len(os.sched_getaffinity(0)) + 1) // 2 if hasattr(os, "sched_getaffinity") else os.cpu_count()


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Library, cache, state and settings of the test alone; its errors are blamed on no other library."""
    monkeypatch.setattr("quotebrowser.fault_report._CAUSES", [])
    home = tmp_path_factory.mktemp("places")
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(home / "library"))
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(home / "state"))
    monkeypatch.setenv("QUOTEBROWSER_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("QUOTEBROWSER_COPIES", str(home / "copies"))
    monkeypatch.setenv("PGPASSWORD", "")
    for name in (
        "TMUX",
        "STY",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "SSH_TTY",
        "SSH_CONNECTION",
        "NO_COLOR",
        "COLORFGBG",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cache for the whole run: the sample library is made once."""
    cache = tmp_path_factory.mktemp("cache")
    before = os.environ.get("QUOTEBROWSER_CACHE")
    os.environ["QUOTEBROWSER_CACHE"] = str(cache)
    yield cache
    if before is None:
        del os.environ["QUOTEBROWSER_CACHE"]
    else:
        os.environ["QUOTEBROWSER_CACHE"] = before


@pytest.fixture
def seeds() -> Path:
    """Directory of the five sample articles."""
    return SEEDS


@pytest.fixture(scope="session")
def read_seeds(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """A library that holds the five seeds; for tests that only read."""
    from quotebrowser.library import Library
    from quotebrowser.library.adding import add_files

    directory = tmp_path_factory.mktemp("read") / "library"
    library = Library.open(directory)
    list(add_files.add(library, [SEEDS]))
    library.close()
    return directory


@pytest.fixture
def own_seeds(read_seeds: Path, tmp_path: Path) -> Path:
    """A library of the test's own that holds the five seeds."""
    directory = tmp_path / "seeds-library"
    shutil.copytree(read_seeds, directory)
    return directory
