"""The numbers by which a pronoun is given to somebody: what the trees weigh, in a small text."""

from typing import Final

import pytest

from quotebrowser.extract.attribution import coreference
from quotebrowser.extract.marks.scanner import paragraphs, scan
from quotebrowser.extract.narration.scene import observe

TEXT: Final = (
    "Agnes Dole, a lawyer, met Peter Grann in Paris. “The harbour is ours,” Agnes Dole said. Then Dole left."
    "\n\nOn Monday she told Grann that she would stay. “We will see what they say about it,” she said."
)
SAME: Final = {
    "paragraphs": 1, "recency": 0, "subject": 1, "offset": 1, "possessive": 0, "gender_known": 1, "count": 3,
    "says": 1, "person": 1, "is_speaker": 1, "pronoun": 2, "share": 0.33, "mentions_before": 0,
    "full_name": 0, "repeated": 3, "says_beside": 0, "verb_after": 20, "verb_after_mentions": 5,
    "anchor_sentences": 2, "anchor_tokens": 6, "words": 2,
}  # fmt: skip
"""What the three have in common: the last name is Dole's, and the chain begins at the first `she`."""


@pytest.mark.parametrize(
    ("number", "own"),
    [
        (0, {"sentences": 2, "tokens": 6, "speaker_recent": 18, "pronoun_offset": 2, "opens_paragraph": 1}),
        (1, {"sentences": 2, "tokens": 10, "speaker_recent": 22, "pronoun_offset": 6, "opens_paragraph": 1}),
        (2, {"sentences": 3, "tokens": 15, "speaker_recent": 27, "pronoun_offset": 1, "opens_paragraph": 0}),
    ],
)
def test_what_is_weighed_of_a_pronoun_and_a_name(number: int, own: dict[str, float]) -> None:
    lines = list(paragraphs(TEXT))
    scene = observe(TEXT, lines, scan(TEXT, lines))
    pronoun = [one for one in scene.mentions if scene.stream.low[one.head] == "she"][number]
    (found,) = coreference.candidates(scene, pronoun)
    weighed = dict(zip(coreference.NAMES, coreference.vector(scene, pronoun, found, 0, 6), strict=True))
    assert {name: weighed[name] for name in (*SAME, *own)} == SAME | own


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Agnes Dole, who said “the harbour is ours,” left.", 0.9),
        ("Agnes Dole knew a man who said “the harbour is ours,” and left.", 0.5),
        ("Agnes Dole left. The man who said “the harbour is ours” stayed.", 0.0),
    ],
)
def test_who_is_the_name_before_it_in_its_sentence_less_surely_behind_a_verb(
    text: str, likely: float
) -> None:
    lines = list(paragraphs(text))
    scene = observe(text, lines, scan(text, lines))
    (pronoun,) = [one for one in scene.mentions if scene.stream.low[one.head] == "who"]
    cluster, found = coreference.resolve(scene, pronoun, -1, 0)
    assert (cluster >= 0, found) == (likely > 0, likely)
