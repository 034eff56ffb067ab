"""Layouts: speakers that the form of a line or sentence gives, whatever its words.

One rule guards it: a layout speaks only where nothing else could be meant; else the ranker is asked.
"""

import re
from bisect import bisect_left
from collections import Counter
from typing import Final

from quotebrowser.extract.attribution import descriptions
from quotebrowser.extract.attribution.candidates import is_told
from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import SAYS, Scene
from quotebrowser.extract.narration.subjects import is_subject, says
from quotebrowser.names import key

_SIGN: Final = re.compile(r"\s{0,9}> ?(?:—|–|--?) ?(?=[A-Z])")
_LONGEST_BLOCK: Final = 20
"""Paragraphs of a block quote."""
_LABELLED: Final = frozenset({Token.BREAK, Token.STOP, Token.QUOTE, Token.DASH})
_LONGEST_LABEL: Final = 14
"""Tokens of a label with an office and an outlet (`Anna Holt, mayor of Bergen, Veste Post: "…"`)."""
_IN_A_LABEL: Final = frozenset(
    {Token.NAME, Token.COMMA, Token.PAREN, Token.WORD, Token.PERSON_NOUN, Token.SPEECH_NOUN, Token.ARTICLE,
     Token.PREPOSITION, Token.NUMBER, Token.POSSESSIVE, Token.AND, Token.SIGN, Token.ADVERB, Token.STOP}
)  # fmt: skip
_LONGEST_SIGNATURE: Final = 90
"""Characters of a name with an office, in a line of its own."""
_PASSIVE: Final = 12
"""Tokens between a passage and the person addressed."""
_ASKED_BEFORE: Final = 40
"""The same to who was asked by somebody with a description: `Dahl was asked by Holt, who …, “…”`."""
_OFFICE: Final = 4
"""Tokens between `by` and a name: an article and an office."""
_SAID_BEFORE: Final = frozenset({0, 3})
"""Frames without a subject between the passage and its verb."""
_QUOTES: Final = frozenset({"quoted", "quotes", "cited", "cites", "quoting", "citing"})
_SPEAKING: Final = frozenset({"saying", "telling", "asking"})
_RECALLED: Final = frozenset(
    {"recalled", "recalls", "remembered", "remembers", "quoted", "quotes", "heard", "hears"}
)
"""Verbs whose object speaks: `“…,” Dahl recalled Holt saying`."""
_QUOTING: Final = _QUOTES | _RECALLED
_PAIR: Final = 2
_SIGNS: Final = frozenset("-–—―−")
_BEFORE_A_SIGN: Final = frozenset({Token.STOP, Token.COMMA, Token.BREAK})
_TO_THE_SIGN: Final = 3
_BEHIND_A_SIGN: Final = frozenset({Token.BREAK, Token.STOP, Token.COMMA, Token.PAREN})

_INSIDE: Final = re.compile(r"(?P<name>[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}): ?(?=\S)")
"""A label inside the marks: in capitals, as transcripts set it."""
_NAMED_INSIDE: Final = re.compile(r"(?P<name>[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){1,3}): ?(?=\S)")
"""The same as a full name, which the narration must know."""
_LEAST_LABELS: Final = 2
_LABEL_REACH: Final = 12
"""Characters before an answer that hold its label."""


def certain(scene: Scene, setting: Setting, number: int) -> Mention | None:
    """The speaker whom the form of the sentence alone gives, whatever the words; None if it gives nobody.

    A signature of a block or of a list (`"…" — Anna Holt`), a name with its colon before the passage
    (`Anna Holt, Veste Post: "…"`), the issuer of a document that says it, or who tells or asks somebody in
    the sentence (`"…," X was told by Y`). Where a verb of saying frames the passage, its subject is the
    speaker, whoever was told what (`"…," said X, who was told by Y`).
    """
    at = setting.at
    found = (
        signed(scene, number)
        or _dashed(scene, setting)
        or _signed_inside(scene, number, at)
        or _label(scene, at)
        or _quoted(scene, at)
    )
    if found is None and setting.frame in _SAID_BEFORE:
        found = _issuer(scene, setting)
    return found if found is not None or setting.frame else _teller(scene, at)


def signed(scene: Scene, number: int) -> Mention | None:
    """The name under a block quote, `> — Anna Holt`; None where the passage is none or nobody signs it."""
    text, passages = scene.text, scene.passages
    if text[passages[number].outer.start] != ">":
        return None
    # The paragraphs of the block that follow are signed with it.
    for last in range(number, min(number + _LONGEST_BLOCK, len(passages))):
        sign = _SIGN.match(text, passages[last].outer.end)
        if sign:
            at = bisect_left(scene.firsts, sign.end(), key=lambda first: scene.stream.start[first])
            mention = scene.mentions[at] if at < len(scene.mentions) else None
            near = mention is not None and "\n" not in text[sign.end() : scene.mention_span(mention).start]
            return mention if near else None
        following = passages[last + 1] if last + 1 < len(passages) else None
        if following is None or text[passages[last].outer.end : following.outer.start].strip():
            return None
        if text[following.outer.start] != ">":
            return None
    return None


