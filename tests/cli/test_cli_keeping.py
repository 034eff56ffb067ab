"""`info`, `doctor`, `rebuild`, `backup`, `restore`, `keys`, `config`, `verify`, `last`: what each reports."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Run

SETTINGS = """
theme = "light"
accessible = true
[cite]
style = "apa"
[keys]
sort = ["x"]
"""


@pytest.fixture
def config() -> Path:
    """The file of settings of the test alone."""
    return Path(os.environ["QUOTEBROWSER_CONFIG"])


def told(run: Run, *command: str) -> dict[str, list[str]]:
    """The rows of a table by their first cells."""
    rows = [line.split("\t") for line in run(*command).out.splitlines()]
    return {row[0]: row[1:] for row in rows}


def test_info_tells_people_and_machines_the_same(run: Run, the_seeds: Path, config: Path) -> None:
    (row,) = run("info", "--json").rows
    shown = {name.replace("_", " "): [str(value)] for name, value in row.items()}
    assert told(run, "info") == shown | {"read only": ["no"]}
    assert (row["library"], row["settings"]) == (str(the_seeds), str(config))
    assert (row["read_only"], row["not_yet_indexed"]) == (False, 0)
    assert row["quotes"] > row["utterances"] > row["speakers"] > row["articles"] == 5


def test_info_counts_what_the_index_lacks_and_a_search_brings_it_level(run: Run, my_seeds: Path) -> None:
    shutil.rmtree(my_seeds / "index")
    assert run("info", "--json").rows[0]["not_yet_indexed"] > 20
    assert run("search", "big blow").code == 0
    assert run("info", "--json").rows[0]["not_yet_indexed"] == 0


def test_doctor_names_what_is_wrong_in_a_line_each_and_ends_with_one(run: Run, my_seeds: Path) -> None:
    from quotebrowser.library import Library

    library = Library.open(my_seeds)
    uids = library.store.listing.uids()
    library.index.update([], uids[:3], library.index.watermark)
    library.close()
    count = len(uids)
    sentence = f"The index holds {count - 3} quotes, the library {count}: quotebrowser rebuild"
    found = run("doctor")
    assert (found.code, found.out, found.err) == (1, f"! {sentence}\n", "")
    machine = run("doctor", "--json")
    assert (machine.code, machine.rows) == (1, [{"finding": sentence}])
    rebuilt = run("rebuild")
    assert (rebuilt.code, rebuilt.out) == (0, "")
    assert rebuilt.err.startswith("The index was rebuilt from ")
    assert run("doctor").code == 0


def test_doctor_says_of_every_way_to_the_clipboard_what_became_of_a_try(run: Run) -> None:
    result = run("doctor", "clipboard", "--json")
    assert {frozenset(row) for row in result.rows} == {frozenset({"route", "state", "detail", "advice"})}
    states = [row["state"] for row in result.rows]
    assert set(states) <= {"verified", "sent", "failed", "does not apply"}
    assert result.code == (0 if "verified" in states else 1)
    lines = run("doctor", "clipboard").out.splitlines()
    heads = [line.partition(";")[0] for line in lines if not line.startswith("    ")]
    assert heads == [f"{row['route']}: {row['state']}" for row in result.rows]


def test_a_copy_is_restored_and_the_library_before_it_is_kept(
    run: Run, my_seeds: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    backed = run("backup", copy)
    assert (backed.code, backed.out) == (0, f"{copy}\n")
    run("remove", "000", "001")
    restored = run("restore", copy)
    assert (restored.code, restored.out) == (0, "")
    assert restored.err.startswith(f"{copy} is now the library; the previous one is kept as ")
    kept = Path(restored.err.rpartition(" kept as ")[2].strip())
    assert kept.is_file()
    assert run("info", "--json").rows[0]["articles"] == 5
    assert run("doctor").code == 0
    assert run("restore", kept).code == 0
    assert run("info", "--json").rows[0]["articles"] == 3
    assert copy.is_file()


def test_a_copy_is_restored_where_no_library_was(run: Run, my_seeds: Path, tmp_path: Path) -> None:
    copy = run("backup").out.strip()
    assert Path(copy).parent == my_seeds / "backup"
    restored = run("restore", copy, "--library", tmp_path / "new")
    assert (restored.code, restored.err) == (0, f"{copy} is now the library\n")
    assert len(run("search", "big blow", "--json", "--library", tmp_path / "new").rows) >= 4


def test_a_copy_that_is_no_library_changes_nothing(run: Run, my_seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no library at all" * 100)
    assert run("restore", tmp_path / "bad.db").code == 2
    assert run("info", "--json").rows[0]["articles"] == 5
    assert run("backup", tmp_path / "bad.db").code == 2
    assert (tmp_path / "bad.db").read_bytes() == b"no library at all" * 100


def test_the_keys_and_settings_shown_are_those_of_the_user(run: Run, config: Path) -> None:
    before = told(run, "config")
    assert (before["theme"][0], before["accessible"][0], before["cite.style"][0]) == (
        "auto",
        "false",
        "plain",
    )
    config.write_text(SETTINGS, encoding="utf-8")
    after = told(run, "config", "show")
    assert (after["theme"][0], after["accessible"][0], after["cite.style"][0]) == ("light", "true", "apa")
    assert after["keys"][0] == "sort = x"
    assert run("config", "validate").err == f"{config} is valid\n"
    assert run("config", "path").out == f"{config}\n"
    keys = {row["action"]: row for row in run("keys", "--json").rows}
    assert keys["sort"]["keys"] == ["x"]
    assert set(keys["sort"]) == {"action", "keys", "where", "help"}
    assert keys["copy"]["where"] == [
        "list",
        "page of a speaker or outlet",
        "search box",
        "article",
        "comparison",
    ]
    rows = [line.split("\t") for line in run("keys").out.splitlines()]
    assert [row[-1] for row in rows] == list(keys)
    assert rows[list(keys).index("sort")][:2] == ["x", "list, page of a speaker or outlet"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[cite]\nstyle = "song"\n', "cite.style is set to song, which does not exist"),
        ('[cite]\nform = "song"\n', "cite.form is set to song, which does not exist"),
        ('[cite]\nflavour = "song"\n', "cite.flavour is set to song, which does not exist"),
        ("theme = \n", "config.toml"),
        ('thme = "dark"\n', "there is no setting called thme\nhint: Did you mean theme?"),
        (
            'thme = "dark"\n[cite]\nstyl = "ap"\n[song]\na = 1\n',
            "no setting called thme or cite.styl or song.a\nhint: Did you mean theme and cite.style?",
        ),
    ],
    ids=["a style", "a form", "a flavour", "no TOML", "no setting", "several"],
)
def test_settings_that_cannot_be_followed_are_named(run: Run, config: Path, text: str, said: str) -> None:
    config.write_text(text, encoding="utf-8")
    result = run("config", "show")
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert run("config", "validate").code == 1
    assert run("config", "path").code == 0


def test_a_check_names_every_mistake_of_the_file_a_line_each(run: Run, config: Path) -> None:
    config.write_text(
        'them = "dark"\ntheme = "drak"\nmarks = "pretty"\naccessible = 3\n[cite]\nstyle = "song"\n'
        '[song]\na = 1\n[keys]\npreset = "nano"\ncompre = ["x"]\nsort = ["c"]\njump = "j"\n',
        encoding="utf-8",
    )
    result = run("config", "validate")
    lines = result.err.splitlines()
    assert result.code == 1
    assert all(row.startswith(f"{config}: ") for row in lines)
    for row, said in zip(
        sorted(row.removeprefix(f"{config}: ") for row in lines),
        [
            "accessible must be true or false, not 3",
            "cite.style is set to song, which does not exist. Choose from: plain",
            "keys.preset must be one of default, vim, emacs, not 'nano'",
            "keys: c means both compare and sort in the list",
            "keys: jump uses the number keys",
            "keys: unknown action compre; did you mean compare?",
            "marks must be one of auto, unicode, ascii, not 'pretty'",
            "there is no setting called song.a. The README",
            "there is no setting called them. Did you mean theme?",
            "there is no theme called drak. Choose from: auto, dark",
        ],
        strict=True,
    ):
        assert row.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"), [("theme = \n", "could not be read"), ("keys = 4\n", "keys must be a table")]
)
def test_a_check_of_a_file_that_is_hardly_one_says_so_in_one_line(
    run: Run, config: Path, text: str, said: str
) -> None:
    config.write_text(text, encoding="utf-8")
    result = run("config", "validate")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert said in result.err


def test_the_keys_of_a_preset_are_the_ones_that_are_printed(run: Run, config: Path) -> None:
    config.write_text('[keys]\npreset = "vim"\nmark = "Z"\n', encoding="utf-8")
    assert run("config", "validate").code == 0
    assert told(run, "config")["keys.preset"][0] == "vim"
    keys = {row["action"]: row["keys"] for row in run("keys", "--json").rows}
    assert (keys["undo"], keys["mark"], keys["sort"]) == (["u"], ["Z"], ["s"])


def test_a_key_that_cannot_be_followed_is_a_note_behind_the_keys(run: Run, config: Path) -> None:
    config.write_text('[keys]\nsortt = ["x"]\n', encoding="utf-8")
    result = run("keys")
    assert (result.code, result.err) == (0, "note: keys: unknown action sortt; did you mean sort?\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sortt = "x"', "keys: unknown action sortt; did you mean sort?\n"),
        ('song = "x"\nsung = "z"', "keys: unknown action song\n{}keys: unknown action sung\n"),
    ],
)
def test_keys_that_cannot_be_followed_are_named_by_a_check(
    run: Run, config: Path, text: str, said: str
) -> None:
    config.write_text(f"[keys]\n{text}\n", encoding="utf-8")
    result = run("config", "validate")
    assert (result.code, result.err) == (1, f"{config}: " + said.format(f"{config}: "))
    config.write_text('[keys]\nsort = "x"\n', encoding="utf-8")
    assert run("config", "validate").code == 0


VERDICTS = [
    # what is checked against the seeds, the exit code, how the first line begins
    ("we took a very big blow", 0, "✔ Quoted exactly: “we took a very big blow”"),
    ("we took a very big blow, and it's been very difficult", 0, "✔ Quoted, with typographic "),
    ("We took a very big blow", 0, "✔ Quoted, with another first letter only: “We took a very big blow”"),
    ("We TOOK a very big blow", 1, "✘ Differs here: “We TOOK a very big blow”"),
    ("we took a very small blow", 1, "✘ Differs here: “we took a very small blow”"),
    ("the moon is made of green cheese", 1, "✘ In no article of this library: “the moon is"),
]


@pytest.mark.parametrize(("words", "code", "first"), VERDICTS, ids=[row[0] for row in VERDICTS])
def test_words_are_checked_and_the_verdict_is_said_first(
    run: Run, the_seeds: Path, words: str, code: int, first: str
) -> None:
    result = run("verify", *words.split())
    assert result.code == code
    assert result.out.startswith(first)
    (row,) = run("verify", words, "--json").rows
    assert (row["text"], row["holds"]) == (words, code == 0)


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["for people", "for machines"])
def test_a_draft_without_quotes_holds_nothing_and_that_is_said(
    run: Run, the_seeds: Path, tmp_path: Path, as_json: tuple[str, ...]
) -> None:
    (tmp_path / "draft.md").write_text("Nobody said a word on Thursday.\n", encoding="utf-8")
    result = run("verify", "--draft", tmp_path / "draft.md", *as_json)
    assert (result.code, result.out, result.err) == (1, "", "The draft has no quotes\n")


def test_a_copy_that_nothing_takes_is_an_error_and_the_text_is_kept(
    run: Run, the_seeds: Path, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    config.write_text('[clipboard]\ncommand = "/nowhere/at/all"\n', encoding="utf-8")
    cited = run("cite", "turned off radars", "--copy")
    outcome = cited.err.splitlines()[-1]
    assert (cited.code == 2) == outcome.startswith("Not copied: ")
    last = run("last")
    assert (last.code, last.out) == (0, cited.out)


def test_doctor_says_what_a_copy_can_mend_and_mends_it(run: Run, my_seeds: Path) -> None:
    run("set", "000_8cdcccbd686b03c9.txt", "outlet=Example Herald")
    copy = Path(run("backup").out.strip())
    run("set", "001_866fe9dbe94e77b1.txt", "outlet=Kleine Zeitung")
    alter(my_seeds, "UPDATE fact_correction SET value = 'Example Gazette' WHERE value = 'Example Herald'")
    found = run("doctor")
    assert (found.code, found.out) == (1, "! Row 1 outlet of fact_correction differs from what was stored\n")
    mend = f"row 1 outlet of fact_correction, from {copy.name}\n"
    assert found.err == f"can be mended: {mend}hint: quotebrowser doctor --mend\n"
    mended = run("doctor", "--mend")
    assert (mended.code, mended.out) == (0, "")
    first, kept, last = mended.err.splitlines(keepends=True)
    assert (first, last) == (f"mended: {mend}", "The library is sound\n")
    assert Path(kept.strip().partition(" kept as ")[2]).is_file()
    assert run("doctor").code == 0
    outlets = {row["outlet"] for row in run("list", "articles", "--json").rows}
    assert {"Example Herald", "Kleine Zeitung"} <= outlets


def test_what_no_copy_can_mend_is_said_with_exit_1(run: Run, my_seeds: Path) -> None:
    run("set", "000_8cdcccbd686b03c9.txt", "outlet=Example Herald")
    alter(my_seeds, "UPDATE fact_correction SET value = 'Example Gazette'")
    assert run("doctor").err == ""
    mended = run("doctor", "--mend")
    assert mended.code == 1
    assert mended.out == "! Row 1 outlet of fact_correction differs from what was stored\n"
    rows = run("list", "articles", "--json")
    assert "Example Gazette" not in rows.out
    assert "Row 1 of fact_correction in the library is damaged" in rows.err


def alter(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library / "library.db")) as other, other:
        assert other.execute(statement).rowcount
