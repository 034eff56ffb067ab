"""Transcripts and captions in the library: what `add`, `show`, `list`, `search` and `set` say of them."""

from pathlib import Path

import pytest
from cli_runner import Run

CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ada Weiss>We will not sell the harbour.

01:12:31.000 --> 01:12:34.000
<v Ada Weiss>Not now, and not later.

01:12:40.000 --> 01:12:44.000
<v Omar Haddad>Who says that?
"""
TALK = """Transcript of the meeting

ADA WEISS: We will not sell the harbour. It belongs to the town.

It has for a hundred years.

HADDAD: And who pays for the cranes?

WEISS: The town does, as you know.

HADDAD: I do not know that at all.
"""
REPORT = "“We will not sell the harbour,” said Ada Weiss, the mayor of the town, on Monday."


@pytest.fixture
def meeting(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with captions, a transcript and a report of one meeting."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    given = tmp_path / "given"
    given.mkdir()
    for name, text in (("talk.vtt", CAPTIONS), ("talk.txt", TALK), ("report.txt", REPORT)):
        (given / name).write_text(text, encoding="utf-8")
    assert run("add", given, "--jobs", "1").code == 0
    return given


def forms(run: Run) -> dict[str, str]:
    """The form of each article, by the name of its file."""
    return {Path(row["path"]).name: row["form"] for row in run("list", "articles", "--json").rows}


def found(run: Run, query: str) -> list[str]:
    """The names of the files whose quotes a query finds, in order."""
    return sorted({Path(row["path"]).name for row in run("search", query, "--json").rows})


def test_lists_tell_the_form_of_each_article(run: Run, meeting: Path) -> None:
    assert forms(run) == {"talk.vtt": "captions", "talk.txt": "transcript", "report.txt": "report"}
    assert "transcript" in run("list", "articles").out


def test_a_turn_is_one_row_with_a_span_and_a_group_for_each_sentence(run: Run, meeting: Path) -> None:
    (turn,) = (row for row in run("export", "--format", "jsonl").rows if "hundred years" in row["text"])
    assert turn["parts"] == [
        "We will not sell the harbour.",
        "It belongs to the town.",
        "It has for a hundred years.",
    ]
    assert turn["speaker"] == "Ada Weiss"
    assert len(turn["groups"]) == 3
    assert turn["form"] == "transcript"
    assert turn["time"] is None


def test_a_sentence_of_a_record_and_its_printing_are_one_utterance(run: Run, meeting: Path) -> None:
    row, *_ = run("search", '"sell the harbour"', "--group", "--json").rows
    assert (row["witnesses"], row["printings"], row["record"]) == (3, 1, "transcript")


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (("talk.txt", "talk.vtt", "report.txt"), "1 outlet; in the record"),
        (("talk.vtt", "report.txt"), "1 outlet; in captions"),
        (("talk.txt", "talk.vtt"), "only in the record"),
        (("talk.vtt",), "only in captions"),
    ],
)
def test_a_record_is_counted_with_no_printings(
    run: Run, meeting: Path, left: tuple[str, ...], said: str
) -> None:
    for name in {"talk.txt", "talk.vtt", "report.txt"} - {*left}:
        run("remove", name)
    row, *_ = run("search", '"sell the harbour"', "--group", "--json").rows
    assert f"· {said}" in run("search", '"sell the harbour"', "--group").out
    assert f"· {said}\n" in run("show", row["uid"]).out
    assert f": {said}, " in run("compare", row["uid"]).out
    assert run("search", "harbour", "witnesses:>1").code == 1


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("form:transcript", ["talk.txt"]),
        ("form:captions", ["talk.vtt"]),
        ("form:report", ["report.txt"]),
        ("harbour -form:report", ["talk.txt", "talk.vtt"]),
        ("harbour (form:report OR form:captions)", ["report.txt", "talk.vtt"]),
        ("-form:transcript -form:captions", ["report.txt"]),
        ("later OR form:transcript", ["talk.txt", "talk.vtt"]),
        ("later form:transcript", []),
    ],
)
def test_quotes_are_found_by_the_form_of_their_article(
    run: Run, meeting: Path, query: str, files: list[str]
) -> None:
    assert found(run, query) == files


def test_a_quote_is_shown_with_its_form_and_its_time(run: Run, meeting: Path) -> None:
    late, *_ = run("search", '"who says that"', "--json").rows
    assert "· captions · 01:12:40" in run("show", late["uid"]).out
    (shown,) = run("show", late["uid"], "--json").rows
    assert (shown["form"], shown["time"]) == ("captions", 4_360_000)
    (printed,) = run("search", "harbour form:report", "--json").rows
    assert "captions" not in run("show", printed["uid"]).out


def spoken(run: Run, name: str) -> list[tuple[str, int]]:
    """Who speaks in a file, and in how many sentences."""
    rows = [row for row in run("export", "--format", "jsonl").rows if Path(row["path"]).name == name]
    return [(row["speaker"], len(row["parts"])) for row in rows]


def test_the_user_corrects_the_form_and_the_article_is_read_as_that(run: Run, meeting: Path) -> None:
    before = spoken(run, "talk.txt")
    assert before == [("Ada Weiss", 3), ("Haddad", 1), ("Ada Weiss", 1), ("Haddad", 1)]
    run("set", "talk.txt", "outlet=Example Herald")
    assert run("set", "talk.txt", "form=report").code == 0
    assert forms(run)["talk.txt"] == "report"
    assert found(run, "form:transcript") == []
    assert spoken(run, "talk.txt") != before
    assert run("set", "talk.txt", "form=transcript").code == 0
    assert found(run, "form:transcript") == ["talk.txt"]
    assert spoken(run, "talk.txt") == before
    row, *_ = run("search", '"sell the harbour"', "--group", "--json").rows
    assert (row["witnesses"], row["printings"], row["record"]) == (3, 1, "transcript")
    rows = [row for row in run("list", "articles", "--json").rows if row["form"] == "transcript"]
    assert [row["outlet"] for row in rows] == ["Example Herald"]
    assert run("doctor").code == 0


LABELLED = {
    "odd.json": """[{"speaker": "jdoe_42", "text": "We wait: the cranes are old."},
        {"speaker": "", "text": "Who: nobody?"}, {"speaker": "note", "text": "The cranes. We sell: none."},
        {"speaker": "jdoe_42", "text": "We wait still."}]""",
    "voices.vtt": """WEBVTT

