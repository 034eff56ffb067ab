"""What a passage is: a statement, a fragment of speech, or a mention of a term or title.

One rule guards it: the decision is made from the passage, the words around it and how surely somebody is
its speaker; `NAMES` is the list of the features, in the order of the vectors.
"""

import re
from typing import Final

from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import REPORTING, SAYS, Scene
from quotebrowser.extract.narration.subjects import says
from quotebrowser.text.words import word_list

NAMES: Final = (
    "words", "capital", "end", "frame", "opens", "closes", "number", "previous", "following",
    "before1", "before2", "before3", "after1", "after2", "after3", "cue_distance", "cue_kind",
    "title_case", "first_person", "contraction", "inner_stops", "inner_commas", "names_before", "introduces",
    "word_after", "capital_after", "comma_before_end", "best", "second", "digits", "closed", "determiner",
    "function_words", "sentence_start", "chars", "sentence_quotes",
    "best_says", "best_distance", "before_word",
)  # fmt: skip
"""Names of the features in the order of the vectors."""

_FIRST_PERSON: Final = re.compile(
    r"\b(?:I|I['’]\w+|me|my|we|we['’]\w+|our|us|you|your|you['’]\w+)\b", re.IGNORECASE
)
_CONTRACTION: Final = re.compile(r"[a-z]['’](?:t|re|ve|ll|m|d)\b")
_CAPITALISED: Final = re.compile(r"\b[A-Z]")
_FUNCTION: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|have|has|had|do|does|did|will|would|can|could|should|that|and|but|not|to|in|it)\b"
)
_INTRODUCERS: Final = frozenset(
    word_list("""
    called call calls calling dubbed titled entitled named labeled labelled termed nicknamed known
    so-called word words phrase term terms slogan motto title book song film movie show album series
    hashtag reading headlined captioned chant chants chanting chanted play episode section category
    labeling
    """)
)
_HEAD_LENGTH: Final = 400
_CUT: Final = 40


_BEFORE_WORDS: Final = {
    **dict.fromkeys(["as", "like"], 1), **dict.fromkeys(["of"], 2), **dict.fromkeys(["on", "in", "at"], 3),
    **dict.fromkeys(["was", "is", "are", "were", "be"], 4), **dict.fromkeys(["a", "an"], 5), "the": 6,
    **dict.fromkeys(word_list("""
    his her their its
    """), 7), **dict.fromkeys(["that"], 8), **dict.fromkeys(["to"], 9),
    **dict.fromkeys(["for", "with", "by", "from", "about"], 10), **dict.fromkeys(["and", "or"], 11),
    **dict.fromkeys(["so-called", "called", "dubbed", "titled", "entitled", "named"], 12),
}  # fmt: skip


def _says_next(scene: Scene, mention: Mention | None) -> int:
    """Class of the reporting verb within three tokens after a mention or one before it; 0 for none."""
    if mention is None:
        return 0
    kinds = scene.stream.kind
    near = [*range(mention.last + 1, min(mention.last + 4, len(kinds))), mention.first - 1]
    return next((int(kinds[at]) for at in near if at >= 0 and kinds[at] in REPORTING), 0)


def vector(
    scene: Scene, setting: Setting, passage: Marked, best: float, second: float, mention: Mention | None
) -> list[float]:
    """The features of a top-level passage, in the order of `NAMES`.

    `best` and `second` are the probabilities of its two likeliest speakers, `mention` the likeliest.
    """
    text, stream = scene.text, scene.stream
    at = setting.at
    kinds, sentence = stream.kind, stream.sentence
    size = len(stream.low)
    head = text[passage.span.start : min(passage.span.end, passage.span.start + _HEAD_LENGTH)]
    words = setting.words
    shown = min(words, head.count(" ") + 1)
    capitals = len(_CAPITALISED.findall(head))
    low_before = stream.low[at - 1] if at else "\n"
    low_before2 = stream.low[at - 2] if at > 1 else "\n"
    word_after = stream.word[at + 1] if at + 1 < size else "\n"
    start = max(at - _CUT, scene.sentence_ends[sentence[at] - 1] if sentence[at] else 0)
    stop = min(at + _CUT, scene.sentence_ends[sentence[at]] - 1)
    cue = setting.cue
    return [
        words, setting.capital, setting.end, setting.frame, setting.opens, setting.closes, setting.number,
        setting.previous, setting.following, *setting.kinds,
        max(-_CUT, min(cue - at, _CUT)) if cue >= 0 else 99,
        int(kinds[cue]) if cue >= 0 else 0,
        round(capitals / shown, 2),
        min(len(_FIRST_PERSON.findall(head)), 3),
        min(len(_CONTRACTION.findall(head)), 2),
        min(head[:-1].count(". ") + head.count("? ") + head.count("! "), 3),
        min(head[:-1].count(","), 3),
        min(scene.between("mention", start, at), 5),
        int(low_before in _INTRODUCERS) + 2 * int(low_before2 in _INTRODUCERS),
        int(word_after[0].islower()),
        int(word_after[0].isupper()),
        int(head[-1:] in ",.") if passage.closed else 0,
        round(best, 2), round(second, 2),
        int(any(char.isdigit() for char in head[:40])),
        int(passage.closed),
        int(kinds[at - 1] is Token.ARTICLE or low_before in {"his", "her", "their", "its"}) if at else 0,
        min(len(_FUNCTION.findall(head)), 6),
        at - start,
        min(len(head), 120),
        min(scene.between("quote", start, stop + 1), 5),
        _says_next(scene, mention),
        max(-_CUT, min(mention.first - at, _CUT)) if mention is not None else 99,
        _BEFORE_WORDS.get(low_before, 0),
    ]  # fmt: skip


