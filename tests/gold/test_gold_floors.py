"""The extraction on the project's own gold articles, with floors that pin what is reached.

A floor is lowered only with a reason in the commit that does it.
"""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from gold_notation import GoldArticle, articles, untagged

from quotebrowser.extract import quotes
from quotebrowser.model import Article, Kind
from quotebrowser.names import key

HERE: Final = Path(__file__).parent
ARTICLES: Final = [one for path in sorted(HERE.glob("*.gold")) for one in articles(path)]
LANGUAGES: Final = ("es", "fr", "de", "it", "pt", "nl", "ru", "uk", "pl", "ar", "fa", "he", "zh", "ja")
UNKNOWN: Final = ("ko", "sv", "no", "el", "tr", "hi", "vi")
"""Languages without a row: what is said is found, and nobody is named."""
FLOORS: Final = {"en": (100, 98, 98), **dict.fromkeys((*LANGUAGES, *UNKNOWN), (100, 100, 100))}
"""Per language: least percentages of passages found with their exact span, with the right kind, and with
the right speaker or rightly without."""


def judged(gold: GoldArticle) -> Counter[str]:
    """How many passages there are, how many are found, of the right kind, and of the right speaker."""
    found = {}
    for quote in quotes(Article(id="gold", text=gold.text, origin=gold.name)):
        name = quote.speaker.name if quote.speaker and quote.speaker.named else ""
        for span in quote.spans:
            found[span.start] = (span.end, quote.kind, name)
    counts: Counter[str] = Counter()
    for passage in gold.passages:
        counts["all"] += 1
        end, kind, name = found.get(passage.start, (0, Kind.MENTION, "nobody"))
        counts["found"] += end == passage.end
        counts["kind"] += kind.value == passage.kind
        right = key(name) == key(passage.speaker)
        counts["speaker"] += right or passage.kind == "mention"
        counts["invented"] += bool(name) and not passage.speaker
    counts["false"] += sum(
        start not in {passage.start for passage in gold.passages} and kind is not Kind.MENTION
        for start, (_, kind, _) in found.items()
    )
    return counts


def test_there_are_at_least_150_articles_in_22_languages_and_every_difficulty_has_its_name() -> None:
    assert len(ARTICLES) >= 150
    assert {one.language for one in ARTICLES} == {"en", *LANGUAGES, *UNKNOWN}
    assert len({one.name for one in ARTICLES}) == len(ARTICLES)


@pytest.mark.parametrize("language", FLOORS)
def test_the_floors_of_a_language_hold(language: str) -> None:
    counts: Counter[str] = Counter()
    for gold in ARTICLES:
        if gold.language == language:
            counts.update(judged(gold))
    reached = tuple(100 * counts[name] / counts["all"] for name in ("found", "kind", "speaker"))
    assert all(value >= floor for value, floor in zip(reached, FLOORS[language], strict=True)), reached


@pytest.mark.parametrize("gold", ARTICLES, ids=lambda one: one.name)
def test_nobody_is_invented_for_an_unnamed_speaker(gold: GoldArticle) -> None:
    assert judged(gold)["invented"] == 0


def test_no_speech_is_found_where_there_is_none() -> None:
    assert sum(judged(gold)["false"] for gold in ARTICLES) <= 1


def test_tags_leave_the_text_as_it_is() -> None:
    gold = untagged("x", "Then <s Ann Lee>“yes <m>‘sir’</m>”</s> was said.")
    assert gold.text == "Then “yes ‘sir’” was said."
    assert [gold.text[one.start : one.end] for one in gold.passages] == ["yes ‘sir", "sir"]
