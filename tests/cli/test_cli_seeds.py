"""From the five seeds to a compared and cited quote, by the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def seeds_library(read_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(read_seeds))


def _seed(row: dict[str, Any]) -> str:
    return Path(row["path"]).name[:3]


def test_adding_the_seeds_reads_five_articles(run: Run, seeds: Path, tmp_path: Path) -> None:
    added = run("add", seeds, "--library", tmp_path / "new", "--json")
    assert added.code == 0
    assert [row["outcome"] for row in added.rows] == ["added"] * 5
    facts = {_seed(row): row["facts"] for row in added.rows}
    assert all(row["quotes"] for row in added.rows)
    assert facts["003"]["published"]["value"] == "2025-01-09"
    assert "title" in facts["004"]
    assert not any("outlet" in known for known in facts.values())


def test_adding_the_seeds_again_says_that_they_are_known(run: Run, seeds: Path, own_seeds: Path) -> None:
    again = run("add", seeds, "--library", own_seeds, "--json")
    assert again.code == 0
    assert {row["outcome"] for row in again.rows} == {"known"}


def test_big_blow_is_found_in_four_articles(run: Run) -> None:
    found = run("search", "big blow", "--json")
    assert found.code == 0
    assert {_seed(row) for row in found.rows} == {"000", "001", "002", "003"}
    for row in found.rows:
        assert row["outlet"] is None
        assert row["highlights"] or "blow" not in row["text"]
    assert {row["published"] for row in found.rows} == {None, "2025-01-09"}


def test_grouped_search_has_one_row_for_each_thing_said(run: Run) -> None:
    found = run("search", "big blow", "--group", "--json")
    assert len(found.rows) == 1
    assert found.rows[0]["witnesses"] == 4


def test_every_row_is_verbatim(run: Run, seeds: Path) -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")}
    rows = run("search", "", "--limit", "1000", "--json").rows
    assert len(rows) > 20
    for row in rows:
        parts = [texts[_seed(row)][start:end] for start, end in row["spans"]]
        assert row["text"] == " … ".join(parts)


@pytest.fixture
def compared(run: Run) -> dict[str, Any]:
    result = run("compare", "defeated very badly", "--json")
    assert result.code == 0
    return dict(result.rows[0])


def test_the_defeat_has_four_witnesses(compared: dict[str, Any]) -> None:
    assert {_seed(witness) for witness in compared["witnesses"]} == {"000", "001", "002", "003"}
    assert compared["reference"] == "A"
    assert [witness["siglum"] for witness in compared["witnesses"]] == ["A", "B", "C", "D"]


def test_one_seed_prints_the_defeat_in_two_quotes_and_two_print_a_part(compared: dict[str, Any]) -> None:
    by_seed = {_seed(witness): witness for witness in compared["witnesses"]}
    assert len(by_seed["001"]["quotes"]) == 2
    assert by_seed["000"]["extent"] == by_seed["001"]["extent"] == "whole"
    assert by_seed["002"]["extent"] == by_seed["003"]["extent"] == "part"


def test_shared_words_differ_in_typography_only_and_nothing_is_called_cut(compared: dict[str, Any]) -> None:
    by_siglum = {witness["siglum"]: _seed(witness) for witness in compared["witnesses"]}
    states: dict[str, set[str]] = {seed: set() for seed in by_siglum.values()}
    for column in compared["columns"]:
        for siglum, reading in column["readings"].items():
            states[by_siglum[siglum]].add(reading["state"])
            assert (reading["text"] is None) == (reading["state"] == "not_quoted")
    assert states["000"] <= {"same", "typographic"}
    assert states["001"] <= {"same", "typographic"}
    assert states["003"] <= {"same", "typographic", "not_quoted"}
    assert states["002"] <= {"same", "typographic", "moved", "not_quoted"}
    assert "moved" in states["002"]
    assert "not_quoted" in states["002"] & states["003"]


@pytest.mark.parametrize("form", ["--markdown", "--html", "--csv", "--tei"])
def test_a_comparison_is_exported_with_its_sources(run: Run, form: str) -> None:
    exported = run("compare", "defeated very badly", form)
    assert exported.code == 0
    for seed in ("000_8cdcccbd686b03c9", "001_866fe9dbe94e77b1"):
        assert seed in exported.out.replace("\\", "")


def test_a_comparison_for_people_says_not_quoted_and_never_omitted(run: Run) -> None:
    told = run("compare", "defeated very badly").out
    assert "not quoted" in told
    assert "omitted" not in told
    assert "cut" not in told


STYLES = ["plain", "ap", "chicago-notes", "chicago-author-date", "apa", "mla", "harvard", "oscola", "mhra",
          "wikipedia", "wikiquote"]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_no_style_invents_what_the_seed_does_not_tell(run: Run, style: str) -> None:
    cited = run("cite", "big blow", "--style", style, "--form", "full")
    assert cited.code == 0
    for invented in ("Herald", "Anonymous", "2024", "January"):
        assert invented not in cited.out
    assert ".txt" in cited.out
    assert "outlet" in cited.err


def test_some_words_of_a_quote_are_cited_with_their_cut_ends_and_what_the_cut_hides(run: Run) -> None:
    cited = run("cite", "consider losing Syria", "--words", "consider losing Syria", "--form", "quote-only")
    assert cited.code == 0
    assert cited.out == "“… consider losing Syria …”\n"
    assert "The selection leaves out “don’t”: check that the meaning is unchanged." in cited.err
    other = run("cite", "consider losing Syria", "--words", "the moon is made of cheese")
    assert other.code == 2
    assert "does not contain “the moon is made of cheese”" in other.err


def test_a_web_site_that_is_no_newspaper_is_cited_as_one(run: Run, own_seeds: Path) -> None:
    library = ("--library", own_seeds)
    values = ("title=A speech", "outlet=example.org", "date=2025-01-08", "kind=site")
    assert run("set", "turned off radars", *values, "--all", *library).code == 0
    cited = run("cite", "turned off radars", "--style", "wikipedia", *library).out
    assert "{{cite web |" in cited
    assert "|website=example.org" in cited
    wrong = run("set", "turned off radars", "kind=blog", "--all", *library)
    assert wrong.code == 2
    assert "Write kind=site or kind=newspaper" in wrong.err


def test_an_exact_wording_verifies(run: Run) -> None:
    verdict = run("verify", "turned off radars", "--json")
    assert verdict.code == 0
    assert verdict.rows[0]["tier"] in ("exact", "typographic")
    assert len(verdict.rows[0]["wordings"][0]["sources"]) == 2


def test_a_dropped_not_is_named_with_its_article(run: Run) -> None:
    verdict = run("verify", "leaving a mark on history that will be forgotten")
    assert verdict.code == 1
    assert "‘not’ is printed but missing here" in verdict.out
    assert "004_" in verdict.out


def test_words_nobody_printed_are_not_found_in_this_library(run: Run) -> None:
    verdict = run("verify", "the moon is made of green cheese and honey")
    assert verdict.code == 1
    assert "In no article of this library" in verdict.out


def test_a_draft_is_checked_quote_by_quote(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "story.md"
    draft.write_text(
        "General Esbati said: “We were defeated, and defeated very badly.”\n\n"
        "“The elephants danced on the roof all night long,” the general added.\n",
        encoding="utf-8",
    )
    verdict = run("verify", "--draft", draft, "--json")
    assert verdict.code == 1
    assert [row["tier"] for row in verdict.rows] == ["typographic", "none"] or verdict.rows[1][
        "tier"
    ] == "none"


def test_show_gives_a_quote_in_its_article(run: Run) -> None:
    uid = run("search", "turned off radars", "--json").rows[0]["uid"]
    shown = run("show", uid, "--json").rows[0]
    assert shown["uid"] == uid
    assert shown["before"].rstrip().endswith("“") or "“" in shown["before"][-3:]
    assert shown["paragraph"] >= 1
    assert run("show", uid[:10]).code == 0


def test_a_speaker_is_merged_and_split_by_the_command_line(run: Run, own_seeds: Path) -> None:
    library = ("--library", own_seeds)
    merged = run("set", "Hossein Daghighi", "speaker=Hoseyn Daqiqi", *library)
    assert merged.code == 0
    names = {row["speaker"] for row in run("list", "speakers", "--json", *library).rows}
    assert "Hoseyn Daqiqi" in names
    assert "Hossein Daghighi" not in names
    assert run("set", "Hossein Daghighi", "speaker=", *library).code == 0
    names = {row["speaker"] for row in run("list", "speakers", "--json", *library).rows}
    assert "Hossein Daghighi" in names


def test_lists_have_everything_once(run: Run) -> None:
    articles = run("list", "articles", "--json").rows
    assert [Path(row["path"]).name[:3] for row in articles] == ["000", "001", "002", "003", "004"]
    speakers = {row["speaker"]: row["quotes"] for row in run("list", "speakers", "--json").rows}
    assert "Behrouz Esbati" in speakers
    assert run("list", "outlets", "--json").rows == [{"outlet": None, "articles": 5}]


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown", "html", "bibtex", "ris", "csl-json"])
def test_everything_is_exported_in_every_format(run: Run, form: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert run("export", "--format", form, "-o", target).code == 0
    assert "very badly" in target.read_text(encoding="utf-8")


def test_an_export_of_lines_is_json_with_offsets(run: Run) -> None:
    rows = run("export", "--format", "jsonl", "speaker:esbati").rows
    assert rows
    assert all(row["speaker"] == "Behrouz Esbati" for row in rows)


def test_extract_prints_one_entry_for_each_printed_span(run: Run, seeds: Path) -> None:
    path = seeds / "001_866fe9dbe94e77b1.txt"
    document = run("extract", path, "--json").rows[0]
    assert document["doc_id"] == str(path)
    text = path.read_text(encoding="utf-8")
    assert len(document["quotes"]) == 11
    for entry in document["quotes"]:
        assert text[entry["start"] : entry["end"]] == entry["text"]
    halves = [entry for entry in document["quotes"] if entry["quote"] == document["quotes"][0]["quote"]]
    assert len(halves) == 2


def test_extract_reads_lines_of_documents(run: Run, tmp_path: Path) -> None:
    lines = tmp_path / "documents.jsonl"
    lines.write_text(json.dumps({"doc_id": "x", "text": "“It is over,” said Ann Lee.", "other": 1}) + "\n")
    document = run("extract", "--jsonl", lines, "--json").rows[0]
    assert document["doc_id"] == "x"
    assert document["quotes"][0]["speaker"] == "Ann Lee"
    assert document["quotes"][0]["speaker_text"] == "Ann Lee"


def test_info_keys_and_config_answer(run: Run) -> None:
    assert run("info", "--json").rows[0]["articles"] == 5
    assert any(row["action"] == "copy" for row in run("keys", "--json").rows)
    assert run("config", "show").code == 0
    assert run("config", "validate").code == 0
    assert run("config", "path").out.strip().endswith("config.toml")


def test_the_doctor_finds_the_seeds_sound(run: Run) -> None:
    checked = run("doctor")
    assert checked.code == 0, checked.out
    assert "sound" in checked.err
