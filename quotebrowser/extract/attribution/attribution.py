"""Who is said to have said each passage: the ranker's choice of a mention, passage by passage.

Two rules guard it: passages are decided in the order of the article, because the speaker of the one before
is the best single hint there is; and a confidence of 0.9 is right nine times of ten, measured on articles
that were not used to fit anything.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotebrowser.extract.attribution import coreference, descriptions, features, kinds, layouts, word_order
from quotebrowser.extract.attribution.candidates import hears, near
from quotebrowser.extract.attribution.features import Setting
from quotebrowser.extract.attribution.forest import load
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene
from quotebrowser.model import Kind

MENTION_ABOVE: Final = 0.26
"""A passage that is a mention with more than this probability is one. Tuned on 8,600 passages of seven
newspapers: lower loses real fragments, higher lets titles and scare quotes through as speech."""
SPEAKER_ABOVE: Final = 0.04
"""Below this probability no mention is taken for the speaker."""
MOST_ATTRIBUTED: Final = 10_000
"""Passages of one article whose speakers are looked for; the longest real ones have some thousands."""
_SENTENCE: Final = 6
_FRAMES: Final = frozenset({1, 2})
_SURE: Final = 0.8
_COMMA: Final = 1
_NEXT_BUT_ONE: Final = 2
_ATTRIBUTION: Final = 14
"""Tokens of `X said` between two parts of a sentence, at most."""
_LONG: Final = 16
_ENDED: Final = frozenset({1, 2, 3})
_FEW_WORDS: Final = 5
_BOUND: Final = 0.75
"""How likely a definite noun phrase stands for the one it was bound to; set by hand, no gold."""
_DOUBTFUL: Final = 0.5
"""Below this chance who said the sentence, or its subject before `, saying “…”`, speaks; set by hand."""
_HARDLY: Final = 0.35
"""Chance of a pronoun from another paragraph below which the likeliest name is taken; set by hand."""
_NAMESAKE: Final = 0.38
"""How likely a surname means the bearer it was given, where another was named within sight."""
_MEANT: Final = 0.38
"""The same where only the last subject of the sort is known."""
_BY_FORM: Final = 0.9
"""How likely a speaker is whom the form of the sentence gives; set by hand, rare in the gold."""
_BY_ORDER: Final = 0.75
"""The same where the order of words gives it against the ranker."""
_ANSWERED: Final = 0.8
"""How likely the person whom an interview introduces answers; set by hand."""
_HEARD: Final = 0.5
"""What is left of the chance of those who remain when the likeliest is only the hearer; set by hand."""


_NAMED: Final = (
    (0.0, 0.2), (0.1, 0.45), (0.2, 0.57), (0.3, 0.7), (0.4, 0.79), (0.47, 0.855), (0.6, 0.875), (0.72, 0.888),
    (0.75, 0.92), (0.85, 0.94), (0.95, 0.955), (0.98, 0.967), (1.0, 0.98),
)  # fmt: skip
"""Raw probability and how often such an attribution to a printed name was right: 5,300 quotes of seven
newspapers, each judged by models that had not seen its newspaper's month. Straight lines between."""
_RESOLVED: Final = (
    (0.0, 0.2), (0.1, 0.45), (0.2, 0.57), (0.3, 0.68), (0.4, 0.77), (0.6, 0.86), (0.75, 0.905), (0.85, 0.925),
    (0.95, 0.945), (0.98, 0.955), (1.0, 0.965),
)  # fmt: skip
"""The same where a pronoun or a noun had to be resolved: 140 labelled by hand and 1,100 by machine. Of those
that the machine denies, eight of ten that were read are right, and that is counted."""


@dataclass(slots=True)
class Choice:
    """What was decided about one top-level passage."""

    kind: Kind
    """Statement, fragment or mention."""
    mention: Mention | None
    """The mention that names its speaker; None if nobody is likely."""
    probability: float
    """How likely the mention is the right one."""
    second: float
    """How likely the next best is."""
    cluster: int
    """Number of the speaker's cluster; -1 where the mention stands for nobody named."""
    reference: float
    """How likely the cluster is right, given the mention."""
    setting: Setting
    """The words around it."""


