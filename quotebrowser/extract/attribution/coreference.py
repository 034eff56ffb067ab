"""Which person or institution a pronoun stands for.

One rule guards it: only somebody named earlier in the article can be meant, and a place is nobody; where
no candidate is likely, the pronoun stays what it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.extract.attribution.forest import load
from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import SAYS, Scene
from quotebrowser.extract.narration.subjects import accords, is_subject, says, stands_after
from quotebrowser.names import Gender

NAMES: Final = (
    "sentences", "paragraphs", "recency", "subject", "offset", "before", "after", "possessive",
    "gender_known", "count", "says", "person", "is_speaker",
    "pronoun", "share", "mentions_before",
    "tokens", "speaker_recent", "pronoun_offset", "full_name", "opens_paragraph", "repeated",
    "says_beside", "verb_after", "verb_after_mentions", "anchor_sentences", "anchor_tokens", "words",
    "said_loose", "subject_before", "preposition", "subjects_near", "rivals_near", "subject_lag", "said_lag",
    "object_of",
)  # fmt: skip
"""Names of the features in the order of the vectors."""

_WINDOW: Final = 40
"""How many mentions back are looked at."""
_MOST: Final = 8
"""How many persons are weighed."""
_FAR: Final = 9
_NAME_WORDS: Final = 2
_INTRODUCED: Final = 0.4
"""How likely a pronoun means whom the sentence before introduces; three of five were, against the model."""
_IT: Final = 0.4
"""Below this chance `it` means no body: `It says: “…”`, of a shirt."""
_CLOSED: Final = 0.75
"""How likely a pronoun means whose `X said.` ends the sentence before; of 12 against the model 10 were."""
_LED: Final = 0.9
"""How likely a pronoun means the subject of the words that lead in what it says; set by hand."""
_FIRM: Final = 0.6
"""From this chance on the person of a pronoun is not looked for behind an earlier one."""
_OBJECT: Final = 0.35
"""What is left of the chance of an object of the same pronoun (`He sued Berg. “…,” he said`)."""
_CLAUSE: Final = 14
_CLAUSE_ENDS: Final = frozenset({Token.STOP, Token.BREAK, Token.QUOTE, Token.AND, Token.COMMA, Token.COLON,
                                 Token.CONJUNCTION, Token.RELATIVE})  # fmt: skip
_BEFORE_THE_VERB: Final = 2
_NAMED_INSIDE: Final = 0.3
"""What is left of the chance of who is named in full in what the pronoun says; set by hand."""
_PAIR: Final = 2
_TRACED: Final = 25
"""How many mentions back the subjects are looked at."""
_TRACED_SENTENCES: Final = 6
_SUBJECTS: Final = 4
_RIVALS: Final = 2
"""Sentences back in which subjects and rivals are counted."""
_PRONOUN: Final = {"he": 1, "she": 2, "they": 3, "it": 4, "i": 5, "we": 6}
_GENDER: Final = {"he": Gender.MALE, "she": Gender.FEMALE}
_AWAY: Final = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may stand for."""

    cluster: int
    """Number of the cluster."""
    mention: Mention
    """Its last mention before the pronoun."""
    rank: int
    """How many others were mentioned since."""
    repeated: int
    """How often it stands in the window."""
    anchor: int
    """Position of the first pronoun of the chain that leads to the one asked for (`She … she … she said`)."""
    subjects: int = 0
    """How often it is the subject of one of the last sentences."""
    subject_lag: int = _FAR
    """Sentences since it was last a subject."""
    said_lag: int = _FAR
    """Sentences since it last said something."""
    rivals: int = 0
    """How many others who fit were mentioned in the last sentences."""


def candidates(scene: Scene, pronoun: Mention) -> list[Candidate]:
    """Who was named in the window before `pronoun` and fits its number and gender, latest first."""
    word = scene.stream.low[pronoun.head]
    stop = scene.mentions_in(0, pronoun.first).stop
    anchor = _anchor(scene, word, stop, pronoun.first)
    found: dict[int, Candidate] = {}
    for number in range(stop - 1, max(-1, stop - 1 - _WINDOW), -1):
        mention = scene.mentions[number]
        if mention.cluster < 0:
            continue
        seen = found.get(mention.cluster)
        if seen is not None:
            seen.repeated += 1
        elif len(found) < _MOST and fits(scene.clusters[mention.cluster], word):
            found[mention.cluster] = Candidate(mention.cluster, mention, len(found), 1, anchor)
    _trace(scene, pronoun, found)
    return list(found.values())