00:00:01.000 --> 00:00:03.000
<v the mayor>We will not sell the harbour.

00:00:09.000 --> 00:00:12.000
<v ->Sir: who pays for the cranes?
""",
}


@pytest.mark.parametrize("name", LABELLED)
def test_labels_that_a_reader_set_outlive_a_form_and_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    (tmp_path / name).write_text(LABELLED[name], encoding="utf-8")
    assert run("add", tmp_path / name, "--jobs", "1").code == 0

    def exported() -> list[object]:
        """What is kept of each quote, but for who said what of the article."""
        return [{**row, "facts": None} for row in run("export", "--format", "jsonl").rows]

    turns, form = exported(), forms(run)[name]
    assert len(turns) > 1
    run("set", name, "form=report")
    assert exported() != turns
    assert run("set", name, f"form={form}").code == 0
    assert exported() == turns
    assert run("doctor").code == 0


def test_what_is_no_form_is_refused(run: Run, meeting: Path) -> None:
    refused = run("set", "talk.txt", "form=speech")
    assert refused.code == 2
    assert "speech is not a form" in refused.err


@pytest.mark.parametrize(("said", "form"), [("Transcript", "transcript"), ("poem", "report")])
def test_a_block_at_the_head_says_the_form(run: Run, meeting: Path, said: str, form: str) -> None:
    (meeting / "said.md").write_text(
        f"---\nform: {said}\n---\nADA WEISS: We will not sell it.", encoding="utf-8"
    )
    assert run("add", meeting / "said.md").code == 0
    assert forms(run)["said.md"] == form


def test_a_metadata_file_says_the_form(run: Run, meeting: Path) -> None:
    (meeting / "said.txt").write_text(TALK.replace("Transcript of the", "After the"), encoding="utf-8")
    (meeting / "said.txt.toml").write_text('form = "report"\n', encoding="utf-8")
    assert run("add", meeting / "said.txt").code == 0
    assert forms(run)["said.txt"] == "report"


def test_a_long_record_is_compared_only_where_it_was_printed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    sentences = [f"On day {at} we opened gate number {at} of the old harbour." for at in range(400)]
    sentences[200] = "We will not sell the harbour to anybody who asks for it."
    speech = " ".join(sentences)
    (tmp_path / "said.txt").write_text(f"ADA WEISS: {speech}\n\n(APPLAUSE)\n", encoding="utf-8")
    (tmp_path / "told.txt").write_text(
        "“We will not sell the harbour to anyone who asks for it,” said Ada Weiss.", encoding="utf-8"
    )
    assert run("add", tmp_path / "said.txt", tmp_path / "told.txt", "--jobs", "1").code == 0
    (told,) = run("compare", "sell the harbour", "--json").rows
    # The sentences beside the one that is printed are shown with it, not all of the speech.
    assert sorted(len(witness["quotes"]) for witness in told["witnesses"]) == [1, 1]
    assert any("anybody" in str(difference["readings"]) for difference in told["differences"])


SPEECH = """Transcript of the harbour hearing

