"""What the ranker looks at: the features of a passage and a mention that may be its speaker.

One rule guards it: a feature is a number that can be read off the printed words and explained in a
sentence; `NAMES` is the list, in the order of the vectors.
"""

from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import REPORTING, SAYS, Scene

FAR: Final = 40
"""Distances are cut here, in tokens."""
_PRONOUNS: Final = {"he": 1, "she": 1, "they": 2, "it": 3, "i": 4, "we": 5, "who": 6}
_PREPOSITIONS: Final = {
    "by": 1, "to": 2, "of": 3, "from": 4, "with": 5, "for": 5, "on": 6, "in": 7, "at": 7, "about": 8,
    "against": 8, "like": 9, "between": 9,
}  # fmt: skip
_MOST_COUNTED: Final = 6
_MOST: Final = 9
_MOST_USES: Final = 20

_PASSAGE: Final = (
    "quote_before1", "quote_before2", "quote_before3", "quote_after1", "quote_after2", "quote_after3",
    "quote_opens", "quote_closes", "quote_alone", "quote_number", "previous_quote", "quote_words",
    "quote_capital", "quote_end", "frame", "cue_kind", "cue_distance",
)  # fmt: skip
_MENTION: Final = (
    "kind", "pronoun", "before1", "before2", "after1", "after2", "after3", "verb_after",
    "verb_after_commas", "verb_after_kind", "verb_after_mentions", "verb_before",
    "verb_before_kind", "cluster_count", "cluster_says", "place", "person", "first_in_sentence",
    "offset_in_sentence", "preposition", "paragraph_quotes", "words_to_sentence_end",
    "paragraph_opens",
)  # fmt: skip
_BETWEEN: Final = (
    "after", "sentences", "paragraphs", "tokens", "quotes", "mentions", "says_between", "same_as_previous",
    "same_cluster_as_previous", "colon", "paren", "that", "conjunction", "rank", "cue_mentions",
    "cue_to_mention", "cue_commas", "previous_speaker_distance",
)  # fmt: skip
NAMES: Final = (*_PASSAGE, *_MENTION, *_BETWEEN)
"""Names of the features in the order of the vectors: of the passage, of the mention, of what lies between."""


@dataclass(slots=True)
class Setting:
    """What is true of a passage, whichever mention is looked at."""

    at: int
    """Its position in the stream."""
    kinds: tuple[int, int, int, int, int, int]
    """Classes of the three tokens before it and the three after it, nearest first."""
    opens: int
    """1 where its paragraph begins with it."""
    closes: int
    """1 where its paragraph ends with it."""
    number: int
    """How many passages stand before it in its paragraph."""
    previous: int
    """Tokens since the passage before it; FAR where there is none near."""
    following: int
    """Tokens to the next passage."""
    words: int
    """Its length in words, cut at 60."""
    capital: int
    """1 where it begins with a capital letter."""
    end: int
    """How it ends: 1 comma, 2 full stop, 3 question or exclamation mark, 4 dash or dots, 0 none."""
    frame: int
    """The words around it: 1 `"…" name said`, 2 `"…" said name`, 3 `said "…"`, 4 `according to`, 0 none."""
    cue: int
    """Position of the reporting verb next to it in its sentence; -1 for none."""
    row: tuple[int, ...] = ()
    """Its own features, in the order of `NAMES`."""


