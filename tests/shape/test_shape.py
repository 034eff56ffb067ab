"""The shape of the code: no module, function or class swallows the program, and things are easy to find."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "quotebrowser").rglob("*.py"))

MOST_IN_A_FOLDER: Final = 12
MOST_METHODS: Final = 20
"""Of one class, those that Textual calls by their name among them."""
MOST_COLLECTED: Final = 42
"""The same with what it has of its bases in the package: a page does what all pages do, and its own."""
COLLECTING: Final = {
    "quotebrowser/tui/picking.py:PickPage": 46,
    "quotebrowser/tui/screens/subject_page.py:SubjectPage": 46,
}
"""Classes that collect more, and how many: they are the search page, and more."""
TABLES: Final = {
    "quotebrowser/ingest/formats": "its files are the rows of `format_table`",
    "quotebrowser/cite/styles": "its files are the rows of `style_table`",
}
"""Folders that may hold more modules, and why."""
TWICE: Final[Mapping[str, str]] = {}
"""File names that may occur twice in the package, and why."""


FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_functions_and_classes_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    tree = ast.parse(source)
    for function in _functions(tree):
        assert (function.end_lineno or 0) - function.lineno < 60, function.name
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [part.name for part in node.body if isinstance(part, FUNCTIONS)]
            assert len(methods) <= MOST_METHODS, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_holds(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_exception_is_caught_blindly_without_a_reason(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if "except Exception" in line:
            assert "noqa: BLE001 - " in line, f"{path}:{number}"


def test_the_top_level_is_as_designed() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    allowed = {"pyproject.toml", "README.md", "seeds", "quotebrowser", "tests", "build", "dist"}
    assert {name for name in names if not name.endswith(".egg-info")} <= allowed


def imports() -> dict[str, set[str]]:
    """The modules of the package, and which of the others each imports, wherever in it the import stands."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    found: dict[str, set[str]] = {}
    for name, path in names.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in names:
                asked = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= {one if one in names else str(node.module) for one in asked}
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names} & names.keys()
        found[name].discard(name)
    return found


def test_no_file_imports_itself_by_way_of_others() -> None:
    found = imports()
    assert len(found) == len(MODULES)
    assert any(found.values())
    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_no_folder_is_a_corridor() -> None:
    held = Counter(str(path.parent.relative_to(ROOT)) for path in MODULES)
    assert {folder for folder, modules in held.items() if modules > MOST_IN_A_FOLDER} <= TABLES.keys()


def test_no_file_name_occurs_twice() -> None:
    stems = Counter(path.stem for path in MODULES if path.stem != "__init__")
    assert {stem for stem, times in stems.items() if times > 1} == TWICE.keys()


def methods() -> dict[str, set[str]]:
    """The methods of every class of the package, with those of its bases in the package."""
    own: dict[str, set[str]] = {}
    bases: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                name = f"{path.relative_to(ROOT)}:{node.name}"
                own[name] = {part.name for part in node.body if isinstance(part, FUNCTIONS)}
                names = (ast.unparse(base).partition("[")[0] for base in node.bases)
                bases[name] = [base.rpartition(".")[2] for base in names]

    def collected(name: str) -> set[str]:
        found = set(own[name])
        for base in bases[name]:
            for other in own:
                if other.endswith(f":{base}") and other != name:
                    found |= collected(other)
        return found

    return {name: collected(name) for name in own}


def test_no_class_collects_too_many_methods_over_its_own_bases() -> None:
    found = {name: len(names) for name, names in methods().items()}
    assert found["quotebrowser/tui/screens/search_page.py:SearchPage"] > MOST_METHODS, "bases are counted"
    many = {name: count for name, count in found.items() if count > MOST_COLLECTED}
    assert many.keys() == COLLECTING.keys()
    assert {name: count for name, count in many.items() if count > COLLECTING[name]} == {}
