"""Copying from every view: what is shown is what is copied, and what became of it is said truthfully."""

import base64
import contextlib
import os
import re
from pathlib import Path

import pytest
from tui_pilot import Driven, browser, own_library

from quotebrowser.errors import UsageError
from quotebrowser.library import originals
from quotebrowser.library.adding import samples
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.copying import cite_quotes
from quotebrowser.library.showing import compare_versions
from quotebrowser.model import Article, Citation, CopyState, Outcome
from quotebrowser.settings import Settings, load
from quotebrowser.tui.base.copy_report import told

_OSC = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)")


def sent(codes: list[str]) -> list[str]:
    """The texts that were sent to the terminal."""
    return [base64.b64decode(match).decode() for code in codes for match in _OSC.findall(code)]


def listen(driven: Driven) -> list[str]:
    codes: list[str] = []
    driven.app.session.terminal = codes.append
    return codes


VIEWS: dict[str, tuple[str, ...]] = {
    "box": ("ctrl+y",),
    "list": ("enter", "y"),
    "article": ("enter", "enter", "y"),
    "comparison": ("enter", "c", "y"),
    "popup": ("enter", "Y", "y"),
}


@pytest.mark.parametrize("view", VIEWS)
async def test_y_copies_in_every_view_and_says_what_became_of_it(view: str) -> None:
    async with browser() as driven:
        codes = listen(driven)
        await driven.fill("big blow")
        target = driven.app.screen.target().quote  # type: ignore[attr-defined]
        await driven.press(*VIEWS[view])
        library = driven.app.session.library
        if view == "comparison":
            target = driven.app.screen.target().quote  # type: ignore[attr-defined]
        assert sent(codes) == [cite_quotes.cite(library, target).text]
        assert cite_quotes.last() == sent(codes)[0]
        assert "? Sent, not confirmed" in driven.text
        assert "cannot be read back" in " ".join(driven.text.split())


async def test_what_the_popup_shows_is_copied_byte_for_byte() -> None:
    async with browser((120, 40)) as driven:
        codes = listen(driven)
        await driven.fill("big blow")
        await driven.press("enter", "Y", "3", "right", "right", "tab")
        shown = "\n".join(driven.lines)
        await driven.press("y")
        text = sent(codes)[0]
        for word in text.split():
            assert word in shown
        session = driven.app.session
        assert (session.style, session.form, session.flavour) == ("chicago-notes", "full", "markdown")
        await driven.press("y")
        assert sent(codes)[1] == text


async def test_the_popup_goes_round_all_choices_and_back() -> None:
    async with browser((120, 40)) as driven:
        await driven.press("enter", "Y")
        before = driven.text
        steps = (("down", "up"), ("right", "left"), ("tab", "shift+tab"))
        for forth, back in steps:
            await driven.press(forth)
            assert driven.text != before
            await driven.press(back)
            assert driven.text == before
        await driven.press("up", "down", "1", "9", "1", "pagedown", "pageup")
        assert driven.text == before
        await driven.press("escape")
        assert "Copy with citation" not in driven.text


async def test_differences_are_one_key_from_the_popup() -> None:
    async with browser() as driven:
        await driven.fill("big blow")
        await driven.press("enter", "Y", "d")
        assert "Compare" in driven.text


async def test_several_marked_quotes_are_copied_together() -> None:
    async with browser() as driven:
        codes = listen(driven)
        await driven.press("enter", "space", "space", "y")
        uids = [one.quote for one in driven.app.screen.targets()]  # type: ignore[attr-defined]
        assert len(uids) == 2
        assert sent(codes) == [cite_quotes.bundle(driven.app.session.library, uids).text]
        await driven.press("Y")
        assert "Copy 2 quotes" in driven.text
        await driven.press("y")
        assert sent(codes)[1] == sent(codes)[0]


async def test_the_table_is_copied_as_markdown() -> None:
    async with browser() as driven:
        codes = listen(driven)
        await driven.fill("big blow")
        uid = driven.app.screen.target()  # type: ignore[attr-defined]
        await driven.press("enter", "c", "C")
        library = driven.app.session.library
        expected = compare_versions.export(compare_versions.compare(library, uid), "markdown")
        assert sent(codes) == [expected.rstrip("\n")] or sent(codes) == [expected]


async def test_a_selection_goes_by_the_same_way() -> None:
    async with browser() as driven:
        codes = listen(driven)
        driven.app.copy_to_clipboard("selected words")
        await driven.settle()
        assert sent(codes) == ["selected words"]
        assert "Sent, not confirmed" in driven.text


async def test_text_dragged_over_with_the_mouse_is_copied() -> None:
    async with browser() as driven:
        codes = listen(driven)
        await driven.pilot.mouse_down("#preview", offset=(2, 1))
        await driven.pilot.hover("#preview", offset=(20, 1))
        await driven.pilot.mouse_up("#preview", offset=(20, 1))
        await driven.press("ctrl+c")
        assert sent(codes)[0].startswith("“We were defeated a …” —")
        assert "splits a word" in " ".join(driven.text.split())


