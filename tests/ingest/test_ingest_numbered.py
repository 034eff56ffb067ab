"""Transcripts of courts with numbered lines: read without the numbers; other numbered lines stay."""

from pathlib import Path

import pytest

from quotebrowser.extract import quotes
from quotebrowser.ingest import read
from quotebrowser.model import Article, Form

_ASKED = (
    "          THE COURT:  Good morning.  You may go on, Mr. Dahl.",
    "          MR. DAHL:  Thank you, Your Honor.",
    "BY MR. DAHL:",
    "     Q.   Did you see the bridge before it was",
    "closed on that Monday?",
    "     A.   I did.  I saw it on the Sunday",
    "night, and the wood was wet.",
    "     Q.   Who was there with you?",
    "     A.   Nobody was.",
)
_TALKED = (
    "          MS. HOLT:  I object to that, Your Honor.  The",
    "witness has not seen the wood.",
    "          THE COURT:  Did you see it or not?",
    "          THE WITNESS:  I saw it.",
    "          MS. HOLT:  Then I have nothing to add.",
)


def paged(lines: tuple[str, ...], number: str, between: str, length: int = 25, pages: int = 3) -> str:
    """Pages of so many lines, each with its number, what stands between two pages below it."""
    said = lines * (length * pages // len(lines) + 1)
    shown = [
        "\n".join(number.format(at) + said[page * length + at - 1] for at in range(1, length + 1))
        for page in range(pages)
    ]
    return between.join(shown) + "\n"


COURTS = [
    ("a deposition", paged(_ASKED, "{:>2}  ", "\n\n                     12\n\n")),
    ("a deposition with wide margins", paged(_ASKED, "      {}    ", "\n\x0c\n  HOLT - DIRECT\n\n", 28)),
    ("a hearing", paged(_TALKED, "{} ", "\n\n")),
    ("a hearing set wide", paged(_TALKED, " {} ", "\n\n Example Reporting\n\n").replace("\n", "\n\n")),
]


def only(path: Path, data: str) -> Article:
    path.write_text(data, encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("data", [row[1] for row in COURTS], ids=[row[0] for row in COURTS])
def test_a_sentence_runs_on_over_the_numbers_of_lines(tmp_path: Path, data: str) -> None:
    article = only(tmp_path / "court.txt", data)
    assert article.notice == "the numbers of its lines were left out"
    said = {
        " ".join(" ".join(quote.parts(article.text)).split()): quote.speaker.name if quote.speaker else ""
        for quote in quotes(article)
    }
    if "object" in data:
        assert said["I object to that, Your Honor. The witness has not seen the wood."] == "Holt"
        assert said["I saw it."] == "THE WITNESS"
    else:
        assert said["I did. I saw it on the Sunday night, and the wood was wet."] == ""
        assert said["Did you see the bridge before it was closed on that Monday?"] == ""
    assert not any(words in told for told in said for words in ("12", "DIRECT", "Reporting", "BY MR."))


_RANKED = tuple(f"Example Town {at}   {40 - at} points" for at in range(25))
_TOLD = tuple(f"“We will build it again,” said Ada Weiss, the mayor of the town {at}." for at in range(25))
KEPT = [
    ("a table", paged(_RANKED, "{:>2}  ", "\n\n")),
    ("numbered paragraphs", paged(_TOLD, "{} ", "\n\n")),
    ("a list", paged(_ASKED, "{}. ", "\n\n")),
    ("numbers without a first", "Holt\n2 Reyes\n3 Dahl\n"),
    ("too few lines", paged(_ASKED, "{:>2}  ", "\n\n", 12, 6)),
    ("numbers now and then", paged(_ASKED, "{:>2}  ", "\n".join(_RANKED) + "\n", 25, 2)),
]


@pytest.mark.parametrize("data", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_other_numbers_stay(tmp_path: Path, data: str) -> None:
    article = only(tmp_path / "court.txt", data)
    assert article.text == data
    assert article.notice == ""
    assert article.form is Form.REPORT
