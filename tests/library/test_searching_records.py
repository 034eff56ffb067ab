"""Records in searches: the turn and the sentence that were looked for, and not the turns beside them."""

from typing import Final

import pytest

from quotebrowser.library import Library, Row
from quotebrowser.library.adding import add_files
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import search_quotes
from quotebrowser.tui.paint.lines import text_of
from quotebrowser.tui.paint.row_text import RowState, row_lines
from quotebrowser.tui.paint.signs import UNICODE

_FILLER: Final = " ".join(
    f"The committee heard witness number {one} on the state of the roads." for one in range(300)
)
TALK: Final = f"""Anna Holt: [00:00:05]
Good evening to all of you who came out tonight.

Bo Sample: [00:00:20]
Thank you, and let me begin with the mooring fees. {_FILLER}

[00:12:31] We will dredge the harbour before the winter storms. {_FILLER}

Anna Holt: [00:40:02]
What do the rowers have to say to that?

Bo Sample: [00:40:09]
Nothing they want to hear in public, I am afraid.
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of one transcript; only read."""
    directory = tmp_path_factory.mktemp("talk")
    path = directory / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [path]))
    return library


def _only(library: Library, query: str) -> Row:
    (row,) = search_quotes.search(library, query).rows
    return row


@pytest.mark.parametrize(
    ("query", "sentence", "time"),
    [
        ("harbour", "We will dredge the harbour before the winter storms.", "00:12:31"),
        ('"mooring fees"', "Thank you, and let me begin with the mooring fees.", "00:00:20"),
        ("witness 217", "The committee heard witness number 217 on the state of the roads.", "00:00:20"),
        ("rowers", "What do the rowers have to say to that?", "00:40:02"),
    ],
)
def test_a_search_lists_the_turn_that_has_the_words_and_shows_the_sentence(
    talk: Library, query: str, sentence: str, time: str
) -> None:
    row = _only(talk, query)
    said = machine_output.found(row)
    assert (said["sentence"], said["form"]) == (sentence, "transcript")
    assert sentence in row.text
    first, second = (text_of(line) for line in row_lines(row, 100, RowState(), UNICODE))
    assert sentence in first
    assert f" · {time} · " in second
