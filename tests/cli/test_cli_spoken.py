"""A record from its file to its citation, and a PDF's pages: what is set, shown and cited."""

from pathlib import Path

import pytest
from cli_runner import Run

CAPTIONS = (
    "WEBVTT\n\n00:12:29.000 --> 00:12:31.000\n<v Ada Example>Good morning to all of you.</v>\n\n"
    "00:12:31.500 --> 00:12:35.000\n<v Bo Sample>The pier was closed, and nobody told the rowers.</v>\n"
)
VIDEO = "https://www.youtube.com/watch?v=abc"


@pytest.fixture
def captions(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The uid of the second turn of captions whose address is a video's."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    file = tmp_path / "storm.vtt"
    file.write_text(CAPTIONS, encoding="utf-8")
    (tmp_path / "storm.vtt.toml").write_text(
        f'title = "Storm hearing"\npublished = "2025-01-08"\nurl = "{VIDEO}"\nevent = "Harbour Committee"\n',
        encoding="utf-8",
    )
    run("add", file)
    row = run("search", "rowers", "--json").rows[0]
    return str(row["uid"])


def test_a_genre_that_is_set_is_cited_and_one_that_is_not_known_is_not(run: Run, captions: str) -> None:
    unknown = run("cite", captions, "--style", "apa", "--form", "full")
    assert "(Sample, in “Storm Hearing,” 2025, 00:12:31)" in unknown.out
    assert "[Captions]" in unknown.out
    assert "What it is a record of is not recorded" in unknown.err
    assert run("set", "storm.vtt", "genre=hearing").code == 0
    known = run("cite", captions, "--style", "apa", "--form", "full")
    assert "Storm hearing: Hearing before the Harbour Committee (2025)." in known.out
    assert "not recorded (speech" not in known.err


def test_a_genre_that_does_not_exist_is_refused_with_those_that_do(run: Run, captions: str) -> None:
    refused = run("set", "storm.vtt", "genre=concert")
    assert refused.code == 2
    assert "concert is not a genre" in refused.err
    assert "press conference" in refused.err
    assert run("set", "storm.vtt", "genre=press-conference").code == 0
    assert "[Press conference]" in run("cite", captions, "--style", "apa", "--form", "reference").out


def test_a_citation_with_links_opens_the_video_at_the_words(run: Run, captions: str) -> None:
    assert f"{VIDEO}&t=751" in run("cite", captions, "--flavour", "markdown").out
    assert f"{VIDEO}&t=751" in run("cite", captions, "--style", "chicago-notes").out
    assert f"{VIDEO}&t" not in run("cite", captions, "--style", "apa", "--form", "reference").out


def test_the_page_of_a_pdf_is_shown_and_cited_and_it_is_said_that_it_was_counted(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    run("add", Path(__file__).parents[1] / "ingest" / "printed" / "reportlab.pdf")
    rows = run("search", "very big blow", "--json").rows
    shown = [run("show", row["uid"], "--json").rows[0] for row in rows]
    page = shown[0]["page"]
    assert shown[0]["page_labelled"] is False
    assert int(page) >= 1
    assert f" · page {page} of the file · " in run("show", rows[0]["uid"]).out
    cited = run("cite", rows[0]["uid"], "--style", "apa")
    assert f", p. {page})" in cited.out
    assert f"Page {page} is counted from the first of the file" in cited.err