def _trace(scene: Scene, pronoun: Mention, found: Mapping[int, Candidate]) -> None:
    """Note of each candidate where it was last subject, where it last spoke, and who else was near."""
    sentence = scene.stream.sentence
    here = sentence[pronoun.first]
    stop = scene.mentions_in(0, pronoun.first).stop
    near = 0
    for number in range(stop - 1, max(-1, stop - 1 - _TRACED), -1):
        mention = scene.mentions[number]
        lag = here - sentence[mention.first]
        if lag > _TRACED_SENTENCES:
            break
        one = found.get(mention.cluster)
        if one is None:
            continue
        near += one.mention is mention and lag <= _RIVALS
        if is_subject(scene, mention):
            one.subject_lag = min(one.subject_lag, lag)
            one.subjects += lag <= _SUBJECTS
        if says(scene, mention):
            one.said_lag = min(one.said_lag, lag)
    for one in found.values():
        one.rivals = near - (here - sentence[one.mention.first] <= _RIVALS)


def _anchor(scene: Scene, word: str, stop: int, at: int) -> int:
    """Where the chain of the same pronoun began: back to the last subject of a sentence that fits it."""
    for number in range(stop - 1, max(-1, stop - 1 - _WINDOW), -1):
        mention = scene.mentions[number]
        if mention.kind is MentionKind.PRONOUN:
            at = mention.first if scene.stream.low[mention.head] == word else at
        elif (
            mention.cluster >= 0
            and fits(scene.clusters[mention.cluster], word)
            and _says_beside(scene, mention)
        ):
            break
    return at


def _says_beside(scene: Scene, mention: Mention) -> int:
    """Whether a mention is the subject of a verb of saying: 1 beside it, 2 after an apposition, else 0."""
    kinds = scene.stream.kind
    first, last = mention.first, mention.last
    if (first and kinds[first - 1] in SAYS) or (last + 1 < len(kinds) and kinds[last + 1] in SAYS):
        return 1
    verb = scene.next_say[last + 1]
    if verb < len(kinds) and kinds[last + 1] is Token.COMMA and kinds[verb - 1] is Token.COMMA:
        return 2 * (scene.stream.sentence[verb] == scene.stream.sentence[last])
    return 0


def fits(cluster: Cluster, word: str) -> bool:
    """Whether a pronoun can stand for a cluster at all; what only headlines print is no person's name."""
    if not any(cluster.forms.values()) and len(cluster.words) > _NAME_WORDS:
        return False
    gender = _GENDER.get(word)
    if gender is None:
        return word != "it" or not (cluster.place or cluster.given or cluster.gender)
    if cluster.gender is _AWAY[gender]:
        return False
    return not cluster.place and not cluster.body


def vector(
    scene: Scene, pronoun: Mention, candidate: Candidate, speaker: int, speaker_at: int
) -> list[float]:
    """The features of a pronoun and one it may stand for, in the order of `NAMES`.

    `speaker` is the cluster of the speaker of the passage before, -1 for none, `speaker_at` the position
    of that passage.
    """
    stream = scene.stream
    mention = candidate.mention
    cluster = scene.clusters[candidate.cluster]
    kinds, sentence = stream.kind, stream.sentence
    first, last = mention.first, mention.last
    here, there = sentence[pronoun.first], sentence[first]
    start = scene.sentence_ends[there - 1] if there else 0
    own = scene.sentence_ends[here - 1] if here else 0
    anchor = candidate.anchor
    subject = scene.between("mention", start, first) == 0
    after = kinds[last + 1] if last + 1 < len(stream.low) else Token.BREAK
    verb = scene.next_say[last + 1]
    verb_near = verb < len(stream.low) and sentence[verb] == there
    return [
        min(here - there, _FAR),
        min(stream.paragraph[pronoun.first] - stream.paragraph[first], 6),
        candidate.rank,
        int(subject),
        min(first - start, 20),
        int(kinds[first - 1]) if first else 9,
        int(after),
        int(after is Token.POSSESSIVE or kinds[last] is Token.POSSESSIVE),
        int(cluster.gender in {Gender.MALE, Gender.FEMALE}),
        min(len(cluster.mentions), 20),
        min(cluster.says, _FAR),
        int(cluster.person),
        int(candidate.cluster == speaker),
        _PRONOUN.get(stream.low[pronoun.head], 0),
        round(len(cluster.mentions) / max(1, len(scene.mentions)), 2),
        min(scene.between("mention", start, first), 5),
        min(pronoun.first - first, 99),
        min(pronoun.first - speaker_at, 99) if speaker >= 0 else 99,
        min(pronoun.first - own, 20),
        int(" " in mention.name),
        int(own == 0 or kinds[own - 1] is Token.BREAK),
        min(candidate.repeated, 9),
        _says_beside(scene, mention),
        min(verb - last, 20) if verb_near else 20,
        min(scene.between("mention", last + 1, verb), 5) if verb_near else 5,
        min(sentence[anchor] - there, _FAR),
        min(max(anchor - first, -1), 99),
        len(cluster.words),
        says(scene, mention),
        int(there == here - 1 and is_subject(scene, mention)),
        stands_after(scene, mention),
        candidate.subjects,
        min(candidate.rivals, 5),
        candidate.subject_lag,
        candidate.said_lag,
        int(first > 0 and kinds[first - 1] in {Token.PREPOSITION, Token.ADDRESSED}),
    ]


