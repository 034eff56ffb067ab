"""Correcting outlet, date and speaker: kept, and only what was changed."""

from pathlib import Path

from tui_pilot import browser, own_library

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.showing import quote_views
from quotebrowser.model import Provenance
from quotebrowser.settings import Settings


def own(tmp_path: Path) -> Library:
    return own_library(tmp_path / "own", Settings(marks="unicode"))


async def test_what_is_typed_is_kept_as_the_users_word(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser((120, 40), library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter")
        uid = driven.app.screen.target().quote  # type: ignore[attr-defined]
        await driven.press("e")
        assert "Correct" in driven.text
        await driven.fill("The Example")
        await driven.press("tab")
        await driven.fill("2025-01-10")
        await driven.press("enter")
        assert "Kept: outlet The Example, date 2025-01-10" in driven.text
        assert "The Example" in driven.text
        assert "10 Jan 2025" in driven.text
        facts = quote_views.quote(library, uid).article.facts
        assert facts.outlet is not None
        assert facts.outlet.provenance is Provenance.USER
        speaker = quote_views.quote(library, uid).row.speaker
        await driven.press("e")
        assert "your correction" in driven.text
        await driven.press("down", "down", "up", "shift+tab", "escape")
        assert quote_views.quote(library, uid).row.speaker == speaker


async def test_a_speaker_is_corrected(tmp_path: Path) -> None:
    library = own(tmp_path)
    async with browser(library=library) as driven:
        await driven.fill("big blow")
        await driven.press("enter", "e", "tab", "tab")
        uids = driven.app.screen._correction.uids  # type: ignore[attr-defined]
        uid = quote_views.quote(library, uids[0]).quote.uid
        await driven.fill("Jane Roe")
        await driven.press("ctrl+s")
        assert quote_views.quote(library, uid).row.speaker == "Jane Roe"


async def test_a_date_that_is_none_is_refused_where_it_was_typed(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "e", "tab")
        await driven.fill("last week")
        await driven.press("enter")
        assert "last week is not a date" in driven.text
        await driven.press("escape")
        assert "not saved. Press esc again to drop it" in driven.text
        await driven.press("escape")
        assert "Correct" not in driven.text


async def test_what_is_typed_goes_to_all_marked_quotes_even_where_the_one_shown_has_it(
    tmp_path: Path,
) -> None:
    library = own(tmp_path)
    async with browser((80, 24), library=library) as driven:
        await driven.press("enter", "e")
        await driven.fill("Evening Post")
        await driven.press("enter", "space", "space")
        marked = driven.app.screen.targets()  # type: ignore[attr-defined]
        assert len(marked) == 2
        await driven.press("e")
        assert "2 marked quotes" in driven.text
        shown = quote_views.quote(library, marked[0].quote).article.name
        assert f"The values are those of {shown}" in " ".join(driven.text.replace("│", " ").split())
        assert "Evening Post" in driven.text, "the cursor is on a third quote, which is not corrected"
        await driven.press("enter")
        assert "Kept" not in driven.text
        await driven.press("e")
        await driven.fill("")
        await driven.type("Evening Post")
        await driven.press("enter")
        assert "Kept: outlet Evening Post, for 2 marked quotes" in driven.text
        assert {quote_views.quote(library, one.quote).row.source for one in marked} == {"Evening Post"}


async def test_saving_nothing_changes_nothing(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "e", "enter")
        assert "Kept" not in driven.text


async def test_editing_is_reached_from_the_citation(tmp_path: Path) -> None:
    async with browser(library=own(tmp_path)) as driven:
        await driven.press("enter", "Y", "e")
        assert "Correct" in driven.text


async def test_every_fact_of_an_article_is_corrected(tmp_path: Path) -> None:
    library = own(tmp_path)
    values = ["The Example", "2025-01-10", "Jane Roe", "A headline", "Ada Li; Bo Sample"]
    values += [
        "https://example.org/a",
        "https://perma.cc/2ABC-9XYZ",
        "Example Wire",
        "Reuters",
        "en",
        "transcript",
        "hearing",
    ]
    values += ["Committee on Harbours", "Example Town", "Example TV", "Bo Sample", "site", "2025-01-11"]
    values += ["2025-01-12"]
    async with browser((100, 40), library=library) as driven:
        await driven.fill("something to be proud")
        await driven.press("enter", "e")
        uid = driven.app.screen._correction.uids[0]  # type: ignore[attr-defined]
        for at, value in enumerate(values):
            if at:
                await driven.press("tab")
            await driven.fill(value)
        await driven.press("enter")
        assert "Kept: " in driven.text
    view = quote_views.quote(Library.open(tmp_path / "own"), uid)
    facts = dict(view.article.facts.known())
    names = tuple(dict.fromkeys(correct_facts.KEYS.values()))
    names = tuple(name for name in names if name not in ("speaker", "primary"))
    assert {facts[name].value for name in names} == {values[0], values[1], *values[3:]}
    assert {facts[name].provenance for name in names} == {Provenance.USER}
    assert [facts[name].value for name in ("form", "genre", "place")] == [
        "transcript",
        "hearing",
        "Example Town",
    ]
    assert view.row.speaker == "Jane Roe"


async def test_two_names_are_made_one_everywhere_and_taken_apart_again(tmp_path: Path) -> None:
    library = own(tmp_path)

    def speakers() -> dict[str, int]:
        return {facet.value: facet.count for facet in quote_views.speakers(library)}

    before = speakers()
    async with browser((100, 40), library=library) as driven:
        await driven.fill("speaker:esbati")
        await driven.press("enter", "e", "tab", "tab", "f2")
        assert "First change the name on the speaker line" in driven.text
        await driven.fill("Jane Roe")
        await driven.press("f2")
        old = next(name for name in before if "Esbati" in name)
        assert f"{old} is now Jane Roe" in driven.text
        assert speakers()["Jane Roe"] == before[old]
        await driven.press("/")
        await driven.fill("speaker:roe")
        await driven.press("enter", "e", "f3")
        assert "restored as the articles print them" in driven.text
        assert speakers() == before
        await driven.press("/")
        await driven.fill("speaker:esbati")
        await driven.press("enter", "e", "f3")
        assert "No other name was merged" in driven.text
        await driven.press("escape")


async def test_a_quote_without_a_speaker_has_no_names_to_take_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The wall is white.\n\n“Nobody knows who has ever written this down.”\n", encoding="utf-8"
    )
    library = Library.open(tmp_path / "own")
    list(add_files.add(library, [tmp_path / "a.txt"]))
    async with browser((100, 40), library=library) as driven:
        await driven.press("enter", "e", "f3")
        assert "No speaker is known" in driven.text


async def test_the_form_fits_a_small_terminal(tmp_path: Path) -> None:
    async with browser((80, 24), library=own(tmp_path)) as driven:
        await driven.press("enter", "e")
        for label in ("outlet", "date", "speaker", "title", "author", "url", "via", "agency", "language"):
            assert any(label in line for line in driven.lines), label
        assert not any("accessed" in line for line in driven.lines)
        await driven.press("up")
        assert any("accessed" in line for line in driven.lines)
        assert "line 19 of 19" in driven.text
