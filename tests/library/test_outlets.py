"""One outlet, one name: what is proposed, what the user decides, what a page without a name gets."""

# ruff: noqa: E501 - tables are easier to read on one line

from collections.abc import Iterator
from pathlib import Path

import pytest
from adding_material import added, text
from cli_runner import Run

from quotebrowser.library import Library
from quotebrowser.library.changing import name_outlets
from quotebrowser.library.showing import quote_views


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def write(folder: Path, number: int, outlet: str, url: str) -> Path:
    path = folder / f"{number:02}.txt"
    said = "".join(f"{key}: {value}\n" for key, value in (("outlet", outlet), ("url", url)) if value)
    path.write_text(f"---\n{said}---\n{text(number)}", encoding="utf-8")
    return path


def fill(library: Library, folder: Path, *articles: tuple[str, str]) -> None:
    for number, (outlet, url) in enumerate(articles):
        added(library, write(folder, number, outlet, url))


PROPOSED = [
    # what is tried, (outlet, address) of each article, (name, other, reason) of each proposal
    ("two names of a host", [("Mill Wire", "https://millwire.example/a"), ("Mill Wire", "https://millwire.example/b"), ("United Mills", "https://www.millwire.example/c")], [("United Mills", "Mill Wire", "are printed at one host, millwire.example")]),
    ("two schemes", [("Mill Wire", "http://millwire.example/a"), ("United Mills", "https://millwire.example/c")], [("United Mills", "Mill Wire", "are printed at one host, millwire.example")]),
    ("a host in capitals", [("Mill Wire", "https://MillWire.example/a"), ("United Mills", "https://millwire.example/c")], [("United Mills", "Mill Wire", "are printed at one host, millwire.example")]),
    ("three names", [("Mill Wire", "https://m.example/a"), ("Ada", "https://m.example/b"), ("Bo", "https://m.example/c")], [("Bo", "Ada", "are printed at one host, m.example"), ("Mill Wire", "Ada", "are printed at one host, m.example")]),
    ("an article before it", [("The Mill Post", ""), ("the Mill Post", ""), ("Mill Post", "")], [("The Mill Post", "Mill Post", "differ only in case, marks or an article"), ("the Mill Post", "Mill Post", "differ only in case, marks or an article")]),
    ("marks", [("Mill-Post", "https://a.example/a"), ("Mill Post", "https://b.example/b")], [("Mill-Post", "Mill Post", "differ only in case, marks or an article")]),
    ("two hosts", [("Mill Wire", "https://a.example/a"), ("United Mills", "https://b.example/c")], []),
    ("a part of a host", [("Mill Wire", "https://a.example/a"), ("United Mills", "https://a.example.org/c")], []),
    ("one name", [("Mill Wire", "https://a.example/a"), ("Mill Wire", "https://a.example/c")], []),
    ("no address", [("Mill Wire", ""), ("United Mills", "")], []),
    ("no names", [("", "https://a.example/a"), ("", "https://a.example/b")], []),
    ("a host of many outlets", [(name, f"https://a.example/{name[-1]}") for name in ("Mill A", "Mill B", "Mill C", "Mill D")], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("articles", "proposed"), [row[1:] for row in PROPOSED], ids=[row[0] for row in PROPOSED]
)
def test_names_of_one_outlet_are_proposed_and_nothing_is_changed(
    library: Library, tmp_path: Path, articles: list[tuple[str, str]], proposed: list[tuple[str, str, str]]
) -> None:
    fill(library, tmp_path, *articles)
    before = quote_views.outlets(library)
    found = name_outlets.suggestions(library)
    assert sorted((one.name, one.other, one.reason) for one in found) == sorted(proposed)
    assert quote_views.outlets(library) == before


def test_an_outlet_is_renamed_in_all_its_articles_and_in_no_other(library: Library, tmp_path: Path) -> None:
    host = "https://millwire.example"
    fill(
        library,
        tmp_path,
        ("Mill Wire", f"{host}/a"),
        ("United Mills", f"{host}/b"),
        ("United Mills Weekly", f"{host}/c"),
    )
    assert name_outlets.is_named(library, "United Mills")
    assert not name_outlets.is_named(library, "United")
    assert name_outlets.rename(library, "United Mills", "Mill Wire") == 1
    assert [(one.value, one.count) for one in quote_views.outlets(library)] == [
        ("Mill Wire", 2), ("United Mills Weekly", 1)
    ]  # fmt: skip


GUESSED = [
    # what is tried, (outlet, address) of what the library has, address of the new page, its outlet
    ("the same host", [("Mill Wire", "https://millwire.example/a")], "https://millwire.example/z", "Mill Wire"),
    ("www", [("Mill Wire", "https://www.millwire.example/a")], "http://millwire.example/z", "Mill Wire"),
    ("no www", [("Mill Wire", "https://millwire.example/a")], "https://www.millwire.example/z?x=1", "Mill Wire"),
    ("two forms of one name", [("Mill Post", "https://a.example/a"), ("The Mill Post", "https://a.example/b")], "https://a.example/z", "Mill Post"),
    ("two names", [("Mill Wire", "https://a.example/a"), ("United Mills", "https://a.example/b")], "https://a.example/z", ""),
    ("another host", [("Mill Wire", "https://millwire.example/a")], "https://millwire.example.org/z", ""),
    ("a host below it", [("Mill Wire", "https://millwire.example/a")], "https://blogs.millwire.example/z", ""),
    ("no name", [("", "https://millwire.example/a")], "https://millwire.example/z", ""),
    ("no address", [("Mill Wire", "https://millwire.example/a")], "", ""),
    ("a host that only begins so", [("Mill Wire", "https://mill.example/a")], "https://mill.example0/z", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "url", "outlet"), [row[1:] for row in GUESSED], ids=[row[0] for row in GUESSED]
)
def test_a_page_without_an_outlet_gets_the_one_name_of_its_host_as_a_guess(
    library: Library, tmp_path: Path, known: list[tuple[str, str]], url: str, outlet: str
) -> None:
    fill(library, tmp_path, *known)
    (outcome,) = added(library, write(tmp_path, 9, "", url))
    found = quote_views.article(library, outcome.article).article.facts.outlet
    assert (found.value if found else "") == outlet
    assert found is None or not found.certain


def test_a_printed_name_stays_and_a_guess_is_no_evidence(library: Library, tmp_path: Path) -> None:
    host = "https://millwire.example"
    fill(library, tmp_path, ("Mill Wire", f"{host}/a"), ("United Mills", f"{host}/b"))
    found = [one.value for one in quote_views.outlets(library)]
    assert sorted(found) == ["Mill Wire", "United Mills"]
    assert library.store.listing.outlets_at("millwire.example") == ("Mill Wire", "United Mills")
    name_outlets.rename(library, "United Mills", "Mill Wire")
    (guessed,) = added(library, write(tmp_path, 8, "", f"{host}/c"))
    assert quote_views.article(library, guessed.article).article.outlet.name == "Mill Wire"
    name_outlets.rename(library, "Mill Wire", "")
    assert library.store.listing.outlets_at("millwire.example") == ()


def test_the_command_line_proposes_and_does_what_it_proposes(run: Run, tmp_path: Path) -> None:
    for number, outlet in enumerate(("Mill Wire", "Mill Wire", "Ada's Mill")):
        run("add", write(tmp_path, number, outlet, f"https://millwire.example/{number}"))
    listed = run("list", "outlets")
    assert listed.err.endswith(
        "Mill Wire (2) and Ada's Mill (1) are printed at one host, millwire.example; to make them one: "
        "quotebrowser set 'Ada'\"'\"'s Mill' outlet='Mill Wire'\n"
    )
    assert sorted(listed.out.splitlines()) == ["Ada's Mill\t1", "Mill Wire\t2"]
    assert run("set", "Ada's Mill", "outlet=Mill Wire").err == "Ada's Mill is now Mill Wire: 1 article\n"
    after = run("list", "outlets")
    assert (after.out, after.err) == ("Mill Wire\t3\n", "")
    changed = run("set", "Mill Wire", "outlet=", "--json").rows
    assert changed[0]["changed"] == 3
    assert run("list", "outlets").out == "not recorded\t3\n"