def names_itself(scene: Scene, cluster: int, words: str) -> bool:
    """Whether the full name of a cluster stands in what it is said to say."""
    name = scene.clusters[cluster].name
    return " " in name and name in words


def resolve(
    scene: Scene, pronoun: Mention, speaker: int, speaker_at: int, words: str = "", *, chained: bool = True
) -> tuple[int, float]:
    """The cluster that a pronoun stands for and how likely that is; -1 where nobody fits.

    `words` are what it says: who is named there in full is hardly the one who says it. `chained` says whether
    an earlier pronoun of the narration may tell who is meant.
    """
    word = scene.stream.low[pronoun.head]
    if word == "who":
        return _antecedent(scene, pronoun)
    found = candidates(scene, pronoun) if word not in {"i", "we"} else []
    if len(found) > 1:
        later = named_behind(scene, pronoun)
        found = [one for one in found if one.cluster not in later] or found
    if not found:
        return -1, 0.0
    told = _told(scene, pronoun, found, words)
    if told is not None:
        return told
    scored = _scored(scene, pronoun, found, (speaker, speaker_at), words)
    for probability, one in scored:
        if one.cluster != speaker and _introduced(scene, pronoun, one):
            return one.cluster, max(probability, _INTRODUCED)
    probability, best = max(scored, key=lambda pair: (pair[0], -pair[1].rank))
    if word == "it" and probability < _IT:
        return -1, 0.0
    if chained and probability < _FIRM and (before := _earlier(scene, pronoun)) is not None:
        earlier = resolve(scene, before, speaker, speaker_at, chained=False)
        return max((best.cluster, probability), earlier, key=lambda pair: pair[1])
    return best.cluster, probability


def _told(scene: Scene, pronoun: Mention, found: Sequence[Candidate], words: str) -> tuple[int, float] | None:
    """Whom the words right around the pronoun's passage give, and how surely; None where they give nobody."""
    leading = _leads_in(scene, pronoun, found)
    if leading is not None:
        return leading.cluster, _LED
    closing = next((one for one in found if _closes(scene, pronoun, one)), None)
    if closing is None or names_itself(scene, closing.cluster, words):
        return None
    return closing.cluster, _CLOSED


def _scored(
    scene: Scene, pronoun: Mention, found: Sequence[Candidate], speaker: tuple[int, int], words: str
) -> list[tuple[float, Candidate]]:
    """The candidates, each with its chance; `speaker` is the last one, and where he spoke."""
    word = scene.stream.low[pronoun.head]
    model = load("coreference", NAMES)
    chances = model.best([vector(scene, pronoun, one, *speaker) for one in found])
    scored = []
    for chance, one in zip(chances, found, strict=True):
        left = _NAMED_INSIDE if names_itself(scene, one.cluster, words) else 1.0
        left *= _OBJECT if len(found) > 1 and _behind_pronoun(scene, one.mention, word) else 1.0
        scored.append((chance * left, one))
    return scored


