"""The same utterance in several articles: which passages print it, and how they differ."""

from quotebrowser.collate.classes import may_change_meaning
from quotebrowser.collate.collation import collate, worst
from quotebrowser.collate.evidence import sure_speakers
from quotebrowser.collate.grouping import groups
from quotebrowser.collate.linking import Neighbours, context, link
from quotebrowser.collate.syndication import independent_texts
from quotebrowser.collate.traces import trace
from quotebrowser.collate.translation import says_translated
from quotebrowser.collate.verdict import Tier, WordDifference, WordVerdict, compare_words, content_words

__all__ = [
    "Neighbours",
    "Tier",
    "WordDifference",
    "WordVerdict",
    "collate",
    "compare_words",
    "content_words",
    "context",
    "groups",
    "independent_texts",
    "link",
    "may_change_meaning",
    "says_translated",
    "sure_speakers",
    "trace",
    "worst",
]
