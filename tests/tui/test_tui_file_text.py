"""A row of the list of articles and files: what it is, what became of it, in any width."""

import time

import pytest

from quotebrowser.library.showing.file_views import ListedArticle, ListedFile
from quotebrowser.model import Date, Form
from quotebrowser.tui.paint.file_text import file_lines, head, nothing
from quotebrowser.tui.paint.lines import text_of, width_of
from quotebrowser.tui.paint.signs import ASCII, UNICODE

NOON = 1_700_000_000
WHEN = time.strftime("%Y-%m-%d %H:%M", time.localtime(NOON))
LATER = time.strftime("%Y-%m-%d %H:%M", time.localtime(NOON + 86_400))
PATH = "/papers/ferry.html"


def article(
    title: str = "The ferry stays", outlet: str = "A Daily", *, removed: bool = False
) -> ListedArticle:
    date = Date.parse("2025-03-04")
    return ListedArticle("a1", outlet, date, title, 3, Form.REPORT, PATH, NOON, removed)


@pytest.mark.parametrize(
    ("outcome", "reason", "of", "first", "second"),
    [
        ("added", "", article(), "The ferry stays", f" added {WHEN} · /papers/ferry.html"),
        ("added", "a reprint", article(), "A Daily · 4 Mar 2025 · 3 quotes", f"added {WHEN} · a reprint · /"),
        ("known", "", article(), "The ferry stays", f" known {LATER} · "),
        ("rejected", "The file is empty", None, " ferry.html", f"rejected {LATER} · The file is empty · "),
        ("added", "", article(removed=True), "The ferry stays", f" removed {WHEN} · "),
        ("no quotes", "", article("", ""), " ferry.html", f" no quotes {WHEN} · "),
        ("no quotes", "", article("", ""), "outlet not recorded · 4 Mar 2025", " no quotes "),
    ],
)
def test_a_row_says_what_it_is_and_what_became_of_it(
    outcome: str, reason: str, of: ListedArticle | None, first: str, second: str
) -> None:
    file = ListedFile(PATH, outcome, reason, "a1" if of else "", NOON + 86_400)
    told = [text_of(each) for each in file_lines(file, of, 100, UNICODE, cursor=True)]
    assert first in told[0]
    assert second in told[1]
    assert [each[0] for each in told] == [UNICODE.cursor] * 2
    for width in range(1, 60):
        made = file_lines(file, of, width, ASCII, cursor=False)
        assert all(width_of(each) <= width and text_of(each).isascii() for each in made)


@pytest.mark.parametrize(
    ("title", "outlet", "width", "told"),
    [
        ("Le port reste public", "Le Journal d’Exemple", 80, "Le Journal d’Exemple · 4 Mar 2025 · 3 quotes"),
        ("A headline " * 9, "Le Journal d’Exemple", 80, " Le Journal d’Exemple · 4 Mar 2025"),
        ("A headline " * 9, "Le Journal d’Exemple", 60, " Le Journal d’Exemple"),
        ("A headline " * 9, "Le Journal d’Exemple", 30, " Le Journal d’E…"),
        ("Queue", "", 48, "outlet not recorded · 4 Mar 2025"),
    ],
)
def test_of_what_a_row_has_no_room_for_the_outlet_goes_last(
    title: str, outlet: str, width: int, told: str
) -> None:
    file = ListedFile(PATH, "added", "", "a1", NOON)
    first, _ = file_lines(file, article(title, outlet), width, UNICODE, cursor=False)
    assert text_of(first).rstrip().endswith(told)


def test_nothing_in_a_row_acts_on_the_terminal() -> None:
    file = ListedFile("/a/\x1b[31mred", "rejected", "no \x9b5n \u202etxet", "", NOON)
    shown = "".join(
        map(text_of, file_lines(file, article("\x1b]0;title\x07", "\x9d"), 99, UNICODE, cursor=True))
    )
    assert not {"\x1b", "\x9b", "\u202e", "\x07", "\x9d"} & set(shown)


@pytest.mark.parametrize(
    ("at", "listed", "everything", "told"),
    [
        (0, 16_700, 16_700, "1 of 16,700"),
        (4, 17, 16_700, "5 of 17 that match, of 16,700"),
        (0, 0, 16_700, "none that match, of 16,700"),
        (0, 0, 0, "none"),
    ],
)
def test_the_head_counts_what_is_listed(at: int, listed: int, everything: int, told: str) -> None:
    (shown,) = head(at, listed, everything, "adding 1 of 2", 80, UNICODE)
    assert text_of(shown).rstrip().endswith(f" {told}")
    assert " Articles and files · adding 1 of 2" in text_of(shown)


def test_an_empty_list_names_the_key_that_helps() -> None:
    assert [text_of(row).split() for row in nothing(0, "A", "esc", 80, UNICODE)][1][-5:] == [
        "A", "adds", "files", "and", "folders"
    ]  # fmt: skip
    assert "A" not in text_of(nothing(0, "", "esc", 80, UNICODE)[1]).split()
    assert "esc" in text_of(nothing(9, "A", "esc", 80, UNICODE)[1]).split()
    assert "No file was rejected" in text_of(nothing(9, "A", "esc", 80, UNICODE, rejected=True)[1])