def _earlier(scene: Scene, pronoun: Mention) -> Mention | None:
    """The same pronoun as subject of a sentence before, nobody who fits having been a subject since."""
    stream = scene.stream
    word, here = stream.low[pronoun.head], stream.sentence[pronoun.first]
    for number in range(scene.mentions_in(0, pronoun.first).stop - 1, -1, -1):
        one = scene.mentions[number]
        lag = here - stream.sentence[one.first]
        if lag > _SUBJECTS:
            break
        if is_subject(scene, one):
            if one.kind is MentionKind.PRONOUN and stream.low[one.head] == word and lag:
                return one
            if one.cluster >= 0 and fits(scene.clusters[one.cluster], word):
                break
    return None


def named_behind(scene: Scene, phrase: Mention) -> set[int]:
    """Clusters named behind a subject in its own clause: it means none of them (`he said of Berg`)."""
    kinds = scene.stream.kind
    end = phrase.last + 1
    while end < min(len(kinds), phrase.last + _CLAUSE) and kinds[end] not in _CLAUSE_ENDS:
        end += 1
    return {scene.mentions[number].cluster for number in scene.mentions_in(phrase.last + 1, end)}


def _behind_pronoun(scene: Scene, mention: Mention, word: str) -> bool:
    """Whether a mention stands behind the pronoun `word` in its clause: who goes on as `he` is another."""
    kinds, low = scene.stream.kind, scene.stream.low
    at = mention.first - 1
    while at > max(0, mention.first - _CLAUSE) and kinds[at] not in _CLAUSE_ENDS:
        if low[at] == word:
            return True
        at -= 1
    return False


def _leads_in(scene: Scene, pronoun: Mention, found: Sequence[Candidate]) -> Candidate | None:
    """The subject of the words that lead in what the pronoun says: `Holt fired back: “…,” she wrote`."""
    kinds = scene.stream.kind
    at = pronoun.first - 1 - (kinds[pronoun.first - 1] in SAYS)
    at -= kinds[at] is Token.COMMA
    if at < 1 or kinds[at] is not Token.QUOTE:
        return None
    said = kinds[at - 1] is Token.COMMA and kinds[at - _PAIR] in SAYS
    if kinds[at - 1] is not Token.COLON and not said:
        return None
    here = scene.stream.sentence[at - 1]
    start = scene.sentence_ends[here - 1] if here else 0
    for number in scene.mentions_in(start, at):
        mention = scene.mentions[number]
        if is_subject(scene, mention):
            return next((one for one in found if one.cluster == mention.cluster), None)
    return None


def _closes(scene: Scene, pronoun: Mention, candidate: Candidate) -> bool:
    """Whether the words right before the pronoun's passage end with the candidate's `X said.`."""
    mention, stream = candidate.mention, scene.stream
    if says(scene, mention) != _BEFORE_THE_VERB or stream.kind[mention.last + _PAIR] is not Token.STOP:
        return False
    if scene.between("stop", mention.last + _PAIR + 1, pronoun.first):
        return False
    near = stream.paragraph[pronoun.first] - stream.paragraph[mention.first] <= 1
    return near and scene.between("quote", mention.last, pronoun.first) <= 1


def _introduced(scene: Scene, pronoun: Mention, candidate: Candidate) -> bool:
    """Whether the sentence right before the pronoun's, in its paragraph, is about somebody named in full.

    `Olav Strand was defiant. “…,” he said`, `…, adds nurse Berit Aas. “…,” she says`.
    """
    mention, stream = candidate.mention, scene.stream
    here = stream.sentence[mention.first]
    if " " not in mention.name or stream.sentence[pronoun.first] - here not in {1, _PAIR}:
        return False
    if stream.paragraph[mention.first] != stream.paragraph[pronoun.first]:
        return False
    if scene.between("quote", mention.last, pronoun.first) > 1:
        return False
    start = scene.sentence_ends[here - 1] if here else 0
    opens = mention.first - start <= 1 and is_subject(scene, mention)
    ends = says(scene, mention) == 1 and stream.kind[mention.last + 1] is Token.STOP
    return opens or ends or accords(scene, mention)


def _antecedent(scene: Scene, pronoun: Mention) -> tuple[int, float]:
    """The name that `who` belongs to: the last one before it in the sentence."""
    number = scene.mentions_in(0, pronoun.first).stop - 1
    while number >= 0:
        mention = scene.mentions[number]
        if scene.stream.sentence[mention.first] != scene.stream.sentence[pronoun.first]:
            break
        if mention.kind is MentionKind.NAME and not scene.clusters[mention.cluster].place:
            between = scene.between("verb", mention.last + 1, pronoun.first)
            return mention.cluster, 0.9 if not between else 0.5
        number -= 1
    return -1, 0.0
