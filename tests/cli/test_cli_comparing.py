"""`compare`, `cite`, `show`, `list`, `search`, `export`: what people and machines are told of a quote."""

import csv
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Run, row_of

FERRY = "“We will keep the ferry as long as the river flows,” said Ada Example.\n\n"
MORNING = (
    FERRY + "“The bridge was never a promise of mine,” she said.\n\n“Nobody asked the rowers about it.”\n"
)
EVENING = (
    FERRY
    + "“The bridge was never a promise of ours,” she said.\n\n“The new pier opens in spring,” she said.\n"
)
ADDRESS = "https://example.org/ferry"


@pytest.fixture
def papers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two texts of one address, named morning.txt and evening.txt."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("morning.txt", MORNING), ("evening.txt", EVENING)):
        Path(name).write_text(text, encoding="utf-8")
        assert run("add", name, "--url", ADDRESS).code == 0
    return tmp_path


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The one row there is."""
    (row,) = rows
    return row


def test_of_the_texts_of_an_address_it_is_told_what_became_of_each_quote(run: Run, papers: Path) -> None:
    told = run("compare", "morning.txt")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        f"{ADDRESS}: 2 texts",
        "",
        "morning.txt → evening.txt: 1 reworded, 1 new, 1 gone",
        "  same      We will keep the ferry as long as the river flows,",
        "  reworded  The bridge was never a promise of mine,",
        "  to        The bridge was never a promise of ours,",
        "  new       The new pier opens in spring,",
        "  gone      Nobody asked the rowers about it.",
    ]
    assert run("compare", "evening.txt").out == told.out
    step = only(only(run("compare", "morning.txt", "--json").rows)["steps"])
    assert (step["before"]["path"], step["after"]["path"]) == ("morning.txt", "evening.txt")
    assert [(quote["change"], len(quote["uids"])) for quote in step["quotes"]] == [
        ("same", 2), ("reworded", 2), ("new", 1), ("gone", 1)
    ]  # fmt: skip
    assert (step["quotes"][2]["before"], step["quotes"][3]["after"]) == (None, None)


@pytest.mark.parametrize("form", ["csv", "markdown", "html", "tei"])
def test_the_texts_of_an_address_are_written_as_json_only(run: Run, papers: Path, form: str) -> None:
    refused = run("compare", "morning.txt", f"--{form}")
    assert (refused.code, refused.out) == (2, "")
    assert f"Versions of one article cannot be written as {form}" in refused.err
    assert "--json" in refused.err


def test_the_comparison_for_people_names_speaker_articles_and_differences(run: Run, papers: Path) -> None:
    run("set", "evening.txt", "outlet=Evening Post", "date=2025-01-09")
    uid = next(row["uid"] for row in run("search", "bridge", "--json").rows if "mine" in row["text"])
    told = run("compare", uid)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].startswith("Ada Example: 2 articles, 1 difference")
    heads = {line[3:]: lines[at + 1].strip() for at, line in enumerate(lines) if line[:3] in ("A  ", "B  ")}
    assert heads == {
        "Evening Post · 2025-01-09 · whole": "The bridge was never a promise of ours,",
        "outlet not recorded (morning.txt) · no date · whole": "The bridge was never a promise of mine,",
    }
    assert lines[-2] == "differences"
    assert lines[-1].startswith("  1  wording: ")
    assert {"ours,", "mine,"} < set(lines[-1].split())


def test_where_the_versions_are_the_same_no_difference_is_listed(run: Run, papers: Path) -> None:
    told = run("compare", "as long as the river flows").out
    assert told.splitlines()[0] == "Ada Example: 2 articles, 0 differences"
    assert "\ndifferences" not in told


@pytest.mark.parametrize(
    ("command", "verb"), [("cite", "cited"), ("compare", "compared")], ids=["cite", "compare"]
)
def test_how_many_other_quotes_match_is_said_and_a_uid_has_no_others(
    run: Run, papers: Path, command: str, verb: str
) -> None:
    rows = run("search", "bridge", "--json").rows
    told = run(command, "bridge")
    assert told.code == 0
    assert f"The best match is {verb}; {len(rows) - 1} other quotes also match\n" in told.err
    assert "match too" not in run(command, rows[0]["uid"]).err
    assert "match too" not in run(command, rows[0]["uid"][:8]).err


WIRE = (
    "The ferry crosses the river every half hour, and on Sundays it waits for the choir of the other "
    "bank. Nobody remembers a year in which it did not run, not even the one when the ice came early. "
    "“We will keep the ferry as long as the river flows,” said Ada Example. The council is to vote on the "
    "matter when the snow has gone from the quays.\n"
)


def test_articles_that_print_one_text_are_told_from_independent_ones(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.txt", WIRE), ("b.txt", WIRE + "\nMore of this later.\n"), ("c.txt", MORNING)):
        Path(name).write_text(text, encoding="utf-8")
    assert run("add", "a.txt", "b.txt", "c.txt", "--outlet", "Example Herald").code == 0
    lines = run("compare", "as long as the river flows").out.splitlines()
    assert lines[0] == "Ada Example: 3 articles (2 independent texts), 0 differences"
    remarks = lines[1 : lines.index("")]
    assert remarks
    assert all(line.startswith("  ") for line in remarks)
    assert any(line.startswith("  one text in ") for line in remarks)
    told = run("search", "as long as the river flows", "--group")
    assert "3 articles print it (2 independent texts)" in told.out
    run("remove", "c.txt")
    assert run("compare", "river flows").out.startswith("Ada Example: 2 articles (1 independent text), 0 ")


def test_a_part_the_version_does_not_quote_is_said_once_for_each_gap(run: Run, the_seeds: Path) -> None:
    told = run("compare", "defeated very badly").out
    scrap = next(line for line in told.splitlines() if "[not quoted]" in line)
    assert "[not quoted] [not quoted]" not in scrap
    assert scrap.startswith("   [not quoted] ")


def test_a_citation_is_told_to_machines_with_its_warnings(run: Run, papers: Path) -> None:
    uid = next(row["uid"] for row in run("search", "bridge", "--json").rows if "mine" in row["text"])
    told = run("cite", uid, "--json")
    row = only(told.rows)
    assert set(row) == {"uid", "text", "html", "warnings"}
    assert row["uid"] == uid
    assert row["text"] == run("cite", uid).out.removesuffix("\n")
    assert f'<blockquote cite="{ADDRESS}">' in row["html"]
    assert [f"note: {warning}" for warning in row["warnings"]] == told.err.splitlines()
    assert row["warnings"] == [
        "Not recorded: outlet, title, author and date; the file’s name replaces the outlet and title.",
    ]


@pytest.mark.parametrize("flavour", ["bibtex", "ris", "csl-json"])
def test_a_flavour_without_markup_has_no_html(run: Run, papers: Path, flavour: str) -> None:
    assert only(run("cite", "rowers", "--flavour", flavour, "--json").rows)["html"] is None


def test_a_quote_is_shown_between_the_words_of_its_own_paragraph(run: Run, papers: Path) -> None:
    row = next(row for row in run("search", "bridge", "--json").rows if "mine" in row["text"])
    lines = run("show", row["uid"]).out.splitlines()
    assert lines[:4] == [
        "“The bridge was never a promise of mine,” she said.",
        "",
        "Ada Example · outlet not recorded (morning.txt) · no date",
        f"morning.txt · ¶2 · characters {row['start']}–{row['end']}",
    ]
    assert lines[4].startswith("said by: after:X-said+pronoun, confidence 0.")
    assert lines[5] == f"uid {row['uid']} · 2 articles print it"
    shown = only(run("show", row["uid"], "--json").rows)
    assert (shown["before"], shown["after"]) == (MORNING[: row["start"]], MORNING[row["end"] :])
    assert (shown["paragraph"], shown["parts"]) == (2, ["The bridge was never a promise of mine,"])
    assert (shown["speaker_text"], shown["cue"]) == ("she", "said")
    assert not {"score", "highlights"} & set(shown)
    assert shown["facts"]["url"] == {"value": ADDRESS, "provenance": "given", "confidence": 1.0}


def test_before_and_after_a_quote_are_cut_at_four_hundred_characters(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(
        f"{'before ' * 90}“The pier opens in spring,” said Ann Lee. {'after ' * 90}", encoding="utf-8"
    )
    run("add", path)
    shown = only(run("show", only(run("search", "pier", "--json").rows)["uid"], "--json").rows)
    assert (len(shown["before"]), len(shown["after"])) == (400, 400)
    assert shown["before"].endswith("before “")
    assert shown["after"].startswith("” said")


def test_lists_say_what_is_not_recorded_to_people_and_null_to_machines(run: Run, papers: Path) -> None:
    run("set", "evening.txt", "outlet=Evening Post", "date=2025-01", "title=The ferry")
    told = [line.split("\t")[1:-1] for line in run("list", "articles").out.splitlines()]
    assert sorted(told) == [
        ["Evening Post", "2025-01", "The ferry", "3", "evening.txt", "report"],
        ["not recorded", "not recorded", "not recorded", "3", "morning.txt", "report"],
    ]
    rows = {row["path"]: row for row in run("list", "articles", "--json").rows}
    assert list(rows["evening.txt"]) == [
        "article", "outlet", "published", "published_guessed", "title", "quotes", "path", "form", "added"
    ]  # fmt: skip
    assert (rows["evening.txt"]["published"], rows["evening.txt"]["published_guessed"]) == ("2025-01", False)
    assert [rows["morning.txt"][name] for name in ("outlet", "published", "published_guessed", "title")] == [
        None
    ] * 4
    assert sorted(run("list", "outlets").out.splitlines()) == ["Evening Post\t1", "not recorded\t1"]
    assert run("list", "speakers").out == "Ada Example\t6\t\n"


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ((), "6 quotes shown; 6 quotes found"),
        (("--limit", "1"), "1 quote shown; 6 quotes found"),
        (("--group",), "4 utterances shown; 6 quotes found"),
        (("--group", "--limit", "1"), "1 utterance shown; 6 quotes found"),
    ],
    ids=["all", "the first", "grouped", "the first group"],
)
def test_how_many_are_shown_and_found_is_said_behind_them(
    run: Run, papers: Path, options: tuple[str, ...], shown: str
) -> None:
    result = run("search", "speaker:example", *options)
    assert result.err.startswith(f"{shown} in ")
    assert result.err.endswith(" ms\n")
    assert len(result.out.splitlines()) == 2 * int(shown.split(maxsplit=1)[0])
    assert result.out.count(" print it") <= 4


@pytest.mark.parametrize("sort", ["date", "outlet"])
def test_rows_are_sorted_as_asked_and_what_is_not_known_comes_last(run: Run, papers: Path, sort: str) -> None:
    run("set", "evening.txt", "outlet=Evening Post", "date=2025-01-09")
    rows = run("search", "speaker:example", "--sort", sort, "--json").rows
    assert [row["path"] for row in rows] == ["evening.txt"] * 3 + ["morning.txt"] * 3


def test_a_spreadsheet_gets_a_line_of_names_and_empty_cells_for_what_is_not_known(
    run: Run, papers: Path
) -> None:
    rows = list(csv.DictReader(run("search", "rowers", "--csv").out.splitlines()))
    row = next(row for row in rows if "rowers" in row["text"])
    assert (row["outlet"], row["published"], row["title"]) == ("", "", "")
    assert (row["witnesses"], row["path"]) == ("1", "morning.txt")
    assert MORNING[int(row["start"]) : int(row["end"])] == row["text"]
    empty = run("search", "zyzzyva", "--csv")
    assert (empty.code, len(empty.out.splitlines())) == (1, 1)


def test_an_export_to_a_file_says_how_many_and_prints_nothing(run: Run, papers: Path) -> None:
    written = run("export", "--format", "jsonl", "-o", "out.jsonl", "speaker:example")
    assert (written.code, written.out, written.err) == (0, "", "Wrote 6 quotes to out.jsonl\n")
    rows = [row_of(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == run("export", "--format", "jsonl", "speaker:example").rows
    assert len(rows) == 6
    assert run("export", "--format", "jsonl").rows == rows


def test_where_nothing_is_found_no_file_is_left_half_written(run: Run, papers: Path) -> None:
    Path("out.csv").write_text("precious", encoding="utf-8")
    assert run("export", "--format", "csv", "-o", "out.csv", "zyzzyva").code == 1
    assert not [path for path in papers.iterdir() if path.suffix not in (".txt", ".csv")]
