"""What counts as an article's word that a quotation is translated, and what does not."""

from typing import Final

import pytest

from quotebrowser.collate import says_translated
from quotebrowser.model import Span

SAYS: Final = (
    "“It holds,” he said through an interpreter.",
    "“It holds,” he said, according to a Reuters translation.",
    "“It holds,” he said, speaking in Arabic.",
    "“It holds,” he said in remarks translated from Danish.",
    "In a speech that was translated by the station he said: “It holds.”",
    "In the video, which has English subtitles, he says: “It holds.”",
    "« Ça tient », selon des propos traduits par l’agence. “It holds.”",
)
SAYS_NOT: Final = (
    "“It holds,” said Ann Lee, an interpreter at the court.",
    "She has published a translation of Homer. “It holds,” she said.",
    "“It holds,” he said, speaking in English.",
    "His book was translated last year. “It holds,” he said.",
    "The votes translated into seats. “It holds,” he said.",
    "“It holds through an interpreter,” he said.",
)


def told(text: str) -> bool:
    span = Span(text.index("“") + 1, text.index("”"))
    return says_translated(text, [span], [span])


@pytest.mark.parametrize("text", SAYS)
def test_an_article_that_says_so_of_the_words_is_heard(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize("text", SAYS_NOT)
def test_other_talk_of_translations_is_no_sign(text: str) -> None:
    assert not told(text)


def test_a_sign_far_from_the_quotation_does_not_count() -> None:
    assert not told("He spoke through an interpreter. " + "It rained. " * 60 + "“It holds,” she said.")
