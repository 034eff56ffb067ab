"""The numbers that the trees weigh, over the gold articles: those they were fitted with.

A tree answers worse, and no other test may notice, where what it weighs is counted in another way than when
it was fitted (`tests/benchmarks/fit_extraction.py`). `features.txt` holds a digest of each feature. Where one
changes, fit the trees again, then renew it: `QUOTEBROWSER_WRITE_GOLDENS=1 pytest -n0 tests/gold`.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gold_notation import articles
from news_notation import events

from quotebrowser.extract.attribution import candidates, coreference, descriptions, features, kinds
from quotebrowser.extract.marks.scanner import paragraphs, scan
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene, observe
from quotebrowser.text.words import word_list

HERE: Final = Path(__file__).parent
GOLDEN: Final = HERE / "features.txt"
TOGETHER: Final = 12
"""Gold articles that are read as one, for what is counted over many paragraphs."""
WORDS: Final = word_list("""
    by to of from with for on in at about against like between as was is are were be a an the his her their
    its that and or so-called called dubbed titled entitled named he she they it i we who
""")
"""Which are classes of their own before or behind a passage or a mention."""
EDGES: Final = (
    "Says “We will go home now,” Ann Berg.\n\nAnd the rest.",
    ", “We will go home now,” Ann Berg said.",
    "Said that: “We will go home now.” Ann Berg left (in May) (by sea) (at night) (alone), said “no” of it.",
    "“We will go,” Ann Berg, Omar, Lena, Paul, Ruth, Nora, Ida, Ole, Eva, Sean, Mia, Agnes and Ben said.",
    "Ann Berg, Omar, Lena, Paul, Ruth, Nora, Ida, Ole, Eva, Sean, Mia, Agnes and Ben said, “We will go.”",
)


def texts() -> Iterator[str]:
    """The English ones, and some where counts begin and end."""
    yield from EDGES
    yield from (f"Ann Berg went {word} Omar Haddad {word} “harbour road,” and he said so." for word in WORDS)
    for many in (12, 25, 45, 105):
        yield f"{'far ' * many}Ann Berg{', too' * many} said{' so' * many} “We will go home now.” She left."
        yield f"Ann Berg, {'Omar Haddad, ' * many}said he, “We will go home now,” and she said “no” of it."
    short = [one.text for one in articles(HERE / "english.gold")]
    yield from ("\n\n".join(short[at : at + TOGETHER]) for at in range(0, len(short), TOGETHER))
    yield from (article.text for event in events(HERE / "english.news") for article in event.articles)


def vectors(scene: Scene) -> Iterator[tuple[str, tuple[str, ...], Sequence[float]]]:
    """What each tree weighs of a text: its name, the names of the features, their values."""
    descriptions.bind_nouns(scene)
    previous: Mention | None = None
    for number, passage in enumerate(scene.passages):
        setting = features.setting(scene, number)
        found = candidates.around(scene, setting.at, previous)
        for mention, rank in found:
            yield "speaker", features.NAMES, features.vector(scene, setting, mention, previous, rank)
        previous = found[number % len(found)][0] if found else None
        chances = number % 8 / 7, number % 5 / 9
        yield "kind", kinds.NAMES, kinds.vector(scene, setting, passage, *chances, previous)
    for pronoun in scene.mentions:
        if pronoun.kind is MentionKind.PRONOUN:
            for at, one in enumerate(coreference.candidates(scene, pronoun)):
                yield (
                    "pronoun",
                    coreference.NAMES,
                    coreference.vector(scene, pronoun, one, one.cluster if at else -1, pronoun.first // 2),
                )


def test_each_feature_is_counted_as_the_trees_were_fitted() -> None:
    columns: dict[str, list[float]] = defaultdict(list)
    for text in texts():
        lines = list(paragraphs(text))
        for tree, names, values in vectors(observe(text, lines, scan(text, lines))):
            for name, value in zip(names, values, strict=True):
                columns[f"{tree}: {name}"].append(value)
    found = "".join(
        f"{name} {hashlib.sha256(repr(values).encode()).hexdigest()[:12]}\n"
        for name, values in columns.items()
    )
    constant = [name for name, values in columns.items() if len(set(values)) == 1]
    assert constant == []
    if os.environ.get("QUOTEBROWSER_WRITE_GOLDENS"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
