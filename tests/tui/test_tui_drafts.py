"""A draft in the browser: its passages with their verdicts, and each as though it had been pasted."""

from pathlib import Path

from tui_pilot import browser

from quotebrowser.library.adding import samples
from quotebrowser.library.verifying import verify_words
from quotebrowser.settings import Settings

DRAFT = (
    "The general said they “turned off radars” and admitted that “we took a very small blow and it’s been"
    " very difficult.” Nobody said “the harbour will never be opened to strangers again.”\n"
)


async def test_the_passages_of_a_draft_are_listed_and_looked_at_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    library = samples.demo(Settings(marks="unicode"))
    draft = verify_words.verify_draft(library, path)
    async with browser(library=library, draft=draft) as driven:
        assert "The draft: 3 passages, 2 to look at" in driven.text
        assert "✔ turned off radars" in driven.text
        for key in ("down", "enter"):  # both before either is painted
            driven.app.simulate_key(key)
        await driven.settle()
        assert "we took a very small blow" in driven.text
        assert "✘ Differs here" in driven.text
        assert "‘big’ is printed, not ‘small’" in driven.text
        await driven.press("tab", "D")
        for key in ("r", "a", "d", "enter"):
            driven.app.simulate_key(key)
        await driven.settle()
        assert "✔ Quoted exactly" in driven.text
        assert "2 versions" in driven.text
        await driven.press("D", "escape", "escape")
        assert "5 articles" in driven.text


async def test_a_draft_of_one_passage_has_one(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("He said they “turned off radars”.\n", encoding="utf-8")
    library = samples.demo(Settings(marks="unicode"))
    async with browser(library=library, draft=verify_words.verify_draft(library, path)) as driven:
        assert "The draft: 1 passage, 0 to look at" in driven.text


async def test_without_a_draft_it_is_said_how_one_is_opened() -> None:
    async with browser() as driven:
        await driven.press("tab", "D")
        assert "quotebrowser browse --draft FILE" in driven.text