def setting(scene: Scene, number: int) -> Setting:
    """The setting of top-level passage `number`."""
    stream, text = scene.stream, scene.text
    at = stream.passage_at[number]
    kinds = stream.kind
    size = len(kinds)

    def kind(position: int) -> int:
        return int(kinds[position]) if 0 <= position < size else int(Token.BREAK)

    passage = scene.passages[number]
    before = stream.passage_at[number - 1] if number else -FAR
    after = stream.passage_at[number + 1] if number + 1 < len(stream.passage_at) else at + FAR
    paragraph = stream.paragraph[at]
    in_paragraph = 0
    step = number - 1
    while (
        step >= 0 and in_paragraph < _MOST_COUNTED and stream.paragraph[stream.passage_at[step]] == paragraph
    ):
        in_paragraph += 1
        step -= 1
    first = text[passage.span.start]
    found = Setting(
        at=at,
        kinds=(kind(at - 1), kind(at - 2), kind(at - 3), kind(at + 1), kind(at + 2), kind(at + 3)),
        opens=int(kind(at - 1) == Token.BREAK),
        closes=int(
            kind(at + 1) == Token.BREAK or (kind(at + 1) == Token.STOP and kind(at + 2) == Token.BREAK)
        ),
        number=in_paragraph,
        previous=min(at - before, FAR),
        following=min(after - at, FAR),
        words=min(text.count(" ", passage.span.start, passage.span.end) + 1, 60),
        capital=int(first.isupper() or first in "[…"),
        end=_ending(text, passage.span.end),
        frame=_frame(scene, at),
        cue=_cue(scene, at),
    )
    found.row = _row(found, kind(found.cue) if found.cue >= 0 else 0)
    return found


def _row(found: Setting, cue_kind: int) -> tuple[int, ...]:
    """The features of the passage itself."""
    return (
        *found.kinds,
        found.opens,
        found.closes,
        int(found.opens and found.closes),
        found.number,
        found.previous,
        found.words,
        found.capital,
        found.end,
        found.frame,
        cue_kind,
        max(-FAR, min(found.cue - found.at, FAR)) if found.cue >= 0 else FAR,
    )


def _ending(text: str, end: int) -> int:
    last = text[end - 1]
    if last == ",":
        return 1
    if last == ".":
        return 4 if text[end - 3 : end] == "..." else 2
    return 3 if last in "?!" else 4 if last in "…—–-" else 0


def _frame(scene: Scene, at: int) -> int:
    kinds, size = scene.stream.kind, len(scene.stream.low)
    after = at + 1
    if after < size and kinds[after] is Token.COMMA:
        after += 1
    if after + 1 < size:
        if kinds[after] in SAYS and scene.stream.sentence[after] == scene.stream.sentence[at]:
            return 2
        if kinds[after] is Token.ACCORDING:
            return 4
        step = after
        while (
            step < size
            and step < after + 6
            and kinds[step] in {Token.NAME, Token.PRONOUN, Token.ARTICLE, Token.WORD, Token.PERSON_NOUN}
        ):
            step += 1
        if (
            step > after
            and step < size
            and kinds[step] in SAYS
            and scene.stream.sentence[step] == scene.stream.sentence[at]
        ):
            return 1
    before = at - 1
    while before >= 0 and kinds[before] in {Token.COMMA, Token.COLON, Token.THAT}:
        before -= 1
    if before >= 0 and kinds[before] in REPORTING:
        return 3
    return 0


def _cue(scene: Scene, at: int) -> int:
    """The reporting verb that is nearest to the passage within its sentence, those beside it first."""
    sentence = scene.stream.sentence
    after = scene.next_say[at]
    before = scene.last_say[at]
    near_after = after - at if after < len(scene.stream.low) and sentence[after] == sentence[at] else FAR
    near_before = at - before if before >= 0 and sentence[before] == sentence[at] else FAR
    if near_after >= FAR and near_before >= FAR:
        return -1
    return after if near_after <= near_before else before


