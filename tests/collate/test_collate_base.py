"""Nothing that is told of differences depends on the base, on dates or on the order of what is compared."""

import itertools
import random

import pytest
from collate_shelf import worst
from random_groups import group, recorded, told

from quotebrowser import collate
from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.printed_words import printed_words
from quotebrowser.model import Span


@pytest.mark.parametrize("seed", range(100))
def test_base_order_and_dates_change_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    made = group(chance)
    expected = told(made)
    for article in made.articles:
        assert told(made, primary=article.id) == expected
    for _ in range(3):
        assert told(made, chance) == expected


@pytest.mark.parametrize("seed", range(60))
def test_beside_a_record_base_order_and_dates_change_no_difference_either(seed: int) -> None:
    chance = random.Random(seed)
    made = recorded(group(chance), chance)
    expected = told(made)
    for article in made.articles:
        assert told(made, primary=article.id) == expected
    assert told(made, chance) == expected
    by_id = {one.id: one for one in made.articles}
    found = collate.collate("u", made.members, by_id, others=made.others)
    assert collate.worst(made.members, by_id, made.others) == worst(found)


@pytest.mark.parametrize("seed", range(100))
def test_every_word_of_a_whole_quote_is_printed_once_and_as_it_stands(seed: int) -> None:
    made = group(random.Random(seed))
    by_id = {one.id: one for one in made.articles}
    found = collate.collate("u", made.members, by_id, others=made.others)
    for at, witness in enumerate(found.witnesses):
        text = by_id[witness.article].text
        readings = [column.readings[at] for column in found.columns]
        assert all(" ".join(span.of(text) for span in one.spans) == one.text for one in readings)
        spans = sorted(span for one in readings for span in one.spans)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    printed: dict[str, list[Span]] = {}
    for at, witness in enumerate(found.witnesses):
        every = (span for column in found.columns for span in column.readings[at].spans)
        printed.setdefault(witness.article, []).extend(every)
    for passage in made.members:
        if len(passage.text.split()) <= SCRAP_WORDS:
            continue
        words = {word.key for word in printed_words(passage.text, passage.span.start)}
        spans = printed[passage.article]
        shown = {word.key for span in spans for word in printed_words(span.of(by_id[passage.article].text))}
        assert words <= shown