_NOWHERE: Final = Setting(-1, (0, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, -1)
_FAR_STATEMENT: Final = Choice(Kind.STATEMENT, None, 0.0, 0.0, -1, 0.0, _NOWHERE)
_FAR_MENTION: Final = Choice(Kind.MENTION, None, 0.0, 0.0, -1, 0.0, _NOWHERE)


def attribute(scene: Scene) -> list[Choice]:
    """A choice for each top-level passage of the scene, in order."""
    descriptions.bind_nouns(scene)
    set_out = layouts.unmentioned(scene)
    found: list[Choice] = []
    previous: Mention | None = None
    speaker, speaker_at = -1, 0
    for number in range(len(scene.passages)):
        if number >= MOST_ATTRIBUTED:
            found.append(_unattributed(scene, number))
            continue
        if number in set_out or scene.passages[number].unnamed:
            choice = _set_out(scene, number, set_out.get(number, -1))
        else:
            choice = _choose(scene, number, previous, speaker, speaker_at)
            if found and choice.kind is Kind.FRAGMENT and _goes_on(scene, found[-1], choice):
                choice.kind = Kind.STATEMENT
        found.append(choice)
        if choice.kind is not Kind.MENTION and choice.mention is not None:
            previous = choice.mention
            if choice.cluster >= 0:
                speaker, speaker_at = choice.cluster, choice.setting.at
    return found


def _unattributed(scene: Scene, number: int) -> Choice:
    """A passage far down a monstrous text: found, its speaker unknown."""
    span = scene.passages[number].span
    return _FAR_STATEMENT if scene.text.count(" ", span.start, span.end) >= _FEW_WORDS else _FAR_MENTION


def _goes_on(scene: Scene, before: Choice, choice: Choice) -> bool:
    """Whether a passage goes on with the sentence of a statement: `“We go,” Holt told us, “and stay.”`.

    Of 40 such passages 36 were statements.
    """
    stream, at, first = scene.stream, choice.setting.at, before.setting.at
    if before.kind is not Kind.STATEMENT or before.setting.end != _COMMA or choice.setting.capital:
        return False
    near = at - first <= _ATTRIBUTION and stream.sentence[first] == stream.sentence[at]
    return near and stream.kind[at - 1] is Token.COMMA and bool(scene.between("say", first, at))


def _set_out(scene: Scene, number: int, cluster: int) -> Choice:
    """A passage whose label, not a mention, tells who speaks; `cluster` is -1 where it tells nobody."""
    setting = features.setting(scene, number)
    return Choice(Kind.STATEMENT, None, _BY_FORM, 0.0, cluster, _ANSWERED, setting)


def _choose(scene: Scene, number: int, previous: Mention | None, speaker: int, speaker_at: int) -> Choice:
    setting = features.setting(scene, number)
    if kinds.is_nickname(scene, setting.at):
        return Choice(Kind.MENTION, None, 0.0, 0.0, -1, 0.0, setting)
    ranker = load("ranker", features.NAMES)
    form = layouts.certain(scene, setting, number)
    found = near(scene, setting, previous) if form is None else [(form, 0)]
    chances = ranker.best([features.vector(scene, setting, one, previous, rank) for one, rank in found])
    order = sorted(zip(chances, found, strict=True), key=lambda item: (-item[0], item[1][1]))
    scored = [(chance if form is None else _BY_FORM, one) for chance, (one, _) in order]
    best = scored[0][0] if scored else 0.0
    second = scored[1][0] if len(scored) > 1 else 0.0
    likely = scored[0][1] if scored else None
    kind = _kind(scene, setting, number, (best, second), likely, laid_out=form is not None)
    clause = word_order.of_clause(scene, setting) if form is None else None
    behind = clause or (likely if likely and likely.first - setting.at <= _NEXT_BUT_ONE else None)
    loose = scene.passages[number].loose
    if kind is Kind.MENTION and not loose and kinds.goes_on(scene, setting, behind):
        kind = Kind.STATEMENT if setting.capital else Kind.FRAGMENT
    if clause is not None and clause is not likely:
        scored, best, likely = [(_BY_ORDER, clause), *scored], _BY_ORDER, clause
    elif likely is not None and form is None and hears(scene, setting, likely):
        scored = [(chance * _HEARD, one) for chance, one in scored if not hears(scene, setting, one)]
        best, likely = scored[0] if scored else (0.0, None)
    if form is None and best < _DOUBTFUL:
        subject = layouts.subject_before(scene, setting)
        likely, best = (subject, _DOUBTFUL) if subject is not None else (likely, best)
    mention = likely if best >= SPEAKER_ABOVE else None
    if mention is not None:
        noun = mention.kind is MentionKind.NOUN
        mention = (
            (descriptions.issuer(scene, mention) or mention) if noun else word_order.joined(scene, mention)
        )
    cluster, reference = -1, 1.0
    if mention is not None and kind is not Kind.MENTION:
        passage = scene.passages[number].span.of(scene.text)
        cluster, reference = refer(scene, mention, speaker, speaker_at, passage)
        if (
            reference < _HARDLY
            and scene.stream.paragraph[mention.first] != scene.stream.paragraph[setting.at]
        ):
            other = next((one for _, one in scored if one.kind is MentionKind.NAME), None)
            if (
                other is not None
                and other.cluster != cluster >= 0
                and coreference.names_itself(scene, cluster, passage)
            ):
                mention, cluster, reference = other, other.cluster, _HARDLY
    return Choice(kind, mention, best, second, cluster, reference, setting)


def _kind(
    scene: Scene,
    setting: Setting,
    number: int,
    chances: tuple[float, float],
    mention: Mention | None,
    *,
    laid_out: bool,
) -> Kind:
    passage = scene.passages[number]
    best, second = chances
    # Spares the trees for nearly half of all passages; of 2,446 with a frame and 1,180 long ones in seven
    # newspapers 7 and 16 were something else.
    if setting.words >= _SENTENCE and setting.capital and best > _SURE:
        long = setting.words >= _LONG and setting.end in _ENDED and not passage.loose
        if setting.frame in _FRAMES or long:
            return Kind.STATEMENT
    if passage.outer == passage.span or scene.text[passage.outer.start] == ">":
        return Kind.STATEMENT
    if passage.loose or kinds.is_term(scene, setting.at):
        return Kind.MENTION
    if kinds.is_speech(scene, setting, passage, laid_out=laid_out):
        return Kind.STATEMENT
    # Asked last, as it costs the most.
    vector = kinds.vector(scene, setting, passage, best, second, mention)
    is_statement, is_fragment, is_mention = load("kinds", kinds.NAMES).probabilities(vector)
    if is_mention > MENTION_ABOVE and not (mention is not None and kinds.is_wish(scene, setting)):
        return Kind.MENTION
    return Kind.STATEMENT if is_statement >= is_fragment else Kind.FRAGMENT


def refer(
    scene: Scene, mention: Mention, speaker: int, speaker_at: int, words: str = ""
) -> tuple[int, float]:
    """The cluster of a mention and how likely it is right; -1 where it stands for nobody named.

    `words` are what the mention says: hardly anybody names himself in full.
    """
    if mention.kind is MentionKind.NAME:
        return mention.cluster, _NAMESAKE if mention.rivals else 1.0
    if mention.kind is MentionKind.PRONOUN:
        return coreference.resolve(scene, mention, speaker, speaker_at, words)
    if mention.cluster >= 0:
        return mention.cluster, _MEANT if mention.rivals else _BOUND
    meant = descriptions.stands_for(scene, mention, speaker)
    return meant, _MEANT if meant >= 0 else 1.0


def confidence(choice: Choice) -> float:
    """The calibrated probability that the speaker of a choice is right."""
    raw = choice.probability * choice.reference
    mention = choice.mention
    resolved = mention is not None and mention.kind is not MentionKind.NAME and choice.cluster >= 0
    knots = _RESOLVED if resolved else _NAMED
    for (low, from_), (high, to) in pairwise(knots):
        if raw <= high:
            return round(from_ + (to - from_) * (raw - low) / (high - low), 3)
    return knots[-1][1]


def reason(scene: Scene, choice: Choice) -> str:
    """The reason code of a choice that has a mention: place and cue, and `+pronoun` where one was resolved.

    Places: `after:said-X` (`"…," said X`), `after:X-said`, `before:X-said`, `before:colon`, `according-to`,
    `before`, `after`, `carried` (from an earlier paragraph or passage), `ahead` (from the next paragraph).
    """
    mention, setting = choice.mention, choice.setting
    if mention is None:
        return "none" if choice.cluster < 0 else "label"
    stream = scene.stream
    after = mention.first > setting.at
    same = stream.paragraph[mention.first] == stream.paragraph[setting.at]
    if not same:
        place = "ahead" if after else "carried"
    elif mention.first and stream.low[mention.first - 2 : mention.first] == ["according", "to"]:
        place = "according-to"
    elif after:
        place = {1: "after:X-said", 2: "after:said-X"}.get(setting.frame, "after")
    elif scene.between("quote", mention.last, setting.at):
        place = "carried"
    elif stream.kind[setting.at - 1] is Token.COLON:
        place = "before:colon"
    else:
        place = "before:X-said" if setting.frame == 3 else "before"  # noqa: PLR2004 - a frame of features.Setting
    kind = {MentionKind.PRONOUN: "+pronoun", MentionKind.NOUN: "+noun"}.get(mention.kind, "")
    return place + kind