ADA WEISS: We will not sell the harbour to the ferry company. The cranes were paid for by our grandparents,
and they are older than anybody in this room. The quay is open to every boat.

HADDAD: Who says that?

WEISS: I do, and so does everybody in this town.

HADDAD: Not everybody.
"""
PRINTED = {
    "herald.txt": (
        "“We will sell the harbour to the ferry company,” said Ada Weiss. “The quay is open to every boat.”"
    ),
    "courier.txt": "“We will not sell the harbour … The quay is open to every boat,” Ada Weiss said.",
    "mirror.txt": "“The quay is open to every boat,” said Omar Haddad, a member of the council, on Monday.",
}


@pytest.fixture
def hearing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the transcript of a hearing and three articles."""
    monkeypatch.setenv("QUOTEBROWSER_LIBRARY", str(tmp_path / "library"))
    given = tmp_path / "given"
    given.mkdir()
    for name, text in {"hearing.txt": SPEECH, **PRINTED}.items():
        (given / name).write_text(text, encoding="utf-8")
    assert run("add", given, "--jobs", "1").code == 0
    return given


def test_a_comparison_with_a_record_says_what_that_has(run: Run, hearing: Path) -> None:
    told = run("compare", "quay open every boat").out
    assert "3 outlets; in the record, " in told
    assert "A is the record (Transcript of the harbour hearing): all versions are compared with it" in told
    assert "A  the record (Transcript of the harbour hearing) · no date · whole" in told
    assert "the record gives the words to Ada Weiss; Omar Haddad in D" in told
    assert "negation: A B not   C [cut, undeclared]   D [not quoted here] (the record has ‘not’ here)" in told
    assert "We will [cut, undeclared: not] sell the harbour" in told
    assert "earliest" not in told


def test_a_record_lacks_nothing_that_a_paper_adds(run: Run, hearing: Path) -> None:
    (hearing / "added.txt").write_text(
        "“The cranes were not paid for by our grandparents, and they are older than anybody,” said Weiss.",
        "utf-8",
    )
    run("add", hearing / "added.txt")
    told = run("compare", "cranes paid grandparents").out
    assert (
        "The cranes were paid for by our grandparents, and they are older than anybody in this room." in told
    )
    assert "B added" not in told
    assert "the record does not have ‘not’ here" in told


def test_words_between_two_printed_parts_are_shown_when_they_are_asked_for(run: Run, hearing: Path) -> None:
    run("remove", "courier.txt")
    between = "The cranes were paid for by our grandparents, and they are older than anybody in this room."
    folded = run("compare", "quay open every boat").out
    assert "to the ferry company. [17 words] The quay is open to every boat." in folded
    assert between not in folded
    assert (
        f"to the ferry company. {between} The quay" in run("compare", "--between", "quay open every boat").out
    )


def test_another_version_may_be_primary_beside_a_record(run: Run, hearing: Path) -> None:
    assert run("set", "herald.txt", "primary=yes").code == 0
    (told,) = run("compare", "quay open every boat", "--json").rows
    assert [(one["record"], one["form"]) for one in told["witnesses"]].index(("the record", "transcript")) > 0
    assert (told["reference"], told["primary"], told["record"], told["printings"]) == (
        "A",
        "A",
        "transcript",
        3,
    )
    said = run("compare", "quay open every boat").out
    assert "is the record (Transcript of the harbour hearing): proposed as primary" in said
    assert "1: has “not” (meaning may differ)" in run("compare", "--markdown", "quay open every boat").out
