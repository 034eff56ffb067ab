"""Every number that decides whether two passages print the same utterance, with its reason.

One rule guards it: a number stands here or nowhere. `tests/benchmarks/fit_grouping.py` tries others on
labelled news.

Weights are those of `tokens`: a common content word weighs 5, a rare one 8.5, a word of a name or a stock
phrase half of that. `info` is the weight two passages share, `cover` its share of the lighter passage,
`run` the heaviest stretch word for word. The numbers were fitted on two labelled sets together (US news of
2008 to 2020, 2,428 quotes) and kept where the folds of a cross-validation agreed; where a range was equally
good, the middle is taken.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of grouping."""

    scrap_words: int = 4
    """Passages of this many words or fewer are scraps: they join one group and never hold two together."""
    tiny_words: int = 2
    """A term of two words (`border security`) is printed by everybody: it is judged by what stands around it,
    even between articles that print another utterance in common."""
    single_weight: float = 8.0
    """A quotation of one word is looked at if it is rare (`whipsawed`), and judged as a term is."""

    strong_info: float = 25.0
    """Four or five content words in common: below it, figures of speech are joined."""
    strong_cover: float = 0.55
    """With less of the lighter passage in common, two sentences that share a phrase are joined."""
    strong_run: float = 35.0
    """So much word for word is the same utterance however much else the two print."""
    reworded_pure: float = 0.85
    """Two passages with more than a word in seven different inside what they share are two wordings of one
    thought,"""
    reworded_info: float = 30.0
    """... which one speaker or many may have, unless they share more than this or have one speaker."""
    other_speaker_info: float = 60.0
    """A phrase that two sure and different speakers share is no utterance, unless it is as long as a sentence
    or two"""
    other_speaker_cover: float = 0.8
    """... or nearly all that one of them is quoted with: then it is rather the attribution that is wrong."""

    near_days: int = 2
    """Reports of one occasion appear within two days; the same line on a later day may be said again."""
    near_run: float = 20.0
    """Within those days less is enough, if it is word for word"""
    near_words: int = 5
    """... and five words: a long name and two more words weigh as much."""
    same_words: float = 0.97
    """Share of equal words from which two wordings count as the same words."""
    recurring_run: float = 30.0
    """Other words on another day: without a stretch of this weight it is a stock line said again."""
    far_days: int = 30
    far_info: float = 60.0
    """Months apart only a long passage is the same utterance, quoted again."""

    weak_cover: float = 0.80
    """What does not stand by itself must be printed nearly whole by the other."""
    weak_info: float = 14.0
    """Two or three content words, between articles of one occasion."""
    scrap_info: float = 6.6
    """One rare word: enough between articles that print another utterance in common, where nothing less
    is."""
    scrap_days: int = 14
    scrap_surroundings: float = 15.0
    """Weight of the words printed around two scraps or terms, between such articles: two rare words."""
    lone_info: float = 13.0
    """Two rare words, for passages that nothing but their surroundings support."""
    lone_surroundings: float = 24.0
    """Weight of the words that are printed around both: stock phrases in unrelated articles had at most
    22."""
    near_surroundings: float = 12.0
    """Within two days, or of one speaker, two words around both are enough; all joined so had 19 or more."""
    whole_info: float = 20.0
    """A passage of four words and more of this weight, printed whole within two days"""
    whole_surroundings: float = 3.0
    """... needs one word around both that tells what they are about."""
    mention_words: int = 2
    """What is not told as speech attaches to speech that has its words: two, which are judged like a term,"""
    mention_cover: float = 0.9
    """... and nearly all of them."""

    part_info: float = 10.0
    part_cover: float = 0.4
    """Least share of one part of a split quote that must be printed beside the other part"""
    part_run: float = 25.0
    """... unless a stretch of this weight ends where the part ends."""
    part_gap: int = 3
    """Words between the places of two neighbouring parts in another article's passage."""
    repeated_cover: float = 0.9
    """Share of a passage that another of its article must print to be a repetition of a part. What is less
    alike are two sentences of one speech: articles do not print two wordings of one."""
    repeated_run_cover: float = 0.85
    """The same where those are five words in a row: what is left is a word or two of the other's own."""
    same_place: float = 0.5
    """Share of its words in common from which two passages compete for one place."""

    parted_words: int = 60
    """Words of two passages that a record shows to be one utterance, parted by narration: more are two
    statements, whose sentences others print apart."""

    sure_speaker: float = 0.8
    """Confidence of an attribution from which another speaker forbids a link that the words alone do not
    make. A wrong speaker costs a link that is there; a missing one costs nothing."""
    certain_speaker: float = 0.9
    """The same, against a link that the words alone do make."""
    least_content: float = 3.0
    """Words of less weight tell nothing about what a text is about."""


LIMITS = Thresholds()
"""Those in force."""
