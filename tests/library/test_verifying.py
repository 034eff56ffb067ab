"""Remembered words and drafts against a library of one made-up article."""

from pathlib import Path

import pytest

from quotebrowser.errors import UsageError
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.verifying import verify_words

STORY = """The mayor, Ann Lee, spoke on Monday.

"She knew in June," Lee told reporters. "She signed the paper herself."

"We spent it on a promise ... broken by people," Lee said.

"The first long paragraph of the speech ends at the mill.

"The second paragraph goes on with the harvest," Lee said.

"Not now," Lee said. "We will not be here in spring."
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that holds the one article; only read."""
    directory = tmp_path_factory.mktemp("story")
    path = directory / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    library = Library.open(directory / "library")
    list(add_files.add(library, [path]))
    return library


def test_words_fused_over_a_printed_ellipsis_do_not_hold(story: Library) -> None:
    verdict = verify_words.verify(story, "We spent it on a promise broken by people")
    assert (verdict.tier, verdict.holds) == ("near", False)
    assert verdict.wordings[0].differences == (
        "an omission is marked in print: ‘promise ... broken’, but not here: ‘promise broken’",
    )


def test_words_that_span_narration_are_compared_with_the_parts_joined(story: Library) -> None:
    verdict = verify_words.verify(story, "She knew in June. She signed the paper herself")
    assert (verdict.tier, verdict.holds) == ("typographic", True)
    assert verdict.wordings[0].printed == "She knew in June, … She signed the paper herself"
    assert verdict.wordings[0].differences == ("narration comes between ‘knew in June’ and ‘She signed the’",)


def test_joined_parts_agree_in_typography_at_best(story: Library) -> None:
    verdict = verify_words.verify(story, "She knew in June, She signed the paper herself.")
    assert verdict.tier == "typographic"


def test_a_part_alone_is_exact_and_says_nothing_of_narration(story: Library) -> None:
    verdict = verify_words.verify(story, "She signed the paper herself")
    assert (verdict.tier, verdict.wordings[0].differences) == ("exact", ())


def test_paragraphs_of_one_quote_have_no_narration_between_them(story: Library) -> None:
    verdict = verify_words.verify(story, "ends at the mill. The second paragraph goes on")
    assert (verdict.tier, verdict.wordings[0].differences) == ("typographic", ())


def test_words_that_the_quote_lacks_are_said_to_be_not_in_this_quote(story: Library) -> None:
    verdict = verify_words.verify(story, "She signed the blue paper herself")
    assert verdict.wordings[0].differences == ("‘blue’ is not in this quote",)


@pytest.mark.parametrize("text", ["be", "not", "will not", "spring", "“now”"])
def test_too_few_words_are_an_error_that_says_what_to_do(story: Library, text: str) -> None:
    with pytest.raises(UsageError, match="Too few words to verify") as raised:
        verify_words.verify(story, text)
    assert "Give more of the quote" in raised.value.hint


def test_three_words_are_enough(story: Library) -> None:
    assert verify_words.verify(story, "we were defeated").tier == "none"


def test_no_words_are_an_error(story: Library) -> None:
    with pytest.raises(UsageError, match="no words"):
        verify_words.verify(story, "“…”")


def test_few_words_hold_where_they_are_a_whole_passage(story: Library) -> None:
    verdict = verify_words.verify(story, "Not now")
    assert (verdict.tier, [wording.printed for wording in verdict.wordings]) == ("exact", ["Not now"])


def test_passages_of_too_few_words_are_left_out_of_a_draft(story: Library, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        '"Will not," Lee said.\n\n"Not now," Lee said.\n\n"She signed the paper herself," Lee said.\n',
        encoding="utf-8",
    )
    checked = verify_words.verify_draft(story, draft)
    assert [(verdict.text, verdict.tier) for verdict in checked.verdicts] == [
        ("Not now,", "exact"),
        ("She signed the paper herself,", "exact"),
    ]


@pytest.mark.parametrize("sign", ["", "> "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "words",
    [
        "The bridge was a promise of a ten-year plan, and it stays with us",
        "a promise of a ten-year plan",
        "it stays with us",
        "a promise of a\nten-year plan",
    ],
)
def test_line_ends_are_white_space_and_nothing_else(words: str, end: str, sign: str, tmp_path: Path) -> None:
    lines = (
        "On Mon, 3 Mar 2025, Jo Doe wrote:",
        f"{sign}“The bridge was a promise of a ten-",
        f"{sign}year plan, and it stays with",
        f"{sign}us,” said Ann Lee of the board.",
    )
    path = tmp_path / "mail.txt"
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode())
    library = Library.open(tmp_path / "library")
    list(add_files.add(library, [path]))
    verdict = verify_words.verify(library, words)
    assert verdict.tier == "exact"
    assert verdict.wordings[0].printed == " ".join(words.split())