def _dashed(scene: Scene, setting: Setting) -> Mention | None:
    """The name behind a dash that ends the passage's paragraph or is the next one: `"…" — Anna Holt`."""
    stream = scene.stream
    if not setting.opens:
        return None
    at = setting.at + 1
    while at < min(len(stream.low), setting.at + _TO_THE_SIGN) and stream.kind[at] in _BEFORE_A_SIGN:
        at += 1
    if at >= len(stream.low) or stream.word[at][0] not in _SIGNS:
        return None
    number = scene.mentions_in(at + 1, at + 2).start
    if number >= len(scene.mentions):
        return None
    mention = scene.mentions[number]
    if mention.kind is not MentionKind.NAME or mention.first != at + 1:
        return None
    following = mention.last + 1
    return mention if following >= len(stream.low) or stream.kind[following] in _BEHIND_A_SIGN else None


def _signed_inside(scene: Scene, number: int, at: int) -> Mention | None:
    """The name in the line behind a passage, where its mark closes: `“We will.¶Anna Holt, mayor.”`."""
    stream = scene.stream
    if scene.passages[number].closed or at + 2 >= len(stream.low) or stream.kind[at + 1] is not Token.BREAK:
        return None
    first = scene.mentions_in(at + 2, at + 3)
    mention = scene.mentions[first.start] if first else None
    if mention is None or mention.kind is not MentionKind.NAME:
        return None
    line = scene.text[stream.start[at + 2] : stream.start[at + 2] + _LONGEST_SIGNATURE].partition("\n")[0]
    ends = line.rstrip()[-1:] in {'"', "”"} and stream.kind[mention.last + 1] in _BEHIND_A_SIGN
    return mention if ends else None


def _label(scene: Scene, at: int) -> Mention | None:
    """The name that opens a line and, at most with an office and an outlet, ends in a colon before `at`."""
    kinds = scene.stream.kind
    if at < 1 or kinds[at - 1] is not Token.COLON:
        return None
    mention = _before(scene, at)
    if mention is None:
        return None
    alone = not mention.first or kinds[mention.first - 1] in _LABELLED
    if alone and mention.last == at - 2 and mention.kind is MentionKind.NAME:
        return mention
    first = at - 1
    while first and at - first < _LONGEST_LABEL and kinds[first - 1] in _IN_A_LABEL:
        first -= 1
    if first and kinds[first - 1] not in _LABELLED:
        return None
    opening = scene.mentions_in(first, at)
    mention = scene.mentions[opening.start] if opening else None
    if mention is None or mention.kind is not MentionKind.NAME or mention.first != first:
        return None
    apart = kinds[mention.last + 1] in {Token.COMMA, Token.PAREN}
    return mention if apart and Token.STOP not in kinds[mention.last + 1 : at] else None


def _quoted(scene: Scene, at: int) -> Mention | None:
    """Whom somebody in the sentence of the passage quotes: `"…," the site quoted Anna Holt as saying`."""
    stream = scene.stream
    if _QUOTING.isdisjoint(stream.low[max(0, at - _PASSIVE - _PAIR) : at + _PASSIVE]):
        return None
    for number in scene.mentions_in(max(0, at - _PASSIVE), min(at + _PASSIVE, len(stream.low))):
        mention = scene.mentions[number]
        if stream.low[mention.last + 1] in _SPEAKING and stream.low[mention.first - 1] in _RECALLED:
            return mention if stream.sentence[mention.first] == stream.sentence[at] else None
        verb = stream.low[max(0, mention.first - _PAIR) : mention.first]
        told = stream.low[mention.last + 1 : mention.last + 1 + _PAIR]
        if (
            told == ["as", "saying"]
            and _QUOTES & set(verb)
            and stream.sentence[mention.first] == stream.sentence[at]
        ):
            return mention
    return None


def _issuer(scene: Scene, setting: Setting) -> Mention | None:
    """Who issued the document that the verb of saying beside the passage belongs to."""
    if setting.cue < 0:
        return None
    sentence = scene.stream.sentence
    for number in scene.mentions_in(max(0, setting.cue - _PASSIVE), setting.cue):
        noun = scene.mentions[number]
        if noun.kind is not MentionKind.NOUN or sentence[noun.first] != sentence[setting.cue]:
            continue
        issuer = descriptions.issuer(scene, noun)
        if issuer is not None and issuer.last < setting.cue:
            plain = scene.between("comma", noun.first, setting.cue) + scene.between(
                "say", noun.first, setting.cue
            )
            return issuer if not plain and scene.stream.kind[setting.cue] in SAYS else None
    return None


