"""How every command ends and what it says: 0 found or done, 1 nothing found, 2 wrong."""

import re
from pathlib import Path

import pytest
from cli_runner import Run

from quotebrowser.library import Library

NO_ARTICLES = "has no articles yet"

ON_NOTHING = [
    # in a library without articles: the command, its exit code, what it says on stderr
    ("search harbour", 1, NO_ARTICLES),
    ("show 0123456789abcdef", 1, NO_ARTICLES),
    ("list articles", 1, NO_ARTICLES),
    ("list speakers --json", 1, NO_ARTICLES),
    ("list files", 1, NO_ARTICLES),
    ("compare harbour", 1, NO_ARTICLES),
    ("verify we will not sell", 1, NO_ARTICLES),
    ("cite harbour --copy", 1, NO_ARTICLES),
    ("export --format csv", 1, NO_ARTICLES),
    ("rebuild", 1, NO_ARTICLES),
    ("backup", 1, NO_ARTICLES),
    ("last", 1, "You have not copied anything yet"),
    ("set harbour outlet=Herald", 1, "No quotes match harbour"),
    ("remove harbour.txt", 2, "No article is called harbour.txt"),
    ("purge harbour.txt --yes", 2, "No article is called harbour.txt"),
    ("restore nowhere.db", 2, "There is no backup at nowhere.db"),
    ("doctor", 0, "The library is sound"),
    ("doctor library --json", 0, "The library is sound"),
    ("config validate", 0, "the defaults apply"),
]


@pytest.mark.parametrize(("command", "code", "said"), ON_NOTHING, ids=[row[0] for row in ON_NOTHING])
def test_in_an_empty_library_every_command_says_what_is_missing(
    run: Run, command: str, code: int, said: str
) -> None:
    Library.open().close()
    result = run(*command.split())
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert "Traceback" not in result.err


OPENING = ["info", *(row[0] for row in ON_NOTHING if row[0] not in {"last", "config validate"})]


@pytest.mark.parametrize("command", OPENING)
def test_a_library_that_does_not_exist_is_not_made(run: Run, tmp_path: Path, command: str) -> None:
    typo = tmp_path / "typo"
    result = run(*command.split(), "--library", typo)
    assert (result.code, result.out) == (2, "")
    assert f"There is no library in {typo}" in result.err or "There is no backup at" in result.err
    assert not typo.exists()


EVIDENCE = ["library.db-wal", "index/stamp.json", "backup/library-1.db", "originals/0"]


@pytest.mark.parametrize("evidence", EVIDENCE)
@pytest.mark.parametrize("state", ["empty", "missing"])
@pytest.mark.parametrize("command", ["doctor", "info", "search x", "add .", "backup"])
def test_a_library_that_lost_its_file_is_not_taken_for_a_new_one(
    run: Run, tmp_path: Path, command: str, state: str, evidence: str
) -> None:
    home = tmp_path / "home"
    left = home / evidence
    left.parent.mkdir(parents=True)
    left.write_text("something")
    if state == "empty":
        (home / "library.db").touch()
    result = run(*command.split(), "--library", home)
    assert (result.code, result.out) == (2, "")
    assert f"library.db is {state}, but" in result.err
    assert "quotebrowser restore COPY" in result.err
    assert left.read_text() == "something"


