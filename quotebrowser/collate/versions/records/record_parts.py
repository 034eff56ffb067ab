"""Which sentences of a record are compared, and where the printings of reports stand in it.

One rule guards it: a report's sentence is laid beside the sentences of the record that it is made of, and
nowhere else; what is made of none stands between two of them.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from quotebrowser.collate.versions.alignment import taken_from
from quotebrowser.collate.versions.printed_words import Printing, begins_small, is_in, printings, word_keys
from quotebrowser.collate.versions.shifts import elsewhere, sharing, word_runs
from quotebrowser.model import Article, Form, Passage
from quotebrowser.names import compatible

MEASURES: Final = (Form.TRANSCRIPT, Form.CAPTIONS, Form.REPORT)
"""What is measured against: the first that there is."""

_SURE: Final = 0.8
"""Share of a sentence below which it may be another one of the record, which is not among those compared."""

_Place = tuple[int, int] | None
"""The first and the last of a record's sentences; None: none of them."""


class _Part(NamedTuple):
    """Sentences of a report that follow each other in a record, or are not in it."""

    start: int
    """Number of their first word."""
    sentences: int
    place: _Place


def beside_record(
    compared: Sequence[Passage],
    rest: Sequence[Passage],
    articles: Mapping[str, Article],
    asked: Container[str],
) -> tuple[list[Printing], list[Printing]]:
    """The printings of reports in parts that follow the record, and those of the records' sentences.

    Args:
        compared: of reports the quotes that are compared, of records the sentences near those asked for.
        rest: the other quotations of the articles.
        articles: by id, at least theirs.
        asked: uids of those that were found to print the utterance.

    Returns:
        All of them, the record that is measured against first; those that were found in `rest`.
    """
    records: dict[str, list[Passage]] = {}
    for one in sorted(compared, key=lambda one: one.span):
        if articles[one.article].form.is_record:
            records.setdefault(one.article, []).append(one)
    measure = min(
        records, key=lambda name: (MEASURES.index(articles[name].form), -_length(records[name]), name)
    )
    said = records.pop(measure)
    reports = printings((one for one in compared if not articles[one.article].form.is_record), articles)
    more = _more(reports, [one for one in rest if not articles[one.article].form.is_record], articles, said)
    keys = [word_keys(one.text) for one in said]
    near = [at for at, one in enumerate(said) if one.uid in asked]
    text = articles[measure].text
    around = text[: said[0].span.start], text[said[-1].span.end :]
    parts = [part for one in (*reports, *more) for part in _parts(one, keys, near[0] if near else 0, around)]
    reach = [*near, *(at for _, place in parts for at in place or ())]
    first, last = min(reach, default=0), max(reach, default=len(said) - 1)
    record, *others = (
        *printings(said[first : last + 1], articles),
        *(printings(_within(own, asked), articles)[0] for own in records.values()),
    )
    homes = record.homes
    return [
        record,
        *(replace(one, within=(0, len(homes) - 1)) for one in others),
        *(
            replace(
                part,
                within=place
                and (bisect_left(homes, place[0] - first), bisect_right(homes, place[1] - first) - 1),
            )
            for part, place in parts
        ),
    ], more


def are_sentences(passages: Iterable[Passage], articles: Mapping[str, Article]) -> bool:
    """Whether reports print nothing but whole sentences of the one record there is: then no word differs."""
    records: dict[str, list[Passage]] = {}
    reports = []
    for one in passages:
        if articles[one.article].form.is_record:
            records.setdefault(one.article, []).append(one)
        else:
            reports.append(word_keys(one.text))
    if len(records) != 1:
        return False
    (own,) = records.values()
    said = [word_keys(one.text) for one in sorted(own, key=lambda one: one.span)]
    return all(any(_begins(keys, said[at:]) for at in range(len(said))) for keys in reports)


def _begins(keys: Sequence[str], said: Iterable[Sequence[str]]) -> bool:
    """Whether some words are the first of some sentences, none of them in part."""
    at = 0
    for sentence in said:
        if at == len(keys):
            break
        if keys[at : at + len(sentence)] != sentence:
            return False
        at += len(sentence)
    return at == len(keys)


def _length(passages: Iterable[Passage]) -> int:
    return sum(len(one.text) for one in passages)


def _within(sentences: Sequence[Passage], asked: Container[str]) -> Sequence[Passage]:
    """The sentences from the first to the last that was asked for."""
    near = [at for at, one in enumerate(sentences) if one.uid in asked]
    return sentences[near[0] : near[-1] + 1] if near else sentences


def _more(
    reports: Sequence[Printing],
    rest: Sequence[Passage],
    articles: Mapping[str, Article],
    said: Sequence[Passage],
) -> list[Printing]:
    """Other quotations of the reports that print words of the record which they lack."""
    runs = set(word_runs(one.text for one in said)) if rest else set()
    found: list[Printing] = []
    for one in printings(sharing(runs, rest), articles):
        own = [other for other in reports if other.passages[0].article == one.passages[0].article]
        lacking = runs.difference(*(word_runs(part.text for part in other.passages) for other in own))
        names = {part.speaker for other in own for part in other.passages}
        same = any(compatible(one.passages[0].speaker, name) is not False for name in names)
        found += elsewhere(lacking, runs if same else lacking, one)
    return found


def _parts(
    printing: Printing, said: Sequence[tuple[str, ...]], near: int, around: Sequence[str]
) -> list[tuple[Printing, _Place]]:
    """A printing in parts, each with its place in the record; what stands `around` has none there."""
    words, keys = printing.words, printing.keys
    ends = (at for at in range(1, len(words)) if words[at - 1].ends_sentence and not begins_small(words[at]))
    parts: list[_Part] = []
    for first, last in itertools.pairwise((0, *ends, len(words))):
        place, share = taken_from(keys[first:last], said, near)
        if share < _SURE and any(is_in(words[first:last], text) for text in around):
            place = None
        near = place[1] + 1 if place else near
        _join(parts, _Part(first, 1, place))
    split = printing.split([one.start for one in parts])
    return [(part, one.place) for part, one in zip(split, parts, strict=True)]


def _join(parts: list[_Part], new: _Part) -> None:
    """Put a sentence behind others, to the last part if it goes on with that."""
    before = parts[-1] if parts else None
    if before is None or (before.place and not new.place):
        parts.append(new)
    elif before.place is None and new.place is None:
        parts[-1] = before._replace(sentences=before.sentences + 1)
    elif before.place and new.place and before.place[1] <= new.place[0] <= before.place[1] + 1:
        parts[-1] = before._replace(place=(before.place[0], new.place[1]))
    elif new.place and before.place is None and (earlier := _reworded(parts, new.place)):
        parts[-2:] = [earlier]
    else:
        parts.append(new)


def _reworded(parts: Sequence[_Part], place: tuple[int, int]) -> _Part | None:
    """The part that goes on to `place`, if as many sentences stand between as the record has there.

    Then they are another wording of those.
    """
    earlier = parts[-2] if len(parts) > 1 else None
    if earlier is None or earlier.place is None or place[0] - earlier.place[1] - 1 != parts[-1].sentences:
        return None
    return earlier._replace(place=(earlier.place[0], place[1]))