def subject_before(scene: Scene, setting: Setting) -> Mention | None:
    """The name that opens a sentence in which `, saying` introduces the passage, or said the sentence before.

    Also the name behind a verb that opens the sentence: `Said Anna Holt, who was there, “…”`.

    None where there is no such name.
    """
    stream, cue, at = scene.stream, setting.cue, setting.at
    last = _before(scene, at)
    if at and stream.kind[at - 1] is Token.STOP and last is not None and last.kind is MentionKind.NAME:
        near = stream.sentence[last.first] == stream.sentence[at - 1] and says(scene, last) in {1, 2}
        return last if near else None
    for number in scene.mentions_in(max(1, at - _LONGEST_LABEL), at):
        verb = scene.mentions[number].first - 1
        if stream.kind[verb] in SAYS and stream.word[verb][0].isupper():
            return scene.mentions[number]
    if (
        not 0 < cue < setting.at
        or stream.kind[cue] is not Token.SAYING
        or stream.kind[cue - 1] is not Token.COMMA
    ):
        return None
    here = stream.sentence[cue]
    start = scene.sentence_ends[here - 1] if here else 0
    opening = scene.mentions_in(start, cue)
    mention = scene.mentions[opening.start] if opening else None
    if mention is None or mention.kind is not MentionKind.NAME or not is_subject(scene, mention):
        return None
    return mention


def _teller(scene: Scene, at: int) -> Mention | None:
    low = scene.stream.low
    here = scene.stream.sentence[at]
    start = max(scene.sentence_ends[here - 1] if here else 0, at - _ASKED_BEFORE)
    if "by" not in low[start : at + _PASSIVE]:
        return None
    for number in scene.mentions_in(start, min(at + _PASSIVE, len(low))):
        hearer = scene.mentions[number]
        by = hearer.last + 3
        if (
            scene.stream.sentence[hearer.first] != here
            or low[by : by + 1] != ["by"]
            or not is_told(scene, hearer)
        ):
            continue
        teller = scene.mentions[number + 1] if number + 1 < len(scene.mentions) else None
        if (
            teller is not None
            and by < teller.first <= by + _OFFICE
            and scene.stream.sentence[teller.first] == here
        ):
            return teller
    return None


def _before(scene: Scene, at: int) -> Mention | None:
    """The last mention that begins before `at`."""
    number = scene.mentions_in(0, at).stop - 1
    return scene.mentions[number] if number >= 0 else None


def unmentioned(scene: Scene) -> dict[int, int]:
    """The clusters of passages whose speaker no mention beside them names, by the number of the passage.

    Answers of an interview with `Q:` and `A:`, and transcripts with labels inside the marks (`"HOLT: We …"`).
    """
    found = _labelled_inside(scene)
    answers = [
        number
        for number, one in enumerate(scene.passages)
        if one.unnamed and _answers(scene.text, one.outer.start)
    ]
    person = _introduced(scene) if answers else -1
    return found | dict.fromkeys(answers, person) if person >= 0 else found


def _introduced(scene: Scene) -> int:
    """Whom the narration before an interview introduces; -1 where it is nobody or several alike."""
    first = next(at for at, one in enumerate(scene.passages) if one.unnamed)
    counts: Counter[int] = Counter()
    for at in scene.mentions_in(0, scene.stream.passage_at[first]):
        mention = scene.mentions[at]
        if mention.cluster >= 0 and mention.kind is MentionKind.NAME:
            cluster = scene.clusters[mention.cluster]
            if not cluster.place and not cluster.body and (cluster.given or len(cluster.words) > 1):
                counts[mention.cluster] += 1
    order = counts.most_common(2)
    alike = len(order) > 1 and order[0][1] == order[1][1]
    return order[0][0] if order and not alike else -1


def _answers(text: str, start: int) -> bool:
    """Whether the label before `start` is that of an answer."""
    label = text[max(0, start - _LABEL_REACH) : start].rpartition("\n")[2]
    return label.strip().rstrip(":").lower() in {"a", "answer"}


def _labelled_inside(scene: Scene) -> dict[int, int]:
    labels = {
        number: match["name"]
        for number, one in enumerate(scene.passages)
        if one.outer != one.span and (match := _INSIDE.match(scene.text, one.span.start, one.span.end))
    }
    if len(labels) < _LEAST_LABELS:
        labels = {}
    last = {cluster.words[-1]: at for at, cluster in enumerate(scene.clusters) if cluster.words}
    found: dict[int, int] = {}
    whole = {cluster.words: at for at, cluster in enumerate(scene.clusters) if len(cluster.words) > 1}
    for number, one in enumerate(scene.passages):
        named = _NAMED_INSIDE.match(scene.text, one.span.start, one.span.end)
        if named and tuple(key(named["name"]).split()) in whole:
            found[number] = whole[tuple(key(named["name"]).split())]
    for number, label in labels.items():
        words = tuple(key(label).split())
        if words and words[-1] not in last:
            last[words[-1]] = len(scene.clusters)
            scene.clusters.append(Cluster(forms=Counter([label]), words=words, given=True))
        if words:
            found[number] = last[words[-1]]
    return found