def of_mention(scene: Scene, mention: Mention) -> tuple[int, ...]:
    """The features of a mention that are the same for every passage."""
    stream = scene.stream
    kinds, sentence = stream.kind, stream.sentence
    size = len(kinds)
    first, last = mention.first, mention.last
    here = sentence[first]
    verb = scene.next_say[last + 1]
    verb_near = verb < size and sentence[verb] == here and verb - last < FAR
    back = scene.last_say[first]
    back_near = back >= 0 and sentence[back] == here and first - back < FAR
    cluster = scene.clusters[mention.cluster] if mention.cluster >= 0 else None
    start = scene.sentence_ends[here - 1] if here else 0
    between = scene.between
    return (
        int(mention.kind),
        _PRONOUNS.get(stream.low[mention.head], 0) if mention.kind is MentionKind.PRONOUN else 0,
        int(kinds[first - 1] if first else Token.BREAK),
        int(kinds[first - 2] if first > 1 else Token.BREAK),
        *(int(kinds[at] if at < size else Token.BREAK) for at in range(last + 1, last + 4)),
        verb - last if verb_near else FAR,
        (n if (n := between("comma", last + 1, verb)) < _MOST else _MOST) if verb_near else _MOST,
        int(kinds[verb]) if verb_near else 0,
        (n if (n := between("mention", last + 1, verb)) < _MOST else _MOST) if verb_near else _MOST,
        first - back if back_near else FAR,
        int(kinds[back]) if back_near else 0,
        (n if (n := len(cluster.mentions)) < _MOST_USES else _MOST_USES) if cluster else 0,
        (n if (n := cluster.says) < _MOST else _MOST) if cluster else 0,
        int(cluster.place) if cluster else 0,
        int(cluster.person) if cluster else 0,
        int(between("mention", start, first) == 0),
        n if (n := first - start) < FAR else FAR,
        _PREPOSITIONS.get(stream.low[first - 1], 0) if first else 0,
        int(stream.paragraph[first] in scene.quoted),
        n if (n := scene.sentence_ends[here] - last) < FAR else FAR,
        int(first == 0 or kinds[first - 1] is Token.BREAK),
    )


def vector(
    scene: Scene, setting: Setting, mention: Mention, previous: Mention | None, rank: int
) -> tuple[int, ...]:
    """The features of one mention as the speaker of a passage, in the order of `NAMES`.

    `previous` is the mention chosen for the passage before, or None. `rank` counts the
    mentions between on its side.
    """
    if not mention.features:
        mention.features = of_mention(scene, mention)
    stream, counts = scene.stream, scene.counts
    at, first, last = setting.at, mention.first, mention.last
    after = first > at
    low, high = (at + 1, first) if after else (last + 1, at)
    high = max(low, high)
    mentions, commas = counts["mention"], counts["comma"]
    cue = setting.cue
    cue_low, cue_high = (last + 1, cue) if last < cue else (cue + 1, max(first, cue + 1))
    # Comparisons, not `min`: a call for each of these numbers is a fortieth of all the work on an article.
    return (
        *setting.row,
        *mention.features,
        int(after),
        max(-6, min(stream.sentence[at] - stream.sentence[first], 6)),
        max(-3, min(stream.paragraph[at] - stream.paragraph[first], 4)),
        n if (n := high - low) < FAR else FAR,
        n if (n := counts["quote"][high] - counts["quote"][low]) < 5 else 5,  # noqa: PLR2004
        n if (n := mentions[high] - mentions[low]) < _MOST else _MOST,
        n if (n := counts["say"][high] - counts["say"][low]) < 5 else 5,  # noqa: PLR2004
        int(previous is mention),
        int(previous is not None and previous.cluster == mention.cluster >= 0),
        n if (n := counts["colon"][high] - counts["colon"][low]) < 2 else 2,  # noqa: PLR2004
        n if (n := counts["paren"][high] - counts["paren"][low]) < 3 else 3,  # noqa: PLR2004
        n if (n := counts["that"][high] - counts["that"][low]) < 2 else 2,  # noqa: PLR2004
        n if (n := counts["conjunction"][high] - counts["conjunction"][low]) < 2 else 2,  # noqa: PLR2004
        rank,
        (n if (n := mentions[cue_high] - mentions[cue_low]) < _MOST else _MOST) if cue >= 0 else _MOST,
        max(-FAR, min(first - cue, FAR)) if cue >= 0 else FAR,
        (n if (n := commas[cue_high] - commas[cue_low]) < _MOST else _MOST) if cue >= 0 else _MOST,
        max(-FAR, min(at - previous.first, FAR)) if previous is not None else FAR,
    )
