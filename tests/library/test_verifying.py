"""Remembered words and drafts against a library of one made-up article."""

import pytest

from quotebrowser.library import Library, adding, verifying

STORY = """The mayor, Ann Lee, spoke on Monday.

"She knew in June," Lee told reporters. "She signed the paper herself."

"We spent it on a promise ... broken by people," Lee said.

"The first long paragraph of the speech ends at the mill.

"The second paragraph goes on with the harvest," Lee said.
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that holds the one article; only read."""
    directory = tmp_path_factory.mktemp("story")
    path = directory / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    library = Library.open(directory / "library")
    list(adding.add(library, [path]))
    return library


def test_words_fused_over_a_printed_ellipsis_do_not_hold(story: Library) -> None:
    verdict = verifying.verify(story, "We spent it on a promise broken by people")
    assert (verdict.tier, verdict.holds) == ("near", False)
    assert verdict.wordings[0].differences == (
        "an omission is marked in print: ‘promise ... broken’, not here: ‘promise broken’",
    )


def test_words_that_span_narration_are_compared_with_the_parts_joined(story: Library) -> None:
    verdict = verifying.verify(story, "She knew in June. She signed the paper herself")
    assert (verdict.tier, verdict.holds) == ("typographic", True)
    assert verdict.wordings[0].printed == "She knew in June, … She signed the paper herself"
    assert verdict.wordings[0].differences == (
        "narration stands between ‘knew in June’ and ‘She signed the’",
    )


def test_joined_parts_agree_in_typography_at_best(story: Library) -> None:
    verdict = verifying.verify(story, "She knew in June, She signed the paper herself.")
    assert verdict.tier == "typographic"


def test_a_part_alone_is_exact_and_says_nothing_of_narration(story: Library) -> None:
    verdict = verifying.verify(story, "She signed the paper herself")
    assert (verdict.tier, verdict.wordings[0].differences) == ("exact", ())


def test_paragraphs_of_one_quote_have_no_narration_between_them(story: Library) -> None:
    verdict = verifying.verify(story, "ends at the mill. The second paragraph goes on")
    assert (verdict.tier, verdict.wordings[0].differences) == ("typographic", ())


def test_words_that_the_quote_lacks_are_said_to_be_not_in_this_quote(story: Library) -> None:
    verdict = verifying.verify(story, "She signed the blue paper herself")
    assert verdict.wordings[0].differences == ("‘blue’ is not in this quote",)