WRONG = [
    # with the five seeds: wrong arguments, and the sentence or the hint that names what is wrong
    ("list", "the following arguments are required: what"),
    ("list quotes", "invalid choice: 'quotes'"),
    ("list outlet", "Did you mean outlets? See quotebrowser list --help"),
    ("review --kind speakr", "Did you mean speaker? See quotebrowser review --help"),
    ("export --format markdwn", "Did you mean markdown? See quotebrowser export --help"),
    ("help serch", "Did you mean search?"),
    ("search", "search needs a query"),
    ("search blow --limit 0", "must be a number from 1 to 1000000"),
    ("search blow --limit 1000001", "must be a number from 1 to 1000000"),
    ("search blow --limit -3", "--limit"),
    ("search blow --sort speaker", "invalid choice: 'speaker'"),
    ("search blow --json --csv", "not allowed with argument"),
    ("search blow --jso", "unrecognized arguments: --jso"),
    ("compare blow --tei --html", "not allowed with argument"),
    ("show", "the following arguments are required: UID"),
    ("show blow", "There is no quote with the uid blow"),
    ("export", "the following arguments are required: --format"),
    ("export --format pdf", "invalid choice: 'pdf'"),
    ("export --format csv -o nowhere/at/all.csv", "nowhere/at/all.csv could not be written"),
    ("verify", "verify needs either words or --draft FILE"),
    ("verify a very big blow --draft story.md", "verify needs either words or --draft FILE"),
    ("verify --draft nowhere.md", "nowhere.md"),
    ("verify --draft nowhere.md --report pdf", "invalid choice: 'pdf'"),
    ("verify a very big blow --report html", "--report needs --draft FILE"),
    ("verify --draft nowhere.md --report html --json", "--report needs --draft FILE"),
    ("verify --draft nowhere.md --speaker Esbati", "--speaker goes with words"),
    ("verify blow", "Too few words to verify"),
    ("extract --jsonl nowhere.jsonl", "nowhere.jsonl could not be read"),
    ("extract --jsonl lines.jsonl story.txt", "either files or --jsonl, not both"),
    ("extract nowhere.txt", "! nowhere.txt: There is no such file"),
    ("cite blow --form song", "song"),
    ("cite blow --flavour vanilla", "vanilla"),
    ("set blow outlet", "outlet is not a correction"),
    ("set blow outlt=Herald", "Did you mean outlet=...?"),
    ("set blow colour=red", "Keys: outlet, date"),
    ("set blow date=yesterday", "yesterday is not a date"),
    ("set blow primary=perhaps", "primary=perhaps is neither yes nor no"),
    ("remove nowhere.txt", "No article is called nowhere.txt"),
    ("remove 00", "00 matches 5 articles"),
    ("purge nowhere.txt --yes", "No article is called nowhere.txt"),
    ("purge 004", "needs your confirmation"),
    ("watch nowhere", "There is no folder nowhere"),
    ("config forget", "invalid choice: 'forget'"),
    ("doctor index", "invalid choice: 'index'"),
    ("restore", "the following arguments are required: FILE"),
    ("browse", "The browser needs a terminal"),
    ("demo", "The browser needs a terminal"),
    ("serch blow", "There is no command serch"),
    ("serch blow", "hint: Did you mean search? See quotebrowser --help\n"),
    ("find blow", "Did you mean search?"),
    ("verfy", "Did you mean verify?"),
    ("xyzzy", "hint: quotebrowser --help\n"),
    ("search blow --jso", "hint: Did you mean --json? See quotebrowser search --help\n"),
    ("cite blow --stile=apa", "Did you mean --style?"),
    ("search -blow", "after --, words may begin with a minus"),
]


@pytest.mark.parametrize(("command", "said"), WRONG)
def test_what_is_wrong_is_named_on_stderr_and_nothing_is_printed(
    run: Run, the_seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command.split())
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "Traceback" not in result.err
    assert list(tmp_path.iterdir()) == []


NOTHING = [
    ("search zyzzyva", "No quotes match zyzzyva"),
    ("search zyzzyva --json", "No quotes match zyzzyva"),
    ("search zyzzyva --group", "No quotes match zyzzyva"),
    ("compare zyzzyva plover --json", "No quotes match zyzzyva plover"),
    ("cite zyzzyva --json", "No quotes match zyzzyva"),
    ("export --format jsonl zyzzyva plover", "No quotes match zyzzyva plover"),
    ("export --format bibtex zyzzyva", "No quotes match zyzzyva"),
    ("set zyzzyva outlet=Herald", "No quotes match zyzzyva"),
]


@pytest.mark.parametrize(("command", "said"), NOTHING, ids=[row[0] for row in NOTHING])
def test_where_nothing_answers_the_query_is_repeated_and_the_exit_code_is_one(
    run: Run, the_seeds: Path, command: str, said: str
) -> None:
    result = run(*command.split())
    assert (result.code, result.out.strip()) == (1, "")
    assert result.err.splitlines()[0] == said


def test_a_misspelt_word_is_answered_with_one_to_try(run: Run, the_seeds: Path) -> None:
    assert "hint: try defeated\n" in run("search", "defaeted").err


NAMED = [
    ("before", "--library {} info --json"),
    ("before, joined", "--library={} info --json"),
    ("behind", "info --json --library {}"),
]


@pytest.mark.parametrize("command", [row[1] for row in NAMED], ids=[row[0] for row in NAMED])
def test_the_library_is_named_before_or_behind_the_command(run: Run, read_seeds: Path, command: str) -> None:
    assert run(*command.format(read_seeds).split()).rows[0]["articles"] == 5


def test_the_version_is_printed(run: Run) -> None:
    from quotebrowser import __version__

    assert run("--version").out == f"quotebrowser {__version__}\n"


def test_the_help_names_every_command(run: Run) -> None:
    from quotebrowser.cli.parser import COMMANDS

    told = run("--help")
    assert told.code == 0
    for command in COMMANDS:
        assert re.search(rf"^    {command.name}(?: |$)", told.out, re.MULTILINE), command.name
        assert run(command.name, "--help").code == 0


def test_ctrl_c_says_that_what_was_done_is_kept(
    run: Run, the_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quotebrowser.cli.commands import show

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "list_command", interrupted)
    result = run("list", "articles")
    assert (result.code, result.err) == (130, "Stopped; everything done so far is kept\n")