def fake_tool(directory: Path, name: str, body: str) -> None:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def with_a_clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clipboard that can be read back, and the file that holds it."""
    kept = tmp_path / "kept"
    body = f'case "$*" in *-o*) cat {kept};; *) cat > {kept};; esac'
    fake_tool(tmp_path / "bin", "xclip", body)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    return kept


async def test_a_copy_that_was_read_back_is_called_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_a_clipboard(tmp_path, monkeypatch)
    async with browser() as driven:
        await driven.fill("big blow")
        target = driven.app.screen.target().quote  # type: ignore[attr-defined]
        await driven.press("enter", "y")
        assert kept.read_text() == cite_quotes.cite(driven.app.session.library, target).text
        assert "✔ Copied" in driven.text
        assert "xclip" in driven.text


@pytest.mark.parametrize(
    ("selected", "sign"), [("losing Syria", "?"), ("I don’t consider losing Syria", "✔")], ids=["cut", "kept"]
)
async def test_a_cut_that_hides_a_not_is_announced_as_a_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selected: str, sign: str
) -> None:
    with_a_clipboard(tmp_path, monkeypatch)
    async with browser((120, 40)) as driven:
        await driven.fill("consider losing Syria")
        await driven.press("enter")
        await drag(driven, selected)
        await driven.press("y")
        assert f"{sign} Copied: " in driven.text
        assert ("leaves out “don’t”" in " ".join(driven.text.split())) is (sign == "?")


@pytest.mark.parametrize(
    ("state", "detail", "expected"),
    [
        (
            CopyState.VERIFIED,
            "12 characters are on the clipboard",
            "Copied: 12 characters are on the clipboard",
        ),
        (CopyState.SENT, "sent to the terminal", "Sent, not confirmed: sent to the terminal"),
        (
            CopyState.FAILED,
            "xclip failed.",
            "Not copied: xclip failed. The text is saved; quotebrowser last prints it",
        ),
    ],
)
def test_no_outcome_is_told_better_than_it_is(state: CopyState, detail: str, expected: str) -> None:
    assert told(Outcome(state, "xclip", detail, 12)) == expected


def test_a_text_that_could_not_be_saved_is_not_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUOTEBROWSER_STATE", str(tmp_path / "file" / "state"))
    with contextlib.closing(samples.demo(settings=Settings(clipboard_command=("false",)))) as library:
        words = told(cite_quotes.copy(library, Citation("words", None, ())))
    assert words.startswith("Not copied: ")
    assert words.endswith(". The text could not be saved either")


async def test_a_link_is_copied_where_one_is_recorded(tmp_path: Path) -> None:
    library = own_library(tmp_path / "own", Settings(marks="unicode"))
    async with browser(library=library) as driven:
        codes = listen(driven)
        await driven.fill("big blow")
        await driven.press("enter", "u")
        assert "No address is recorded for this article; e sets it" in driven.text
        await driven.press("o")
        assert "No address is recorded" in driven.text
        target = driven.app.screen.target().quote  # type: ignore[attr-defined]
        correct_facts.set_values(library, [target], {"url": "https://example.org/a"})
        await driven.press("u")
        assert sent(codes) == ["https://example.org/a"]
        opened: list[str] = []
        driven.app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign]
        await driven.press("o")
        assert opened == [cite_quotes.address(library, target)]
        assert opened[0].startswith("https://example.org/a#:~:text=")
        assert "open https://example.org/a at the quote" in driven.text


async def test_all_that_is_copied_can_be_looked_at_first() -> None:
    async with browser((80, 24)) as driven:
        await driven.press("enter", "space", "space", "space", "Y")
        assert "PgDn more" in driven.text
        assert "drop last word" not in driven.text, "of which quote?"
        assert "e fills in what is missing" not in driven.text
        await driven.press("pagedown", "pagedown", "pagedown")
        assert "file’s name replaces the outlet." in driven.text, "the last line"
        assert "PgDn more" not in driven.text
        await driven.resize(80, 60)
        assert "more" not in driven.text


async def test_the_file_is_opened_in_the_users_editor_or_it_is_said_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with browser() as driven:
        await driven.press("enter", "E")
        assert "Set $EDITOR" in driven.text
        monkeypatch.setenv("EDITOR", str(tmp_path / "missing"))
        await driven.press("E")
        assert "missing cannot be opened from this terminal" in driven.text


ORIGINS = [
    # what an article's file is called, and what is said where it is not opened
    ("+!touch run", "no longer there"),
    ("-c:!touch run", "no longer there"),
    ("/dev/null", "is not a file"),
    ("/etc", "is not a file"),
    ("a\x1b]0;pwned\x07.txt", "cannot be given to another program"),
    ("\x00", "cannot be given to another program"),
    ("x" * 5000, "no longer there"),
]


@pytest.mark.parametrize(("origin", "said"), ORIGINS)
def test_only_a_plain_file_is_given_to_an_editor(
    origin: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=said):
        originals.file_of(Article("0" * 16, "text", origin))


@pytest.mark.parametrize("origin", ["+!touch run", "-c:quit", "plain.txt"])
def test_it_is_given_absolute_so_that_it_is_no_option(
    origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / origin).write_text("text")
    assert originals.file_of(Article("0" * 16, "text", origin)) == tmp_path.resolve() / origin


async def test_what_is_no_address_is_not_opened(tmp_path: Path) -> None:
    library = own_library(tmp_path / "library")
    opened: list[str] = []
    async with browser(library=library) as driven:
        driven.app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign]
        await driven.press("enter")
        target = driven.app.screen.target().quote  # type: ignore[attr-defined]
        for url in ("javascript:alert(1)", "file:///etc/passwd", "-version", "https://a.example/ --version"):
            correct_facts.set_values(library, [target], {"url": url})
            await driven.press("o")
    assert all(url.startswith("https://a.example/") and " " not in url for url in opened)


async def drag(driven: Driven, words: str) -> None:
    """Select words with the mouse, in the last line that shows them."""
    row = max(at for at, text in enumerate(driven.lines) if words in text)
    left = driven.lines[row].index(words)
    await driven.pilot.mouse_down(offset=(left, row))
    await driven.pilot.hover(offset=(left + len(words) - 1, row))
    await driven.pilot.mouse_up(offset=(left + len(words) - 1, row))


@pytest.mark.parametrize("key", ["ctrl+c", "y"])
@pytest.mark.parametrize("view", [("enter",), ("enter", "enter")], ids=["preview", "article"])
async def test_words_selected_in_a_quote_are_copied_with_their_citation(
    key: str, view: tuple[str, ...]
) -> None:
    async with browser((120, 40)) as driven:
        codes = listen(driven)
        await driven.fill("consider losing Syria")
        await driven.press(*view)
        uid = driven.app.screen.target().quote  # type: ignore[attr-defined]
        await drag(driven, "losing Syria")
        await driven.press(key)
        library = driven.app.session.library
        part = cite_quotes.named_excerpt(library, uid, "losing Syria")
        assert sent(codes) == [cite_quotes.cite(library, uid, selection=part).text]
        assert sent(codes)[0].startswith("“… losing Syria …” —")
        assert "leaves out “don’t”" in " ".join(driven.text.split())


async def test_words_selected_outside_the_quote_are_copied_as_they_are() -> None:
    async with browser((120, 40)) as driven:
        codes = listen(driven)
        await driven.fill("consider losing Syria")
        await driven.press("enter", "enter")
        await drag(driven, "said General Esbati")
        await driven.press("ctrl+c")
        assert [text.strip() for text in sent(codes)] == ["said General Esbati"]


async def test_in_the_popup_words_are_left_out_by_keys_and_taken_back() -> None:
    async with browser((120, 40)) as driven:
        codes = listen(driven)
        await driven.fill("consider losing Syria")
        await driven.press("enter", "Y")
        uid = driven.app.screen._copying.uids[0]  # type: ignore[attr-defined]
        before = driven.text
        await driven.press("]", "[", "[")
        assert "“… consider losing Syria" in driven.text
        assert "leaves out “don’t”" in " ".join(driven.text.split())
        await driven.press("y")
        library = driven.app.session.library
        part = cite_quotes.trimmed(library, uid, 2, 1)
        assert sent(codes) == [cite_quotes.cite(library, uid, selection=part).text]
        await driven.press("Y", "[", "]", "{", "}", "}", "{")
        assert driven.text.splitlines()[:20] == before.splitlines()[:20]


async def test_words_selected_before_the_popup_are_what_it_shows() -> None:
    async with browser((120, 40)) as driven:
        await driven.fill("consider losing Syria")
        await driven.press("enter", "enter")
        await drag(driven, "losing Syria something")
        await driven.press("Y")
        assert "“… losing Syria something …”" in driven.text
        await driven.press("]")
        assert "“… losing Syria …”" in driven.text


async def test_the_choices_of_the_popup_become_the_users_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("QUOTEBROWSER_CONFIG", str(config))
    async with browser((120, 40)) as driven:
        await driven.press("enter", "Y", "6", "right", "s")
        assert "are your defaults now" in driven.text
        loaded = load(config)
        assert (loaded.style, loaded.form, loaded.flavour) == ("mla", "quote-only", "plain")
        config.write_text("cite = { style = 'x' }\n", encoding="utf-8")
        await driven.press("s")
        await driven.until("cannot be edited automatically")


async def test_several_quotes_are_not_shortened() -> None:
    async with browser((120, 40)) as driven:
        await driven.press("enter", "space", "space", "Y")
        before = driven.text
        await driven.press("]", "[")
        assert driven.text == before


async def test_the_preview_names_what_is_copied_also_where_that_is_a_record() -> None:
    async with browser((120, 40), settings=Settings(marks="unicode", style="chicago-notes")) as driven:
        await driven.press("enter")
        assert "COPIES  (chicago-notes)" in driven.text
        driven.app.session.flavour = "bibtex"
        await driven.press("down")
        assert "COPIES  (BibTeX)" in driven.text
        assert "chicago-notes" not in driven.text
        driven.app.session.flavour = "markdown"
        await driven.press("up")
        assert "COPIES  (chicago-notes)" in driven.text