def is_nickname(scene: Scene, at: int) -> bool:
    """Whether the passage at stream position `at` stands inside a name: `Dwayne “The Rock” Jensen`."""
    number = scene.mentions_in(0, at).stop - 1
    return number >= 0 and scene.mentions[number].last > at


def is_term(scene: Scene, at: int) -> bool:
    """Whether the words around a passage make it a term or a title: `the “…” test`, `the motto “…”`."""
    stream = scene.stream
    if at and stream.low[at - 1] in _TITLED:
        return True
    if at > 1 and _is_titled(scene, at):
        return True
    if at + 1 < len(stream.low) and stream.low[at + 1] in _PLAYS_IN:
        return True
    if not at or at + 1 >= len(stream.low) or stream.kind[at - 1] not in _OWNING:
        return False
    if stream.low[at + 1] in _TERMED:
        return True
    start, end = stream.start[at] + 1, stream.end[at] - 1
    if stream.kind[at - 1] is Token.POSSESSIVE and stream.kind[at - 2] is Token.NAME:
        short = scene.text.count(" ", start, end) < _TITLE_WORDS
        return short and scene.text[start].isupper() and scene.text[end - 1] not in ".!?,"
    opens = at == 1 or stream.sentence[at - 2] != stream.sentence[at]
    word = scene.text.find(" ", stream.start[at], stream.end[at]) < 0
    return opens and word and stream.kind[at + 1] is Token.WORD


def _is_titled(scene: Scene, at: int) -> bool:
    """Whether capitals make a passage a title: `in her book, “…”`, `a play called “…”`."""
    low, kinds = scene.stream.low, scene.stream.kind
    work = kinds[at - 1] is Token.COMMA and low[at - 2] in _TITLED | _WORKS
    called = low[at - 1] in {"called", "named"} and _is_new(scene, at - 2)
    if not work and not called:
        return False
    words = scene.text[scene.stream.start[at] + 1 : scene.stream.end[at] - 1].split()
    long = [word for word in words if len(word) >= _LONG]
    return len(words) <= _LONGEST_TITLE and bool(long) and all(word[0].isupper() for word in long)


def _is_new(scene: Scene, at: int) -> bool:
    """Whether a noun at `at` is new to the reader: `an old play`, `a group`."""
    kinds, first = scene.stream.kind, at
    while first > at - _LONG and kinds[first] in _IN_A_NOUN:
        first -= 1
    return first < at and scene.stream.low[first] in {"a", "an"}


def goes_on(scene: Scene, setting: Setting, speaker: Mention | None) -> bool:
    """Whether a passage that ends in a comma has its speaker behind it: `“keep it alive,” Dahl told us`.

    Titles and terms (`in “The Long Road,” Dahl said`) are short or have capitals.
    """
    if speaker is None or setting.end != _COMMA or setting.words < _SOME or speaker.first < setting.at:
        return False
    words = scene.text[scene.stream.start[setting.at] + 1 : scene.stream.end[setting.at] - 1].split()
    plain = any(word.islower() and len(word) >= _LONG for word in words)
    return plain and says(scene, speaker) in _SPEAKING and not is_term(scene, setting.at)


def is_wish(scene: Scene, setting: Setting) -> bool:
    """Whether a passage is what somebody wants, in words of hers: `Dahl hopes to “build …”`."""
    low, at = scene.stream.low, setting.at - 1
    while at > setting.at - _TO_THE_WISH and low[at] in _TO_A_WISH:
        at -= 1
    if setting.capital or at < 0 or not (low[at] in _WISHES or low[at - 1 : at + 1] == ["would", "like"]):
        return False
    number = scene.mentions_in(0, at).stop - 1
    if number < 0 or at - scene.mentions[number].last > _TO_THE_WISH:
        return False
    wisher = scene.mentions[number]
    return (
        wisher.kind is not MentionKind.NOUN
        and scene.stream.sentence[wisher.first] == scene.stream.sentence[at]
    )


_TO_THE_WISH: Final = 4
_TO_A_WISH: Final = frozenset({"to", "that", "for"})
_WISHES: Final = frozenset(
    word_list("""
    want wants wanted hope hopes hoped plan plans planned intend intends intended wish wishes wished seeks
    sought
    """)
)
_OWNING: Final = frozenset({Token.ARTICLE, Token.OBJECT, Token.POSSESSIVE})
_TITLED: Final = frozenset(
    word_list("""
    motto slogan song film movie album book novel series play titled entitled nicknamed headlined hashtag
    so-called
    """)
)
"""What a title, a motto or a nickname stands behind."""
_WORKS: Final = frozenset(
    word_list("""
    memoir autobiography biography essay poem ballad musical opera documentary podcast anthem painting
    thriller sitcom
    """)
)
_IN_A_NOUN: Final = frozenset({Token.WORD, Token.SPEECH_NOUN, Token.PERSON_NOUN})
_LONG: Final = 4
"""Letters from which a word of a title has a capital."""
_LONGEST_TITLE: Final = 10
_PLAYS_IN: Final = frozenset({"star", "host", "co-host", "actor", "actress"})
"""Who stands behind the title of a show: `“Bridge of Fear” star Ann Lee`."""
_TITLE_WORDS: Final = 6
_TERMED: Final = frozenset(
    word_list("""
    test rule principle policy tax doctrine theory clause list label channel column movement effect law method
    model campaign initiative programme program project button section series show sign
    """)
)
"""Nouns that a term in marks describes."""


def is_speech(scene: Scene, setting: Setting, passage: Marked, *, laid_out: bool) -> bool:
    """Whether a passage, however short, is a sentence that the words beside it call speech.

    `laughed and added: “Full stop.”`, `“…,” Torres wrote. “Period.”`; `laid_out` says that the layout gives
    its speaker.
    """
    if not setting.capital or scene.text[passage.span.end - 1] not in ".!?…":
        return False
    if laid_out or passage.continued or (setting.frame in _FRAMED and setting.end == _ASKED):
        return True
    stream = scene.stream
    at = setting.at
    kinds = stream.kind
    if (
        at + 1 < len(stream.low)
        and kinds[at + 1] not in _BEHIND_A_SENTENCE
        and not stream.word[at + 1][0].isupper()
    ):
        return False
    if at < _TO_THE_CUE:
        return False
    if kinds[at - 1] in {Token.COLON, Token.COMMA}:
        verb = at - 2 - (stream.low[at - 2] in _PARTICLES)
        return kinds[verb] in REPORTING and stream.low[verb] not in _NAMING
    if kinds[at - 1] is not Token.STOP:
        return False
    verb = scene.last_say[at]
    if verb < 0 or at - verb > _BEHIND_THE_CUE or stream.sentence[verb] != stream.sentence[at - 1]:
        return False
    quoted = scene.between("quote", max(0, at - _CUT), verb) > 0
    return kinds[verb] is Token.SAID or (quoted and kinds[verb] in SAYS)


_COMMA: Final = 1
_SOME: Final = 4
"""Words from which a passage before `X said` is more than a term."""
_SPEAKING: Final = frozenset({1, 2, 3})
_FRAMED: Final = frozenset({1, 2})
_ASKED: Final = 3
"""A question or a cry with its subject and verb behind it: `“Really?” Dahl asked.`"""
_BEHIND_THE_CUE: Final = 5
"""Tokens from a verb of saying, its subject behind it, to the next sentence."""
_PARTICLES: Final = frozenset({"out", "back", "in", "up", "on"})
_TO_THE_CUE: Final = 2
_BEHIND_A_SENTENCE: Final = frozenset(
    {Token.BREAK, Token.STOP, Token.QUOTE, Token.COMMA, Token.DASH, Token.PAREN}
)
_NAMING: Final = frozenset(
    word_list("called calls calling dubbed named labeled labelled termed read reads reading")
)
